"""What people see on the floor and count at the door; never by faces (Rules S2, S5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Footfall, PathObservation
from salesops.showroom.rules.paths import Stop

BY_HAND = "hand"
_MOST_STOPS = 40
_MOST_PEOPLE = 2000


class BadObservation(SalesOpsError):
    """Something that cannot have been seen so."""


def record_path(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    stops: Sequence[Stop],
    visit_id: int | None = None,
) -> int:
    """Record the way of one party, zones in order, and return its id. Raises BadObservation."""
    actor.require(Permission.INSPECT)
    if not stops:
        raise BadObservation(N_("Tap the zones in the order in which the party went."))
    if len(stops) > _MOST_STOPS or any(stop.seconds < 0 for stop in stops):
        raise BadObservation(N_("A path has at most {count} stops."), count=_MOST_STOPS)
    row = PathObservation(
        store_id=actor.store_id,
        day=actor.today(now),
        at=now,
        stops=[{"zone": stop.zone.value, "seconds": stop.seconds} for stop in stops],
        visit_id=visit_id,
        staff_id=actor.staff_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.path",
        entity="path_observation",
        entity_id=row.id,
        after={"stops": len(stops)},
    )
    return row.id


def remove_path(session: Session, actor: Actor, *, now: datetime, path_id: int) -> None:
    """Take back a path that was recorded by mistake; its recorder or a supervisor does. Raises NotFound."""
    actor.require(Permission.INSPECT)
    row = session.scalars(
        select(PathObservation).where(
            PathObservation.store_id == actor.store_id, PathObservation.id == path_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This path does not exist any more."))
    if row.staff_id != actor.staff_id and not actor.may(Permission.ARRANGE_SHOWROOM):
        raise NotAllowed(N_("Only who recorded this path or a supervisor can remove it."))
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.remove_path",
        entity="path_observation",
        entity_id=row.id,
        before={"at": row.at, "stops": row.stops},
    )
    session.delete(row)


def count_people(session: Session, actor: Actor, *, now: datetime, day: date, hour: int, people: int) -> None:
    """Say how many people came through the door in an hour; counting again replaces the number (Rule S5)."""
    actor.require(Permission.INSPECT)
    if not 0 <= hour <= 23 or not 0 <= people <= _MOST_PEOPLE:
        raise BadObservation(N_("Between 0 and {count} people an hour."), count=_MOST_PEOPLE)
    if day > actor.today(now):
        raise BadObservation(N_("This hour has not come yet."))
    row = session.scalars(
        select(Footfall).where(
            Footfall.store_id == actor.store_id,
            Footfall.day == day,
            Footfall.hour == hour,
            Footfall.source == BY_HAND,
        )
    ).one_or_none()
    before = None if row is None else {"people": row.people}
    if row is None:
        row = Footfall(store_id=actor.store_id, day=day, hour=hour, people=people, source=BY_HAND)
        session.add(row)
    row.people = people
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.footfall",
        entity="footfall",
        entity_id=row.id,
        before=before,
        after={"day": day, "hour": hour, "people": people},
    )
