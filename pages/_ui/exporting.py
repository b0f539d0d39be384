"""Every list leaves as a spreadsheet: the button at the heading of its panel, the file made when it is pressed (Rules X3, X7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._ui import clock, state, store, viewer
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import _
from salesops.intake.exports import Listed, export_listed

Lines: TypeAlias = tuple[Sequence[str], Sequence[Sequence[Any]]]
"""The headings and the cells of a list."""

SUFFIX = ".xlsx"


@dataclass(slots=True)
class _Corner:
    """The right end of a panel's heading, for the first list that stands in the panel."""

    place: DeltaGenerator
    fragment: str | None
    taken: bool = False


_corner: ContextVar[_Corner | None] = ContextVar("so.corner", default=None)


@contextmanager
def heading(draw: Callable[[], object]) -> Iterator[None]:
    """A heading with room at its right end; lists drawn inside the block put their button there."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            draw()
        corner = _Corner(place=st.container(width="content"), fragment=state.fragment())
    marked = _corner.set(corner)
    try:
        yield
    finally:
        _corner.reset(marked)


def offer(key: str, lines: Callable[[], Lines]) -> None:
    """The button that hands out a list, for roles that may export; the cells are asked for only when it is pressed."""
    known = viewer.known()
    if known is None or not known.actor.may(Permission.EXPORT):
        return
    with _place():
        st.download_button(
            _("Export"),
            data=file_later(key, lines, known),
            file_name=f"{key.replace('.', '-')}-{clock.today():%Y%m%d}{SUFFIX}",
            key=f"{key}.export",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )


def file_later(key: str, lines: Callable[[], Lines], known: viewer.Viewing) -> Callable[[], bytes]:
    """The file as a function without arguments: it runs outside the page, so who looks is settled now."""

    def made(session: Any, actor: Actor, *, now: datetime) -> bytes:
        with viewer.standing_in(known):
            header, cells = lines()
        return export_listed(session, actor, now=now, listed=Listed(name=key, header=header, lines=cells))

    return store.later(made)


@contextmanager
def _place() -> Iterator[None]:
    """The corner of the panel; where it is taken, or drawn by another fragment, a line of its own."""
    corner = _corner.get()
    if corner is None or corner.taken or corner.fragment != state.fragment():
        with st.container(horizontal=True, horizontal_alignment="right"):
            yield
        return
    corner.taken = True
    with corner.place:
        yield
