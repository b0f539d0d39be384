"""Intent: what each view asks of the database; drives, deals to save, guests and gifts handled from their lists."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.models import EventGuest, Gift, StoreEvent, Task, TestDrive
from salesops.models.enums import EventKind, Profile, TaskKind
from tests.builders import TODAY, StoreFixture, a_customer, an_opportunity, at
from tests.intent.scenes import a_gift, a_test_car, ask
from tests.pages.conftest import OpenPage
from tests.pages.counting import statements_of_page
from tests.pages.test_intent import ALL, floor, view
from tests.pages.test_intent_journey import press

__all__ = ["floor"]  # the busy noon of the neighbouring tests


@pytest.mark.parametrize(("role", "name"), ALL)
def test_a_view_asks_little(floor: StoreFixture, open_page: OpenPage, role: str, name: str) -> None:
    """At most twelve statements a run, whatever the view."""
    asked = statements_of_page(view(open_page, name, role=role))
    assert len(asked) <= 12, "\n".join(asked)


def test_a_drive_is_booked_and_driven(session: Session, demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule I5: a tap on a free time; without the licence it is refused and what was entered stays."""
    deal = an_opportunity(session, demo)
    car = a_test_car(session, demo)
    session.commit()
    app = view(open_page, "drives", role="consultant")
    app.pills(key=f"intent.free.{car.id}").set_value(at(15)).run()
    app.selectbox(key="intent.book.customer").set_value(deal.customer_id)
    press(app, "intent.book.save")
    drive = session.scalars(select(TestDrive.id)).one()
    session.commit()
    app = press(view(open_page, "drives", role="consultant"), f"intent.drive.keys.{drive}")
    app.checkbox(key=f"intent.keys.{drive}.agreement").check()
    press(app, f"intent.keys.{drive}.save")
    assert app.error[0].value == "Look at the driving licence first."
    app.checkbox(key=f"intent.keys.{drive}.licence").check()
    app.date_input(key=f"intent.keys.{drive}.until").set_value(TODAY.replace(year=TODAY.year + 3))
    press(app, f"intent.keys.{drive}.save")
    app = press(view(open_page, "drives", role="consultant"), f"intent.drive.done.{drive}")
    app.pills(key=f"intent.driven.{drive}.rating").set_value(4)
    press(app, f"intent.driven.{drive}.save")
    session.expire_all()
    assert session.scalars(select(TestDrive.status)).one() == "done"


def test_a_deal_is_saved_by_a_decision(session: Session, demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule I9."""
    deal = an_opportunity(session, demo)
    ask(session, demo.senior, deal.id, 1400)
    session.commit()
    app = press(view(open_page, "saving"), f"intent.save.{deal.customer_id}")
    app.text_input(key="intent.rescue.words").set_value("The manager calls tonight")
    press(app, "intent.rescue.save")
    task = session.scalars(select(Task).where(Task.kind == TaskKind.DECISION)).one()
    assert task.owner_id == demo.senior.staff_id
    assert app.subheader[0].value == "1 deal is decided for today"


def test_a_customer_is_invited_and_a_gift_is_edited(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rules I3 and I4."""
    customer = a_customer(session, demo.id, profile=Profile.BUSINESS, owner_id=demo.senior.staff_id)
    an_opportunity(session, demo, customer_id=customer.id)
    a_gift(session, demo)
    event = StoreEvent(
        store_id=demo.id,
        kind=EventKind.NIGHT_DRIVE,
        title="Night drive",
        day=TODAY,
        starts_at=at(19),
        capacity=2,
    )
    session.add(event)
    session.commit()
    app = press(view(open_page, "experiences"), f"intent.guests.{event.id}")
    press(app, f"intent.invite.{customer.id}")
    assert session.scalars(select(EventGuest.customer_id)).one() == customer.id
    session.commit()
    app = press(view(open_page, "library"), "intent.library.new.gift")
    app.text_input(key="intent.gift.name").set_value("Roof box")
    app.number_input(key="intent.gift.face").set_value(2400)
    press(app, "intent.gift.save")
    assert session.scalars(select(Gift.name).order_by(Gift.id.desc())).first() == "Roof box"
