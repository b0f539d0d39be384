"""The frame of the review: its parts, large enough for fingers."""

from __future__ import annotations

import streamlit as st

from pages._ui import state
from salesops.core.i18n import _, label
from salesops.review.rules.parts import ReviewPart

_KEY = "review.part"


def current() -> ReviewPart:
    """The part that the address names; the first when it names none."""
    wanted = state.asked("part") or ""
    return ReviewPart(wanted) if wanted in set(ReviewPart) else ReviewPart.FIGURES


def steps(part: ReviewPart) -> None:
    """The parts in their order."""
    state.set_widget(_KEY, part)
    st.segmented_control(
        _("Part of the review"),
        list(ReviewPart),
        format_func=label,
        key=_KEY,
        required=True,
        label_visibility="collapsed",
        on_change=_go,
    )


def _go() -> None:
    state.set_query("part", state.widget(_KEY, ReviewPart.FIGURES).value)
