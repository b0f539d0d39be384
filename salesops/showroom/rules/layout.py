"""Which car should stand where: attention of places, worth of cars, the best assignment (Rules S3, V6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesops.core.i18n import N_, Message
from salesops.models.enums import MarginClass, Zone
from salesops.showroom.rules.geometry import Rect
from salesops.showroom.rules.policies import LayoutPolicy

USUAL_ATTENTION: Mapping[Zone, float] = {
    Zone.GOLDEN: 0.85,
    Zone.HERO: 0.75,
    Zone.WINDOW: 0.5,
    Zone.LINE: 0.4,
    Zone.WALL: 0.35,
    Zone.LOUNGE: 0.3,
    Zone.RECEPTION: 0.3,
    Zone.DELIVERY: 0.15,
}
"""Share of parties that stop in a zone, until enough of them were observed."""

_PER_MODEL = 2
_DOES_NOT_FIT = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place for a car, and the share of parties that stop there."""

    id: int
    code: str
    rect: Rect
    zone: Zone
    attention: float

    @property
    def golden(self) -> bool:
        """Whether it belongs to the golden visual zone."""
        return self.zone is Zone.GOLDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCar:
    """A car that stands or could stand on the floor."""

    id: int
    name: str
    model_id: int
    margin: MarginClass
    age_days: int
    length: float
    width: float
    for_sale: bool = True
    spot_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One change of the proposal; no place before means that the car comes from stock, none after that it leaves."""

    car: ShowCar
    from_spot: Spot | None
    to_spot: Spot | None
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The best layout with its moves, and how it compares with today's."""

    moves: tuple[Move, ...]
    layout: tuple[tuple[int, int], ...]
    """(car, place) of every car that would stand on the floor."""
    score_now: float
    score_then: float
    high_margin_now: float
    """Share of the attention that falls on cars of high margin."""
    high_margin_then: float

    @property
    def gain(self) -> float:
        """How much more the attention is worth, as a share of today's."""
        return (self.score_then - self.score_now) / self.score_now if self.score_now > 0 else 0.0


def attention_of(zone: Zone, *, stopped: int, parties: int, policy: LayoutPolicy) -> float:
    """Share of parties that stop in a zone: observed, drawn to the usual while few were seen (Rule S2)."""
    weight = policy.prior_parties
    if weight + parties == 0:
        return USUAL_ATTENTION[zone]
    return (weight * USUAL_ATTENTION[zone] + stopped) / (weight + parties)


def worth(car: ShowCar, policy: LayoutPolicy) -> float:
    """What a party's attention is worth on a car: by margin, more with age, nothing once it is sold."""
    if not car.for_sale:
        return 0.0
    margin = {
        MarginClass.HIGH: policy.margin_high,
        MarginClass.MIDDLE: policy.margin_middle,
        MarginClass.LOW: policy.margin_low,
    }[car.margin]
    late = (car.age_days - policy.aged_from_days) / policy.aged_from_days
    return margin + policy.aged_bonus * min(max(late, 0.0), 1.0)


def fits(car: ShowCar, spot: Spot) -> bool:
    """Whether a car is not longer or wider than its place."""
    return car.length <= spot.rect.length + 1e-9 and car.width <= spot.rect.width + 1e-9


def pair_score(car: ShowCar, spot: Spot, policy: LayoutPolicy) -> float:
    """What a car on a place is worth; below nothing when it does not fit."""
    if not fits(car, spot):
        return _DOES_NOT_FIT
    value = worth(car, policy)
    if spot.golden and car.margin is MarginClass.HIGH and car.for_sale:
        value += policy.golden_bonus
    return value * spot.attention


def layout_score(pairs: Sequence[tuple[ShowCar, Spot]], policy: LayoutPolicy) -> float:
    """What a whole layout is worth: each car on its place, and that each model is to be seen somewhere."""
    seen: dict[int, float] = defaultdict(float)
    for car, spot in pairs:
        if car.for_sale and fits(car, spot):
            seen[car.model_id] = max(seen[car.model_id], spot.attention)
    return sum(pair_score(car, spot, policy) for car, spot in pairs) + policy.variety_bonus * sum(
        seen.values()
    )


def propose(cars: Sequence[ShowCar], spots: Sequence[Spot], policy: LayoutPolicy) -> Proposal:
    """The layout worth most, with the moves that lead to it (Rule S3).

    Cars that stand today count a little more where they stand, so that small gains push nothing about; by its own
    score the proposal is never worse than today's.
    """
    by_id = {spot.id: spot for spot in spots}
    now = [(car, by_id[car.spot_id]) for car in cars if car.spot_id in by_id]
    then = _best(_candidates(cars, policy), now, spots, policy)
    return Proposal(
        moves=_moves(now, then, policy),
        layout=tuple(sorted((car.id, spot.id) for car, spot in then)),
        score_now=layout_score(now, policy),
        score_then=layout_score(then, policy),
        high_margin_now=_high_share(now),
        high_margin_then=_high_share(then),
    )


