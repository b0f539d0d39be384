"""What hangs in the showroom after the market was answered: a poster, and the list of price boards (Rules R5, Z2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency

from salesops.core.i18n import _, language
from salesops.core.wording import date_locale
from salesops.planning.paper import Block, Grid, Sheet
from salesops.review.queries.price_boards import PriceBoard


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What a poster says: one line to be read from afar, its terms, and how long it holds."""

    store: str
    headline: str
    terms: tuple[str, ...]
    valid_until: date


def poster(said: Poster) -> Sheet:
    """The poster on one page; whatever is offered is named with what it is and until when."""
    return Sheet(
        title=said.headline.strip(),
        under=said.store,
        blocks=(
            Block(
                heading=_("Terms"),
                points=tuple(line.strip() for line in said.terms if line.strip()),
                sentences=(_("Valid until {day}.", day=_day(said.valid_until)),),
            ),
        ),
        foot=_("Gifts and services are named with what they are; nothing else is part of the offer."),
        large=True,
    )


def price_boards(boards: Sequence[PriceBoard], *, news: str, by: date) -> Sheet:
    """One line for each model on show: the list price, what is in stock, and room for the price that is written."""
    rows = tuple(
        (
            board.model,
            format_currency(board.list_price, "CNY", "¥#,##0", language(), currency_digits=False),
            str(board.in_stock),
            "",
            "",
        )
        for board in boards
    )
    return Sheet(
        title=_("Price boards to change"),
        under=news,
        blocks=(
            Block(
                heading=_("Until {day}", day=_day(by)),
                sentences=(
                    _(
                        "Only prices at which the car is really sold; no crossed-out price that was never asked."
                    ),
                ),
                grid=Grid(
                    headings=(
                        _("Model"),
                        _("List price"),
                        _("In stock"),
                        _("New price on the board"),
                        _("Changed by"),
                    ),
                    rows=rows,
                    blank_rows=0 if rows else 6,
                ),
            ),
        ),
    )


def _day(day: date) -> str:
    return str(format_date(day, "long", locale=date_locale(language())))
