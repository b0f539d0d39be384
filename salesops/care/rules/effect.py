"""Did care bring referrals and repeat purchases? Owners cared for against the others, with the interval (Rule C4)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from salesops.core.i18n import N_, Message
from salesops.kpi.statistics import Interval, wilson

LEAST_OWNERS = 20
"""A group of fewer owners says nothing either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Owners, and how many of them brought a buyer or bought again after the time of care."""

    owners: int
    referred: int
    bought: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two shares and their difference, with the interval in which the true difference lies (95 %)."""

    cared: float | None
    others: float | None
    difference: float | None
    interval: Interval | None
    enough: bool

    @property
    def certain(self) -> bool:
        """Whether chance alone does not explain the difference."""
        found = self.interval
        return self.enough and found is not None and (found.low > 0 or found.high < 0)


def compared(hits: int, owners: int, other_hits: int, other_owners: int) -> Compared:
    """The difference of two shares by Newcombe's method: it holds for small shares and small groups."""
    own, other = wilson(hits, owners), wilson(other_hits, other_owners)
    if own is None or other is None:
        return Compared(
            cared=hits / owners if owners else None,
            others=other_hits / other_owners if other_owners else None,
            difference=None,
            interval=None,
            enough=False,
        )
    first, second = hits / owners, other_hits / other_owners
    difference = first - second
    low = difference - sqrt((first - own.low) ** 2 + (other.high - second) ** 2)
    high = difference + sqrt((own.high - first) ** 2 + (second - other.low) ** 2)
    return Compared(
        cared=first,
        others=second,
        difference=difference,
        interval=Interval(low=low, high=high),
        enough=min(owners, other_owners) >= LEAST_OWNERS,
    )


def sentence(found: Compared, *, cared: int, others: int, what: Message) -> Message:
    """The finding in words: too few, no difference, or a difference with its interval and its limits."""
    values: dict[str, object] = {"what": what, "cared": cared, "others": others}
    if not found.enough or found.interval is None:
        return Message(N_("{what}: too few owners to tell ({cared} cared for, {others} not)."), values)
    values |= {
        "rate": f"{found.cared or 0:.1%}",
        "other": f"{found.others or 0:.1%}",
        "low": f"{found.interval.low * 100:+.1f}",
        "high": f"{found.interval.high * 100:+.1f}",
    }
    if not found.certain:
        return Message(
            N_(
                "{what}: {rate} of {cared} cared for, {other} of {others} others; the difference ({low} to {high} points) "
                "can be chance."
            ),
            values,
        )
    return Message(
        N_(
            "{what}: {rate} of {cared} cared for, {other} of {others} others; a difference of {low} to {high} points that "
            "chance does not explain."
        ),
        values,
    )
