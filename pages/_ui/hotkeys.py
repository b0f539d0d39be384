"""Keys that lead to a field, for pages that are worked without a mouse."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from pages._ui import assets

_KEYS = st.components.v2.component(
    "salesops_hotkeys", html="<span></span>", js=assets.text("hotkeys.js"), css="span { display: none; }"
)


def to_fields(fields: Mapping[str, str], *, key: str) -> None:
    """Each letter goes to the field with that widget key; Escape leaves it."""
    classes = {letter: re.sub(r"[^a-zA-Z0-9_-]", "-", name) for letter, name in fields.items()}
    _KEYS(data={"fields": classes}, key=key)
