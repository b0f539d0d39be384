"""Closing the day: its figures are frozen once; later corrections are visible amendments (Rules R6, R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import DayAmendment, DayReview
from salesops.review.queries.days import effective, figures_of_day
from salesops.review.queries.open_things import count_open


class AlreadyClosed(SalesOpsError):
    """A day is closed once."""


class StillOpen(SalesOpsError):
    """Something of the day is neither resolved nor carried over."""


class NotYet(SalesOpsError):
    """A day that has not come cannot be closed."""


class BadAmendment(SalesOpsError):
    """A correction that changes nothing, or does not say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Which figure of a closed day is corrected, to what, and why."""

    figure: str
    after: float
    reason: str


def close_day(
    session: Session, actor: Actor, *, now: datetime, day: date | None = None, note: str = ""
) -> int:
    """Freeze the day's figures; returns the review's id (Rules R6, R7).

    Raises StillOpen while anything is open, AlreadyClosed the second time (also when two people close at once),
    NotYet for a day to come.
    """
    actor.require(Permission.CLOSE_DAY)
    wanted = day or actor.today(now)
    if wanted > actor.today(now):
        raise NotYet(N_("This day has not come yet."))
    if _review(session, actor, wanted) is not None:
        raise AlreadyClosed(N_("This day is closed already. A late correction is an amendment."))
    left = count_open(session, actor, now=now, day=wanted)
    if left:
        raise StillOpen(
            N_("{count} things are still open. Resolve them or carry them over with a reason."), count=left
        )
    review = DayReview(
        store_id=actor.store_id,
        day=wanted,
        closed_at=now,
        closed_by=actor.staff_id,
        figures=figures_of_day(session, actor, now=now, day=wanted),
        note=note.strip(),
    )
    try:
        with session.begin_nested():
            session.add(review)
    except IntegrityError as twice:
        raise AlreadyClosed(N_("Somebody else has just closed this day.")) from twice
    audit.record(
        session,
        actor,
        now=now,
        action="day.close",
        entity="day_review",
        entity_id=review.id,
        after={"day": wanted, "figures": review.figures},
        note=note.strip(),
    )
    return review.id


def amend_day(session: Session, actor: Actor, *, now: datetime, day: date, correction: Correction) -> int:
    """Correct one figure of a closed day, visibly (Rule R6). Raises NotFound, BadAmendment."""
    actor.require(Permission.CLOSE_DAY)
    if not correction.reason.strip():
        raise BadAmendment(N_("Say why the figure is corrected; a few words are enough."))
    review = _review(session, actor, day, lock=True)
    if review is None:
        raise NotFound(N_("This day is not closed; its figures still follow what is recorded."))
    current = effective(session, actor, review_id=review.id, frozen=review.figures)
    if correction.figure not in current:
        raise BadAmendment(N_("This figure was not frozen with the day."))
    before = current[correction.figure]
    if before == correction.after:
        raise BadAmendment(N_("This is the value that stands already."))
    row = DayAmendment(
        store_id=actor.store_id,
        review_id=review.id,
        figure=correction.figure,
        before=before,
        after=correction.after,
        reason=correction.reason.strip(),
        at=now,
        staff_id=actor.staff_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="day.amend",
        entity="day_review",
        entity_id=review.id,
        before={correction.figure: before},
        after={correction.figure: correction.after},
        note=correction.reason.strip(),
    )
    return row.id


def _review(session: Session, actor: Actor, day: date, *, lock: bool = False) -> DayReview | None:
    """The closing of a day; locked, corrections of it take turns, so that each sees the last one."""
    asked = select(DayReview).where(DayReview.store_id == actor.store_id, DayReview.day == day)
    return session.scalars(asked.with_for_update() if lock else asked).one_or_none()
