"""The figures of a day and of its month so far, for people at a terminal and for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.calendar import Period
from salesops.core.i18n import _
from salesops.kpi.frame import ONE_DAY
from salesops.kpi.measure import Measured, Number, measure_many
from salesops.kpi.registry import FIGURES, visible_figures


def report(
    session: Session,
    viewer: Actor,
    *,
    day: date,
    staff_id: int | None = None,
    now: datetime | None = None,
) -> dict[str, Any]:
    """Every figure that the viewer may see, of the day and of the month to date, as plain JSON values.

    `now` is the moment the figures are measured at; without it the end of the day, so that a past day always reads
    the same. Money is in yuan, shares are of one.
    """
    moment = now or datetime.combine(day + ONE_DAY, datetime.min.time(), viewer.zone)
    figures = [figure.id for figure in visible_figures(viewer)]
    periods = {"day": Period.day(day), "month_to_date": Period.month_to_date(day)}
    found = measure_many(session, viewer.store_id, figures, periods, staff_id=staff_id, now=moment)
    return {
        "day": day.isoformat(),
        "measured_at": moment.isoformat(),
        "staff_id": staff_id,
        "figures": {
            name: {
                "name": _(FIGURES[name].name),
                "unit": FIGURES[name].unit.value,
                "basis": FIGURES[name].basis.value,
                **{period: _plain(found[period][None][name]) for period in periods},
            }
            for name in figures
        },
    }


def _plain(measured: Measured) -> dict[str, Any]:
    return {
        "value": _number(measured.value),
        "numerator": _number(measured.numerator),
        "denominator": _number(measured.denominator),
        "small": measured.small,
        "immature": measured.immature,
    }


def _number(value: Number | None) -> int | float | None:
    if value is None or isinstance(value, int):
        return value
    return float(value)
