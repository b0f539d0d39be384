"""Figures of the leads page, each with the rows behind it, and activation by tier and consultant (L2, L5, X7)."""

from __future__ import annotations

from datetime import datetime

from pages._ui import clock, measures, store
from pages._ui import components as ui
from pages._ui.measures import Ask
from pages._ui.store import Reader
from salesops.core.calendar import Period
from salesops.core.i18n import _
from salesops.models.enums import Role

TODAY = ("leads", "first_touch_on_time", "activation_rate", "invitations")
"""What the morning with leads is measured by."""


def show(read: Reader, now: datetime) -> None:
    """Today's figures; a consultant's own."""
    viewer = store.actor()
    person = viewer.staff_id if viewer.role is Role.CONSULTANT else None
    ui.section(_("Today so far"))
    measures.row(
        read,
        Ask(figures=TODAY, period=Period.day(clock.today()), now=now, staff_id=person),
        {},
        key="leads.figures",
    )
