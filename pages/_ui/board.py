"""The showroom screen as one picture that scales with the display: tiles, rows, clock, rota, freshness (U1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any

import streamlit as st

from pages._ui import assets, clock, viewer
from pages._ui import format as fmt
from salesops.core.i18n import _

_SCREEN = st.components.v2.component(
    "salesops_board",
    html="<div class='screen'></div>",
    css=assets.text("board.css"),
    js=assets.text("board.js"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One big number: with its target, its share of it, or a countdown that ticks."""

    label: str
    value: str = ""
    of: str = ""
    share: float | None = None
    note: str = ""
    tone: str = "quiet"
    """quiet, good, warn or alarm; label and note say the same in words."""
    until: datetime | None = None
    warn_within: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: a waiting party with its stopwatch, a delivery with its time."""

    label: str
    end: str = ""
    tone: str = "quiet"
    since: datetime | None = None
    warn_after: timedelta | None = None
    limit: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheer:
    """A delivery that is celebrated: the only motion in the software."""

    big: str
    small: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One of the boards that take turns."""

    title: str
    tiles: tuple[Tile, ...] = ()
    rows: tuple[Row, ...] = ()
    empty: str = ""
    cheer: Cheer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every board: store, who receives now and next, where in the turn we are."""

    store: str
    rota: Sequence[tuple[str, str]]
    at: int
    boards: int
    top: int = 0
    """Pixels that stand above the screen (the frame of the application when it is not a kiosk)."""
    stale_after: timedelta = timedelta(seconds=90)
    look: str = ""
    """light, dark, auto (by the clock), or as the application looks."""
    light_from: time = time(7)
    dark_from: time = time(18)


def show(board: Board, frame: Frame, *, key: str) -> None:
    """Draw a board in its frame."""
    data = {
        "store": frame.store,
        "title": board.title,
        "tiles": tuple(_tile(tile) for tile in board.tiles),
        "rows": tuple(_row(row) for row in board.rows),
        "empty": board.empty,
        "cheer": asdict(board.cheer) if board.cheer else None,
        "rota": tuple({"key": name, "names": names} for name, names in frame.rota),
        "board": frame.at,
        "boards": frame.boards,
        "top": frame.top,
        "now": _ms(clock.now()),
        "frozen": clock.frozen(),
        "stale": _span(frame.stale_after),
        "zone": str(viewer.zone()),
        "locale": "zh-CN" if fmt.is_chinese() else "en-GB",
        "look": frame.look,
        "light": (_minutes(frame.light_from), _minutes(frame.dark_from)),
        "fresh": _("as of {time}"),
        "lost": _("no connection since {time}"),
    }  # tuples, because a list at the top is searched for a data frame
    _SCREEN(key=key, data=data)


def _tile(tile: Tile) -> dict[str, Any]:
    return {
        "label": tile.label,
        "value": tile.value,
        "of": tile.of,
        "share": tile.share,
        "note": tile.note,
        "tone": tile.tone,
        "until": _ms(tile.until) if tile.until else None,
        "warn": _span(tile.warn_within),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "end": row.end,
        "tone": row.tone,
        "since": _ms(row.since) if row.since else None,
        "warn": _span(row.warn_after),
        "limit": _span(row.limit),
    }


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _span(length: timedelta | None) -> int:
    return int(length.total_seconds() * 1000) if length else 0
