"""Who can sign in: accounts of people, links of wall screens, tokens of other systems."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store
from pages._ui.components import Action, Badge, Tone
from salesops.access import accounts, tokens
from salesops.access import staff as people
from salesops.access.accounts import AccountRow
from salesops.access.tokens import TokenRow
from salesops.core.i18n import _, label, ngettext

_SHOWN_ONCE = "settings.shown_once"


def show() -> None:
    """Accounts, screens, tokens."""
    with store.reading() as read:
        rows = read(accounts.list_accounts)
        staff = read(people.staff)
        links = read(tokens.device_links)
        keys = read(tokens.api_tokens)
    _show_secret()
    with ui.panel(_("Sign-ins of people")):
        for row in rows:
            _account(row)
        without = {row.id: row.facts.name for row in staff if row.username is None}
        if without:
            _new_account(without)
    with ui.side_by_side():
        with ui.panel(_("Wall screens"), note=_("A link signs one screen in; it shows no personal data.")):
            _tokens(links, kind="link", make=tokens.new_device_link, revoke=tokens.revoke_device_link)
        with ui.panel(_("Tokens of other systems"), note=_("For leads sent to POST /api/v1/leads.")):
            _tokens(keys, kind="token", make=tokens.new_api_token, revoke=tokens.revoke_api_token)


def _account(row: AccountRow) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        marks = [Badge(text=label(row.role), tone=Tone.INFO, icon=":material/badge:")]
        if row.disabled:
            marks.append(Badge(text=_("closed"), tone=Tone.QUIET))
        elif row.must_change:
            marks.append(Badge(text=_("has to change the password"), tone=Tone.WARN))
        text = " ".join(ui.badge_text(mark) for mark in marks)
        st.markdown(f"**{fmt.plain(row.name)}** `{row.username}` {text}", width="stretch")
        if row.disabled:
            return
        key = f"settings.account.{row.staff_id}"
        with (
            st.popover(_("New password"), icon=":material/password:"),
            st.form(f"{key}.form", border=False),
        ):  # a form sends what stands in the field, however one left it
            st.text_input(_("Password"), type="password", key=f"{key}.password", autocomplete="new-password")
            st.form_submit_button(
                _("Set"),
                key=f"{key}.set",
                on_click=_set_password,
                args=(row.username, key),
                type="primary",
            )
        ui.button(
            Action(
                label=_("Sign out everywhere"),
                key=f"{key}.out",
                on_click=_sign_out,
                args=(row.username,),
                icon=":material/logout:",
            )
        )
        if row.staff_id != store.actor().staff_id:
            with st.popover(_("Close"), icon=":material/block:"):
                st.markdown(_("The account is closed and signed out everywhere."))
                ui.button(
                    Action(label=_("Confirm"), key=f"{key}.close", on_click=_close, args=(row.username,))
                )


def _new_account(without: dict[int, str]) -> None:
    with st.form("settings.new.form"), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Person without a sign-in"),
            list(without),
            format_func=lambda staff: without[staff],
            key="settings.new.staff",
        )
        st.text_input(_("User name"), key="settings.new.username", autocomplete="off")
        st.text_input(
            _("First password"), type="password", key="settings.new.password", autocomplete="new-password"
        )
        st.form_submit_button(
            _("Give a sign-in"),
            key="settings.new.save",
            on_click=_add,
            icon=":material/person_add:",
            type="primary",
        )


def _add() -> None:
    username = state.widget("settings.new.username", "")
    made = store.run(
        accounts.add_account,
        username=username,
        staff_id=state.widget("settings.new.staff", 0),
        password=state.widget("settings.new.password", ""),
        done=_("{username} can sign in and then has to choose another password.", username=username),
    )
    if made is not None:
        state.clear_widgets("settings.new.username", "settings.new.password", "settings.new.staff")


def _set_password(username: str, key: str) -> None:
    store.run(
        accounts.set_password,
        username=username,
        password=state.widget(f"{key}.password", ""),
        done=_("{username} has a new password and is signed out everywhere.", username=username),
    )
    state.clear_widgets(f"{key}.password")


def _sign_out(username: str) -> None:
    store.run(
        accounts.end_sessions,
        username=username,
        done=lambda ended: ngettext(
            "{username} is signed out on {n} device.",
            "{username} is signed out on {n} devices.",
            ended,
            username=username,
        ),
    )


def _close(username: str) -> None:
    store.run(accounts.disable_account, username=username, done=_("{username} is closed.", username=username))


def _tokens(
    rows: list[TokenRow], *, kind: str, make: Callable[..., str], revoke: Callable[..., None]
) -> None:
    for row in rows:
        if row.revoked_at is not None:
            continue
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            used = fmt.moment(row.used_at) if row.used_at else _("never")
            line = ui.fact_text([(_("made"), fmt.moment(row.created_at)), (_("last used"), used)])
            st.markdown(f"**{fmt.plain(row.name)}**  \n{line}", width="stretch")
            ui.button(
                Action(
                    label=_("Revoke"),
                    key=f"settings.{kind}.{row.id}.revoke",
                    on_click=_revoke,
                    args=(kind, revoke, row.id),
                    icon=":material/block:",
                )
            )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("What it is called"), key=f"settings.{kind}.name", placeholder=_("who or what uses it")
        )
        ui.button(
            Action(
                label=_("Make"),
                key=f"settings.{kind}.make",
                on_click=_make,
                args=(kind, make),
                icon=":material/add:",
            )
        )


def _make(kind: str, make: Callable[..., str]) -> None:
    secret = store.run(make, name=state.widget(f"settings.{kind}.name", ""))
    if secret is not None:
        state.put(_SHOWN_ONCE, (kind, secret))
        state.clear_widgets(f"settings.{kind}.name")


def _revoke(kind: str, revoke: Callable[..., None], row_id: int) -> None:
    name: dict[str, Any] = {"link_id" if kind == "link" else "token_id": row_id}
    store.run(revoke, done=_("It no longer works."), **name)


def _show_secret() -> None:
    made: tuple[str, str] | None = state.get(_SHOWN_ONCE, None)
    if made is None:
        return
    state.drop(_SHOWN_ONCE)
    kind, secret = made
    with st.container(border=True):
        st.markdown(_("Shown only now. Copy it before you go on."))
        st.code(f"/device/{secret}" if kind == "link" else secret, language=None)
        if kind == "link":
            st.caption(_("Open this address of the server once in the screen's browser."))
