"""The views of a page: chosen by a tap or by the address (`?view=risk`), one drawn at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from pages._ui import components as ui
from pages._ui import nav, state, store
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.i18n import _

View = tuple[str, Permission | None, Callable[[Reader], str]]
"""What it is called, who may see it, and what draws it and gives its finding."""

_PARAMETER = "view"


def show(page: str, views: Mapping[str, View], *, first: str) -> None:
    """Draw the chosen view; its finding is the headline of the page."""
    head = st.container()
    mine = [
        name for name, (_title, needs, _draw) in views.items() if needs is None or store.actor().may(needs)
    ]
    chosen = choose(page, {name: _(views[name][0]) for name in mine}, first=first)
    with store.reading() as read:
        answer = views[chosen][2](read)
    with head:
        ui.page_title(nav.title(page), answer)


def choose(page: str, titles: Mapping[str, str], *, first: str) -> str:
    """Which of the views the user chose by a tap or by the address; the address follows the choice."""
    start = first if first in titles else next(iter(titles))
    asked = state.asked(_PARAMETER) or start
    chosen = st.segmented_control(
        _("View"),
        list(titles),
        format_func=lambda name: titles.get(name, name),
        default=asked if asked in titles else start,
        required=True,
        key=f"{page}.view",
        label_visibility="collapsed",
        width="content",
        wrap=True,
    )
    if chosen not in titles:
        chosen = start
    state.set_query(_PARAMETER, None if chosen == start else chosen)
    return chosen
