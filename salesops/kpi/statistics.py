"""How far small numbers can be trusted: intervals, shrunken rates, tests of change (pure; scipy)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, hypot
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where the true value lies with the stated confidence."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is known before looking: as if so many cases had been seen, so many of them successes."""

    successes: float
    failures: float

    @property
    def rate(self) -> float:
        """The rate that small samples are drawn towards."""
        return self.successes / (self.successes + self.failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A count against what was to be expected of it."""

    count: int
    expected: float
    share: float | None
    """Change as a share of the expected: -0.4 is a drop by 40 %."""
    p_value: float
    """How likely chance alone makes a drop (or rise) at least so large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A change judged beside others that were tested with it."""

    change: Change
    adjusted_p: float
    significant: bool


def wilson(successes: int, cases: int, *, confidence: float = 0.95) -> Interval | None:
    """The Wilson score interval of a rate; None without cases. 3 of 100 is 1.0 to 8.5 %."""
    if cases <= 0:
        return None
    if not 0 <= successes <= cases:
        return None  # a rate by period may exceed one: it is no share, and has no such interval
    from scipy.stats import binomtest

    found = binomtest(successes, cases).proportion_ci(confidence_level=confidence, method="wilson")
    return Interval(low=float(found.low), high=float(found.high))


def shrunken(successes: float, cases: float, prior: Prior) -> float:
    """The rate drawn towards the prior's: (x + α) ÷ (n + α + β). 0 of 5 at a store rate of 20 % is 17.8 %."""
    return (successes + prior.successes) / (cases + prior.successes + prior.failures)


def prior_of(rate: float, strength: float) -> Prior:
    """A prior with that rate, which weighs as much as `strength` cases."""
    return Prior(successes=rate * strength, failures=(1 - rate) * strength)


def fitted_prior(pairs: Sequence[tuple[int, int]], *, strength: float = 40.0) -> Prior:
    """A prior fitted by moments to (successes, cases) of several people.

    Where they do not differ by more than chance, the best guess is that they are alike: then `strength`
    cases at the pooled rate are taken, as with fewer than three people.
    """
    seen = [(x, n) for x, n in pairs if n > 0]
    cases = sum(n for _, n in seen)
    pooled = sum(x for x, _ in seen) / cases if cases else 0.0
    if len(seen) < 3 or not 0 < pooled < 1:
        return prior_of(pooled, strength)
    spread = sum(n * (x / n - pooled) ** 2 for x, n in seen) / cases
    chance = pooled * (1 - pooled) * len(seen) / cases
    between = spread - chance
    if between <= 0:
        return prior_of(pooled, strength)
    fitted = pooled * (1 - pooled) / between - 1
    return prior_of(pooled, min(max(fitted, 2.0), 10 * strength))


def change_of_count(
    count: int, exposure: float, before: int, before_exposure: float, *, drop: bool = True
) -> Change | None:
    """Whether a count changed more than chance explains: the exact conditional test of two Poisson rates.

    Exposures are sums of day weights (see `exposure`), so that weekdays and holidays are compared fairly. One-sided:
    a drop, or a rise. None when there is nothing to compare with. 21 after 140 in four times the days: p = 0.014.
    """
    total = count + before
    if total == 0 or exposure <= 0 or before_exposure <= 0:
        return None
    from scipy.stats import binomtest

    part = exposure / (exposure + before_exposure)
    side = "less" if drop else "greater"
    p_value = float(binomtest(count, total, part, alternative=side).pvalue)
    expected = before * exposure / before_exposure
    share = count / expected - 1 if expected else None
    return Change(count=count, expected=expected, share=share, p_value=p_value)


def change_of_rate(
    successes: int, cases: int, before_successes: int, before_cases: int, *, drop: bool = True
) -> Change | None:
    """Whether a rate changed more than chance explains (Fisher's exact test, one-sided); None without cases."""
    if min(cases, before_cases) <= 0 or successes > cases or before_successes > before_cases:
        return None
    from scipy.stats import fisher_exact

    table = [[successes, cases - successes], [before_successes, before_cases - before_successes]]
    p_value = float(fisher_exact(table, alternative="less" if drop else "greater").pvalue)
    expected = before_successes / before_cases * cases
    share = successes / expected - 1 if expected else None
    return Change(count=successes, expected=expected, share=share, p_value=p_value)


def difference_of_rates(
    successes: int, cases: int, other_successes: int, other_cases: int
) -> Interval | None:
    """Where the difference of two shares lies (95 %): Newcombe's interval from two Wilson scores; None without cases.

    Newcombe, Statistics in Medicine 17 (1998), his method 10. 56 of 70 against 48 of 80 is +5.2 to +33.4 points.
    """
    own, other = wilson(successes, cases), wilson(other_successes, other_cases)
    if own is None or other is None:
        return None
    share, other_share = successes / cases, other_successes / other_cases
    gap = share - other_share
    return Interval(
        low=gap - hypot(share - own.low, other.high - other_share),
        high=gap + hypot(own.high - share, other_share - other.low),
    )


def exposure(days: Sequence[T], weights: Mapping[T, float]) -> float:
    """The sum of the weights of some days: how much of an ordinary week's traffic they stand for."""
    return sum(weights[day] for day in days)


def weekday_weights(counts: Sequence[tuple[int, float]]) -> dict[int, float]:
    """How much each weekday (0 is Monday) brings against the mean day, from (weekday, count) of past days.

    Days are few, so each weekday is drawn towards the mean by one day's worth.
    """
    if not counts:
        return dict.fromkeys(range(7), 1.0)
    mean = sum(count for _, count in counts) / len(counts)
    if mean <= 0:
        return dict.fromkeys(range(7), 1.0)
    found = {}
    for weekday in range(7):
        own = [count for each, count in counts if each == weekday]
        found[weekday] = (sum(own) + mean) / (len(own) + 1) / mean
    return found


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for having tested them all: below 5 %, at most 5 % of the findings are false."""
    if not p_values:
        return []
    from scipy.stats import false_discovery_control

    return [float(value) for value in false_discovery_control(p_values, method="bh")]


def judge(changes: Mapping[K, Change], *, level: float = 0.05) -> dict[K, Verdict]:
    """Which of several changes hold, tested together."""
    adjusted = benjamini_hochberg([change.p_value for change in changes.values()])
    return {
        key: Verdict(change=change, adjusted_p=p_value, significant=p_value < level)
        for (key, change), p_value in zip(changes.items(), adjusted, strict=True)
    }


def overdispersion(counts: Sequence[float]) -> float:
    """Variance ÷ mean of counts: near 1 when only chance moves them, more when they come in bursts."""
    if len(counts) < 2:
        return 1.0
    mean = sum(counts) / len(counts)
    if mean == 0:
        return 1.0
    variance = sum((count - mean) ** 2 for count in counts) / (len(counts) - 1)
    return variance / mean


def chance_of_none(rate_per_day: float, days: float) -> float:
    """How likely nothing happens in so many days by chance alone: 8 a month, 3 days: 40 %."""
    return exp(-rate_per_day * days)
