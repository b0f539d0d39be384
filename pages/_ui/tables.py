"""Lists and tables: work lists whose every row ends in an action, and tables to read and compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, Generic, Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from pages._ui import components as ui
from pages._ui import exporting, viewer, wrapped
from pages._ui import format as fmt
from salesops.core.i18n import _, language

R = TypeVar("R")

_MEASURED = 60
"""Rows by which a table's width is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One line of a work list: whom or what, the facts to decide from, how urgent, and what can be done."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    badges: tuple[ui.Badge, ...] = ()
    note: str | None = None
    actions: tuple[ui.Action, ...] = ()


class Written(Protocol):
    """What is written of one line of a list."""

    @property
    def title(self) -> str: ...
    @property
    def badges(self) -> tuple[ui.Badge, ...]: ...
    @property
    def facts(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def note(self) -> str | None: ...


def work_list(items: Sequence[WorkItem], *, key: str, size: int = 8) -> None:
    """The lines of the present page, most urgent first as given, and the pager below."""
    work_rows(items, lambda item: item, key=key, size=size)


def work_rows(rows: Sequence[R], item: Callable[[R], WorkItem], *, key: str, size: int = 8) -> None:
    """Like `work_list`, from the rows themselves: only those of the present page are made into lines."""
    for row in ui.page_of(rows, key=key, size=size):
        _work_line(item(row))
    foot(rows, item, key=key, size=size)


def foot(
    rows: Sequence[R], written: Callable[[R], Written] | Sequence[Column[R]], *, key: str, size: int
) -> None:
    """What stands at the end of a list that is drawn by hand, a page of it at a time: its pages, and its export."""
    offer(rows, written, key=key)
    ui.pager(len(rows), key=key, size=size)


def offer(rows: Sequence[R], written: Callable[[R], Written] | Sequence[Column[R]], *, key: str) -> None:
    """The export of a list that is drawn by hand: how one of its lines is written, or its columns (Rule X3)."""
    if not rows:
        return
    if callable(written):
        exporting.offer(key, lambda: _written_lines([written(row) for row in rows]))
    else:
        exporting.offer(key, lambda: _column_lines(rows, written))


def _written_lines(items: Sequence[Written]) -> exporting.Lines:
    """A column for the title, each named fact, what is said without a name, the marks, the note."""
    names = list(dict.fromkeys(name for item in items for name, _value in item.facts if name))
    columns: list[tuple[str, Callable[[Written], str]]] = [
        (_("What"), lambda item: item.title),
        *((name, partial(_fact, name)) for name in names),
        (_("Details"), lambda item: " · ".join(said for name, said in item.facts if not name and said)),
        (_("State"), lambda item: " · ".join(mark.text for mark in item.badges)),
        (_("Note"), lambda item: item.note or ""),
    ]
    filled = [(name, cells) for name, write in columns if any(cells := [write(item) for item in items])]
    return [name for name, _cells in filled], list(zip(*(cells for _name, cells in filled), strict=True))


def _fact(wanted: str, item: Written) -> str:
    return "; ".join(value for name, value in item.facts if name == wanted)


def _column_lines(rows: Sequence[R], columns: Sequence[Column[R]]) -> exporting.Lines:
    header = [_HEADED.get(column.kind, "{name}").format(name=column.label) for column in columns]
    return header, [[_file_cell(column, row) for column in columns] for row in rows]


def _file_cell(column: Column[R], row: R) -> Any:
    """A value as a spreadsheet takes it: numbers stay numbers, shares in percent, durations in minutes."""
    value = column.value(row)
    if column.kind is Kind.YES_NO:
        return _("yes") if value else ""
    if column.kind in (Kind.PERCENT, Kind.PROGRESS) and value is not None:
        return round(float(value) * 100, 1)
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60, 1)
    return value if value is None or isinstance(value, int | float | Decimal | date) else str(value)


def _work_line(item: WorkItem) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        marks = " ".join(ui.badge_text(mark) for mark in item.badges)
        lines = [f"**{fmt.plain(item.title)}** {marks}".rstrip()]
        if item.facts:
            lines.append(ui.fact_text(item.facts))
        if item.note:
            lines.append(f":gray[{fmt.plain(item.note)}]")
        st.markdown("  \n".join(lines), width="stretch")
        if item.actions:
            with st.container(horizontal=True, width="content", gap="small"):
                for action in item.actions:
                    ui.button(action)


