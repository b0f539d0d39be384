"""What the factory is asked for: to hurry, for money, for cars (Rules V2, V3, V5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.inventory.rules.policies import SupplyPolicy
from salesops.models import CarModel, FactoryRequest, Task
from salesops.models.enums import FactoryRequestKind, RequestStatus, TaskKind, TaskStatus
from salesops.planning.operations.tasks import add_task

_MOST = 500


class BadRequest(SalesOpsError):
    """A request that says too little or was made already."""


def ask_factory(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    kind: FactoryRequestKind,
    model_id: int,
    quantity: int,
    reason: str,
) -> int:
    """Write down a request to the factory, with a task to ask for the answer, and return its id.

    Raises BadRequest while an equal one waits for its answer.
    """
    actor.require(Permission.MANAGE_STOCK)
    name = session.scalar(
        select(CarModel.name).where(CarModel.store_id == actor.store_id, CarModel.id == model_id)
    )
    if name is None:
        raise NotFound(N_("This model is not in the catalogue."))
    if not 1 <= quantity <= _MOST:
        raise BadRequest(N_("Ask for 1 to {most} cars."), most=_MOST)
    if not reason.strip():
        raise BadRequest(N_("Say why: the factory decides by the reason."))
    _refuse_twice(session, actor, kind, model_id, name)
    row = FactoryRequest(
        store_id=actor.store_id,
        kind=kind,
        model_id=model_id,
        quantity=quantity,
        reason=reason.strip(),
        asked_at=now,
        staff_id=actor.staff_id,
        status=RequestStatus.PENDING,
        answered_on=None,
    )
    session.add(row)
    session.flush()
    _follow_up(session, actor, now, row, name)
    audit.record(
        session,
        actor,
        now=now,
        action="inventory.ask_factory",
        entity="factory_request",
        entity_id=row.id,
        after={"kind": kind, "model_id": model_id, "quantity": quantity},
        note=reason,
    )
    return row.id


def _refuse_twice(session: Session, actor: Actor, kind: FactoryRequestKind, model_id: int, name: str) -> None:
    waiting = session.scalar(
        select(FactoryRequest.asked_at).where(
            FactoryRequest.store_id == actor.store_id,
            FactoryRequest.kind == kind,
            FactoryRequest.model_id == model_id,
            FactoryRequest.status == RequestStatus.PENDING,
        )
    )
    if waiting is not None:
        raise BadRequest(
            N_("{kind} for {model} was asked on {day} and is not answered yet. Enter the answer first."),
            kind=kind,
            model=name,
            day=actor.today(waiting),
        )


def _follow_up(session: Session, actor: Actor, now: datetime, row: FactoryRequest, name: str) -> None:
    """Who asked also asks for the answer."""
    days = policies.load(session, actor.store_id, SupplyPolicy).follow_up_days
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.EXPEDITE,
        owner_id=actor.staff_id,
        due_at=now + timedelta(days=days),
        title=Message(
            N_("Ask the factory for its answer: {kind}, {model}"), {"kind": row.kind, "model": name}
        ),
        key=_key(row.id),
    )


def answer_request(
    session: Session, actor: Actor, *, now: datetime, request_id: int, granted: bool, answer: str
) -> None:
    """Enter the factory's answer; the task to ask for it is done. Raises BadRequest, NotFound."""
    actor.require(Permission.MANAGE_STOCK)
    row = session.scalars(
        select(FactoryRequest).where(
            FactoryRequest.store_id == actor.store_id, FactoryRequest.id == request_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This request does not exist any more."))
    if row.status is not RequestStatus.PENDING:
        raise BadRequest(N_("This request was answered already."))
    row.status = RequestStatus.APPROVED if granted else RequestStatus.REJECTED
    row.answer, row.answered_on = answer.strip(), actor.today(now)
    task = session.scalars(
        select(Task).where(
            Task.store_id == actor.store_id, Task.key == _key(row.id), Task.status == TaskStatus.OPEN
        )
    ).one_or_none()
    if task is not None:
        task.status, task.done_at, task.done_by = TaskStatus.DONE, now, actor.staff_id
    audit.record(
        session,
        actor,
        now=now,
        action="inventory.answer",
        entity="factory_request",
        entity_id=row.id,
        before={"status": RequestStatus.PENDING},
        after={"status": row.status, "answer": row.answer},
    )


def _key(request_id: int) -> str:
    return f"factory:{request_id}"
