"""Micro-trainings: planned from a proposal or freely, held with attendance, cancelled with a reason (Rules T1, C3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import Conflict, NotFound
from salesops.core.i18n import N_, Message
from salesops.models import Booking, MarketNote, TrainingAttendance, TrainingSession
from salesops.models.enums import BookingPurpose, BookingStatus, PainSource, TrainingStatus
from salesops.planning.operations.bookings import book, release
from salesops.planning.queries.people import people
from salesops.training.operations.errors import BadTraining, require_reason
from salesops.training.queries.sessions import next_training
from salesops.training.rules.proposals import Evidence, Pain, evidence_text
from salesops.training.rules.topics import TrainingTopic


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """A training to be held. Without a source it was not asked for by a pain."""

    topic: str
    starts_at: datetime
    minutes: int
    trainer_id: int | None = None
    hold_trainer: bool = False
    expected: Sequence[int] = ()
    source: PainSource | None = None
    source_key: str = ""
    evidence: Sequence[Message] = field(default=())


def plan_session(session: Session, actor: Actor, *, now: datetime, plan: SessionPlan) -> int:
    """Plan a training and return its id; the trainer's time is held when asked for (Rule T1).

    Raises BadTraining for a training without topic or in the past, Taken when the trainer is booked.
    """
    actor.require(Permission.RUN_TRAINING)
    if not plan.topic.strip():
        raise BadTraining(N_("Say what is trained."))
    if plan.starts_at <= now:
        raise BadTraining(N_("This time is over. Choose a later one."))
    if not 5 <= plan.minutes <= 240:
        raise BadTraining(N_("A training takes 5 to 240 minutes."))
    row = TrainingSession(
        store_id=actor.store_id,
        topic=plan.topic.strip(),
        source=plan.source,
        source_key=plan.source_key,
        evidence=[message.as_dict() for message in plan.evidence],
        day=actor.today(plan.starts_at),
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        trainer_id=plan.trainer_id,
    )
    session.add(row)
    session.flush()
    if plan.hold_trainer and plan.trainer_id is not None:
        book(
            session,
            actor,
            now=now,
            resource=_resource(plan.trainer_id),
            starts_at=plan.starts_at,
            ends_at=plan.starts_at + timedelta(minutes=plan.minutes),
            purpose=BookingPurpose.TRAINING,
            staff_id=plan.trainer_id,
        )
    session.add_all(
        TrainingAttendance(store_id=actor.store_id, session_id=row.id, staff_id=staff_id, present=False)
        for staff_id in dict.fromkeys(plan.expected)
    )
    if plan.source is PainSource.MARKET:
        _take_up_trend(session, actor, plan.source_key, row.id)
    _audit(session, actor, row, now=now, action="training.plan", after={"topic": row.topic, "day": row.day})
    return row.id


def plan_from_note(session: Session, actor: Actor, *, now: datetime, note_id: int) -> int:
    """Plan a training of a market trend at the next training time, by one click (Rule C3). Raises BadTraining, NotFound."""
    actor.require(Permission.RUN_TRAINING)
    note = session.scalars(
        select(MarketNote).where(MarketNote.store_id == actor.store_id, MarketNote.id == note_id)
    ).one_or_none()
    if note is None:
        raise NotFound(N_("This note does not exist any more."))
    if not note.trend:
        raise BadTraining(N_("This note states no trend. Write one first."))
    if note.training_session_id is not None and _is_live(session, actor, note.training_session_id):
        raise Conflict(N_("A training of this trend is planned already."))
    pain = Pain(source=PainSource.MARKET, key=str(note.id), day=note.day, count=1, subject=note.trend)
    usual = next_training(session, actor, now=now)
    everybody = people(session, actor, day=actor.today(usual.starts_at))
    plan = SessionPlan(
        topic=TrainingTopic.MARKET_TREND,
        starts_at=usual.starts_at,
        minutes=usual.minutes,
        trainer_id=actor.staff_id,
        expected=[person.id for person in everybody if person.away is None],
        source=PainSource.MARKET,
        source_key=pain.key,
        evidence=[_trend_evidence(pain)],
    )
    return plan_session(session, actor, now=now, plan=plan)


def hold_session(
    session: Session, actor: Actor, *, now: datetime, session_id: int, present: Sequence[int], note: str = ""
) -> int:
    """Write down that a training was held and who was there; how many. Raises BadTraining, Conflict, NotFound."""
    actor.require(Permission.RUN_TRAINING)
    row = _planned(session, actor, session_id)
    if row.starts_at > now:
        raise BadTraining(N_("Attendance is taken when the training has begun."))
    if not present:
        raise BadTraining(N_("Nobody was there: cancel the training instead, with the reason."))
    listed = {
        entry.staff_id: entry
        for entry in session.scalars(
            select(TrainingAttendance).where(
                TrainingAttendance.store_id == actor.store_id, TrainingAttendance.session_id == session_id
            )
        )
    }
    for staff_id, entry in listed.items():
        entry.present = staff_id in present
    session.add_all(
        TrainingAttendance(store_id=actor.store_id, session_id=session_id, staff_id=staff_id, present=True)
        for staff_id in dict.fromkeys(present)
        if staff_id not in listed
    )
    row.status, row.note = TrainingStatus.HELD, note.strip()
    count = len(set(present))
    _audit(
        session, actor, row, now=now, action="training.hold", after={"status": row.status, "present": count}
    )
    return count


def cancel_session(session: Session, actor: Actor, *, now: datetime, session_id: int, reason: str) -> None:
    """Call a training off with a reason; the trainer's time is free again. Raises NeedsReason, Conflict, NotFound."""
    actor.require(Permission.RUN_TRAINING)
    words = require_reason(reason)
    row = _planned(session, actor, session_id)
    row.status, row.note = TrainingStatus.CANCELLED, words
    held = session.scalars(
        select(Booking.id).where(
            Booking.store_id == actor.store_id,
            Booking.resource == _resource(row.trainer_id),
            Booking.day == row.day,
            Booking.starts_at == row.starts_at,
            Booking.purpose == BookingPurpose.TRAINING,
            Booking.status == BookingStatus.HELD,
        )
    ).all()
    for booking_id in held:
        release(session, actor, now=now, booking_id=booking_id)
    _audit(session, actor, row, now=now, action="training.cancel", after={"status": row.status}, note=words)


