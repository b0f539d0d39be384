"""Open care that must not or need not be done any more: held to consent, closed when its day has passed (Rule C1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.care.queries.reach import RuleRow
from salesops.care.rules import permission, schedule, texts
from salesops.care.rules.policies import CarePolicy
from salesops.core.i18n import N_, Message
from salesops.models import CareTask, Order
from salesops.models.enums import CareKind, CareStatus
from salesops.planning.queries.consents import consents

T = TypeVar("T")

OPEN = (CareStatus.DUE, CareStatus.BLOCKED)
"""Statuses of care that is still to be done, or would be if it were allowed."""

_CHUNK = 500


def hold_to_consent(session: Session, actor: Actor, rules: Mapping[CareKind, RuleRow]) -> tuple[int, int]:
    """Block open care whose customer did not agree, and free what he agreed to meanwhile; how many of each."""
    rows = session.execute(
        select(CareTask.id, CareTask.customer_id, CareTask.kind, CareTask.status).where(
            CareTask.store_id == actor.store_id, CareTask.status.in_(OPEN)
        )
    ).all()
    to_block, to_free = [], []
    for part in chunks(rows):
        said = consents(session, actor.store_id, {row.customer_id for row in part})
        for row in part:
            allowed = permission.consented(
                said.get(row.customer_id, {}),
                marketing=rules[row.kind].is_marketing,
                has_service_text=texts.service_template(row.kind) is not None,
            )
            if allowed and row.status is CareStatus.BLOCKED:
                to_free.append(row.id)
            elif not allowed and row.status is CareStatus.DUE:
                to_block.append(row.id)
    _set(session, actor, to_block, CareStatus.BLOCKED)
    _set(session, actor, to_free, CareStatus.DUE)
    return len(to_block), len(to_free)


def close_passed(session: Session, actor: Actor, *, now: datetime, policy: CarePolicy) -> int:
    """Close open care that came too late, with the reason; how much."""
    today = actor.today(now)
    rows = session.execute(
        select(CareTask.id, CareTask.kind, CareTask.due_on, CareTask.snoozed_to, Order.first_service_on)
        .outerjoin(Order, Order.id == CareTask.order_id)
        .where(CareTask.store_id == actor.store_id, CareTask.status.in_(OPEN))
    ).all()
    served = [row.id for row in rows if row.kind is CareKind.FIRST_SERVICE and row.first_service_on]
    late = [
        row.id
        for row in rows
        if row.id not in set(served)
        and schedule.has_passed(row.kind, row.snoozed_to or row.due_on, today, policy)
    ]
    _set(session, actor, late, CareStatus.SKIPPED, Message(N_("The day for this has passed.")))
    _set(session, actor, served, CareStatus.SKIPPED, Message(N_("The first service has been done.")))
    return len(late) + len(served)


def _set(
    session: Session, actor: Actor, ids: Sequence[int], status: CareStatus, why: Message | None = None
) -> None:
    values: dict[str, object] = {"status": status}
    if why is not None:
        values["note"] = why.to_json()
    for part in chunks(ids):
        session.execute(
            update(CareTask).where(CareTask.store_id == actor.store_id, CareTask.id.in_(part)).values(values)
        )


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in parts that fit into one statement."""
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))
