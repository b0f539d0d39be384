"""Messages leave once, are tried again, and are off until configured (Rule X4)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.core.i18n import Message
from salesops.messaging.outbox import enqueue
from salesops.messaging.policy import MessagingPolicy
from salesops.messaging.sender import send_waiting
from salesops.models import OutboxMessage
from salesops.models.enums import OutboxStatus, OutboxTarget
from tests.builders import NOON, StoreFixture


class Robot:
    """A group robot that notes what it is given."""

    def __init__(self, *, accepts: bool = True) -> None:
        self.accepts = accepts
        self.heard: list[tuple[str, str]] = []

    def __call__(self, address: str, text: str) -> bool:
        self.heard.append((address, text))
        return self.accepts


def _put(session: Session, store: StoreFixture, key: str = "k") -> None:
    enqueue(
        session,
        store_id=store.id,
        now=NOON,
        kind="test",
        target=OutboxTarget.TEAM,
        payload=Message("{count} leads wait", {"count": 3}),
        key=key,
    )


def _configure(session: Session, store: StoreFixture) -> None:
    policies.change(session, store.manager, now=NOON, key="messaging.team_url", value="json://localhost")


def test_nothing_leaves_until_a_robot_is_configured(session: Session, store: StoreFixture) -> None:
    robot = Robot()
    _put(session, store)
    assert send_waiting(session, store.manager, now=NOON, send=robot) == 0
    assert robot.heard == []


def test_a_message_leaves_once_however_often_it_is_put_and_sent(
    session: Session, store: StoreFixture
) -> None:
    robot = Robot()
    _configure(session, store)
    _put(session, store)
    _put(session, store)
    assert send_waiting(session, store.manager, now=NOON, send=robot) == 1
    assert send_waiting(session, store.manager, now=NOON, send=robot) == 0
    assert robot.heard == [("json://localhost", "3 leads wait")]


def test_a_refused_message_is_tried_again_with_growing_pauses_and_given_up(
    session: Session, store: StoreFixture
) -> None:
    robot = Robot(accepts=False)
    _configure(session, store)
    _put(session, store)
    moment, pauses = NOON, []
    for _ in range(MessagingPolicy().tries):
        send_waiting(session, store.manager, now=moment, send=robot)
        row = session.scalars(select(OutboxMessage)).one()
        pauses.append(row.next_try_at - moment)
        moment = row.next_try_at
    assert pauses[0] >= timedelta(minutes=1)
    assert pauses == sorted(pauses)
    assert row.status is OutboxStatus.FAILED
    assert send_waiting(session, store.manager, now=moment, send=robot) == 0
