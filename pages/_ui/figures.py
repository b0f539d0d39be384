"""Figures as cards: value, parts of the rate, target, small-sample mark, and the rows behind them (X7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic

import streamlit as st

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import tables
from salesops.core.i18n import _

_SIGNS = {"+": "up", "-": "down", "\N{MINUS SIGN}": "down"}

Value = int | float | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a value is compared with: 'target 12', 'yesterday 8'. `less_is_better` turns the colours round."""

    name: str
    value: Value
    less_is_better: bool = False


@dataclass(frozen=True, kw_only=True)
class Behind(Generic[tables.R]):
    """The rows behind a number, asked for when it is opened (Rule X7)."""

    rows: Callable[[], Sequence[tables.R]]
    columns: Sequence[tables.Column[tables.R]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One number with its name, already written in the reader's language."""

    label: str
    value: str
    key: str
    delta: str | None = None
    good: bool | None = None
    """Whether the delta is good news; None when it is neither."""
    note: str = ""
    small: bool = False
    open_end: bool = False
    """The time of these cases is not over: the value can still change."""
    trend: Sequence[float] = ()
    help: str | None = None
    """The definition: what is counted, in words."""
    opens: bool = False
    """Whether it can be opened; the caller then shows the rows, unless it gives them here."""
    behind: Behind[Any] | None = None


@contextmanager
def stat_row() -> Iterator[None]:
    """A row of cards that wraps: four abreast on a desktop, two on a tablet held upright."""
    with st.grid(4, min_column_width=185, gap="small"):
        yield


def figure_card(card: Card) -> bool:
    """Draw a card; True in the run in which the user asked for the rows behind it (Rule X7)."""
    with st.container(border=True, gap="xxsmall", height="stretch"):
        st.metric(
            card.label,
            card.value,
            delta=card.delta,
            delta_color=_delta_colour(card),
            delta_arrow=_arrow(card.delta),
            help=card.help,
            chart_data=list(card.trend) or None,
        )
        notes = [fmt.plain(card.note)] if card.note else []
        if card.small:
            notes.append(
                ui.badge_text(ui.Badge(text=_("few cases"), tone=ui.Tone.QUIET, icon=":material/info:"))
            )
        if card.open_end:
            open_end = ui.Badge(text=_("not final yet"), tone=ui.Tone.QUIET, icon=":material/hourglass:")
            notes.append(ui.badge_text(open_end))
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"
        ):
            st.caption(" ".join(notes) or " ", width="content")
            if card.opens or card.behind is not None:
                asked = st.button(
                    _("Rows"),
                    key=f"{card.key}.rows",
                    type="tertiary",
                    icon=":material/table_rows:",
                    width="content",
                )
                if card.behind is None:
                    return asked
                if asked:
                    rows_dialog(card.label, card.behind.rows(), card.behind.columns, definition=card.help)
    return False


def _delta_colour(card: Card) -> Any:
    if card.delta is None or card.good is None:
        return "off"
    return "green" if card.good else "red"


def _arrow(delta: str | None) -> Any:
    """Up or down by the sign that the text begins with; none for a text without one."""
    if delta is None or delta[:1] not in _SIGNS:
        return "off"
    return _SIGNS[delta[:1]]


def rows_dialog(
    title: str,
    rows: Sequence[tables.R],
    columns: Sequence[tables.Column[tables.R]],
    *,
    definition: str | None = None,
) -> None:
    """Open the rows behind a number and what it means in a dialog (Rule X7). Call it from the body of the page."""

    @st.dialog(title, width="large")
    def show() -> None:
        if definition:
            st.markdown(fmt.plain(definition))
        if not rows:
            st.markdown(_("There is no row behind this number."))
            return
        st.caption(_("{total} rows", total=fmt.number(len(rows))))
        tables.table(rows, columns, key="rows.table")

    show()
