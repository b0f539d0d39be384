"""The leads page: what it answers, what it does, for whom (L2, L4, L5, L8, L9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from salesops.models import Lead, Touch
from salesops.models.enums import LeadStatus, Tier, TouchOutcome
from tests.builders import NOON, TODAY, StoreFixture, a_customer, a_lead

OpenPage = Callable[..., AppTest]


@pytest.fixture
def leads(session: Session, demo: StoreFixture) -> dict[str, Lead]:
    """A first touch that runs out in 20 minutes, a touch overdue, a lead of somebody else, one of nobody."""
    senior, trainee = demo.senior.staff_id, demo.trainee.staff_id
    worked = {"status": LeadStatus.WORKING, "touch_count": 1, "first_touched_at": NOON - timedelta(days=2)}
    worked["last_touch_at"] = worked["first_touched_at"]

    def of(owner: int | None, name: str, **values: object) -> Lead:
        customer = a_customer(session, demo.id, name=name, owner_id=owner)
        return a_lead(session, demo, owner_id=owner, customer_id=customer.id, tier=Tier.A, **values)

    found = {
        "first": of(senior, "First Fang", received_at=NOON - timedelta(minutes=40)),
        "due": of(senior, "Due Deng", next_touch_due_on=TODAY - timedelta(days=1), **worked),
        "other": of(trainee, "Other Ou", received_at=NOON - timedelta(minutes=5)),
        "pool": of(None, "Pool Peng", received_at=NOON - timedelta(minutes=5)),
    }
    session.commit()
    return found


def texts(app: AppTest) -> str:
    return "\n".join(str(each.value) for each in [*app.title, *app.subheader, *app.markdown, *app.caption])


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    app.run()
    assert not app.exception
    return app


def test_the_headline_says_what_runs_out(open_page: OpenPage, leads: dict[str, Lead]) -> None:
    """Rule L9."""
    app = open_page("leads")
    assert app.subheader[0].value == "1 first touch runs out in 20 minutes"
    app = open_page("leads", language="zh")
    assert app.subheader[0].value == "1条线索首触将在20分钟内到期"


def test_one_click_stops_the_clock(open_page: OpenPage, leads: dict[str, Lead], session: Session) -> None:
    """Rules L5, L9, U4."""
    app = open_page("leads", role=str(leads["first"].owner_id))
    press(app, f"leads.first.reached.{leads['first'].id}")
    touch = session.scalars(select(Touch)).one()
    assert (touch.lead_id, touch.outcome) == (leads["first"].id, TouchOutcome.REACHED)
    assert "First Fang" not in str(
        [each.value for each in app.markdown if "Tier" in each.value and "timer" in each.value]
    )


def test_a_consultant_sees_his_own_only(open_page: OpenPage, leads: dict[str, Lead]) -> None:
    """Rule X2."""
    shown = texts(open_page("leads", role=str(leads["first"].owner_id)))
    assert "First Fang" in shown
    assert "Due Deng" in shown
    assert "Other Ou" not in shown
    assert "Pool Peng" not in shown


def test_a_manager_hands_over_from_the_card(
    open_page: OpenPage, leads: dict[str, Lead], session: Session
) -> None:
    """Rule L4."""
    app = open_page("leads")
    press(app, f"leads.first.give.{leads['other'].id}")
    press(app, f"leads.give.{leads['other'].id}.save")
    session.expire_all()
    assert session.get_one(Lead, leads["other"].id).owner_id == leads["first"].owner_id


@pytest.mark.parametrize("view", ["work", "assign", "tiers", "channels", "dormant", "losses"])
def test_every_view_draws_in_both_languages(
    open_page: OpenPage, leads: dict[str, Lead], view: str, language: str
) -> None:
    """Rule X1."""
    app = open_page("leads", language=language)
    app.segmented_control(key="leads.view").set_value(view).run()
    assert not app.exception
