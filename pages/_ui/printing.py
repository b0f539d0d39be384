"""Buttons that hand out printed matter: a PDF made when it is asked for, or the sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages._ui.components import note
from salesops.core import i18n
from salesops.planning import pdf
from salesops.planning.paper import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """A button that hands out a file: what it says, and what the file is called (without an ending)."""

    label: str
    name: str
    key: str
    primary: bool = False
    disabled: bool = False


def button(handout: Handout, sheet: Sheet | Callable[[], Sheet]) -> None:
    """A download of a sheet as a PDF; a function is asked only when the button is pressed."""
    ready = pdf.can_print()
    spoken = i18n.language()

    def made() -> bytes:
        with i18n.speaking(spoken):
            return pdf.pdf(sheet() if callable(sheet) else sheet)

    st.download_button(
        handout.label,
        made if ready else b"",
        file_name=f"{handout.name}.pdf",
        mime="application/pdf",
        key=handout.key,
        icon=":material/print:",
        type="primary" if handout.primary else "secondary",
        on_click="ignore",
        disabled=handout.disabled or not ready,
    )
    if not ready:
        note(i18n._(pdf.NO_FONT))
