"""What is left of a month in selling days, and what each of them must bring (Rules M1, M4, Z5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesops.core.calendar import DayKind, OpeningHours, Period, working_day
from salesops.planning.rules.policies import SellingDaysPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingDay:
    """A day on which the store is open, and how much it counts."""

    day: date
    kind: DayKind
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingDays:
    """The selling days of a period; years whose calendar is a guess are named, not hidden (Rule Z5)."""

    days: tuple[SellingDay, ...]
    unpublished_years: tuple[int, ...]

    @property
    def weight(self) -> float:
        """The sum of all weights."""
        return sum(each.weight for each in self.days)

    def from_day(self, day: date) -> SellingDays:
        """Those from a day on, the day included."""
        return SellingDays(
            days=tuple(each for each in self.days if each.day >= day),
            unpublished_years=self.unpublished_years,
        )

    def weight_of(self, day: date) -> float:
        """How much one day counts; nothing when the store is closed on it."""
        return next((each.weight for each in self.days if each.day == day), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Where a month stands: what is left, over how many days, and what today must bring."""

    target: float
    done: float
    left: float
    days_left: int
    weight_left: float
    weight_today: float
    today: float
    """What today's share of the rest is."""
    per_day: float
    """What an ordinary remaining selling day must bring."""
    due_by_now: float
    """What should be done by this morning, had every selling day brought its share."""

    @property
    def ahead(self) -> float:
        """How far the month is ahead of its plan; negative when behind."""
        return self.done - self.due_by_now


def selling_days(period: Period, hours: OpeningHours, policy: SellingDaysPolicy) -> SellingDays:
    """The open days of a period with their weights: dealers sell on holidays too, only more or less."""
    weights = {
        DayKind.WORKDAY: policy.workday,
        DayKind.WEEKEND: policy.weekend,
        DayKind.HOLIDAY: policy.holiday,
        DayKind.MAKEUP_WORKDAY: policy.makeup_workday,
    }
    found = [working_day(day) for day in period.dates() if hours.is_open_day(day)]
    return SellingDays(
        days=tuple(SellingDay(day=each.day, kind=each.kind, weight=weights[each.kind]) for each in found),
        unpublished_years=tuple(sorted({each.day.year for each in found if not each.published})),
    )


def pace(target: float, done: float, month: SellingDays, *, today: date) -> Pace:
    """What is left of a target before today's work, spread over the remaining selling days (today included)."""
    rest = month.from_day(today)
    left = max(target - done, 0.0)
    per_weight = left / rest.weight if rest.weight else 0.0
    return Pace(
        target=target,
        done=done,
        left=left,
        days_left=len(rest.days),
        weight_left=rest.weight,
        weight_today=month.weight_of(today),
        today=per_weight * month.weight_of(today),
        per_day=left / len(rest.days) if rest.days else 0.0,
        due_by_now=target * (1 - rest.weight / month.weight) if month.weight else 0.0,
    )
