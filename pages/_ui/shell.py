"""The frame around every page: who looks, language, navigation by time of day."""

from __future__ import annotations

import streamlit as st

from pages._ui import account as own_account
from pages._ui import assets, clock, language, leave, nav, price_alert, state, store, viewer
from pages._ui import format as fmt
from pages._ui.owed import owed
from salesops.access.actors import Actor
from salesops.access.viewers import OwnAccount
from salesops.core.i18n import _, label
from salesops.models.enums import Role

WALL_DISPLAY = "wall"


def run() -> None:
    """Draw the frame and run the page that the address names."""
    state.forget_emptied()
    language.enter()
    st.set_page_config(
        page_title="SalesOps",
        page_icon=assets.picture("favicon.svg"),
        layout="wide",
        initial_sidebar_state=230,
        menu_items={"About": _("SalesOps: the working day of a car store's sales manager.")},
    )
    try:
        viewing = viewer.enter()
    except viewer.SignedOut:
        leave.for_sign_in()
    on_wall = is_kiosk(viewing.actor)
    counts, people = ({}, []) if on_wall else _read(viewing)
    sections = nav.build(viewing.actor.role, counts)
    page = st.navigation(sections, position="hidden" if on_wall else "sidebar", expanded=True)
    if on_wall and page.url_path != WALL_DISPLAY:
        nav.go("wall", query=state.query())
    account = None if viewing.is_demo or on_wall else own_account.own()
    if not on_wall:
        _sidebar(viewing, account, people)
    if account is not None and account.must_change:
        own_account.must_change_first(account)
        return
    if not on_wall:
        price_alert.show(page.url_path)
    page.run()


def _read(viewing: viewer.Viewing) -> tuple[dict[str, int], list[Actor]]:
    """What each page still owes today, read once a minute and after every change; in the demo, who can be put on."""
    names = [entry.name for entry in nav.allowed(viewing.actor.role)]
    with store.reading() as read:
        found = owed(read, names, now=clock.minute())
        people = read(viewer.demo_people) if viewing.is_demo else []
    return {page: each.count for page, each in found.items()}, people


def is_kiosk(actor: Actor) -> bool:
    """Whether the whole screen is the wall: asked for by the address, and always for a wall screen's sign-in."""
    return actor.role is Role.WALL or state.asked("display") == WALL_DISPLAY


def _sidebar(viewing: viewer.Viewing, account: OwnAccount | None, people: list[Actor]) -> None:
    with st.sidebar:
        st.caption(fmt.plain(viewing.store_name))
        if viewing.is_demo:
            _view_as(viewing.actor, people)
        else:
            st.markdown(f"**{fmt.plain(viewing.actor.name)}** · {label(viewing.actor.role)}")
        _language_switch()
        if account is not None:
            if not account.must_change:
                own_account.change_in_sidebar(account)
            st.link_button(_("Sign out"), "/logout", icon=":material/logout:")


def _view_as(actor: Actor, people: list[Actor]) -> None:
    ids = [str(person.staff_id) for person in people]
    names = {str(person.staff_id): f"{label(person.role)} · {person.name}" for person in people}
    state.set_widget("shell.view_as", str(actor.staff_id))
    st.selectbox(
        _("View as (demo)"),
        ids,
        format_func=lambda key: names.get(key, key),
        key="shell.view_as",
        on_change=_put_on,
    )


def _put_on() -> None:
    state.set_view_as(state.widget("shell.view_as", ""))


def _language_switch() -> None:
    state.set_widget("shell.language", language.code())
    st.segmented_control(
        _("Language"),
        list(language.OWN_NAMES),
        format_func=lambda code: language.OWN_NAMES[code],
        key="shell.language",
        required=True,
        label_visibility="collapsed",
        on_change=_speak,
    )


def _speak() -> None:
    language.choose(state.widget("shell.language", language.code()))
