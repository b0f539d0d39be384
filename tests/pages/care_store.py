"""A store in which somebody has to be cared for, and the page that shows it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from salesops.care import operations
from salesops.care.operations import EventFacts, NoteFacts
from salesops.models.enums import EventKind, NoteKind
from tests.builders import NOON, TODAY, StoreFixture
from tests.care.scenes import MARKETING, SERVICE, agrees, an_owner
from tests.pages.conftest import OpenPage


def fill(session: Session, demo: StoreFixture) -> None:
    """Owners with and without consent, an event, a trend, owners of long ago."""
    for name, purpose in (("Owner Wang", SERVICE), ("Owner Li", MARKETING)):
        owner = an_owner(session, demo, name=name, birthday=date(1990, TODAY.month, TODAY.day))
        agrees(session, demo, owner, purpose)
    an_owner(session, demo, name="Owner Zhao")
    for back in range(60, 110, 2):
        an_owner(session, demo, delivered=TODAY - timedelta(days=back))
    facts = EventFacts(
        kind=EventKind.OWNER_DINNER, title="Autumn dinner", starts_at=NOON + timedelta(days=7), capacity=10
    )
    operations.save_event(session, demo.manager, now=NOON, facts=facts)
    note = NoteFacts(
        kind=NoteKind.REPORT, title="A report", trend="Range extenders will be hot", tags=("erev",)
    )
    operations.save_note(session, demo.manager, now=NOON, facts=note)
    operations.make_due_tasks(session, demo.manager, now=NOON)
    session.commit()


def view(open_page: OpenPage, name: str, **values: str) -> AppTest:
    app = open_page("care", **values)
    app.segmented_control(key="care.view").set_value(name).run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app
