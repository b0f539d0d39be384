"""Root causes on the pages of the meeting and the review: named, split, and taken up as a problem."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from salesops.models import Issue
from salesops.models.enums import IssueKind
from salesops.review.rules.parts import ReviewPart
from tests.bench.habits import Plant
from tests.bench.stores import fill
from tests.builders import StoreFixture
from tests.pages.conftest import OpenPage


@pytest.fixture
def weak(session: Session, demo: StoreFixture) -> StoreFixture:
    """A store whose invitation has become weak."""
    fill(session, demo, 7, Plant.WEAK_SCRIPT)
    session.commit()
    return demo


def test_the_cause_is_named_and_taken_up(session: Session, weak: StoreFixture, open_page: OpenPage) -> None:
    """Rules M2, R1 and R2: from the cause to the list of problems."""
    app = open_page("meeting")
    app.query_params["screen"] = "diagnosis"
    app.run()
    app.segmented_control(key="meeting.diagnosis.view").set_value("orders").run()
    assert not app.exception, app.exception
    assert app.subheader[0].value.startswith("Invitation is weak")
    app.button(key="meeting.roots.take.invitation.0").click().run()
    issue = session.query(Issue).one()
    assert (issue.kind, issue.title[:18]) == (IssueKind.COMMON, "Invitation is weak")


def test_the_review_shows_the_weeks_and_each_split(
    weak: StoreFixture, open_page: OpenPage, language: str
) -> None:
    """Rule R1: by channel, consultant and model, in both languages."""
    app = open_page("review", language=language)
    app.query_params["part"] = ReviewPart.FIGURES.value
    app.run()
    app.segmented_control(key="review.span").set_value(28).run()
    for split in ("staff", "model"):
        app.segmented_control(key="review.roots.split").set_value(split).run()
        assert not app.exception, app.exception
        assert [*app.table, *app.dataframe]
