"""The evening's queue on a real database: made once, held to consent at the last moment, closed with words (Rule C1)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.care import operations, queries
from salesops.care.operations import BadCare, MayNotSend, NeedsReason, Sent, Words
from salesops.core.errors import Conflict, NotAllowed
from salesops.db import unit_of_work
from salesops.models import CareTask
from salesops.models.enums import CareKind, CareStatus, ConsentChannel
from salesops.planning.operations.consents import opt_out
from tests.builders import NOON, TODAY, StoreFixture, a_store, at
from tests.care.scenes import MARKETING, SERVICE, agrees, an_owner

EVENING = at(20)
WECHAT = Sent(channel=ConsentChannel.WECHAT, text="Drive gently. Reply R to refuse")


def make(session: Session, store: StoreFixture, days: int = 0) -> operations.MadeDue:
    return operations.make_due_tasks(session, store.manager, now=NOON + timedelta(days=days))


def the_task(session: Session, kind: CareKind = CareKind.USAGE_TIPS) -> CareTask:
    return session.scalars(select(CareTask).where(CareTask.kind == kind)).one()


def test_care_is_made_once_however_often_it_is_looked_for(session: Session, store: StoreFixture) -> None:
    agrees(session, store, an_owner(session, store))
    assert make(session, store).made == 3  # thanks and satisfaction to make up, tips to come
    assert not make(session, store).changed
    assert the_task(session).due_on == TODAY + timedelta(days=1)
    assert the_task(session).owner_id == store.senior.staff_id


def test_two_runs_at_once_make_it_once(database: str) -> None:
    with unit_of_work.writing() as session:
        store = a_store(session)
        agrees(session, store, an_owner(session, store))

    def run(_number: int) -> None:
        with unit_of_work.writing(store.id) as session:
            make(session, store)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))
    with unit_of_work.reading() as session:
        assert session.scalar(select(func.count()).select_from(CareTask)) == 3


def test_without_consent_it_is_blocked_and_freed_when_he_agrees(
    session: Session, store: StoreFixture
) -> None:
    """Rule Z3."""
    owner = an_owner(session, store)
    assert make(session, store).blocked == 3
    assert queries.owed(session, store.senior, now=NOON).count == 0
    item = queries.queue(session, store.senior, now=EVENING)[0]
    assert item.permit.objection is not None
    agrees(session, store, owner)
    assert make(session, store).freed == 3
    assert queries.owed(session, store.senior, now=NOON).count == 2


def test_the_text_is_ready_with_everything_filled_in(session: Session, store: StoreFixture) -> None:
    agrees(session, store, an_owner(session, store))
    make(session, store)
    item = next(
        each for each in queries.queue(session, store.senior, now=EVENING) if each.kind is CareKind.USAGE_TIPS
    )
    assert item.text.startswith("王小明")
    for word in ("Testhaus", "Senior", store.model.name):
        assert word in item.text
    assert "{" not in item.text


def test_what_was_sent_is_kept_and_the_task_closed(session: Session, store: StoreFixture) -> None:
    agrees(session, store, an_owner(session, store))
    make(session, store)
    task = the_task(session)
    operations.finish_care(session, store.senior, now=EVENING, task_id=task.id, sent=WECHAT)
    assert (task.status, task.channel, task.text) == (CareStatus.DONE, WECHAT.channel, WECHAT.text)
    with pytest.raises(Conflict):
        operations.finish_care(session, store.senior, now=EVENING, task_id=task.id, sent=WECHAT)
    row = queries.done_care(session, store.senior, now=EVENING)[0]
    assert (row.kind, row.done_by) == (CareKind.USAGE_TIPS, "Senior")


def test_consent_is_looked_at_once_more_when_it_is_sent(session: Session, store: StoreFixture) -> None:
    """Rule Z3: a refusal at noon counts in the evening, on every way."""
    owner = an_owner(session, store)
    agrees(session, store, owner, MARKETING)
    owner.birthday = date(1990, TODAY.month, TODAY.day)
    session.flush()
    make(session, store)
    task = the_task(session, CareKind.BIRTHDAY)
    opt_out(session, store.reception, now=NOON, customer_id=owner.id, source="told at the desk")
    with pytest.raises(MayNotSend, match="does not want advertising"):
        operations.finish_care(session, store.senior, now=at(19), task_id=task.id, sent=WECHAT)


def test_another_way_than_agreed_is_refused(session: Session, store: StoreFixture) -> None:
    agrees(session, store, an_owner(session, store))
    make(session, store)
    sms = Sent(channel=ConsentChannel.SMS, text="Drive gently")
    with pytest.raises(MayNotSend, match="SMS"):
        operations.finish_care(session, store.senior, now=EVENING, task_id=the_task(session).id, sent=sms)


def test_advertising_without_a_way_to_refuse_is_refused(session: Session, store: StoreFixture) -> None:
    """Rule Z4."""
    owner = an_owner(session, store, birthday=date(1990, TODAY.month, TODAY.day))
    agrees(session, store, owner, MARKETING)
    make(session, store)
    task = the_task(session, CareKind.BIRTHDAY)
    bare = Sent(channel=ConsentChannel.WECHAT, text="Happy birthday!")
    with pytest.raises(MayNotSend, match="way to refuse"):
        operations.finish_care(session, store.senior, now=at(19), task_id=task.id, sent=bare)
    with pytest.raises(MayNotSend, match="Quiet hours"):
        operations.finish_care(session, store.senior, now=at(21), task_id=task.id, sent=WECHAT)


def test_care_is_put_off_or_skipped_with_a_reason(session: Session, store: StoreFixture) -> None:
    agrees(session, store, an_owner(session, store))
    make(session, store)
    task = {"task_id": the_task(session).id}
    for day in (TODAY, TODAY + timedelta(days=40)):
        with pytest.raises(BadCare):
            operations.snooze_care(session, store.senior, now=NOON, to_day=day, **task)
    operations.snooze_care(session, store.senior, now=NOON, to_day=TODAY + timedelta(days=3), **task)
    assert not make(session, store).changed  # put off is not made anew
    with pytest.raises(NeedsReason):
        operations.skip_care(session, store.senior, now=NOON, reason="", **task)
    operations.skip_care(session, store.senior, now=NOON, reason="Spoke in the workshop", **task)
    assert queries.done_care(session, store.senior, now=NOON)[0].note == "Spoke in the workshop"


def test_a_colleague_cannot_answer_for_another(session: Session, store: StoreFixture) -> None:
    agrees(session, store, an_owner(session, store))
    make(session, store)
    assert queries.queue(session, store.trainee, now=EVENING) == []
    with pytest.raises(NotAllowed):
        operations.finish_care(session, store.trainee, now=EVENING, task_id=the_task(session).id, sent=WECHAT)


def test_a_greeting_that_was_missed_is_closed(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store, birthday=date(1990, TODAY.month, TODAY.day))
    agrees(session, store, owner, MARKETING)
    agrees(session, store, owner, SERVICE)
    make(session, store)
    make(session, store, days=1)
    assert the_task(session, CareKind.BIRTHDAY).status is CareStatus.SKIPPED
    assert the_task(session).status is CareStatus.DUE


def test_the_store_writes_its_own_words(session: Session, store: StoreFixture) -> None:
    words = Words(template="Hi {name}, enjoy!", is_marketing=False, active=True, days=5)
    kind = CareKind.USAGE_TIPS
    with pytest.raises(NotAllowed):
        operations.save_rule(session, store.senior, now=NOON, kind=kind, words=words)
    operations.save_rule(session, store.manager, now=NOON, kind=kind, words=words)
    agrees(session, store, an_owner(session, store))
    make(session, store)
    assert the_task(session).due_on == TODAY - timedelta(days=1)
    item = next(each for each in queries.queue(session, store.senior, now=EVENING) if each.kind is kind)
    assert item.text == "Hi 王小明, enjoy!"
