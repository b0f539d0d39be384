"""The viewer's own sign-in: change the password, and have to when somebody else has set it (X2)."""

from __future__ import annotations

import streamlit as st

from pages._ui import components as ui
from pages._ui import state, store
from salesops.access import accounts, viewers
from salesops.core.i18n import _


def own() -> viewers.OwnAccount | None:
    """The sign-in of whoever looks; None in the demo and for a wall screen."""
    with store.reading() as read:
        return read(viewers.own_account)


def must_change_first(account: viewers.OwnAccount) -> None:
    """Instead of the page: a password that somebody else has set is changed before anything else."""
    ui.page_title(_("Choose your password"), _("Somebody else has set it; only you should know it."))
    _form(account)


def change_in_sidebar(account: viewers.OwnAccount) -> None:
    """A small form that stays out of the way."""
    with st.popover(_("Password"), icon=":material/password:"):
        _form(account)
        st.button(
            _("Sign out everywhere"),
            key="account.out",
            icon=":material/logout:",
            on_click=_sign_out,
            args=(account.username,),
        )


def _sign_out(username: str) -> None:
    store.run(accounts.end_sessions, username=username)


def _form(account: viewers.OwnAccount) -> None:
    with st.form("account.form", border=False):
        st.text_input(_("New password"), type="password", key="account.new", autocomplete="new-password")
        st.text_input(_("Once more"), type="password", key="account.again", autocomplete="new-password")
        st.caption(_("You are then signed out everywhere and sign in again."))
        st.form_submit_button(_("Change"), type="primary", on_click=_change, args=(account.username,))


def _change(username: str) -> None:
    typed = state.widget("account.new", "")
    if typed != state.widget("account.again", ""):
        state.tell(state.FeedbackKind.REFUSED, _("The two passwords differ."))
        return
    store.run(accounts.set_password, username=username, password=typed, done=_("The password is changed."))