class Kind(StrEnum):
    """How a column writes its values."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    DAY = "day"
    TIME = "time"
    MOMENT = "moment"
    DURATION = "duration"
    PROGRESS = "progress"
    YES_NO = "yes_no"


_HEADED = {Kind.PERCENT: "{name} (%)", Kind.PROGRESS: "{name} (%)", Kind.DURATION: "{name} (min)"}
"""How the headings of a file name the unit that a cell of the page shows itself."""


@dataclass(frozen=True, kw_only=True)  # no slots: Column[Row](…) marks what it was made from
class Column(Generic[R]):
    """One column: heading, how to get the value from a row, how to write it."""

    label: str
    value: Callable[[R], Any]
    kind: Kind = Kind.TEXT
    help: str | None = None
    width: int | None = None
    pinned: bool = False


def table(
    rows: Sequence[R],
    columns: Sequence[Column[R]],
    *,
    key: str,
    select: bool = False,
    height: int | Literal["content"] | None = None,
) -> R | None:
    """A table to read. With `select`, returns the row the user chose, to open or act on it."""
    if not rows:
        st.caption(_("Nothing to list."))
        return None
    exporting.offer(key, lambda: _column_lines(rows, columns))
    texts = _texts(rows[:_MEASURED], columns)
    if wrapped.too_wide(texts):
        size = len(rows) if height == "content" else wrapped.PAGE
        return _wrapped(rows, columns, key=key, select=select, size=size)
    options = _options(columns, key)
    if height is not None:
        options["height"] = height
    if not select:
        st.dataframe(_frame(rows, columns), **options)
        return None
    event = st.dataframe(_frame(rows, columns), on_select="rerun", selection_mode="single-row", **options)
    chosen = event["selection"]["rows"]
    return rows[chosen[0]] if chosen and chosen[0] < len(rows) else None


def _wrapped(
    rows: Sequence[R], columns: Sequence[Column[R]], *, key: str, select: bool, size: int
) -> R | None:
    """The present page of a table too wide for the grid, its pager, and with `select` the choice of a line."""
    page = ui.page_of(rows, key=key, size=size)
    texts = _texts(page, columns)
    writers = {column.label: _writer(column.kind) for column in columns}
    wrapped.draw(_frame(page, columns), writers, texts)
    ui.pager(len(rows), key=key, size=size)
    chosen = wrapped.choose(texts, key=key) if select else None
    return None if chosen is None else page[chosen]


def _texts(rows: Sequence[R], columns: Sequence[Column[R]]) -> dict[str, list[str]]:
    """Each column's cells in words."""
    return {
        column.label: ["" if cell is None else _writer(column.kind)(cell) for cell in _cells(column, rows)]
        for column in columns
    }


def _writer(kind: Kind) -> Callable[[Any], str]:
    """A cell in words, as the grid writes it."""
    return _WRITERS.get(kind, lambda value: fmt.plain(str(value)))


def _written_day(value: Any) -> str:
    return f"{value.month}月{value.day}日" if fmt.is_chinese() else f"{value.day} {value:%b}"


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.NUMBER: fmt.number,
    Kind.DECIMAL: lambda value: fmt.number(value, 1),
    Kind.PERCENT: lambda value: f"{fmt.number(value, 1)}%",
    Kind.MONEY: lambda value: fmt.plain(fmt.money(Decimal(str(value)))),
    Kind.DAY: _written_day,
    Kind.TIME: lambda value: f"{value:%H:%M}",
    Kind.MOMENT: lambda value: f"{_written_day(value)} {value:%H:%M}",
    Kind.DURATION: lambda value: _("%d min") % round(value),
    Kind.PROGRESS: fmt.percent,
    Kind.YES_NO: lambda value: ":material/check:" if value else "",
}


def pick(
    rows: Sequence[R], columns: Sequence[Column[R]], *, key: str, filed: Sequence[Column[R]] = ()
) -> list[R]:
    """A table whose lines are ticked; the rows that the user ticked, to act on together.

    Its lines cannot wrap: `filed` are columns that have no room in it, and stand in its export only.
    """
    exporting.offer(key, lambda: _column_lines(rows, (*columns, *filed)))
    event = st.dataframe(
        _frame(rows, columns), on_select="rerun", selection_mode="multi-row", **_options(columns, key)
    )
    return [rows[number] for number in event["selection"]["rows"] if number < len(rows)]


def _options(columns: Sequence[Column[R]], key: str) -> dict[str, Any]:
    config = {
        column.label: _config(column.kind, column.help, column.width, column.pinned, language())
        for column in columns
    }
    return {"hide_index": True, "column_config": config, "key": key, "placeholder": fmt.NOTHING}


def _frame(rows: Sequence[R], columns: Sequence[Column[R]]) -> pd.DataFrame:
    return pd.DataFrame({column.label: _cells(column, rows) for column in columns})


def _cells(column: Column[R], rows: Sequence[R]) -> list[Any]:
    """A column's values as the table takes them; words, the most of them, stay as they are."""
    zone = viewer.zone()
    values = map(column.value, rows)
    return [value if type(value) is str else _cell(column.kind, value, zone) for value in values]


def _cell(kind: Kind, value: Any, zone: ZoneInfo) -> Any:
    if value is None:
        return None
    if isinstance(value, Decimal):
        return float(value)
    if kind is Kind.PERCENT:
        return float(value) * 100
    if kind is Kind.DURATION and isinstance(value, timedelta):
        return value.total_seconds() / 60
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None)
    return value


@lru_cache(maxsize=512)
def _config(kind: Kind, tip: str | None, width: int | None, pinned: bool, _spoken: str) -> Any:
    """How the browser draws a column; Streamlit copies it before it writes into it."""
    make = st.column_config
    makers: dict[Kind, tuple[Callable[..., Any], dict[str, Any]]] = {
        Kind.TEXT: (make.TextColumn, {}),
        Kind.NUMBER: (make.NumberColumn, {"format": "localized"}),
        Kind.DECIMAL: (make.NumberColumn, {"format": "%.1f"}),
        Kind.PERCENT: (make.NumberColumn, {"format": "%.1f%%"}),
        Kind.MONEY: (make.NumberColumn, {"format": "¥%,.0f"}),
        Kind.DAY: (make.DateColumn, {"format": _day_pattern()}),
        Kind.TIME: (make.TimeColumn, {"format": "HH:mm"}),
        Kind.MOMENT: (make.DatetimeColumn, {"format": f"{_day_pattern()} HH:mm"}),
        Kind.DURATION: (make.NumberColumn, {"format": _("%d min")}),
        Kind.PROGRESS: (make.ProgressColumn, {"format": "percent", "min_value": 0, "max_value": 1}),
        Kind.YES_NO: (make.CheckboxColumn, {}),
    }
    maker, options = makers[kind]
    return maker(help=tip, pinned=pinned or None, width=width, **options)


def _day_pattern() -> str:
    return "M月D日" if fmt.is_chinese() else "D MMM"
