"""Day after day: leads arrive, people walk in, some come back, some buy."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesops.core.calendar import DayKind, working_day
from salesops.demo import deals, visits
from salesops.demo.arrivals import Life, arrive
from salesops.demo.catalogue import Model, Source
from salesops.demo.lives import appoint, call_again, follow, touch, when_there
from salesops.demo.people import Team
from salesops.demo.visits import Showroom
from salesops.demo.world import World
from salesops.models import Appointment
from salesops.models.enums import AppointmentKind, ChannelKind, NextStep, Stage, TouchOutcome, VisitKind

_LEAD_DAY = {DayKind.WORKDAY: 1.0, DayKind.WEEKEND: 1.12, DayKind.HOLIDAY: 1.1, DayKind.MAKEUP_WORKDAY: 0.95}
_WALK_DAY = {DayKind.WORKDAY: 0.8, DayKind.WEEKEND: 1.65, DayKind.HOLIDAY: 1.7, DayKind.MAKEUP_WORKDAY: 0.9}
_HOURS = (0.5, 8.0, 8.6, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 15.5, 16.5, 17.5, 19.0, 20.5, 21.5, 22.5)
_HOUR_WEIGHTS = (1, 2, 3, 7, 9, 8, 8, 7, 8, 8, 7, 6, 7, 8, 6, 3)
_WALK_INS = 10.5
_COLLAPSED_DAYS = 10
_COLLAPSED_TO = 0.22
_SERIOUS = 0.66
_CLOSE_FIRST = 0.28
_CLOSE_RETURN = 0.44
_RETURNS = 0.42


class Simulation:
    """One store's life over a span of days."""

    def __init__(
        self, world: World, team: Team, models: list[Model], sources: list[Source], room: Showroom
    ) -> None:
        self.world, self.team, self.models, self.sources, self.room = world, team, models, sources, room
        self._walk_in = next(each for each in sources if each.kind is ChannelKind.WALK_IN)

    def run(self, *, days: int, scale: float) -> None:
        """Every day from the first to today."""
        for back in range(days, -1, -1):
            self._day(self.world.today - timedelta(days=back), scale)

    def _day(self, day: date, scale: float) -> None:
        kind = working_day(day).kind
        for source in self.sources:
            mean = source.a_day * scale * _LEAD_DAY[kind]
            if source.collapsed and (self.world.today - day).days < _COLLAPSED_DAYS:
                mean *= _COLLAPSED_TO
            for _ in range(self._poisson(mean)):
                self._lead(source, day)
        for _ in range(self._poisson(_WALK_INS * scale * _WALK_DAY[kind])):
            self._walks_in(day)

    def _lead(self, source: Source, day: date) -> None:
        world = self.world
        hour = world.dice.choices(_HOURS, _HOUR_WEIGHTS)[0] + world.dice.uniform(-0.5, 0.5)
        received = world.at(day, hour)
        if not world.past(received):
            return
        life = arrive(world, self.team, self.models, source, received)
        expected = follow(world, life)
        if expected is not None:
            self._expected(life, expected, again=True)

    def _expected(self, life: Life, at: datetime, *, again: bool) -> None:
        """An appointment: the party comes, or stays away and is called, perhaps for a second time."""
        world = self.world
        number, came = appoint(world, life, at, life.touches[-1][0])
        settled = at + timedelta(minutes=25)
        if not world.past(settled):
            self._hold_a_car(life, at)
        elif came:
            arrived = at + timedelta(minutes=world.dice.randint(-15, 20))
            self._visit(life, arrived, VisitKind.FIRST_OF_LEAD, appointment_id=number)
        elif again and world.chance(0.3):
            called = when_there(world, life, at + timedelta(days=1))
            life.lead["next_touch_due_on"] = world.day_of(called)
            if world.past(called):
                touch(world, life, called, TouchOutcome.APPOINTMENT)
                later = called + timedelta(days=world.dice.randint(1, 4))
                self._expected(life, when_there(world, life, later), again=False)
        else:
            call_again(world, life, world.dice.randint(1, 2), after=settled)

    def _hold_a_car(self, life: Life, at: datetime) -> None:
        """A car is booked for those who are to come for a test drive."""
        booked = self.world.rows(Appointment)[-1]
        if booked["kind"] is AppointmentKind.TEST_DRIVE and at > self.world.now:
            visits.drive(self.world, life, self.room, at, None)

    def _walks_in(self, day: date) -> None:
        world = self.world
        hour = world.dice.choices((9.5, 10.5, 11.5, 13, 14, 15, 16, 17), (8, 14, 11, 10, 18, 18, 13, 8))[0]
        arrived = world.at(day, hour + world.dice.uniform(-0.4, 0.5))
        if not world.past(arrived):
            return
        life = arrive(world, self.team, self.models, self._walk_in, arrived)
        self._visit(life, arrived, VisitKind.FIRST if world.chance(0.82) else VisitKind.LOOKED_ONLY)

    def _visit(self, life: Life, arrived: datetime, kind: VisitKind, **link: Any) -> None:
        """A first visit: some come with an intent, some only look and are given up after a call or two."""
        world = self.world
        row = visits.visit(world, life, self.room, arrived, kind, **link)
        spoken = arrived + timedelta(minutes=40)
        if life.source is self._walk_in and world.past(spoken):
            touch(world, life, spoken, TouchOutcome.INTERESTED)
        left = row["left_at"]
        if left is None:
            return
        life.lead["last_progress_on"] = row["day"]
        serious = kind is not VisitKind.LOOKED_ONLY and world.chance(_SERIOUS)
        driven = world.chance(0.8 if serious else 0.25) and self._drive(life, row)
        if serious:
            deal = visits.open_opportunity(world, life, left, driven=driven)
            self._decide(life, deal, row, first=True)
        else:
            call_again(world, life, world.dice.randint(1, 2), after=left, visited=True)

    def _drive(self, life: Life, row: dict[str, Any]) -> bool:
        starts = row["greeted_at"] + timedelta(minutes=6)
        return visits.drive(self.world, life, self.room, starts, row["id"])

    def _decide(self, life: Life, deal: dict[str, Any], row: dict[str, Any], *, first: bool) -> None:
        """Sign now, come back, or leave it."""
        world = self.world
        signed = row["left_at"] - timedelta(minutes=5)
        discount: Decimal | None = Decimal(world.dice.choice((500, 1000, 1000)))
        if world.chance(0.3):
            discount = visits.ask_price(world, life, self.room, deal, signed - timedelta(minutes=25))
        if discount is None:  # nobody has decided yet
            life.lead["next_touch_due_on"] = deal["next_step_on"] = world.today
            deal["next_step"] = NextStep.QUOTE
            return
        share = (_CLOSE_FIRST if first else _CLOSE_RETURN) * life.seller.closes
        dry = (world.today - row["day"]).days < life.seller.dry_days
        if not dry and world.chance(share):
            signing = deals.Signing(moment=signed, visit_id=row["id"], discount=discount)
            deals.order(world, life, deal, signing)
            return
        if first and world.chance(_RETURNS):
            self._comes_back(life, deal, row)
        else:
            self._cools_off(life, deal, row)

    def _comes_back(self, life: Life, deal: dict[str, Any], row: dict[str, Any]) -> None:
        world = self.world
        again = world.at(
            row["day"] + timedelta(days=world.dice.randint(2, 6)), world.dice.choice((10, 11, 14, 15, 16))
        )
        again = when_there(world, life, again)
        called = again - timedelta(days=1, hours=world.dice.randint(0, 1))
        called = max(called, row["left_at"] + timedelta(minutes=30))
        deal["next_step_on"] = life.lead["next_touch_due_on"] = world.day_of(called)
        if not world.past(called):
            return
        touch(world, life, called, TouchOutcome.APPOINTMENT)
        number, came = appoint(world, life, again, called)
        deal |= {"next_step": NextStep.VISIT, "next_step_on": world.day_of(again)}
        if not world.past(again + timedelta(minutes=25)):
            self._hold_a_car(life, again)
            return
        if not came:
            self._cools_off(life, deal, {"left_at": again, "day": row["day"]})
            return
        returned = visits.visit(world, life, self.room, again, VisitKind.RETURN, appointment_id=number)
        if returned["left_at"] is not None:
            deal["last_progress_on"] = life.lead["last_progress_on"] = returned["day"]
            self._decide(life, deal, returned, first=False)

    def _cools_off(self, life: Life, deal: dict[str, Any], row: dict[str, Any]) -> None:
        """Without progress most are lost within a fortnight; now and then a step is forgotten for some days."""
        world = self.world
        closed = call_again(world, life, world.dice.randint(2, 4), after=row["left_at"], visited=True)
        if closed:
            deal |= {"stage": Stage.LOST, "closed_on": life.lead["closed_on"]}
            return
        due = life.lead["next_touch_due_on"] or world.today
        deal["next_step_on"] = max(due, deal["next_step_on"])
        forgotten = world.today - timedelta(days=world.dice.randint(1, 4))
        if (
            due >= world.today
            and forgotten >= world.day_of(life.lead["last_touch_at"])
            and world.chance(0.25)
        ):
            deal["next_step_on"] = life.lead["next_touch_due_on"] = forgotten

    def _poisson(self, mean: float) -> int:
        """A count around a mean, by counting exponential gaps."""
        count, passed = 0, self.world.dice.expovariate(1.0)
        while passed < mean:
            count += 1
            passed += self.world.dice.expovariate(1.0)
        return count
