"""Today against such days, read from a store."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.models.enums import Objection
from salesops.planning.operations.targets import Goal, prepare_day, set_targets
from salesops.review import queries
from salesops.review.rules.causes import CauseKind, Conclusion
from tests.builders import TODAY, StoreFixture, a_channel, a_lead, a_touch, a_visit, an_order, at

EVENING = at(17, 30)


def a_day(session: Session, store: StoreFixture, day: date, *, visits: int, wait: int = 5) -> None:
    for n in range(10):
        lead = a_lead(session, store, received_at=at(9, n, day=day), first_touched_at=at(9, n + 5, day=day))
        a_touch(session, store, lead, at=at(10, n, day=day))
    for n in range(visits):
        arrived = at(11, n, day=day)
        a_visit(session, store, arrived_at=arrived, greeted_at=arrived + timedelta(minutes=wait))
    for n in range(visits // 4):
        an_order(session, store, ordered_at=at(12, n, day=day))


def test_waits_are_found_behind_a_day_without_orders(session: Session, store: StoreFixture) -> None:
    """Rule R1: the split adds up, and what was seen in the store is named."""
    for week in range(1, 9):
        a_day(session, store, TODAY - timedelta(weeks=week), visits=8)
    a_day(session, store, TODAY, visits=3, wait=25)
    found = queries.review_figures(session, store.manager, now=EVENING)
    lines = {line.figure: line for line in found.lines}
    assert (lines["visits"].now.value, lines["visits"].usual) == (3, 8)
    assert (lines["orders"].now.value, lines["orders"].usual) == (0, 2)
    assert lines["wait_over_limit"].usual == 0
    split = found.explanation.split
    assert sum(step.part for step in split.steps) == pytest.approx(split.deviation) == -2
    assert found.explanation.conclusion is Conclusion.CAUSE
    assert CauseKind.WAITS in {row.kind for row in found.explanation.causes if row.named}


def test_an_unfinished_day_is_compared_up_to_the_same_time(session: Session, store: StoreFixture) -> None:
    """Rule R1: at 11:00 on such a day one party had come of eight, and one has come today."""
    for week in range(1, 9):
        a_day(session, store, TODAY - timedelta(weeks=week), visits=8)
    a_day(session, store, TODAY, visits=1)
    found = queries.review_figures(session, store.manager, now=at(11, 0))
    lines = {line.figure: line for line in found.lines}
    assert found.unfinished
    assert (lines["visits"].now.value, lines["visits"].usual) == (1, 1)
    assert found.explanation.conclusion is Conclusion.ON_PLAN


def test_targets_of_the_day_are_compared_with(session: Session, store: StoreFixture) -> None:
    """Rule R1."""
    goals = [
        Goal(figure="visits", staff_id=None, value=150),
        Goal(figure="lead_conversion", staff_id=None, value=0.03),
    ]
    set_targets(session, store.manager, now=at(8), month=TODAY, goals=goals)
    prepare_day(session, store.manager, now=at(8))
    lines = {line.figure: line for line in queries.review_figures(session, store.manager, now=EVENING).lines}
    assert (lines["visits"].target, lines["lead_conversion"].target) == (19, 0.03)
    week = {
        line.figure: line
        for line in queries.review_figures(session, store.manager, now=EVENING, days=7).lines
    }
    assert (week["visits"].target, week["lead_conversion"].target) == (None, 0.03)


def test_an_objection_heard_often_is_a_candidate(session: Session, store: StoreFixture) -> None:
    """Rule R1: 'finance terms too complex'."""
    for week in range(1, 9):
        a_day(session, store, TODAY - timedelta(weeks=week), visits=8)
    a_day(session, store, TODAY, visits=2)
    lead = a_lead(session, store)
    for n in range(6):
        a_touch(session, store, lead, at=at(14, n), objection=Objection.FINANCE_COMPLEX)
    found = queries.review_figures(session, store.manager, now=EVENING)
    heard = [row for row in found.explanation.causes if row.kind is CauseKind.OBJECTION]
    assert "finance" in heard[0].sentence.in_english().lower()


def test_a_shift_between_channels_is_told_from_their_rates(session: Session, store: StoreFixture) -> None:
    """Rule R1: every channel holds, the total falls: mix."""
    referral = a_channel(session, store.id, name="Referral")
    for back, dear, cheap in ((10, 5, 20), (40, 15, 10)):
        day = TODAY - timedelta(days=back)
        for n in range(dear):
            lead = a_lead(session, store, received_at=at(9, n, day=day), channel_id=referral.id)
            if n % 5 == 0:
                an_order(session, store, ordered_at=at(12, day=day), lead_id=lead.id, channel_id=referral.id)
        for n in range(cheap):
            a_lead(session, store, received_at=at(10, n, day=day))
    mix = queries.channel_mix(session, store.manager, now=EVENING)
    assert mix is not None
    assert mix.split.now == pytest.approx(1 / 25)
    assert mix.split.before == pytest.approx(3 / 25)
    assert (mix.split.rate, mix.split.mix) == (pytest.approx(0), pytest.approx(-0.08))
    assert dict(mix.names)[referral.id] == "Referral"


def test_a_store_without_leads_has_no_mix(session: Session, store: StoreFixture) -> None:
    assert queries.channel_mix(session, store.manager, now=EVENING) is None
