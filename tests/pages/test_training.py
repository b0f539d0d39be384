"""The training page: every view in both languages, by role, and the actions at the end of its lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from salesops.models import (
    CoachingPlan,
    Complaint,
    OrderMilestone,
    ReferralEntry,
    ScenarioScore,
    TrainingSession,
)
from salesops.models.enums import ComplaintTopic, LedgerKind, MilestoneKind, OrderStatus, TrainingStatus
from salesops.training import operations
from salesops.training.operations import ComplaintFacts
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_visit, an_order
from tests.pages.conftest import OpenPage
from tests.pages.counting import statements_of_page
from tests.training.test_points import a_reward
from tests.training.test_sessions import plan

VIEWS = ("week", "scenarios", "coaching", "points", "orders", "complaints")


@pytest.fixture
def busy(session: Session, demo: StoreFixture) -> StoreFixture:
    """Complaints of a late order, scenarios, visits to compare by, and an owner with points."""
    owner = a_customer(session, demo.id, name="Owner Wang", owner_id=demo.senior.staff_id)
    late = an_order(session, demo, customer_id=owner.id, promised_on=TODAY - timedelta(days=4), eta_on=TODAY)
    session.add(
        OrderMilestone(
            store_id=demo.id, order_id=late.id, kind=MilestoneKind.DEPOSIT, planned_on=TODAY, done_on=TODAY
        )
    )
    for _ in range(3):
        facts = ComplaintFacts(
            topic=ComplaintTopic.DELIVERY_DELAY, words="Where is it?", customer_id=owner.id, order_id=late.id
        )
        operations.record_complaint(session, demo.senior, now=NOON, facts=facts)
    operations.add_starters(session, demo.manager, now=NOON)
    for number in range(40):
        a_visit(session, demo, arrived_at=NOON - timedelta(days=5))
        a_visit(session, demo, staff_id=demo.trainee.staff_id, arrived_at=NOON - timedelta(days=5))
        if number < 15:
            an_order(session, demo, ordered_at=NOON - timedelta(days=5))
    an_order(session, demo, referrer_id=owner.id, status=OrderStatus.DELIVERED, delivered_on=TODAY)
    operations.settle_referrals(session, demo.manager, now=NOON)
    a_reward(session, demo)
    operations.plan_session(
        session, demo.manager, now=NOON - timedelta(days=1), plan=plan(demo, starts_at=NOON)
    )
    session.commit()
    return demo


def view(open_page: OpenPage, name: str, **values: str) -> AppTest:
    app = open_page("training", **values)
    app.segmented_control(key="training.view").set_value(name).run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def before(session: Session, asked: Any) -> Any:
    """The first answer of the database, let go of again, so that the page may write."""
    found = session.scalars(asked).first()
    session.rollback()
    return found


def words(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.subheader, *app.success, *app.error))


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("role", ["manager", "consultant"])
def test_each_view_opens_in_both_languages(
    busy: StoreFixture, open_page: OpenPage, language: str, name: str, role: str
) -> None:
    """Rule X1."""
    app = view(open_page, name, language=language, role=role)
    assert app.title[0].value == ("培训辅导" if language == "zh" else "Training")
    assert app.subheader[0].value


@pytest.mark.parametrize("name", VIEWS)
def test_an_empty_store_says_what_to_do(demo: StoreFixture, open_page: OpenPage, name: str) -> None:
    assert view(open_page, name).subheader[0].value


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_asks_few_times(busy: StoreFixture, open_page: OpenPage, name: str) -> None:
    assert len(statements_of_page(view(open_page, name))) <= 12


def test_the_headline_names_the_training_that_waits(busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule T1."""
    assert "attendance" in view(open_page, "week").subheader[0].value


def test_a_training_is_held_from_the_page(session: Session, busy: StoreFixture, open_page: OpenPage) -> None:
    number = before(session, select(TrainingSession.id))
    app = press(view(open_page, "week"), f"training.hold.{number}")
    press(app, f"training.hold.{number}.save")
    session.expire_all()
    assert session.get_one(TrainingSession, number).status is TrainingStatus.HELD


def test_a_free_topic_is_planned_from_the_page(
    session: Session, busy: StoreFixture, open_page: OpenPage
) -> None:
    app = press(view(open_page, "week"), "training.free.0")
    app.text_input(key="training.plan.topic").set_value("Our own topic")
    press(app, "training.plan.save")
    assert session.scalar(select(func.count()).where(TrainingSession.topic == "Our own topic")) == 1


def test_somebody_is_assessed_from_the_page(
    session: Session, busy: StoreFixture, open_page: OpenPage
) -> None:
    """Rule T2."""
    app = view(open_page, "scenarios")
    key = next(each.key for each in app.button if each.key and each.key.startswith("training.assess."))
    _page, _what, scenario, staff = key.split(".")
    press(press(app, key), f"training.score.{scenario}.{staff}.save")
    score = session.scalars(select(ScenarioScore)).one()
    assert (score.scenario_id, score.staff_id) == (int(scenario), int(staff))


def test_a_plan_is_agreed_on_from_the_page(session: Session, busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule T3: the trainee sold nothing to forty visitors."""
    app = view(open_page, "coaching")
    assert "Trainee needs a plan most" in app.subheader[0].value
    press(press(app, "training.new_plan.0"), "training.one_to_one.save")
    plan = session.scalars(select(CoachingPlan)).one()
    assert (plan.staff_id, plan.figure) == (busy.trainee.staff_id, "close_rate")


def test_points_are_redeemed_from_the_page(session: Session, busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule T4."""
    customer = before(session, select(ReferralEntry.customer_id))
    app = press(view(open_page, "points", role="consultant"), f"training.points.redeem.{customer}")
    press(app, f"training.points.redeem_now.{customer}")
    kinds = session.scalars(select(ReferralEntry.kind).order_by(ReferralEntry.id)).all()
    assert kinds == [LedgerKind.EARN, LedgerKind.REDEEM]


def test_a_share_card_opens_without_the_name(
    session: Session, busy: StoreFixture, open_page: OpenPage
) -> None:
    """Rule T5."""
    app = view(open_page, "orders", role="consultant")
    key = next(each.key for each in app.button if each.key and each.key.startswith("training.card."))
    shown = press(app, key)
    card = [each.value for each in shown.markdown if "●" in each.value]
    assert card
    assert "Wang" not in card[0]


def test_a_complaint_is_settled_from_the_page(
    session: Session, busy: StoreFixture, open_page: OpenPage
) -> None:
    number = before(session, select(Complaint.id).order_by(Complaint.id))
    app = press(view(open_page, "complaints"), f"training.complaint.settle.{number}")
    assert "what was done" in words(press(app, f"training.complaint.close.{number}"))
    press(app, f"training.complaint.settle.{number}")
    app.text_area(key=f"training.complaint.done.{number}").set_value("Called and apologised")
    press(app, f"training.complaint.close.{number}")
    assert session.scalar(select(func.count()).where(Complaint.settled_on.is_not(None))) == 1


def test_consultants_run_nothing(busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule X2."""
    for name in VIEWS:
        app = view(open_page, name, role="consultant")
        keys = {each.key or "" for each in app.button}
        forbidden = (
            "training.plan.",
            "training.assess.",
            "training.new_plan.",
            "training.check.",
            "training.free",
        )
        assert not any(key.startswith(forbidden) for key in keys), name
