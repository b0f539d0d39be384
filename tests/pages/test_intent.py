"""Intent: each view by role in both languages; a price decided, a step saved, an arrival noted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from salesops.core import i18n
from salesops.models import Opportunity, PriceRequest, Visit
from salesops.models.enums import NextStep, RequestStatus
from tests.builders import TODAY, StoreFixture, a_visit, an_appointment, an_opportunity, an_order, at
from tests.intent.scenes import a_test_car, ask
from tests.pages.conftest import OpenPage

VIEWS = {
    "manager": ("board", "reception", "drives", "prices", "saving", "orders", "experiences", "library"),
    "consultant": ("board", "reception", "drives", "prices", "saving", "orders", "experiences"),
    "reception": ("reception", "drives"),
}
ALL = [(role, view) for role, views in VIEWS.items() for view in views]


@pytest.fixture
def floor(session: Session, demo: StoreFixture) -> StoreFixture:
    """A busy noon: somebody waits, somebody is expected, a step is overdue, a price is asked for, an order is late."""
    a_visit(session, demo, arrived_at=at(11, 50), greeted_at=None, staff_id=None)
    an_appointment(session, demo, at=at(15))
    a_test_car(session, demo)
    deal = an_opportunity(session, demo, next_step_on=TODAY - timedelta(days=2))
    ask(session, demo.senior, deal.id, 1400)
    an_order(session, demo, promised_on=TODAY - timedelta(days=1), eta_on=TODAY + timedelta(days=3))
    session.commit()
    return demo


def view(open_page: OpenPage, name: str, *, language: str = "en", role: str = "manager") -> AppTest:
    """Open a view. What a test chooses is told from its options by their labels, so it speaks the page's language."""
    i18n.set_language("zh_CN" if language == "zh" else "en")
    app = open_page("intent", language=language, role=role)
    app.segmented_control(key="intent.view").set_value(name).run()
    assert not app.exception, app.exception
    assert app.segmented_control(key="intent.view").value == name
    return app


@pytest.mark.parametrize(("role", "name"), ALL)
def test_each_view_opens_for_each_role(
    floor: StoreFixture, open_page: OpenPage, language: str, role: str, name: str
) -> None:
    """Rules X1 and X2: with a headline; what earns how much is the leaders' business."""
    app = view(open_page, name, language=language, role=role)
    assert app.subheader[0].value
    if role == "consultant" and name == "prices":
        shown = " ".join(each.value for each in (*app.markdown, *app.caption))
        assert ("毛利" if language == "zh" else "gross profit") not in shown.lower()


@pytest.mark.parametrize("role", VIEWS)
def test_a_role_has_its_views(floor: StoreFixture, open_page: OpenPage, role: str) -> None:
    """Rule X2."""
    chosen = open_page("intent", role=role).segmented_control(key="intent.view")
    assert len(chosen.options) == len(VIEWS[role])
    assert chosen.value == ("reception" if role == "reception" else "board")


def test_a_price_is_decided_in_one_click(
    session: Session, floor: StoreFixture, open_page: OpenPage, language: str
) -> None:
    """Rule I2."""
    request = session.scalars(select(PriceRequest.id)).one()
    session.commit()
    app = view(open_page, "prices", language=language)
    app.button(key=f"intent.approve.{request}").click().run()
    assert app.success[0].value
    assert session.scalars(select(PriceRequest.status)).one() is RequestStatus.APPROVED


def test_a_next_step_is_saved(
    session: Session, floor: StoreFixture, open_page: OpenPage, language: str
) -> None:
    """Rule I6: the card opens from the board; one tap for the kind, one for the day."""
    deal = session.scalars(select(Opportunity.id)).one()
    session.commit()
    app = view(open_page, "board", language=language)
    app.button(key=f"intent.board.open.{deal}").click().run()
    key = f"intent.step.{deal}"
    app.pills(key=f"{key}.kind").set_value(NextStep.VISIT)
    app.pills(key=f"{key}.near").set_value(1)
    app.button(key=f"{key}.save").click().run()
    assert not app.exception, app.exception
    session.expire_all()
    saved = session.scalars(select(Opportunity)).one()
    assert (saved.next_step, saved.next_step_on) == (NextStep.VISIT, TODAY + timedelta(days=1))


def test_an_arrival_is_noted_and_what_was_typed_wrong_stays(
    session: Session, floor: StoreFixture, open_page: OpenPage, language: str
) -> None:
    """Rule I8: a number that is none is refused with a sentence; corrected it is kept."""
    session.commit()
    app = view(open_page, "reception", language=language, role="reception")
    app.button(key="intent.arrival.new").click().run()
    app.text_input(key="intent.arrival.name").set_value("Wang")
    app.text_input(key="intent.arrival.phone").set_value("12")
    app.selectbox(key="intent.arrival.channel").set_value(floor.channel.id)
    app.button(key="intent.arrival.save").click().run()
    assert app.error[0].value
    app.button(key="intent.arrival.new").click().run()
    assert app.text_input(key="intent.arrival.name").value == "Wang"
    assert app.text_input(key="intent.arrival.phone").value == "12"
    app.text_input(key="intent.arrival.phone").set_value("13912345678")
    app.button(key="intent.arrival.save").click().run()
    assert app.success[0].value
    assert (
        session.scalars(select(Visit).where(Visit.customer_id.is_not(None))).one().channel_id
        == floor.channel.id
    )
