"""A key customer's proposal as a sheet to print: true, complete, with its end date (Rules R4, Z2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from salesops.core.i18n import _, language
from salesops.core.wording import date_locale
from salesops.planning.paper import Block, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed to whom: the cars, the price terms, the services, until when, by whom."""

    store: str
    customer: str
    model: str
    quantity: int
    price_terms: str
    services: tuple[str, ...]
    valid_until: date
    host: str

    @property
    def points(self) -> tuple[str, ...]:
        """Everything that is offered, line by line; empty lines left out."""
        lines = (self.price_terms, *self.services)
        return tuple(line.strip() for line in lines if line.strip())


def sheet(proposal: Proposal) -> Sheet:
    """The proposal on paper, in the reader's language."""
    until = format_date(proposal.valid_until, "long", locale=date_locale(language()))
    cars = (
        _("{quantity} × {model}", quantity=proposal.quantity, model=proposal.model) if proposal.model else ""
    )
    return Sheet(
        title=_("Proposal for {customer}", customer=proposal.customer),
        under=proposal.store,
        blocks=_filled(
            Block(heading=_("Cars"), sentences=(cars,) if cars else ()),
            Block(
                heading=_("Price terms"),
                sentences=(proposal.price_terms.strip(),) if proposal.price_terms.strip() else (),
            ),
            Block(
                heading=_("Services"),
                points=tuple(line.strip() for line in proposal.services if line.strip()),
            ),
            Block(
                heading=_("Terms"),
                sentences=(
                    _("This proposal holds until {day}.", day=until),
                    _("Gifts and services are named with what they are; nothing else is part of the offer."),
                ),
            ),
        ),
        foot=_("Your host: {name}", name=proposal.host),
    )


def _filled(*blocks: Block) -> tuple[Block, ...]:
    """The blocks that say something: a heading over nothing reads as if something were forgotten."""
    return tuple(block for block in blocks if block.sentences or block.points)
