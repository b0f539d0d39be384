"""A poster and the list of price boards for an answer to the market (R5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import streamlit as st

from pages._ui import clock, printing, viewer
from pages._ui import components as ui
from pages._ui.printing import Handout
from pages._ui.store import Reader
from salesops.core.i18n import _
from salesops.planning.paper import Sheet
from salesops.review.queries.market import MarketRow
from salesops.review.queries.price_boards import price_boards
from salesops.review.response_sheets import Poster, poster
from salesops.review.response_sheets import price_boards as boards_sheet

_KEY = "review.poster"


def show(read: Reader, notes: list[MarketRow], now: datetime) -> None:
    """Choose an answer, write what customers read, print both."""
    answered = {row.id: row for row in notes if row.response}
    if not answered:
        return
    with ui.panel(
        _("Poster and price boards"),
        note=_("What customers read is written here; the store's own answer is not printed."),
    ):
        chosen: int = st.selectbox(
            _("Answer to"), list(answered), format_func=lambda key: answered[key].title, key=f"{_KEY}.note"
        )
        headline = st.text_input(
            _("What customers read from afar"),
            key=f"{_KEY}.headline",
            placeholder=_("three years of maintenance with every new car"),
        )
        terms = st.text_area(_("Terms, one a line"), key=f"{_KEY}.terms", height=80)
        until: date = st.date_input(
            _("Valid until"),
            value=clock.today() + timedelta(days=7),
            min_value=clock.today(),
            key=f"{_KEY}.until",
        )
        said = Poster(
            store=viewer.viewing().store_name,
            headline=headline,
            terms=tuple(terms.splitlines()),
            valid_until=until,
        )
        note = answered[chosen]
        boards = read(price_boards)
        _print(note, poster(said), boards_sheet(boards, news=note.title, by=_due_day(note, now)))


def _print(note: MarketRow, large: Sheet, boards: Sheet) -> None:
    with st.container(horizontal=True):
        handout = Handout(
            label=_("Poster to print"),
            name=f"poster-{note.id}",
            key=f"{_KEY}.file",
            primary=True,
            disabled=not large.title or not large.blocks[0].points,
        )
        printing.button(handout, large)
        handout = Handout(
            label=_("Price boards to print"), name=f"price-boards-{note.id}", key=f"{_KEY}.boards"
        )
        printing.button(handout, boards)


def _due_day(note: MarketRow, now: datetime) -> date:
    """The day until whose evening the boards are changed."""
    return (note.respond_by or now).astimezone(viewer.zone()).date()
