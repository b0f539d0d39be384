"""Days on which somebody is away: rota and assignment leave them out (Rules M5, L4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Absence, Staff
from salesops.models.enums import AbsenceKind

_LONGEST_DAYS = 366


class BadAbsence(SalesOpsError):
    """Days that cannot be, or that overlap others of the same person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Who is away, why, and from when to when; both days included."""

    staff_id: int
    kind: AbsenceKind
    starts_on: date
    ends_on: date
    note: str = ""


def add_absence(session: Session, actor: Actor, *, now: datetime, away: Away) -> int:
    """Note days away, one's own or, for who leads the meeting, anybody's. Raises BadAbsence, NotFound, NotAllowed."""
    _may(actor, away.staff_id)
    if away.ends_on < away.starts_on:
        raise BadAbsence(N_("The last day is before the first."))
    if (away.ends_on - away.starts_on).days > _LONGEST_DAYS:
        raise BadAbsence(N_("That is longer than a year."))
    person = session.scalar(
        select(Staff.id).where(Staff.store_id == actor.store_id, Staff.id == away.staff_id)
    )
    if person is None:
        raise NotFound(N_("This member of staff does not exist."))
    other = session.scalars(
        select(Absence).where(
            Absence.store_id == actor.store_id,
            Absence.staff_id == away.staff_id,
            Absence.starts_on <= away.ends_on,
            Absence.ends_on >= away.starts_on,
        )
    ).first()
    if other is not None:
        raise BadAbsence(
            N_("Already noted as away from {start} to {end}."), start=other.starts_on, end=other.ends_on
        )
    row = Absence(
        store_id=actor.store_id,
        staff_id=away.staff_id,
        kind=away.kind,
        starts_on=away.starts_on,
        ends_on=away.ends_on,
        note=away.note.strip(),
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="absence.add",
        entity="absence",
        entity_id=row.id,
        after={"staff_id": away.staff_id, "starts_on": away.starts_on, "ends_on": away.ends_on},
    )
    return row.id


def remove_absence(session: Session, actor: Actor, *, now: datetime, absence_id: int) -> None:
    """Take noted days away back. Raises NotFound, NotAllowed."""
    row = session.scalars(
        select(Absence).where(Absence.store_id == actor.store_id, Absence.id == absence_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("These days are not noted any more."))
    _may(actor, row.staff_id)
    before = {"staff_id": row.staff_id, "starts_on": row.starts_on, "ends_on": row.ends_on}
    session.delete(row)
    audit.record(
        session,
        actor,
        now=now,
        action="absence.remove",
        entity="absence",
        entity_id=absence_id,
        before=before,
    )


def _may(actor: Actor, staff_id: int) -> None:
    if staff_id != actor.staff_id and not actor.may(Permission.LEAD_MEETING):
        raise NotAllowed(N_("You can note your own days away; others' are noted by a supervisor."))
