"""Intent: from the door to the handover through the page, each step by the role that takes it."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from salesops.intent.rules.reasons import AskReason
from salesops.models import Feedback, Opportunity, Order, PriceRequest, Solution, SolutionOffer, Visit
from salesops.models.enums import (
    Aspect,
    MilestoneKind,
    Objection,
    OrderStatus,
    RequestStatus,
    SolutionKind,
    Stage,
)
from tests.builders import TODAY, StoreFixture, a_customer, a_vehicle, a_visit, an_opportunity
from tests.intent.scenes import a_gift
from tests.pages.conftest import OpenPage
from tests.pages.test_intent import view


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def card(open_page: OpenPage, deal_id: int, section: str, *, role: str = "consultant") -> AppTest:
    """A customer's card, opened from the board at one of its sections."""
    app = press(view(open_page, "board", role=role), f"intent.board.open.{deal_id}")
    app.segmented_control(key="intent.card.section").set_value(section).run()
    assert not app.exception, app.exception
    return app


def test_a_visitor_is_received_and_gets_a_next_step(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rules I6 and I8: greeted by the one who is free, on the board with a step and a day."""
    customer = a_customer(session, demo.id, owner_id=demo.senior.staff_id)
    visit = a_visit(session, demo, customer_id=customer.id, greeted_at=None, staff_id=None).id
    session.commit()
    app = view(open_page, "reception")
    app.selectbox(key=f"intent.greet.by.{visit}").set_value(demo.senior.staff_id)
    press(app, f"intent.greet.{visit}")
    press(app, f"intent.visitor.step.{visit}")
    press(app, "intent.visitor.save")
    session.expire_all()
    assert session.get_one(Visit, visit).greeted_at is not None
    assert session.scalars(select(Opportunity)).one().customer_id == customer.id


def test_what_was_disliked_is_answered_and_the_answer_judged(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rule I1: by taps; the library's answer with its talk track; whether it helped."""
    deal = an_opportunity(session, demo)
    solution = Solution(
        store_id=demo.id, aspect=Aspect.RANGE, objection=Objection.WINTER_RANGE, kind=SolutionKind.DEMONSTRATION,
        title="Winter range video", talk_track="Ask the daily distance first",
    )  # fmt: skip
    session.add(solution)
    session.commit()
    app = card(open_page, deal.id, "feedback")
    key = f"intent.feedback.{deal.customer_id}"
    app.pills(key=f"{key}.disliked").set_value([Aspect.RANGE]).run()
    app.pills(key=f"{key}.objection").set_value(Objection.WINTER_RANGE)
    press(app, f"{key}.save")
    noted = session.scalars(select(Feedback)).one()
    session.commit()
    app = card(open_page, deal.id, "feedback")
    assert any("Ask the daily distance first" in each.value for each in app.markdown)
    press(app, f"intent.offer.{noted.id}.{solution.id}")
    offer = session.scalars(select(SolutionOffer.id)).one()
    session.commit()
    press(card(open_page, deal.id, "feedback"), f"intent.helped.{offer}.1")
    session.expire_all()
    assert session.scalars(select(SolutionOffer.helped)).one() is True


def test_the_desk_shows_a_consultant_no_costs(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rules I2, I3 and X2: the total for both, what it earns and the saving of a swap only for who leads."""
    deal = an_opportunity(session, demo)
    gift = a_gift(session, demo, cost=Decimal(300))
    session.commit()
    for role, sees in (("consultant", False), ("supervisor", True)):
        app = card(open_page, deal.id, "price", role=role)
        app.number_input(key=f"intent.desk.{deal.id}.discount").set_value(1800).run()
        shown = " ".join(each.value for each in (*app.markdown, *app.caption))
        assert "¥148,000" in shown
        assert ("Gross profit" in shown) is sees
        assert ("more margin" in shown) is sees
        assert ("Floor" in shown) is sees
    press(app, f"intent.desk.{deal.id}.swap")
    assert app.number_input(key=f"intent.desk.{deal.id}.discount").value == 0
    assert app.pills(key=f"intent.desk.{deal.id}.gifts").value == [gift.id]


def test_a_price_goes_up_the_ladder_and_becomes_an_order(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rules I2, T5 and X1: consultant, supervisor, manager, signature, handover; taps and no keyboard."""
    deal, car = an_opportunity(session, demo).id, a_vehicle(session, demo).id
    session.commit()  # an open unit of work of the test would keep the page from writing
    app = card(open_page, deal, "price")
    key = f"intent.desk.{deal}"
    press(app, f"{key}.quick.3000")
    app.pills(key=f"{key}.reason").set_value(AskReason.SIGNS_TODAY)
    press(app, f"{key}.ask")
    request = session.scalars(select(PriceRequest.id)).one()
    session.commit()
    for role, status in (("supervisor", RequestStatus.PENDING), ("manager", RequestStatus.APPROVED)):
        app = press(view(open_page, "prices", role=role), f"intent.approve.{request}")
        session.expire_all()
        assert session.scalars(select(PriceRequest.status)).one() is status
        session.commit()
    app = card(open_page, deal, "sign")
    app.selectbox(key=f"intent.sign.{deal}.car").set_value(car)
    press(app, f"intent.sign.{deal}.save")
    session.expire_all()
    order = session.scalars(select(Order)).one()
    assert (order.price, order.vehicle_id) == (demo.model.list_price - 3000, car)
    number = order.id
    session.commit()
    app = press(view(open_page, "orders", role="consultant"), f"intent.order.open.{number}")
    press(app, f"intent.step.done.{number}.{MilestoneKind.PAID.value}")
    app = press(view(open_page, "orders", role="consultant"), f"intent.order.open.{number}")
    press(app, f"intent.handover.{number}.save")
    session.expire_all()
    assert (order.status, order.delivered_on) == (OrderStatus.DELIVERED, TODAY)
    assert session.get_one(Opportunity, deal).stage is Stage.DELIVERED