def _candidates(cars: Sequence[ShowCar], policy: LayoutPolicy) -> list[ShowCar]:
    """Every car of the floor, and from stock at most so many that no model stands there more than twice."""
    standing = [car for car in cars if car.spot_id is not None]
    count: dict[int, int] = defaultdict(int)
    for car in standing:
        count[car.model_id] += car.for_sale
    chosen = list(standing)
    stock = [car for car in cars if car.spot_id is None and car.for_sale]
    for car in sorted(stock, key=lambda each: (-worth(each, policy), each.id)):
        if count[car.model_id] < _PER_MODEL:
            count[car.model_id] += 1
            chosen.append(car)
    return chosen


def _best(
    cars: Sequence[ShowCar],
    now: Sequence[tuple[ShowCar, Spot]],
    spots: Sequence[Spot],
    policy: LayoutPolicy,
) -> list[tuple[ShowCar, Spot]]:
    """The best of today's layout and two assignments.

    Which car of a model shows the model cannot be part of a linear assignment; it is settled before: once the car
    that is worth most, once the one that stands there already.
    """

    def with_stays(pairs: Sequence[tuple[ShowCar, Spot]]) -> float:
        stays = sum(
            spot.attention
            for car, spot in pairs
            if car.spot_id == spot.id and car.for_sale and fits(car, spot)
        )
        return layout_score(pairs, policy) + policy.stay_bonus * stays

    by_worth = sorted(cars, key=lambda car: (-worth(car, policy), car.id))
    standing_first = sorted(by_worth, key=lambda car: car.spot_id is None)
    found = [_assign(cars, spots, _leads(order), policy) for order in (by_worth, standing_first)]
    return max([list(now), *found], key=with_stays)


def _leads(cars: Sequence[ShowCar]) -> frozenset[int]:
    """The first car of each model in this order."""
    first: dict[int, int] = {}
    for car in cars:
        if car.for_sale:
            first.setdefault(car.model_id, car.id)
    return frozenset(first.values())


def _assign(
    cars: Sequence[ShowCar], spots: Sequence[Spot], leads: frozenset[int], policy: LayoutPolicy
) -> list[tuple[ShowCar, Spot]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not cars or not spots:
        return []
    gain = np.zeros((len(cars) + len(spots), len(spots)))  # the last rows leave a place free
    for row, car in enumerate(cars):
        for column, spot in enumerate(spots):
            if not (car.for_sale and fits(car, spot)):
                continue
            more = policy.stay_bonus if car.spot_id == spot.id else 0
            more += policy.variety_bonus if car.id in leads else 0
            gain[row, column] = pair_score(car, spot, policy) + more * spot.attention
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [
        (cars[row], spots[column])
        for row, column in zip(rows, columns, strict=True)
        if row < len(cars) and gain[row, column] > 0
    ]


def _moves(
    now: Sequence[tuple[ShowCar, Spot]], then: Sequence[tuple[ShowCar, Spot]], policy: LayoutPolicy
) -> tuple[Move, ...]:
    before = {car.id: spot for car, spot in now}
    after = {car.id for car, _ in then}
    moves = [
        Move(
            car=car,
            from_spot=before.get(car.id),
            to_spot=spot,
            reason=_why(car, before.get(car.id), spot, policy),
        )
        for car, spot in then
        if before.get(car.id) != spot
    ]
    moves.sort(key=lambda move: -(move.to_spot.attention if move.to_spot else 0.0))
    leaving = [
        Move(car=car, from_spot=spot, to_spot=None, reason=_why_not(car))
        for car, spot in now
        if car.id not in after
    ]
    return (*moves, *leaving)


def _why(car: ShowCar, before: Spot | None, spot: Spot, policy: LayoutPolicy) -> Message:
    seen = round(spot.attention * 100)
    if spot.golden and car.margin is MarginClass.HIGH:
        return Message(
            N_("High margin belongs in the golden zone: {percent}% of parties stop there."), {"percent": seen}
        )
    if car.age_days >= policy.aged_from_days and (before is None or before.attention < spot.attention):
        return Message(
            N_("{days} days in stock: needs to be seen; {percent}% of parties stop there."),
            {"days": car.age_days, "percent": seen},
        )
    if before is not None and before.attention > spot.attention:
        return Message(
            N_("Makes room for a car that earns more from {code}."),
            {"code": before.code},
        )
    return Message(N_("{margin}; {percent}% of parties stop there."), {"margin": car.margin, "percent": seen})


def _why_not(car: ShowCar) -> Message:
    if not car.for_sale:
        return Message(N_("Sold or reserved: it takes a place from cars that are for sale."))
    return Message(N_("Another car makes more of this place."))


def _high_share(pairs: Sequence[tuple[ShowCar, Spot]]) -> float:
    total = sum(spot.attention for _, spot in pairs)
    high = sum(spot.attention for car, spot in pairs if car.margin is MarginClass.HIGH and car.for_sale)
    return high / total if total else 0.0
