"""Which language this run speaks (X1): the user's choice, the setting, or the browser's."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages._ui import state
from salesops.core import i18n
from salesops.core.i18n import Language
from salesops.core.settings import settings

OWN_NAMES: Final = {"zh": "中文", "en": "English"}
_CATALOGUES: Final[dict[str, Language]] = {"zh": "zh_CN", "en": "en"}
_CODES: Final[dict[Language, str]] = {"zh_CN": "zh", "en": "en"}


def code() -> str:
    """The language of this viewer, zh or en (Rule X1)."""
    return _CODES[spoken()]


def spoken() -> Language:
    """The catalogue of this viewer: own choice before SALESOPS_LANG before the browser; Chinese without any."""
    in_session = get_script_run_ctx(suppress_warning=True) is not None
    chosen = state.language_choice() if in_session else None
    if chosen in _CATALOGUES:
        return _CATALOGUES[chosen]
    if settings().lang in _CATALOGUES:
        return _CATALOGUES[settings().lang]
    return i18n.closest(st.context.locale if in_session else None)


def enter() -> None:
    """Speak the viewer's language in this run, and in the fragments that run later by themselves.

    What the address asks for is kept for the tab, as a link to another page drops it from the address.
    """
    wish = state.asked("lang")
    if state.language_choice() is None and wish in _CATALOGUES:
        state.choose_language(wish)
    i18n.set_language_source(spoken)
    i18n.set_language(spoken())
    if state.language_choice() is not None:
        state.set_query("lang", code())


def choose(code_chosen: str) -> None:
    """Change the language (callback of the switch)."""
    state.choose_language(code_chosen)
