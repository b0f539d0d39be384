"""A round through the showroom: judge each item, give defects an owner, look again (Rule S1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotAllowed, NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Inspection, InspectionItem, InspectionResult
from salesops.models.enums import CheckResult, TaskStatus
from salesops.showroom.operations import defect_tasks
from salesops.showroom.rules.inspection import due_at
from salesops.showroom.rules.policies import InspectionPolicy

_PHOTO_LIMIT = 6 * 1024 * 1024


class BadInspection(SalesOpsError):
    """A step of a round that cannot be taken so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """What is said about a defect: where, what, who mends it until when; None leaves a photo as it is."""

    vehicle_id: int | None
    note: str
    owner_id: int | None
    due_at: datetime
    photo: bytes | None = None


def start_round(session: Session, actor: Actor, *, now: datetime) -> int:
    """Begin a round, or go on with the one that is open today, and return its id. Raises BadInspection."""
    actor.require(Permission.INSPECT)
    today = actor.today(now)
    going = session.scalars(
        select(Inspection.id)
        .where(
            Inspection.store_id == actor.store_id, Inspection.day == today, Inspection.finished_at.is_(None)
        )
        .order_by(Inspection.id.desc())
        .limit(1)
    ).one_or_none()
    if going is not None:
        return going
    active = select(InspectionItem.id).where(InspectionItem.store_id == actor.store_id, InspectionItem.active)
    if session.scalar(active.limit(1)) is None:
        raise BadInspection(N_("There is nothing to check yet. Add the items of the round first."))
    row = Inspection(
        store_id=actor.store_id, day=today, started_at=now, finished_at=None, staff_id=actor.staff_id
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, now=now, action="showroom.round", entity="inspection", entity_id=row.id)
    return row.id


def record_check(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    inspection_id: int,
    item_id: int,
    result: CheckResult,
    owner_id: int | None = None,
) -> int:
    """Judge an item with one tap and return the result's id; a fail becomes a task of its owner at once.

    Judging again replaces what was said in this round. The owner is the inspector unless named.
    """
    round_ = _open_round(session, actor, inspection_id)
    item = _item(session, actor, item_id)
    rows = session.scalars(
        select(InspectionResult)
        .where(
            InspectionResult.store_id == actor.store_id,
            InspectionResult.inspection_id == round_.id,
            InspectionResult.item_id == item.id,
        )
        .order_by(InspectionResult.id)
    ).all()
    if rows and result is CheckResult.FAIL and rows[0].result is CheckResult.FAIL:
        return rows[0].id
    for row in rows:
        _drop(session, actor, row, now)
    return _add(session, actor, now, round_, item, result, owner_id or actor.staff_id)


def add_defect(
    session: Session, actor: Actor, *, now: datetime, inspection_id: int, item_id: int, vehicle_id: int
) -> int:
    """Add another defect of the same item, at another car, and return its id."""
    round_ = _open_round(session, actor, inspection_id)
    item = _item(session, actor, item_id)
    result_id = _add(session, actor, now, round_, item, CheckResult.FAIL, actor.staff_id)
    row = _result(session, actor, result_id)
    row.vehicle_id = vehicle_id
    defect_tasks.follow(session, actor, row)
    return result_id


def describe_defect(session: Session, actor: Actor, *, now: datetime, result_id: int, defect: Defect) -> None:
    """Say what is wrong at which car, with photo, owner and due time; the task follows. Raises BadInspection."""
    actor.require(Permission.INSPECT)
    row = _result(session, actor, result_id)
    if row.rechecked_at is not None:
        raise BadInspection(N_("This defect is settled already."))
    if defect.photo is not None and len(defect.photo) > _PHOTO_LIMIT:
        raise BadInspection(N_("The photo is larger than 6 MB. Take it at a lower resolution."))
    before = {"owner_id": row.owner_id, "due_at": row.due_at, "note": row.note}
    row.vehicle_id, row.note = defect.vehicle_id, defect.note.strip()
    row.owner_id, row.due_at = defect.owner_id, defect.due_at
    if defect.photo is not None:
        row.photo = defect.photo
    defect_tasks.follow(session, actor, row)
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.describe",
        entity="inspection_result",
        entity_id=row.id,
        before=before,
        after={"owner_id": row.owner_id, "due_at": row.due_at, "note": row.note},
    )


