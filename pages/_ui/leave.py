"""Sends a browser without a valid sign-in to the sign-in form."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from salesops.core.i18n import _

_LEAVE = st.components.v2.component(
    "salesops_leave",
    html="<span></span>",
    js="export default function ({ data }) { window.location.assign(data.to); }",
)


def for_sign_in() -> NoReturn:
    """Say so, go to the form, run nothing more."""
    st.info(_("You are signed out. Sign in to go on."))
    _LEAVE(data={"to": "/login"}, key="leave")
    st.stop()
