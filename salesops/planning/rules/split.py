"""Where a deviation comes from: a chain of volume and rates, or volume, mix and rates over groups, adding up exactly (Rule R1)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import floor, log, prod
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[K]):
    """What one group made of a total's deviation."""

    key: K
    volume: float
    mix: float
    rate: float

    @property
    def total(self) -> float:
        """All that the group made."""
        return self.volume + self.mix + self.rate


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalSplit(Generic[K]):
    """The deviation of a total over groups: what more or fewer cases made, their mix, the rates; all add up to it."""

    now: float
    before: float
    parts: tuple[Part[K], ...]

    @property
    def deviation(self) -> float:
        """What is to be explained."""
        return self.now - self.before

    @property
    def volume(self) -> float:
        """What more or fewer cases made."""
        return sum(part.volume for part in self.parts)

    @property
    def mix(self) -> float:
        """What the shift between groups made."""
        return sum(part.mix for part in self.parts)

    @property
    def rate(self) -> float:
        """What the groups' own rates made."""
        return sum(part.rate for part in self.parts)

    def in_units(self, unit: float) -> dict[K, tuple[int, int, int]]:
        """Volume, mix and rate of each group in whole units (a tenth of an order, a fen), adding up to the last one."""
        flat = [value for part in self.parts for value in (part.volume, part.mix, part.rate)]
        whole = in_whole_units(flat, unit, total=self.deviation)
        return {
            part.key: (whole[3 * n], whole[3 * n + 1], whole[3 * n + 2]) for n, part in enumerate(self.parts)
        }


def split_total(
    now: Mapping[K, tuple[float, float]], before: Mapping[K, tuple[float, float]]
) -> TotalSplit[K]:
    """Split the deviation of hits over groups of (hits, cases) into volume, mix and rate by midpoints (Rule R1).

    Both sides must stand for as many days. Volume is the change of all cases at the mean rate, told to the groups by
    their mean weight; mix is the shift between groups whose rates differ; rate is each group's own change. Hits of a
    group without a case on a side count as rate: their cases were not recorded.
    """
    keys = list(dict.fromkeys([*now, *before]))
    split = split_mix(now, before)
    hits_now, cases_now = _sums(now)
    hits_before, cases_before = _sums(before)
    if split is None:
        parts = tuple(
            Part(
                key=key,
                volume=0.0,
                mix=0.0,
                rate=now.get(key, (0.0, 0.0))[0] - before.get(key, (0.0, 0.0))[0],
            )
            for key in keys
        )
        return TotalSplit(now=hits_now, before=hits_before, parts=parts)
    middle, cases = (split.now + split.before) / 2, (cases_now + cases_before) / 2
    shares = {share.key: share for share in split.shares}
    return TotalSplit(
        now=hits_now,
        before=hits_before,
        parts=tuple(
            _part(
                shares[key],
                (cases_now - cases_before) * middle,
                cases,
                unseen=_unseen(key, now, cases_now) - _unseen(key, before, cases_before),
            )
            for key in keys
        ),
    )


def _part(share: Share[K], volume: float, cases: float, *, unseen: float) -> Part[K]:
    weight = (share.weight_now + share.weight_before) / 2
    return Part(
        key=share.key, volume=volume * weight, mix=cases * share.mix, rate=cases * (share.rate + unseen)
    )


def _unseen(key: K, side: Mapping[K, tuple[float, float]], cases: float) -> float:
    """Hits without a case of their own, as a part of the rate of all."""
    hits, own = side.get(key, (0.0, 0.0))
    return hits / cases if own <= 0 else 0.0


def _sums(side: Mapping[K, tuple[float, float]]) -> tuple[float, float]:
    return sum(hits for hits, _ in side.values()), sum(cases for _, cases in side.values())


def in_whole_units(parts: Sequence[float], unit: float, *, total: float) -> list[int]:
    """Each part in whole units, so rounded that together they are the rounded total (the largest remainders go up)."""
    if not parts:
        return []
    scaled = [part / unit for part in parts]
    whole = [floor(each) for each in scaled]
    missing = round(total / unit) - sum(whole)
    order = sorted(range(len(parts)), key=lambda n: (whole[n] - scaled[n], n))
    for n in range(abs(missing)):
        place = order[n % len(order)] if missing > 0 else order[-1 - n % len(order)]
        whole[place] += 1 if missing > 0 else -1
    return whole
