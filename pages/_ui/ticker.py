"""Clock, countdowns and stopwatches that tick in the browser without running the page again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import streamlit as st

from pages._ui import assets, clock, viewer
from pages._ui import format as fmt
from salesops.core.i18n import _

Size = Literal["small", "medium", "large", "huge"]

_BOARD = st.components.v2.component(
    "salesops_ticker",
    html="<div class='board'></div>",
    css=assets.text("ticker.css"),
    js=assets.text("ticker.js"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Countdown:
    """Time left until a moment; the last part of it warns."""

    until: datetime
    label: str = ""
    warn_within: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopwatch:
    """Time gone since a moment, with a limit (a customer's wait)."""

    since: datetime
    label: str = ""
    warn_after: timedelta | None = None
    limit: timedelta | None = None


def wall_clock(*, key: str, size: Size = "large", seconds: bool = True) -> None:
    """The time of day in the store."""
    _show([{"kind": "clock", "label": "", "seconds": seconds}], key=key, size=size)


def timers(
    items: Sequence[Countdown | Stopwatch], *, key: str, size: Size = "small", column: bool = False
) -> None:
    """Several countdowns and stopwatches that tick together."""
    _show([_item(item) for item in items], key=key, size=size, column=column)


def countdown(until: datetime, label: str = "", *, key: str, size: Size = "small") -> None:
    """One countdown."""
    timers([Countdown(until=until, label=label)], key=key, size=size)


def _item(item: Countdown | Stopwatch) -> dict[str, Any]:
    if isinstance(item, Countdown):
        return {"kind": "until", "label": item.label, "at": _ms(item.until), "warn": _span(item.warn_within)}
    return {
        "kind": "since",
        "label": item.label,
        "at": _ms(item.since),
        "warn": _span(item.warn_after),
        "limit": _span(item.limit),
    }


def _show(items: list[dict[str, Any]], *, key: str, size: Size, column: bool = False) -> None:
    data = {
        "items": tuple(items),  # a list at the top is searched for a data frame
        "now": _ms(clock.now()),
        "frozen": clock.frozen(),
        "zone": str(viewer.zone()),
        "locale": "zh-CN" if fmt.is_chinese() else "en-GB",
        "left": _("{time} left", time="{time}"),
        "over": _("{time} over", time="{time}"),
        "size": size,
        "column": column,
    }
    _BOARD(key=key, data=data)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _span(length: timedelta | None) -> int:
    return int(length.total_seconds() * 1000) if length else 0
