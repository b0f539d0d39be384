"""The reception rota of some days by optimisation: no gap, fair, away from what people are booked for (Rule M5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil, floor
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from salesops.core.calendar import OpeningHours
from salesops.planning.rules.policies import RotaPolicy

_BUSY = 200.0
"""Cost of a turn that falls on an appointment, a training or another booking: only when nobody else is there."""
_STAND_IN = 1000.0
"""Cost of a turn taken by a supervisor: only when no consultant is there at all."""
_UNFAIR_WEEK, _UNFAIR_DAY = 60.0, 25.0
_ORDER = 0.5
"""Cost of leaving the natural order of turns by one place."""
_KEPT = 3.0
"""Worth of a turn that stays with whom it was announced for: a new version changes what it must."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody who can receive, and when he cannot."""

    staff_id: int
    away: frozenset[date] = frozenset()
    busy: tuple[Span, ...] = ()
    stand_in: bool = False
    """A supervisor: comes to the door only when no consultant can."""
    since: date = date.min
    """First day in the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A span of a day and who receives in it, first in line first."""

    starts_at: datetime
    ends_at: datetime
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The turns, and the spans for which nobody is there at all."""

    turns: tuple[Turn, ...]
    gaps: tuple[Span, ...]
    heads: Mapping[int, int] = field(default_factory=dict)
    """How often each person stands first."""


def slots(days: Sequence[date], hours: OpeningHours, policy: RotaPolicy, tz: Any) -> list[Span]:
    """The turns of these days: every opening minute is in exactly one; the last of a day may be shorter."""
    step = timedelta(minutes=policy.slot_minutes)
    found = []
    for day in days:
        if not hours.is_open_day(day):
            continue
        start, close = _at(day, hours.opens, tz), _at(day, hours.closes, tz)
        while start < close:
            found.append((start, min(start + step, close)))
            start += step
    return found


def _at(day: date, moment: time, tz: Any) -> datetime:
    return datetime.combine(day, moment, tzinfo=tz)


def plan_rota(
    spans: Sequence[Span],
    receivers: Sequence[Receiver],
    policy: RotaPolicy,
    *,
    owed: Mapping[int, float] | None = None,
    kept: Mapping[datetime, int] | None = None,
) -> Rota:
    """Who stands at the door in each span, and who follows (Rule M5).

    One person heads each span in which anybody is there. Over all spans, and on each day, everybody heads his fair
    share given his presence, to the nearest whole turn; `owed` are turns that each is short of from earlier days (or
    had too many: see `turns_owed`), `kept` who headed which span in the last version. Among equals the order goes
    round.
    """
    open_spans = [span for span in spans if any(_present(r, span) for r in receivers)]
    gaps = tuple(span for span in spans if span not in set(open_spans))
    if not open_spans:
        return Rota(turns=(), gaps=gaps)
    heads = _heads(open_spans, receivers, owed or {}, kept or {})
    turns = _ordered(open_spans, receivers, heads, policy.depth)
    counts: dict[int, int] = defaultdict(int)
    for turn in turns:
        counts[turn.order[0]] += 1
    return Rota(turns=turns, gaps=gaps, heads=dict(counts))


def _present(receiver: Receiver, span: Span) -> bool:
    return span[0].date() not in receiver.away


def _is_busy(receiver: Receiver, span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in receiver.busy)


def turns_owed(past: Sequence[tuple[date, int]], receivers: Sequence[Receiver]) -> dict[int, float]:
    """How many turns each is short of, from (day, who headed) of the turns that were (Rule M5).

    Each turn is owed to everybody who was there, in equal parts; turns of stand-ins and of those who left are nobody's.
    """
    regular = [receiver for receiver in receivers if not receiver.stand_in]
    found = dict.fromkeys((receiver.staff_id for receiver in regular), 0.0)
    for day, head in past:
        there = [each.staff_id for each in regular if each.since <= day and day not in each.away]
        if head not in there:
            continue
        for staff_id in there:
            found[staff_id] += 1 / len(there)
        found[head] -= 1
    return found


def _heads(
    spans: Sequence[Span],
    receivers: Sequence[Receiver],
    owed: Mapping[int, float],
    kept: Mapping[datetime, int],
) -> list[int]:
    """The position of the receiver who heads each span."""
    pairs = [
        (r, s) for r in range(len(receivers)) for s in range(len(spans)) if _present(receivers[r], spans[s])
    ]
    groups = _fair_groups(spans, receivers, pairs, owed)
    costs = [
        _cost(receivers, spans, r, s) - _KEPT * (kept.get(spans[s][0]) == receivers[r].staff_id)
        for r, s in pairs
    ]
    for group in groups:
        costs += [group.price, group.price]
    rows, lower, upper = _constraints(spans, pairs, groups)
    solved = milp(
        c=np.array(costs),
        constraints=LinearConstraint(rows, lower, upper),
        integrality=np.array([1] * len(pairs) + [0] * (2 * len(groups))),
        bounds=Bounds(0, [1.0] * len(pairs) + [np.inf] * (2 * len(groups))),
        options={"time_limit": 5.0, "mip_rel_gap": 0.001},
    )
    if solved.x is None:  # only when the time ran out before a first answer: go round by hand
        return [next(r for r, at in pairs if at == s) for s in range(len(spans))]
    chosen = {s: r for (r, s), value in zip(pairs, solved.x, strict=False) if value > 0.5}
    return [chosen[s] for s in range(len(spans))]


def _cost(receivers: Sequence[Receiver], spans: Sequence[Span], r: int, s: int) -> float:
    receiver = receivers[r]
    present = [n for n in range(len(receivers)) if _present(receivers[n], spans[s])]
    turn = sum(1 for span in spans[:s] if span[0].date() == spans[s][0].date())
    day = spans[s][0].date().toordinal()
    distance = (present.index(r) - turn - day) % len(present)
    cost = _ORDER * min(distance, len(present) - distance) / len(present)
    if _is_busy(receiver, spans[s]):
        cost += _BUSY
    return cost + (_STAND_IN if receiver.stand_in else 0.0)


@dataclass(frozen=True, slots=True)
class _Group:
    """Turns of one person in the week or on a day: how many are fair, and what unfairness costs."""

    members: tuple[int, ...]
    fair: float
    price: float


def _fair_groups(
    spans: Sequence[Span],
    receivers: Sequence[Receiver],
    pairs: Sequence[tuple[int, int]],
    owed: Mapping[int, float],
) -> list[_Group]:
    ready: dict[int, int] = defaultdict(int)
    for r, s in pairs:
        if not receivers[r].stand_in:
            ready[s] += 1
    groups = []
    regular = [r for r in range(len(receivers)) if not receivers[r].stand_in]
    for r in regular:
        mine = [(place, s) for place, (who, s) in enumerate(pairs) if who == r]
        by_day: dict[date, list[tuple[int, int]]] = defaultdict(list)
        for place, s in mine:
            by_day[spans[s][0].date()].append((place, s))
        week = sum(1 / ready[s] for _, s in mine) + owed.get(receivers[r].staff_id, 0.0)
        groups.append(_Group(tuple(place for place, _ in mine), max(week, 0.0), _UNFAIR_WEEK))
        groups += [
            _Group(tuple(place for place, _ in day), sum(1 / ready[s] for _, s in day), _UNFAIR_DAY)
            for day in by_day.values()
        ]
    return groups


def _constraints(
    spans: Sequence[Span], pairs: Sequence[tuple[int, int]], groups: Sequence[_Group]
) -> tuple[Any, list[float], list[float]]:
    """Each span has one head; each group stays within the whole turns around its fair share, or pays."""
    row, column, value = [], [], []
    for place, (_, s) in enumerate(pairs):
        row.append(s)
        column.append(place)
        value.append(1.0)
    lower, upper = [1.0] * len(spans), [1.0] * len(spans)
    for number, group in enumerate(groups):
        at = len(spans) + number
        extra = len(pairs) + 2 * number
        for place in group.members:
            row.append(at)
            column.append(place)
            value.append(1.0)
        row += [at, at]
        column += [extra, extra + 1]
        value += [1.0, -1.0]
        lower.append(float(floor(group.fair + 1e-9)))
        upper.append(float(ceil(group.fair - 1e-9)))
    shape = (len(spans) + len(groups), len(pairs) + 2 * len(groups))
    return csr_array((value, (row, column)), shape=shape), lower, upper


def _ordered(
    spans: Sequence[Span], receivers: Sequence[Receiver], heads: Sequence[int], depth: int
) -> tuple[Turn, ...]:
    """Behind the head stand those whose own turn comes soonest, as in a queue that moves up."""
    turns = []
    for s, span in enumerate(spans):
        free = [
            r
            for r, receiver in enumerate(receivers)
            if r != heads[s] and _present(receiver, span) and not _is_busy(receiver, span)
        ]
        free.sort(key=lambda r, s=s: (receivers[r].stand_in, _wait(heads, spans, r, s), r))  # type: ignore[misc]
        order = [heads[s], *free][:depth]
        turns.append(
            Turn(starts_at=span[0], ends_at=span[1], order=tuple(receivers[r].staff_id for r in order))
        )
    return tuple(turns)


def _wait(heads: Sequence[int], spans: Sequence[Span], r: int, s: int) -> int:
    day = spans[s][0].date()
    for n in range(s + 1, len(spans)):
        if spans[n][0].date() != day:
            break
        if heads[n] == r:
            return n - s
    return len(spans)
