"""The morning meeting as people see it, in both languages."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from pages._ui import store as ui_store
from salesops.core import i18n
from salesops.meeting.rules.screens import Screen
from salesops.models import Decision, Meeting, Task
from salesops.planning.operations.targets import Goal, set_targets
from tests.builders import TODAY, StoreFixture, a_lead, a_visit, an_appointment, an_order, at
from tests.pages.conftest import OpenPage
from tests.pages.counting import asked_of_page


@pytest.fixture
def lively(session: Session, demo: StoreFixture) -> StoreFixture:
    """A store with targets and a little of everything."""
    goals = [Goal(figure="orders", staff_id=None, value=40), Goal(figure="visits", staff_id=None, value=150)]
    set_targets(session, demo.manager, now=at(8), month=TODAY, goals=goals)
    a_lead(session, demo, owner_id=demo.senior.staff_id)
    a_visit(session, demo)
    an_appointment(session, demo)
    an_order(session, demo)
    session.commit()
    return demo


def at_screen(app: AppTest, screen: Screen) -> AppTest:
    app.query_params["screen"] = screen.value
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("role", ["manager", "consultant"])
def test_every_screen_opens(lively: StoreFixture, open_page: OpenPage, language: str, role: str) -> None:
    """Rules M1, M2, M3, M4, M5, M6, M7, M8, M9 and M10: one screen per topic, in both languages."""
    i18n.set_language("zh_CN" if language == "zh" else "en")  # AppTest writes choices as the page does
    app = open_page("meeting", language=language, role=role)
    for screen in Screen:
        at_screen(app, screen)
        assert app.title[0].value
        assert app.subheader[0].value


def test_one_moves_on_by_button(lively: StoreFixture, open_page: OpenPage) -> None:
    """Rule M9: next and previous."""
    app = open_page("meeting")
    app.button(key="meeting.next").click().run()
    assert app.query_params["screen"] == "diagnosis"
    app.button(key="meeting.previous").click().run()
    assert app.query_params["screen"] == "figures"
    assert app.button(key="meeting.previous").disabled


def test_beginning_works_out_the_day(session: Session, lively: StoreFixture, open_page: OpenPage) -> None:
    """Rules M4, M5 and M9."""
    app = open_page("meeting")
    app.button(key="meeting.begin").click().run()
    assert "must-do targets" in app.success[0].value
    at_screen(app, Screen.MUST_DO)
    assert "counted actions" in app.subheader[0].value
    at_screen(app, Screen.ROTA)
    assert "As planned" in app.subheader[0].value
    app.button(key="meeting.end").click().run()
    assert app.query_params["screen"] == "summary"
    held = session.query(Meeting).one()
    assert held.ended_at is not None


def test_a_decision_becomes_a_task(session: Session, lively: StoreFixture, open_page: OpenPage) -> None:
    """Rule M9: recorded while talking."""
    app = at_screen(open_page("meeting"), Screen.DIAGNOSIS)
    app.text_input(key="meeting.decision").input("Call the portal")
    app.selectbox(key="meeting.decision.owner").select(lively.senior.staff_id)
    app.button(key="FormSubmitter:meeting.decide-Record").click().run()
    assert "given as a task" in app.success[0].value
    assert session.query(Decision).one().text == "Call the portal"
    assert session.query(Task).one().owner_id == lively.senior.staff_id
    assert app.text_input(key="meeting.decision").value == ""


def test_the_meeting_is_stepped_through_and_ends_in_its_summary(
    lively: StoreFixture, open_page: OpenPage
) -> None:
    """Rule U2: one screen per topic, next and previous, and what is decided while talking stands in the summary."""
    app = open_page("meeting")
    seen = [app.title[0].value]
    for screen in list(Screen)[1:]:
        app.button(key="meeting.next").click().run()
        assert app.query_params["screen"] == screen.value
        seen.append(app.title[0].value)
        if screen is Screen.FORECAST:
            app.text_input(key="meeting.decision").input("Call the portal about its leads")
            app.button(key="FormSubmitter:meeting.decide-Record").click().run()
    assert len(set(seen)) == len(Screen), "each topic has a screen of its own"
    assert app.button(key="meeting.next").disabled
    assert "1 decision was made" in app.subheader[0].value
    assert "Call the portal about its leads" in app.code[0].value
    app.button(key="meeting.previous").click().run()
    assert app.query_params["screen"] == list(Screen)[-2].value


def test_an_empty_decision_is_refused_and_nothing_is_lost(lively: StoreFixture, open_page: OpenPage) -> None:
    app = open_page("meeting")
    app.selectbox(key="meeting.decision.owner").select(lively.senior.staff_id)
    app.button(key="FormSubmitter:meeting.decide-Record").click().run()
    assert "Write down what was decided" in app.error[0].value
    assert app.selectbox(key="meeting.decision.owner").value == lively.senior.staff_id


def test_a_consultant_watches_and_does_not_lead(lively: StoreFixture, open_page: OpenPage) -> None:
    """Rule X2."""
    app = open_page("meeting", role="consultant")
    keys = {button.key for button in app.button}
    assert "meeting.begin" not in keys
    assert not [field for field in app.text_input if field.key == "meeting.decision"]


def test_a_screen_asks_little(lively: StoreFixture, open_page: OpenPage) -> None:
    """At most twelve statements beside those of the frame, whatever the screen: only its own rows are read."""
    app = open_page("meeting")
    counts = {}
    for screen in Screen:
        ui_store.forget_answers()
        with asked_of_page() as statements:
            at_screen(app, screen)
        counts[screen.value] = len(statements)
    assert max(counts.values()) <= 12, counts
