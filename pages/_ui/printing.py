"""Buttons that hand out printed matter: a PDF made when it is asked for, or the sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages._ui.components import note
from salesops.core import i18n
from salesops.planning import pdf
from salesops.planning.paper import Sheet


def button(
    text: str,
    sheet: Sheet | Callable[[], Sheet],
    *,
    name: str,
    key: str,
    primary: bool = False,
    disabled: bool = False,
) -> None:
    """A download of a sheet as a PDF, whose file is called `name` without an ending; a function is asked only then."""
    ready = pdf.can_print()
    spoken = i18n.language()

    def made() -> bytes:
        with i18n.speaking(spoken):
            return pdf.pdf(sheet() if callable(sheet) else sheet)

    st.download_button(
        text,
        made if ready else b"",
        file_name=f"{name}.pdf",
        mime="application/pdf",
        key=key,
        icon=":material/print:",
        type="primary" if primary else "secondary",
        on_click="ignore",
        disabled=disabled or not ready,
    )
    if not ready:
        note(i18n._(pdf.NO_FONT))
