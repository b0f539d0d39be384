"""The first run: from the demo to a store of one's own, and what the new store still needs."""

from __future__ import annotations

from datetime import time

import streamlit as st

from pages._ui import clock, language, nav, state, store
from pages._ui import components as ui
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from salesops.access.first_steps import first_steps
from salesops.core.i18n import _, ngettext
from salesops.demo.own_store import OwnStore, start_own_store

_KEYS = ("code", "name", "brand", "manager", "username", "password", "again")
_OPENS, _CLOSES = time(9, 0), time(18, 0)


def banner() -> None:
    """In the demo: what one looks at, and the way to one's own store."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="first.banner"):
        st.markdown(
            _("This is a demo store with made-up people and figures. Everything in it can be tried."),
            width="stretch",
        )
        if ui.button(
            Action(
                label=_("Start my own store"), key="first.start", icon=":material/storefront:", primary=True
            )
        ):
            _wizard()


def _wizard() -> None:
    @st.dialog(_("Start my own store"), width="large")
    def form() -> None:
        ui.dialog_feedback()
        st.markdown(
            _(
                "First the store and your own sign-in. The demo is then deleted, and you sign in; "
                "people, files, sign-ins and targets follow step by step."
            )
        )
        with st.form(
            "first.form", border=False
        ):  # a form sends what stands in a password field, however one left it
            with st.grid(3, min_column_width=200):
                st.text_input(_("Name of the store"), key="first.name")
                st.text_input(_("Short code"), key="first.code", placeholder="S01", max_chars=12)
                st.text_input(_("Brand"), key="first.brand")
            with st.grid(3, min_column_width=200):
                st.time_input(_("Opens at"), value=_OPENS, key="first.opens", step=900)
                st.time_input(_("Closes at"), value=_CLOSES, key="first.closes", step=900)
            with st.grid(2, min_column_width=200):
                st.text_input(_("Your name"), key="first.manager", autocomplete="name")
                st.text_input(_("User name"), key="first.username", autocomplete="username")
                st.text_input(
                    _("Password"), type="password", key="first.password", autocomplete="new-password"
                )
                st.text_input(_("Once more"), type="password", key="first.again", autocomplete="new-password")
            st.form_submit_button(
                _("Delete the demo and start"),
                key="first.save",
                on_click=_start,
                icon=":material/check:",
                type="primary",
            )

    form()


def _start() -> None:
    typed = {name: str(state.widget(f"first.{name}", "") or "") for name in _KEYS}
    if typed["password"] != typed["again"]:
        state.tell(state.FeedbackKind.REFUSED, _("The two passwords differ."))
        return
    wanted = OwnStore(
        code=typed["code"],
        name=typed["name"],
        brand=typed["brand"],
        language=language.spoken(),
        opens=state.widget("first.opens", _OPENS),
        closes=state.widget("first.closes", _CLOSES),
        manager=typed["manager"],
        username=typed["username"],
        password=typed["password"],
    )
    started = store.run(start_own_store, wanted=wanted, done=_("Your store is ready. Sign in."))
    if started is not None:
        state.clear_widgets(*(f"first.{name}" for name in _KEYS))


def steps(read: Reader) -> None:
    """In a new store: what is done of setting it up, and where the rest is done."""
    found = read(first_steps, now=clock.minute())
    if not found:
        return
    left = sum(1 for each in found if not each.done)
    title = ngettext("{n} step until the store is set up", "{n} steps until the store is set up", left)
    with ui.panel(title, note=_("This list goes away by itself when all is done.")):
        for number, each in enumerate(found, start=1):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{number}. {_(each.title)}", width="stretch")
                if each.done:
                    ui.badge(Badge(text=_("done"), tone=Tone.GOOD))
                nav.link("settings", _("Open"), query={"section": each.step})
