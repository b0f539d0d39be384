"""Sending what waits in the outbox: retried with growing pauses, never twice once it went out (Rule X4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import apprise
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.i18n import Message, render, set_language
from salesops.messaging.policy import MessagingPolicy
from salesops.models import OutboxMessage, Store
from salesops.models.enums import OutboxStatus, OutboxTarget

Send = Callable[[str, str], bool]
_BATCH = 20
_FIRST_PAUSE = timedelta(seconds=65)


def send_waiting(session: Session, actor: Actor, *, now: datetime, send: Send | None = None) -> int:
    """Send what is due and return how many went out; does nothing while no robot is configured."""
    policy = policies.load(session, actor.store_id, MessagingPolicy)
    addresses = {
        OutboxTarget.TEAM: policy.team_url,
        OutboxTarget.MANAGER: policy.manager_url or policy.team_url,
        OutboxTarget.STAFF: policy.team_url,
    }
    if not any(addresses.values()):
        return 0
    set_language(session.scalar(select(Store.language).where(Store.id == actor.store_id)) or "zh_CN")
    waiting = session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.store_id == actor.store_id,
            OutboxMessage.status == OutboxStatus.WAITING,
            OutboxMessage.next_try_at <= now,
        )
        .order_by(OutboxMessage.next_try_at)
        .limit(_BATCH)
    )
    return sum(_try(row, addresses[row.target], policy.tries, now, send or notify) for row in waiting.all())


def notify(address: str, text: str) -> bool:
    """Hand a text to the robot or mailbox of an address."""
    robot = apprise.Apprise()
    return bool(robot.add(address) and robot.notify(body=text))


def _try(row: OutboxMessage, address: str, tries: int, now: datetime, send: Send) -> bool:
    row.tries += 1
    if address and send(address, render(Message.from_json(row.payload))):
        row.status, row.sent_at, row.last_error = OutboxStatus.SENT, now, ""
        return True
    row.last_error = "not accepted by the robot"
    if row.tries >= tries:
        row.status = OutboxStatus.FAILED
    row.next_try_at = now + _FIRST_PAUSE * 2 ** min(row.tries - 1, 6)
    return False
