"""What the leads still owe today, for the time rail and the badge (Rules L2, L5)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.leads.queries.due import is_due
from salesops.models import Lead
from salesops.models.enums import LeadStatus
from salesops.planning.owed import Owed


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """First touches that wait and touches that are due, in one statement."""
    today = viewer.today(now)
    is_waiting = and_(Lead.status == LeadStatus.NEW, Lead.first_touched_at.is_(None))
    due_today = is_due(session, viewer, today)
    statement = select(func.count().filter(is_waiting), func.count().filter(due_today)).where(
        Lead.store_id == viewer.store_id, or_(is_waiting, due_today)
    )
    if not viewer.may(Permission.SEE_ALL_CUSTOMERS):
        statement = statement.where(Lead.owner_id == viewer.staff_id)
    waiting, due = session.execute(statement).one()
    return Owed(count=waiting + due, sentence=_sentence(waiting, due), page="leads")


def _sentence(waiting: int, due: int) -> Message:
    if waiting and due:
        return Message(
            N_("First touches waiting: {waiting}; touches due: {due}"), {"waiting": waiting, "due": due}
        )
    if waiting:
        return Message(N_("First touches waiting: {waiting}"), {"waiting": waiting})
    if due:
        return Message(N_("Touches due: {due}"), {"due": due})
    return Message(N_("Every lead is touched"))
