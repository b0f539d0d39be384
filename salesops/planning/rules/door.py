"""The order at the door, derived from the day's log alone, so that a dispute can be replayed (Rule M5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from salesops.models.enums import ReceptionEventKind as Kind
from salesops.planning.rules.policies import DoorPolicy


class Standing(StrEnum):
    """Where somebody stands at the door."""

    AT_DOOR = "at_door"
    WAITING = "waiting"
    RESERVED = "reserved"
    BUSY = "busy"
    AWAY = "away"
    STOPPED = "stopped"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorEvent:
    """One entry of the log."""

    at: datetime
    kind: Kind
    staff_id: int
    visit_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the log is read against: opening, the planned order of the morning, own appointments."""

    opens_at: datetime
    order: tuple[int, ...] = ()
    holds: Mapping[int, tuple[tuple[datetime, datetime], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """One person: where he stands, since when, and how his day went so far."""

    staff_id: int
    standing: Standing
    since: datetime
    turns: int = 0
    own: int = 0
    skips: int = 0
    visit_id: int | None = None
    flagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Everybody who came today: those in line in their order first, then the others."""

    people: tuple[InLine, ...]

    @property
    def now(self) -> int | None:
        """Who takes the next walk-in; None when everybody is busy."""
        return next((p.staff_id for p in self.people if p.standing is Standing.AT_DOOR), None)

    @property
    def next(self) -> int | None:
        """Who follows."""
        return next((p.staff_id for p in self.people if p.standing is Standing.WAITING), None)

    def of(self, staff_id: int) -> InLine | None:
        """Where one person stands; None before his check-in."""
        return next((p for p in self.people if p.staff_id == staff_id), None)


@dataclass(slots=True)
class _Person:
    standing: Standing
    since: datetime
    on_time: bool
    turns: int = 0
    own: int = 0
    skips: int = 0
    visit_id: int | None = None
    uses_turn: bool = False
    stopped_until: datetime | None = None


@dataclass(slots=True)
class _Door:
    policy: DoorPolicy
    plan: Plan
    queue: list[int] = field(default_factory=list)
    people: dict[int, _Person] = field(default_factory=dict)
    moved: bool = False
    """Whether somebody has had a turn: from then on a check-in goes to the tail."""

    def apply(self, event: DoorEvent) -> None:
        person = self.people.get(event.staff_id)
        if event.kind is Kind.CHECK_IN:
            self._check_in(event, person)
        elif person is not None and person.standing is not Standing.GONE:
            _STEPS[event.kind](self, event, person)

    def _check_in(self, event: DoorEvent, known: _Person | None) -> None:
        if known is not None and known.standing is not Standing.GONE:
            return
        late = timedelta(minutes=self.policy.late_minutes)
        on_time = event.at <= self.plan.opens_at + late and not self.moved and known is None
        person = known or _Person(standing=Standing.WAITING, since=event.at, on_time=on_time)
        person.standing, person.since = Standing.WAITING, event.at
        self.people[event.staff_id] = person
        self.queue.append(event.staff_id)
        if on_time:
            self.queue.sort(key=self._morning_rank)

    def _morning_rank(self, staff_id: int) -> tuple[int, int]:
        """Those on time in the planned order, then everybody else as they came (the sort is stable)."""
        if not self.people[staff_id].on_time:
            return (1, 0)
        order = self.plan.order
        return (0, order.index(staff_id) if staff_id in order else len(order))

    def take(self, event: DoorEvent, person: _Person) -> None:
        """A walk-in uses the turn."""
        self._leave_queue(event.staff_id)
        self._begin(event, person, uses_turn=True)
        person.turns += 1

    def appointed(self, event: DoorEvent, person: _Person) -> None:
        """An own or appointed customer uses no turn: afterwards back to the head."""
        self._leave_queue(event.staff_id)
        self._begin(event, person, uses_turn=False)
        person.own += 1

    def skip(self, event: DoorEvent, person: _Person) -> None:
        """The turn is lost: to the tail; too many of them stop the turns for half a day."""
        if event.staff_id not in self.queue:
            return
        self.moved = True
        self._leave_queue(event.staff_id)
        person.skips += 1
        person.since = event.at
        self.queue.append(event.staff_id)
        if person.skips >= self.policy.skips_stopped:
            person.stopped_until = event.at + timedelta(minutes=self.policy.stop_minutes)

    def free(self, event: DoorEvent, person: _Person) -> None:
        """Back in line: at the tail after a turn, at the head when none was used."""
        if person.standing is not Standing.BUSY:
            return
        wrong = event.at - person.since < timedelta(minutes=self.policy.wrong_turn_minutes)
        if person.uses_turn and wrong:
            person.turns -= 1
        at_head = wrong or not person.uses_turn
        self.queue.insert(0 if at_head else len(self.queue), event.staff_id)
        person.standing, person.since, person.visit_id = Standing.WAITING, event.at, None

    def away(self, event: DoorEvent, person: _Person) -> None:
        """Away for a moment: the place is kept."""
        if person.standing is Standing.WAITING:
            person.standing, person.since = Standing.AWAY, event.at

    def back(self, event: DoorEvent, person: _Person) -> None:
        """Back from a moment; who stayed away too long has lost the place."""
        if person.standing is not Standing.AWAY:
            return
        if event.at - person.since > timedelta(minutes=self.policy.away_minutes):
            self._leave_queue(event.staff_id)
            self.queue.append(event.staff_id)
        person.standing, person.since = Standing.WAITING, event.at

    def check_out(self, event: DoorEvent, person: _Person) -> None:
        """Gone for the day."""
        self._leave_queue(event.staff_id)
        person.standing, person.since, person.visit_id = Standing.GONE, event.at, None

    def _begin(self, event: DoorEvent, person: _Person, *, uses_turn: bool) -> None:
        self.moved = True
        person.standing, person.since = Standing.BUSY, event.at
        person.visit_id, person.uses_turn = event.visit_id, uses_turn

    def _leave_queue(self, staff_id: int) -> None:
        if staff_id in self.queue:
            self.queue.remove(staff_id)


_STEPS = {
    Kind.TAKE: _Door.take,
    Kind.APPOINTED: _Door.appointed,
    Kind.SKIP: _Door.skip,
    Kind.FREE: _Door.free,
    Kind.AWAY: _Door.away,
    Kind.BACK: _Door.back,
    Kind.CHECK_OUT: _Door.check_out,
}


def line(events: Sequence[DoorEvent], plan: Plan, policy: DoorPolicy, *, now: datetime) -> Line:
    """The order at the door at a moment, from the day's log (Rule M5).

    Check-in order, those on time by the planned rota; a walk-in taken uses the turn, then the tail; a skip loses it;
    an own or appointed customer, and a wrong turn, use none, then the head. Who has an appointment near keeps the
    place but is passed over; so is who is away or stopped.
    """
    door = _Door(policy, plan)
    for event in events:
        if event.at <= now:
            door.apply(event)
    placed = [_in_line(door, staff_id, now) for staff_id in door.queue]
    head = next((n for n, p in enumerate(placed) if p.standing is Standing.WAITING), None)
    if head is not None:
        placed[head] = replace(placed[head], standing=Standing.AT_DOOR)
    others = [_in_line(door, staff_id, now) for staff_id in door.people if staff_id not in door.queue]
    return Line(people=(*placed, *sorted(others, key=lambda p: (p.standing is Standing.GONE, p.since))))


def _in_line(door: _Door, staff_id: int, now: datetime) -> InLine:
    person = door.people[staff_id]
    standing = person.standing
    if standing is Standing.WAITING:
        if person.stopped_until is not None and now < person.stopped_until:
            standing = Standing.STOPPED
        elif any(start <= now < end for start, end in door.plan.holds.get(staff_id, ())):
            standing = Standing.RESERVED
    return InLine(
        staff_id=staff_id,
        standing=standing,
        since=person.since,
        turns=person.turns,
        own=person.own,
        skips=person.skips,
        visit_id=person.visit_id,
        flagged=person.skips >= door.policy.skips_flagged,
    )


def fair_band(turns: Sequence[int]) -> tuple[int, int]:
    """How many turns one person may have by chance alone, were all as likely to be at the door (95 of 100)."""
    from scipy.stats import poisson

    if not turns or not sum(turns):
        return (0, 0)
    mean = sum(turns) / len(turns)
    return int(poisson.ppf(0.025, mean)), int(poisson.ppf(0.975, mean))
