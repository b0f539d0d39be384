"""Where a deviation comes from: a chain of volume and rates, or mix and rate over channels, adding up exactly (Rule R1)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import log, prod
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One factor of the chain: the count it leads to, its value now and before, and what of the deviation it made.

    The first factor is a volume (`of` is empty); each later one is a rate, `figure` ÷ `of`.
    """

    figure: str
    of: str
    now: float
    before: float
    part: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSplit:
    """A deviation of the last count, split over the chain; the parts add up to it."""

    figure: str
    now: float
    before: float
    steps: tuple[Step, ...]

    @property
    def deviation(self) -> float:
        """What is to be explained."""
        return self.now - self.before


def split_chain(now: Sequence[tuple[str, float]], before: Sequence[tuple[str, float]]) -> ChainSplit:
    """Split the change of the last count of a funnel (name, count), in order, by LMDI (Rule R1).

    Additive, without a rest, and in no order of preference. A step whose count is nothing while a later one is not
    cannot be a factor (it was not recorded) and is left out; where a factor is nothing, Shapley's mean over all orders
    takes the place of the logarithms.
    """
    counts, bases = _without_holes(now, before)
    factors = _factors([count for _, count in counts], [base for _, base in bases])
    parts = _lmdi(factors) or _shapley(factors)
    names = ["", *(name for name, _ in counts)]
    return ChainSplit(
        figure=counts[-1][0],
        now=counts[-1][1],
        before=bases[-1][1],
        steps=tuple(
            Step(figure=counts[n][0], of=names[n], now=new, before=old, part=parts[n])
            for n, (new, old) in enumerate(factors)
        ),
    )


def _without_holes(
    now: Sequence[tuple[str, float]], before: Sequence[tuple[str, float]]
) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    last = len(now) - 1
    kept = [
        n
        for n in range(len(now))
        if n == last or not any(_hole([count for _, count in side], n) for side in (now, before))
    ]
    return [now[n] for n in kept], [before[n] for n in kept]


def _hole(counts: Sequence[float], n: int) -> bool:
    return counts[n] <= 0 and any(count > 0 for count in counts[n + 1 :])


def _factors(now: Sequence[float], before: Sequence[float]) -> list[tuple[float, float]]:
    """Volume and rates, now and before; a rate of nothing tells nothing and is taken from the other side."""
    found = [(now[0], before[0])]
    for n in range(1, len(now)):
        new = now[n] / now[n - 1] if now[n - 1] else None
        old = before[n] / before[n - 1] if before[n - 1] else None
        found.append((_first(new, old), _first(old, new)))
    return found


def _first(own: float | None, other: float | None) -> float:
    return own if own is not None else other if other is not None else 0.0


def _lmdi(factors: Sequence[tuple[float, float]]) -> list[float]:
    """The logarithmic mean's shares; empty where a factor is nothing, or so small that its logarithm is not exact."""
    if any(min(pair) <= 0 for pair in factors):
        return []
    new, old = prod(pair[0] for pair in factors), prod(pair[1] for pair in factors)
    if abs(new - old) < 1e-6 * max(new, old):  # the logarithms' quotient loses its digits
        return []
    mean = (new - old) / log(new / old)
    return [mean * log(pair[0] / pair[1]) for pair in factors]


def _shapley(factors: Sequence[tuple[float, float]]) -> list[float]:
    total = [0.0] * len(factors)
    orders = list(permutations(range(len(factors))))
    for order in orders:
        values = [pair[1] for pair in factors]
        at = prod(values)
        for n in order:
            values[n] = factors[n][0]
            after = prod(values)
            total[n] += after - at
            at = after
    return [part / len(orders) for part in total]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Generic[K]):
    """One group's part in a rate's change: by its weight (mix), and by its own rate."""

    key: K
    weight_now: float
    weight_before: float
    rate_now: float
    rate_before: float
    mix: float
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MixSplit(Generic[K]):
    """The change of a rate over groups; mix and rate add up to it."""

    now: float
    before: float
    shares: tuple[Share[K], ...]

    @property
    def mix(self) -> float:
        """What the shift between groups made."""
        return sum(share.mix for share in self.shares)

    @property
    def rate(self) -> float:
        """What the groups' own rates made."""
        return sum(share.rate for share in self.shares)


def split_mix(
    now: Mapping[K, tuple[float, float]], before: Mapping[K, tuple[float, float]]
) -> MixSplit[K] | None:
    """Split the change of a rate over groups of (hits, cases) by midpoints (Rule R1); None without cases on a side.

    Mix is the change of a group's weight times how its mean rate differs from the mean of all; rate is its own change
    times its mean weight. A total may fall although every group held: then it is mix.
    """
    cases_now = sum(cases for _, cases in now.values())
    cases_before = sum(cases for _, cases in before.values())
    if cases_now <= 0 or cases_before <= 0:
        return None
    total_now = sum(hits for hits, _ in now.values()) / cases_now
    total_before = sum(hits for hits, _ in before.values()) / cases_before
    middle = (total_now + total_before) / 2
    shares = []
    for key in dict.fromkeys([*now, *before]):
        hits, cases = now.get(key, (0.0, 0.0))
        old_hits, old_cases = before.get(key, (0.0, 0.0))
        new_rate, old_rate = _rates(hits, cases, old_hits, old_cases)
        weight, old_weight = cases / cases_now, old_cases / cases_before
        shares.append(
            Share(
                key=key,
                weight_now=weight,
                weight_before=old_weight,
                rate_now=new_rate,
                rate_before=old_rate,
                mix=(weight - old_weight) * ((new_rate + old_rate) / 2 - middle),
                rate=(weight + old_weight) / 2 * (new_rate - old_rate),
            )
        )
    return MixSplit(now=total_now, before=total_before, shares=tuple(shares))


def _rates(hits: float, cases: float, old_hits: float, old_cases: float) -> tuple[float, float]:
    """Both rates; a group without cases on one side is taken at its rate on the other."""
    new = hits / cases if cases > 0 else None
    old = old_hits / old_cases if old_cases > 0 else None
    return _first(new, old), _first(old, new)
