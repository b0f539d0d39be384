"""What is done on the leads page, by its buttons (L3, L4, L7, L8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from salesops.models import Lead, LossRequest, Touch
from salesops.models.enums import LeadStatus, LossReason, RequestStatus, Tier, TouchOutcome
from tests.builders import NOON, TODAY, StoreFixture, a_lead

OpenPage = Callable[..., AppTest]


@pytest.fixture
def lead(session: Session, demo: StoreFixture) -> Lead:
    """A C lead of the senior, touched often enough to be given up."""
    found = a_lead(
        session,
        demo,
        owner_id=demo.senior.staff_id,
        status=LeadStatus.WORKING,
        touch_count=6,
        first_touched_at=NOON - timedelta(days=20),
        last_touch_at=NOON - timedelta(days=3),
        next_touch_due_on=TODAY,
    )
    session.commit()
    return found


def view(app: AppTest, name: str) -> AppTest:
    app.segmented_control(key="leads.view").set_value(name).run()
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def card(open_page: OpenPage, lead: Lead, section: str) -> AppTest:
    """The card of the lead as its consultant opens it."""
    app = press(open_page("leads", role=str(lead.owner_id)), f"leads.due.more.{lead.id}")
    app.segmented_control(key="leads.card.section").set_value(section).run()
    assert not app.exception
    return app


def test_an_appointment_is_saved_from_the_card(open_page: OpenPage, lead: Lead, session: Session) -> None:
    """Rules L3, L9: an appointment tomorrow makes an A, and the card closes."""
    app = card(open_page, lead, "touch")
    app.pills(key=f"leads.card.{lead.id}.outcome").set_value(TouchOutcome.APPOINTMENT).run()
    press(app, f"leads.card.{lead.id}.save")
    assert session.scalars(select(Touch.outcome)).one() is TouchOutcome.APPOINTMENT
    session.expire_all()
    assert session.get_one(Lead, lead.id).tier is Tier.A
    assert "leads.card.section" not in {each.key for each in app.segmented_control}


def test_a_refusal_keeps_what_was_typed(open_page: OpenPage, lead: Lead, session: Session) -> None:
    """Rule L8: the detail is missing, the rest stays; then the loss is asked for."""
    app = card(open_page, lead, "close")
    press(app, f"leads.loss.{lead.id}.save")
    assert "Write down: Our price, and the price the customer wanted." in [each.value for each in app.error]
    app.text_area(key=f"leads.loss.{lead.id}.detail").set_value("119,800 against 112,000")
    press(app, f"leads.loss.{lead.id}.save")
    request = session.scalars(select(LossRequest)).one()
    assert (request.reason, request.detail) == (LossReason.PRICE_HIGH, "119,800 against 112,000")


def test_a_supervisor_decides_on_the_list(
    open_page: OpenPage, lead: Lead, session: Session, demo: StoreFixture
) -> None:
    """Rule L8: back to work needs a word, and may go to somebody else."""
    app = card(open_page, lead, "close")
    app.text_area(key=f"leads.loss.{lead.id}.detail").set_value("119,800 against 112,000")
    press(app, f"leads.loss.{lead.id}.save")
    request_id = session.scalars(select(LossRequest.id)).one()
    session.commit()  # the page writes next
    app = view(open_page("leads", role="supervisor"), "losses")
    press(app, f"leads.loss.decide.{request_id}.no")
    assert app.error[0].value == "Say why; a few words are enough."
    app.text_input(key=f"leads.loss.decide.{request_id}.note").set_value("make the new offer")
    app.selectbox(key=f"leads.loss.decide.{request_id}.to").set_value(demo.trainee.staff_id)
    press(app, f"leads.loss.decide.{request_id}.no")
    session.expire_all()
    assert session.get_one(LossRequest, request_id).status is RequestStatus.REJECTED
    assert session.get_one(Lead, lead.id).owner_id == demo.trainee.staff_id


def test_a_lead_is_taken_down_by_hand(open_page: OpenPage, session: Session, demo: StoreFixture) -> None:
    """Rule L7: a bad number is refused and stays in its field; a good one is tiered and assigned."""
    app = press(open_page("leads"), "leads.new.button")
    app.text_input(key="leads.new.phone").set_value("138")
    app.number_input(key="leads.new.days").set_value(2)
    press(app, "leads.new.save")
    assert app.error
    assert app.text_input(key="leads.new.phone").value == "138"
    app.text_input(key="leads.new.phone").set_value("138 1234 5678")
    press(app, "leads.new.save")
    found = session.scalars(select(Lead)).one()
    assert (found.tier, found.owner_id) == (Tier.A, demo.senior.staff_id)


def test_new_facts_tier_the_lead_again(open_page: OpenPage, lead: Lead, session: Session) -> None:
    """Rule L3."""
    app = card(open_page, lead, "lead")
    app.number_input(key=f"leads.wish.{lead.id}.days").set_value(10)
    press(app, f"leads.wish.{lead.id}.save")
    session.expire_all()
    assert session.get_one(Lead, lead.id).tier is Tier.B


def test_a_person_s_leads_are_spread(
    open_page: OpenPage, lead: Lead, session: Session, demo: StoreFixture
) -> None:
    """Rule L4."""
    app = view(open_page("leads"), "assign")
    app.selectbox(key="leads.spread.from").set_value(demo.senior.staff_id)
    app.toggle(key="leads.spread.untouched").set_value(False)
    press(app, "leads.spread.go")
    session.expire_all()
    assert session.get_one(Lead, lead.id).owner_id == demo.trainee.staff_id
