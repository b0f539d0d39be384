"""Plans the rota of four simulated weeks and prints coverage, fairness and time: `python -m tests.bench.rota`."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import perf_counter

from salesops.core.calendar import OpeningHours
from salesops.planning.rules.policies import RotaPolicy
from salesops.planning.rules.rota import Receiver, Rota, plan_rota, slots, turns_owed
from tests.builders import ZONE, at

HOURS = OpeningHours(opens=time(9), closes=time(18))
POLICY = RotaPolicy()
MONDAY = date(2026, 11, 2)
WEEKS = 4
SECONDS, TURNS = 2.0, 1.0
"""Aims: the slowest week is solved in this time, nobody is further from the fair share than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A planned week: its days, its rota, and how many turns the furthest is from the fair share by its end."""

    days: tuple[date, ...]
    rota: Rota
    furthest: float
    seconds: float

    @property
    def uncovered(self) -> timedelta:
        """Opening time in which nobody heads the door."""
        opening = (datetime.combine(date.min, HOURS.closes) - datetime.combine(date.min, HOURS.opens)) * len(
            self.days
        )
        covered = {(turn.starts_at, turn.ends_at) for turn in self.rota.turns if turn.order}
        return opening - sum((end - start for start, end in covered), timedelta())


def four_weeks(people: int) -> Iterator[Week]:
    """Week after week, each knowing the turns before: one or two days off, appointments, a training for all at once."""
    draw = random.Random(people)
    past: list[tuple[date, int]] = []
    away: dict[int, set[date]] = {n: set() for n in range(people)}
    for week in range(WEEKS):
        days = [MONDAY + timedelta(days=7 * week + n) for n in range(7)]
        for n in range(people):
            away[n].update(days[(n + extra) % 7] for extra in range(draw.choice((1, 2)) if people > 3 else 1))
        receivers = [
            Receiver(staff_id=n, away=frozenset(away[n]), busy=tuple(_busy(draw, days)))
            for n in range(people)
        ]
        start = perf_counter()
        rota = plan_rota(
            slots(days, HOURS, POLICY, ZONE), receivers, POLICY, owed=turns_owed(past, receivers)
        )
        seconds = perf_counter() - start
        past += [(turn.starts_at.date(), turn.order[0]) for turn in rota.turns]
        furthest = max(map(abs, turns_owed(past, receivers).values()))
        yield Week(days=tuple(days), rota=rota, furthest=furthest, seconds=seconds)


def _busy(draw: random.Random, days: list[date]) -> Iterator[tuple[datetime, datetime]]:
    """Appointments here and there, and a training of everybody on Tuesday."""
    yield at(13, 30, day=days[1]), at(15, day=days[1])
    for _ in range(draw.randint(2, 8)):
        start = at(draw.randint(9, 16), draw.choice((0, 30)), day=draw.choice(days))
        yield start, start + timedelta(minutes=draw.choice((30, 60, 90)))


def main() -> int:
    """Plan for a small, a usual and a large team; 1 when an aim is missed."""
    print(f"{'consultants':>11}{'turns':>7}{'uncovered':>11}{'furthest from fair':>20}{'slowest week':>14}")
    met = True
    for people in (3, 8, 20):
        weeks = list(four_weeks(people))
        uncovered = sum((week.uncovered for week in weeks), timedelta())
        furthest, slowest = max(week.furthest for week in weeks), max(week.seconds for week in weeks)
        print(
            f"{people:>11}{sum(len(week.rota.turns) for week in weeks):>7}{uncovered.total_seconds() / 60:>7.0f} min"
            f"{furthest:>14.2f} turns{slowest:>12.2f} s"
        )
        met = met and not uncovered and furthest <= TURNS and slowest < SECONDS
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
