"""Did care bring referrals and repeat purchases? Owners cared for against the others, with the interval (Rule C4)."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_, Message
from salesops.kpi.statistics import Interval

LEAST_OWNERS = 20
"""A group of fewer owners says nothing either way."""

LEAST_RESULTS = 5
"""Fewer results in both groups together say nothing either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Owners, how many months they were watched altogether, and what came of them in that time."""

    owners: int
    months: float
    referred: int
    bought: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Results per 100 owners and month in both groups, and the ratio with the interval in which it lies (95 %).

    The ratio is of the first group to the second; None where the second had no result, with an interval all the same.
    """

    cared: float | None
    others: float | None
    ratio: float | None
    interval: Interval | None
    enough: bool

    @property
    def certain(self) -> bool:
        """Whether chance alone does not explain the difference."""
        found = self.interval
        return self.enough and found is not None and (found.low > 1 or found.high < 1)


def compared(results: int, cared: Group, other_results: int, others: Group) -> Compared:
    """Two rates by time watched, so that owners of long ago do not count for more than those of this spring.

    The exact interval of the ratio of two Poisson rates: given all results, the first group's share is binomial.
    """
    own = 100 * results / cared.months if cared.months else None
    other = 100 * other_results / others.months if others.months else None
    total = results + other_results
    interval = None
    if own is not None and other is not None and total:
        interval = _ratio_interval(results, total, others.months / cared.months)
    return Compared(
        cared=own,
        others=other,
        ratio=own / other if own is not None and other else None,
        interval=interval,
        enough=min(cared.owners, others.owners) >= LEAST_OWNERS and total >= LEAST_RESULTS,
    )


def _ratio_interval(results: int, total: int, scale: float) -> Interval:
    from scipy.stats import binomtest

    share = binomtest(results, total).proportion_ci(confidence_level=0.95, method="exact")
    low, high = float(share.low), float(share.high)
    return Interval(low=scale * low / (1 - low), high=scale * high / (1 - high) if high < 1 else float("inf"))


def sentence(found: Compared, *, cared: int, others: int, what: Message) -> Message:
    """The finding in words: too few, no difference, or a difference with its interval and its limits."""
    values: dict[str, object] = {"what": what, "cared": cared, "others": others}
    if not found.enough or found.interval is None:
        return Message(
            N_("{what}: too few results to tell ({cared} owners cared for, {others} not)."), values
        )
    values |= {
        "rate": f"{found.cared or 0:.2f}",
        "other": f"{found.others or 0:.2f}",
        "low": f"{found.interval.low:.1f}",
        "high": "∞" if found.interval.high == float("inf") else f"{found.interval.high:.1f}",
    }
    if not found.certain:
        return Message(
            N_(
                "{what}: {rate} per 100 owners and month when cared for, {other} when not; {low} to {high} times as often, "
                "which can be chance."
            ),
            values,
        )
    return Message(
        N_(
            "{what}: {rate} per 100 owners and month when cared for, {other} when not; {low} to {high} times as often, "
            "which chance does not explain."
        ),
        values,
    )
