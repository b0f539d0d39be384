"""Day after day: leads arrive, people walk in, some come back, some buy."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesops.core.calendar import DayKind, working_day
from salesops.demo import deals, visits
from salesops.demo.catalogue import Model, Source
from salesops.demo.lives import Life, appoint, arrive, follow, give_up, touch
from salesops.demo.people import Team
from salesops.demo.visits import Showroom
from salesops.demo.world import World
from salesops.models.enums import ChannelKind, Stage, TouchOutcome, VisitKind

_LEAD_DAY = {DayKind.WORKDAY: 1.0, DayKind.WEEKEND: 1.12, DayKind.HOLIDAY: 1.1, DayKind.MAKEUP_WORKDAY: 0.95}
_WALK_DAY = {DayKind.WORKDAY: 0.8, DayKind.WEEKEND: 1.65, DayKind.HOLIDAY: 1.7, DayKind.MAKEUP_WORKDAY: 0.9}
_HOURS = (0.5, 8.0, 8.6, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 15.5, 16.5, 17.5, 19.0, 20.5, 21.5, 22.5)
_HOUR_WEIGHTS = (1, 2, 3, 7, 9, 8, 8, 7, 8, 8, 7, 6, 7, 8, 6, 3)
_WALK_INS = 10.5
_COLLAPSED_DAYS = 10
_COLLAPSED_TO = 0.22
_CLOSE_FIRST = 0.19
_CLOSE_RETURN = 0.36


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
            self._expected(life, expected, VisitKind.FIRST_OF_LEAD)

    def _expected(self, life: Life, at: datetime, kind: VisitKind) -> None:
        world = self.world
        number, came = appoint(world, life, at, life.touches[-1][0])
        if came:
            arrived = at + timedelta(minutes=world.dice.randint(-15, 20))
            if world.past(arrived):
                self._visit(life, arrived, kind, appointment_id=number)
        elif world.past(at + timedelta(days=3)):
            give_up(world, life, at + timedelta(days=world.dice.randint(3, 12)))

    def _walks_in(self, day: date) -> None:
        world = self.world
        hour = world.dice.choices((9.5, 10.5, 11.5, 13, 14, 15, 16, 17), (8, 14, 11, 10, 18, 18, 13, 8))[0]
        arrived = world.at(day, hour + world.dice.uniform(-0.4, 0.5))
        if not world.past(arrived):
            return
        life = arrive(world, self.team, self.models, self._walk_in, arrived)
        spoken = arrived + timedelta(minutes=12)
        if world.past(spoken):
            touch(world, life, spoken, TouchOutcome.INTERESTED)
        self._visit(life, arrived, VisitKind.FIRST if world.chance(0.82) else VisitKind.LOOKED_ONLY)

    def _visit(self, life: Life, arrived: datetime, kind: VisitKind, **link: Any) -> None:
        world = self.world
        row = visits.visit(world, life, self.room, arrived, kind, **link)
        left = row["left_at"]
        if left is None or kind is VisitKind.LOOKED_ONLY:
            return
        driven = world.chance(0.62) and self._drive(life, row)
        deal = visits.open_opportunity(world, life, left, driven=driven)
        self._decide(life, deal, row, first=True)

    def _drive(self, life: Life, row: dict[str, Any]) -> bool:
        starts = row["greeted_at"] + timedelta(minutes=15)
        return visits.drive(self.world, life, self.room, starts, row["id"])

    def _decide(self, life: Life, deal: dict[str, Any], row: dict[str, Any], *, first: bool) -> None:
        """Sign now, come back, or leave it."""
        world = self.world
        signed = row["left_at"] - timedelta(minutes=5)
        discount = Decimal(world.dice.choice((500, 1000, 1000)))
        if world.chance(0.24):
            discount = (
                visits.ask_price(world, life, self.room, deal, signed - timedelta(minutes=25)) or discount
            )
        share = (_CLOSE_FIRST if first else _CLOSE_RETURN) * life.seller.closes
        dry = (world.today - row["day"]).days < life.seller.dry_days
        if not dry and world.chance(share) and world.past(signed):
            deals.order(world, life, deal, signed, visit_id=row["id"], discount=discount)
            return
        self._later(life, deal, row, first=first)

    def _later(self, life: Life, deal: dict[str, Any], row: dict[str, Any], *, first: bool) -> None:
        world = self.world
        back_on = row["day"] + timedelta(days=world.dice.randint(2, 7))
        again = world.at(back_on, world.dice.choice((10, 11, 14, 15, 16)))
        if first and world.chance(0.36):
            called = again - timedelta(days=1, hours=world.dice.randint(0, 3))
            if not world.past(called):
                return
            touch(world, life, called, TouchOutcome.APPOINTMENT)
            number, came = appoint(world, life, again, called)
            if came and world.past(again):
                returned = visits.visit(
                    world, life, self.room, again, VisitKind.RETURN, appointment_id=number
                )
                if returned["left_at"] is not None:
                    deal["last_progress_on"] = returned["day"]
                    self._decide(life, deal, returned, first=False)
            return
        called = again
        for _ in range(world.dice.randint(1, 4)):
            if not world.past(called):
                return
            touch(
                world,
                life,
                called,
                world.dice.choice((TouchOutcome.REACHED, TouchOutcome.LATER, TouchOutcome.NO_ANSWER)),
            )
            called = world.at(
                world.day_of(called) + timedelta(days=world.dice.randint(2, 5)), world.dice.uniform(9.5, 17)
            )
        if world.chance(0.75) and world.past(called):
            give_up(world, life, called, after_visit=True)
            deal |= {"stage": Stage.LOST, "closed_on": world.day_of(called)}

    def _poisson(self, mean: float) -> int:
        """A count around a mean, by counting exponential gaps."""
        count, passed = 0, self.world.dice.expovariate(1.0)
        while passed < mean:
            count += 1
            passed += self.world.dice.expovariate(1.0)
        return count
