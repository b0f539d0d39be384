"""What months ask of the store and of everybody (Rules M1, M4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from salesops.core.calendar import Period, month_start, next_month
from salesops.demo.world import World
from salesops.models import Target
from salesops.models.enums import Seniority

_A_DAY = {
    "orders": 3.55,
    "deliveries": 3.4,
    "visits": 20.0,
    "leads": 49.0,
    "invitations": 15.0,
    "test_drives": 10.0,
    "touches": 275.0,
}
"""What an ordinary day brings; targets ask for a tenth more."""

_RATES = {
    "close_rate": 0.21,
    "lead_conversion": 0.04,
    "first_touch_on_time": 0.92,
    "invitation_rate": 0.055,
    "test_drive_rate": 0.55,
    "activation_rate": 0.90,
    "referral_rate": 0.12,
    "first_service_return": 0.88,
    "stock_turnover": 8.0,
}
"""What the store as a whole should reach."""

_STRETCH = 1.1
_ENOUGH_DAYS = 9
_SHARE = {Seniority.SENIOR: 1.15, Seniority.REGULAR: 1.0, Seniority.TRAINEE: 0.7}


def set_for(world: World, first: date, last: date) -> None:
    """The targets of each month from the one of the first day to the one of the last."""
    month = month_start(first)
    while month <= last:
        _month(world, month, _A_DAY)
        month = next_month(month)


def set_present(world: World, sold: Mapping[str, int]) -> None:
    """The targets of the present month: orders and deliveries a tenth above the pace that the month has so far."""
    month = month_start(world.today)
    elapsed = (world.now - world.at(month, 0)).total_seconds() / 86400
    pace = dict(_A_DAY)
    if elapsed >= _ENOUGH_DAYS:
        pace |= {figure: count / elapsed / world.story.scale for figure, count in sold.items()}
    _month(world, month, pace)


def _month(world: World, month: date, pace: Mapping[str, float]) -> None:
    days = len(Period.month(month))
    shares = {each: _SHARE[each.seniority] for each in world.team.sellers}
    whole = sum(shares.values()) or 1.0
    for figure, rate in _RATES.items():
        world.rows.add(Target, month=month, figure=figure, value=rate)
    for figure, a_day in pace.items():
        goal = a_day * days * world.story.scale * _STRETCH
        step = 5 if goal >= 200 else 1
        world.rows.add(Target, month=month, figure=figure, value=float(max(1, round(goal / step) * step)))
        for seller, share in shares.items():
            own = max(1.0, float(round(goal * share / whole)))
            world.rows.add(Target, month=month, figure=figure, staff_id=seller.id, value=own)
