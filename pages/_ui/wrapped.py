"""Tables of more than a tablet held upright can show in one line each: cells and headings wrap, nothing is cut (Rule U3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_scalar

from pages._ui import format as fmt
from salesops.core.i18n import _

FITS = 484
"""Pixels inside a panel at 820×1180, beside the navigation."""
PAGE = 12
"""Rows of a page: the table stands in full, so that the list goes on over pages and not over hidden rows."""
_WIDE, _NARROW, _PADDING = 14.4, 7.6, 13.0
_CHINESE = "\u2e80"
"""From here on a character takes the width of two."""
_ONE_LINE = 80.0
"""Text up to this wide does not break: a name, a day, an amount."""
_SHORT_HEADING = 45.0
_LEAST = 40.0

Texts = Mapping[str, list[str]]
"""Heading → its cells in words."""


def too_wide(texts: Texts) -> bool:
    """Whether these columns need more than a tablet's panel in the grid, where no cell wraps."""
    return sum(_PADDING + max(map(_width, (name, *cells))) for name, cells in texts.items()) > FITS


def _width(text: str) -> float:
    return sum(_WIDE if letter >= _CHINESE else _NARROW for letter in text)


def draw(
    frame: pd.DataFrame,
    writers: Mapping[str, Callable[[Any], str]],
    texts: Texts,
) -> None:
    """The frame as a table that wraps; numbers stay on the right, and text is shown as it is."""
    styled = frame.style.format(
        {name: _guarded(write) for name, write in writers.items()}, na_rep=fmt.NOTHING
    ).format_index(lambda name: fmt.plain(str(name)), axis=1)
    for name, least in _widths(texts).items():
        styled.set_properties(subset=pd.Index([name]), **{"min-width": f"{least:.0f}px"})
    st.table(styled, border="horizontal", hide_index=True)


def _widths(texts: Texts) -> dict[str, float]:
    """What each column needs so that no name, day, amount or short heading breaks; long text shares what is left."""
    long = [name for name, cells in texts.items() if max(map(_width, cells), default=0.0) > _ONE_LINE]
    solid = {name: _solid(name, cells, _ONE_LINE) for name, cells in texts.items() if name not in long}
    left = FITS - sum(solid.values()) - _PADDING * len(texts)
    fair = min(max(left / len(long), _LEAST), _ONE_LINE) if long else 0.0
    shared = {name: max(fair, _solid(name, texts[name], fair)) for name in long}
    return {name: wide + _PADDING for name, wide in (solid | shared).items()}


def _solid(heading: str, cells: list[str], limit: float) -> float:
    unbroken = [wide for wide in map(_width, cells) if wide <= limit]
    return max([*unbroken, _least_of_heading(heading)])


def _least_of_heading(heading: str) -> float:
    """A short heading stays whole, a longer one takes two lines; English breaks between its words only."""
    whole = _width(heading)
    words = heading.split() if heading.isascii() else []
    return whole if whole <= _SHORT_HEADING else max([whole / 2, *map(_width, words)])


def choose(texts: Texts, *, key: str) -> int | None:
    """Which line of the table the user wants to act on; a line is known by its first words."""
    first = list(texts.values())
    lines = [" · ".join(part for part in line if part) for line in zip(*first, strict=True)]
    chosen = st.selectbox(
        _("Choose a line"),
        lines,
        index=None,
        key=f"{key}.choose",
        placeholder=_("Choose a line"),
        label_visibility="collapsed",
    )
    return lines.index(chosen) if chosen in lines else None


def _guarded(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """An empty cell has no value to write."""

    def written(value: Any) -> str:
        return fmt.NOTHING if value is None or (is_scalar(value) and pd.isna(value)) else write(value)

    return written