def finish_round(session: Session, actor: Actor, *, now: datetime, inspection_id: int) -> None:
    """End a round once every item is judged. Raises BadInspection with what is left."""
    round_ = _open_round(session, actor, inspection_id)
    judged = select(InspectionResult.item_id).where(
        InspectionResult.store_id == actor.store_id, InspectionResult.inspection_id == round_.id
    )
    left = session.scalar(
        select(func.count())
        .select_from(InspectionItem)
        .where(
            InspectionItem.store_id == actor.store_id,
            InspectionItem.active,
            InspectionItem.id.not_in(judged),
        )
    )
    if left:
        raise BadInspection(N_("{count} items are not judged yet."), count=left)
    round_.finished_at = now
    audit.record(
        session,
        actor,
        now=now,
        action="showroom.finish_round",
        entity="inspection",
        entity_id=round_.id,
        after={"finished_at": now},
    )


def mark_fixed(session: Session, actor: Actor, *, now: datetime, result_id: int) -> None:
    """Say that a defect is mended; its owner or a supervisor does. It then waits for a second look."""
    actor.require(Permission.INSPECT)
    row = _result(session, actor, result_id)
    if row.owner_id not in (None, actor.staff_id) and not actor.may(Permission.ARRANGE_SHOWROOM):
        raise NotAllowed(N_("Only its owner or a supervisor can say that this defect is mended."))
    if row.fixed_at is not None:
        return
    row.fixed_at = now
    defect_tasks.close(session, actor, row, now=now, status=TaskStatus.DONE)
    _note(session, actor, now, "showroom.fixed", row, {"fixed_at": now})


def recheck(session: Session, actor: Actor, *, now: datetime, result_id: int, good: bool) -> None:
    """A second person looks at a mended defect: good settles it, not good sends it back to its owner.

    Raises BadInspection when it is not mended yet or when its owner himself looks.
    """
    actor.require(Permission.INSPECT)
    row = _result(session, actor, result_id)
    if row.fixed_at is None:
        raise BadInspection(N_("This defect is not mended yet."))
    if row.owner_id == actor.staff_id:
        raise BadInspection(N_("Somebody other than its owner must look at a mended defect."))
    if good:
        row.rechecked_at, row.rechecked_by = now, actor.staff_id
        _note(session, actor, now, "showroom.recheck", row, {"good": True})
        return
    row.fixed_at = None
    row.due_at = due_at(actor.local(now), policies.load(session, actor.store_id, InspectionPolicy))
    title = _item(session, actor, row.item_id).title
    defect_tasks.give(session, actor, row, now=now, title=title, again=True)
    _note(session, actor, now, "showroom.recheck", row, {"good": False, "due_at": row.due_at})


def _add(
    session: Session,
    actor: Actor,
    now: datetime,
    round_: Inspection,
    item: InspectionItem,
    result: CheckResult,
    owner_id: int | None,
) -> int:
    failed = result is CheckResult.FAIL
    policy = policies.load(session, actor.store_id, InspectionPolicy)
    row = InspectionResult(
        store_id=actor.store_id,
        inspection_id=round_.id,
        item_id=item.id,
        result=result,
        owner_id=owner_id if failed else None,
        due_at=due_at(actor.local(now), policy) if failed else None,
        fixed_at=None,
        rechecked_at=None,
    )
    session.add(row)
    session.flush()
    if failed:
        defect_tasks.give(session, actor, row, now=now, title=item.title)
    _note(session, actor, now, "showroom.check", row, {"item_id": item.id, "result": result})
    return row.id


def _drop(session: Session, actor: Actor, row: InspectionResult, now: datetime) -> None:
    defect_tasks.close(session, actor, row, now=now, status=TaskStatus.CANCELLED)
    session.delete(row)
    session.flush()


def _note(
    session: Session,
    actor: Actor,
    now: datetime,
    action: str,
    row: InspectionResult,
    after: dict[str, object],
) -> None:
    audit.record(
        session, actor, now=now, action=action, entity="inspection_result", entity_id=row.id, after=after
    )


def _open_round(session: Session, actor: Actor, inspection_id: int) -> Inspection:
    actor.require(Permission.INSPECT)
    row = session.scalars(
        select(Inspection).where(Inspection.store_id == actor.store_id, Inspection.id == inspection_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This round does not exist any more."))
    if row.finished_at is not None:
        raise BadInspection(N_("This round is finished. Start another one."))
    return row


def _item(session: Session, actor: Actor, item_id: int) -> InspectionItem:
    row = session.scalars(
        select(InspectionItem).where(InspectionItem.store_id == actor.store_id, InspectionItem.id == item_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This item is not checked any more."))
    return row


def _result(session: Session, actor: Actor, result_id: int) -> InspectionResult:
    row = session.scalars(
        select(InspectionResult).where(
            InspectionResult.store_id == actor.store_id, InspectionResult.id == result_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This defect does not exist any more."))
    return row