def _trend_evidence(pain: Pain) -> Message:
    return evidence_text(
        Evidence(
            source=pain.source,
            key=pain.key,
            subject=pain.subject,
            count=pain.count,
            before=0,
            score=0.0,
        )
    )


def _take_up_trend(session: Session, actor: Actor, key: str, session_id: int) -> None:
    note = session.scalars(
        select(MarketNote).where(MarketNote.store_id == actor.store_id, MarketNote.id == int(key))
    ).one_or_none()
    if note is not None:
        note.training_session_id = session_id


def _is_live(session: Session, actor: Actor, session_id: int) -> bool:
    status = session.scalar(
        select(TrainingSession.status).where(
            TrainingSession.store_id == actor.store_id, TrainingSession.id == session_id
        )
    )
    return status is not None and status is not TrainingStatus.CANCELLED


def _planned(session: Session, actor: Actor, session_id: int) -> TrainingSession:
    row = session.scalars(
        select(TrainingSession)
        .where(TrainingSession.store_id == actor.store_id, TrainingSession.id == session_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This training does not exist any more."))
    if row.status is not TrainingStatus.PLANNED:
        raise Conflict(N_("This training is {status} already."), status=row.status)
    return row


def _resource(staff_id: int | None) -> str:
    return f"person:{staff_id}"


def _audit(
    session: Session,
    actor: Actor,
    row: TrainingSession,
    *,
    now: datetime,
    action: str,
    after: dict[str, object],
    note: str = "",
) -> None:
    audit.record(
        session,
        actor,
        now=now,
        action=action,
        entity="training_session",
        entity_id=row.id,
        after=after,
        note=note,
    )
