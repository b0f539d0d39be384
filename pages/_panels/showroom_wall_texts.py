"""What the comparison wall says: its finding, and each rate with its source (Rules S4, Z5)."""

from __future__ import annotations

from collections.abc import Sequence

from pages._ui import format as fmt
from salesops.core.i18n import _, label
from salesops.showroom.queries import Rate
from salesops.showroom.rules.cost_of_use import NEW_ENERGY, Cost, Use, break_even_km


def finding(costs: Sequence[Cost], use: Use) -> str:
    """Which of the cars is the cheapest to use, and from how many kilometres the dearest to own pays."""
    cheapest = min(costs, key=lambda each: each.total)
    fuel = next((each for each in costs if each.power not in NEW_ENERGY), costs[0])
    other = next((each for each in costs if each.power in NEW_ENERGY), costs[-1])
    if other is fuel:
        return _("{car} is the cheapest to use", car=cheapest.name)
    km = break_even_km(fuel, other, years=use.years)
    if km is None:
        return _("{car} is the cheapest to use at any distance", car=cheapest.name)
    dear = other if other.fixed >= fuel.fixed else fuel
    cheap = fuel if dear is other else other
    if km == 0:
        return _("{car} is the cheapest to use at any distance", car=cheapest.name)
    return _(
        "From {km} km a year, {dear} is cheaper than {cheap}",
        km=fmt.number(km),
        dear=dear.name,
        cheap=cheap.name,
    )


def over(rate: Rate) -> str:
    """Says that a rate is over and not applied."""
    return _(
        "{kind} ended on {day} and is not applied. Source: {source}",
        kind=label(rate.kind),
        day=fmt.day(rate.valid_until, weekday=False),
        source=rate.source,
    )


def source(rate: Rate) -> str:
    """A rate with its source and time."""
    if rate.valid_until is None:
        return _(
            "{kind}: valid since {start}. Source: {source}",
            kind=label(rate.kind),
            start=fmt.day(rate.valid_from, weekday=False),
            source=rate.source,
        )
    return _(
        "{kind}: valid from {start} until {end}. Source: {source}",
        kind=label(rate.kind),
        start=fmt.day(rate.valid_from, weekday=False),
        end=fmt.day(rate.valid_until, weekday=False),
        source=rate.source,
    )
