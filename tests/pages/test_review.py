"""The evening review as people see it, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from pages._ui import store as ui_store
from salesops.core import i18n
from salesops.models import Booking, BriefingItem, DayReview, DayTarget, ImprovementAction, Task
from salesops.models.enums import TaskKind
from salesops.review.rules.parts import ReviewPart
from tests.builders import TODAY, StoreFixture
from tests.pages.conftest import OpenPage
from tests.pages.counting import asked_of_page
from tests.pages.review_store import fill_evening

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def evening(session: Session, demo: StoreFixture) -> StoreFixture:
    fill_evening(session, demo)
    return demo


def at_part(app: AppTest, part: ReviewPart) -> AppTest:
    app.query_params["part"] = part.value
    app.run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(each.value for each in (*app.success, *app.error))


@pytest.mark.parametrize("role", ["manager", "consultant"])
def test_every_part_opens(evening: StoreFixture, open_page: OpenPage, language: str, role: str) -> None:
    """Rules R1, R2, R3, R4, R5, R6, R7 and R8: for those who lead and for consultants, in both languages."""
    i18n.set_language("zh_CN" if language == "zh" else "en")  # AppTest writes choices as the page does
    app = open_page("review", language=language, role=role)
    for part in ReviewPart:
        at_part(app, part)
        assert app.title[0].value
        assert app.subheader[0].value


def test_tomorrows_targets_are_written(session: Session, evening: StoreFixture, open_page: OpenPage) -> None:
    """Rule R3."""
    app = at_part(open_page("review"), ReviewPart.TOMORROW)
    app.button(key="review.tomorrow.write").click().run()
    assert "Written for tomorrow's meeting" in said(app)
    assert session.query(DayTarget).filter(DayTarget.day == TOMORROW).count()


def test_a_car_is_reserved_once(session: Session, evening: StoreFixture, open_page: OpenPage) -> None:
    """Rule R3: a conflict is shown."""
    app = at_part(open_page("review"), ReviewPart.TOMORROW)
    for _again in range(2):
        app.button(key="FormSubmitter:review.reserve-Reserve").click().run()
    assert "taken in that time" in said(app)
    assert session.query(Booking).count() == 1


def test_a_problem_gets_its_action_on_the_spot(
    session: Session, evening: StoreFixture, open_page: OpenPage
) -> None:
    """Rule R2."""
    app = at_part(open_page("review"), ReviewPart.PROBLEMS)
    app.button(key="FormSubmitter:review.problem-Decide on it").click().run()
    assert "what the problem is" in said(app)
    app.text_input(key="review.problem.title").input("finance terms too complex")
    app.text_input(key="review.problem.action").input("one-page sheet")
    app.button(key="FormSubmitter:review.problem-Decide on it").click().run()
    assert "the owner has a task" in said(app)
    assert session.query(ImprovementAction).one().figure == "close_rate"


def test_shadowing_goes_on_the_calendar(session: Session, evening: StoreFixture, open_page: OpenPage) -> None:
    """Rule R2."""
    app = at_part(open_page("review"), ReviewPart.PROBLEMS)
    assert "by chance" in " ".join(each.value for each in app.markdown)
    app.button(key=f"review.shadow.{evening.trainee.staff_id}.save").click().run()
    assert "on both calendars" in said(app)
    assert {row.resource for row in session.query(Booking)} == {
        f"person:{evening.trainee.staff_id}",
        f"person:{evening.manager.staff_id}",
    }


def test_the_market_is_answered_tonight(session: Session, evening: StoreFixture, open_page: OpenPage) -> None:
    """Rule R5."""
    app = at_part(open_page("review"), ReviewPart.MARKET)
    app.text_input(key="review.news.news").input("Rival cuts prices")
    app.text_area(key="review.news.answer").input("Show total cost of use")
    app.button(key="FormSubmitter:review.news-Respond").click().run()
    assert "tomorrow's briefing" in said(app)
    assert session.query(BriefingItem).one().valid_from == TOMORROW
    assert session.query(Task).filter(Task.kind == TaskKind.MARKET_RESPONSE).count() == 1


def test_a_proposal_goes_to_its_host(session: Session, evening: StoreFixture, open_page: OpenPage) -> None:
    """Rule R4."""
    app = at_part(open_page("review"), ReviewPart.MARKET)
    chosen = app.selectbox(key="review.proposal.customer").value
    app.text_input(key=f"review.proposal.{chosen}.price").input("6,000 off from five cars on").run()
    app.button(key=f"review.proposal.{chosen}.hand").click().run()
    assert "proposal as a task" in said(app)
    assert (
        session.query(Task).filter(Task.kind == TaskKind.PROPOSAL).one().owner_id == evening.senior.staff_id
    )


def test_the_day_closes_when_nothing_is_open(
    session: Session, evening: StoreFixture, open_page: OpenPage
) -> None:
    """Rules R6 and R7: resolved, or carried over with a reason."""
    app = at_part(open_page("review"), ReviewPart.CLOSING)
    assert "4 things are open" in app.subheader[0].value
    assert app.button(key="review.close").disabled
    app.button(key="review.carry.all").click().run()
    assert "Say why" in said(app)
    app.text_input(key="review.carry.reason").input("storm, closed early")
    app.button(key="review.carry.all").click().run()
    assert "4 things were carried over" in said(app)
    app.button(key="review.close").click().run()
    assert "Its figures are frozen" in said(app)
    assert session.query(DayReview).one().figures["visits"]["value"] == 1
    assert "is closed" in app.title[0].value


def test_a_part_asks_little(evening: StoreFixture, open_page: OpenPage) -> None:
    """At most twelve statements beside those of the frame, whatever the part."""
    app = open_page("review")
    counts = {}
    for part in ReviewPart:
        ui_store.forget_answers()
        with asked_of_page() as statements:
            at_part(app, part)
        counts[part.value] = len(statements)
    assert max(counts.values()) <= 12, counts
