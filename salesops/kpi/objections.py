"""How often each objection was heard, in some days and in the days they are compared with (Rules M2, M3, R1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from salesops.core.calendar import Period
from salesops.models import Touch
from salesops.models.enums import Objection


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionHeard:
    """In how many touches an objection was heard, in the days looked at and in all the days before together."""

    objection: Objection
    now: int
    before: int


def objections_heard(
    session: Session, store_id: int, *, now: Period, before: Sequence[Period]
) -> tuple[ObjectionHeard, ...]:
    """Each objection that was heard in any of the days, in the order of their names; one statement.

    The days before end where the days looked at begin, or earlier.
    """
    is_now = (Touch.day >= now.start).label("is_now")
    rows = session.execute(
        select(Touch.objection, is_now, func.count())
        .where(
            Touch.store_id == store_id,
            Touch.objection.is_not(None),
            or_(*(_within(each) for each in (now, *before))),
        )
        .group_by(Touch.objection, "is_now")
    )
    counts: Counter[tuple[Objection, bool]] = Counter()
    for objection, recent, count in rows:
        if objection is not None:
            counts[objection, bool(recent)] = count
    return tuple(
        ObjectionHeard(objection=each, now=counts[each, True], before=counts[each, False])
        for each in sorted({objection for objection, _ in counts})
    )


def _within(period: Period) -> ColumnElement[bool]:
    days = and_(Touch.day >= period.start, Touch.day < period.end)
    return days if period.until is None else and_(days, Touch.at <= period.until)
