"""Showroom: what its lists and taps do."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.models import Footfall, Inspection, InspectionItem, InspectionResult, PathObservation, Placement
from salesops.models.enums import CheckResult, InspectionArea, Zone
from tests.builders import StoreFixture
from tests.pages.conftest import OpenPage
from tests.pages.showroom.conftest import view


def test_the_proposal_is_accepted(session: Session, hall: StoreFixture, open_page: OpenPage) -> None:
    """Rule S3."""
    app = view(open_page, "floor")
    assert "Another layout makes" in app.subheader[0].value
    app.button(key="showroom.accept").click().run()
    assert "cars moved" in app.success[0].value
    assert not any(button.key == "showroom.accept" for button in app.button)


def test_a_car_is_moved_by_list(session: Session, hall: StoreFixture, open_page: OpenPage) -> None:
    """Rule S3: the same without a mouse."""
    standing = session.scalars(select(Placement).where(Placement.until.is_(None))).first()
    assert standing is not None
    car, slot = standing.vehicle_id, standing.slot_id
    session.commit()
    app = view(open_page, "floor")
    app.selectbox(key="showroom.move.car").set_value(car).run()
    app.selectbox(key="showroom.move.place").set_value(0).run()
    app.button(key="showroom.move.save").click().run()
    assert app.success[0].value == "Car moved."
    session.expire_all()
    free = select(Placement).where(Placement.slot_id == slot, Placement.until.is_(None))
    assert session.scalars(free).all() == []


def test_a_round_by_taps(session: Session, hall: StoreFixture, open_page: OpenPage) -> None:
    """Rule S1: pass and fail in one tap each; a fail becomes a defect with owner and due."""
    app = open_page("showroom")
    assert app.subheader[0].value == "Today's round is still to be done."
    app.button(key="showroom.start").click().run()
    items = {row.title: row.id for row in session.scalars(select(InspectionItem))}
    round_id = session.scalars(select(Inspection.id)).one()
    session.commit()
    first, second = (
        f"showroom.check.{round_id}.{items['No dust']}",
        f"showroom.check.{round_id}.{items['Floor dry']}",
    )
    app.segmented_control(key="showroom.area").set_value(InspectionArea.CAR_OUTSIDE).run()
    app.segmented_control(key=first).set_value(CheckResult.PASS).run()
    app.segmented_control(key="showroom.area").set_value(InspectionArea.HALL).run()
    app.segmented_control(key=second).set_value(CheckResult.FAIL).run()
    result = session.scalars(
        select(InspectionResult.id).where(InspectionResult.result == CheckResult.FAIL)
    ).one()
    session.commit()
    app.button(key=f"showroom.details.{result}").click().run()
    app.text_area(key=f"showroom.defect.{result}.note").set_value("wet at the door")
    app.button(key=f"showroom.defect.{result}.save").click().run()
    app.button(key="showroom.finish").click().run()
    assert "scored 50%; 1 defect is open" in app.subheader[0].value
    app.button(key=f"showroom.mended.{result}").click().run()
    assert "somebody else looks again" in app.success[0].value
    other = open_page("showroom", role="supervisor")
    other.button(key=f"showroom.good.{result}").click().run()
    assert other.success[0].value == "Settled."


def test_old_cards_are_renewed(hall: StoreFixture, open_page: OpenPage) -> None:
    """Rule S1."""
    app = open_page("showroom")
    app.button(key="showroom.all_cards").click().run()
    assert app.success[0].value == "2 spec cards renewed."


def test_a_path_is_tapped(session: Session, hall: StoreFixture, open_page: OpenPage) -> None:
    """Rule S2: zones in order; the entrance to the plan and the common route are shown."""
    app = view(open_page, "paths")
    assert app.subheader[0].value == "100% of 6 parties stop at Golden zone"
    for zone in (Zone.GOLDEN, Zone.LINE):
        app.button(key=f"showroom.tap.{zone.value}").click().run()
    app.button(key="showroom.path.save").click().run()
    assert app.success[0].value == "Path recorded."
    last = session.scalars(select(PathObservation.stops).order_by(PathObservation.id.desc())).first()
    assert [stop["zone"] for stop in last or []] == ["golden", "line"]


def test_people_are_counted_by_taps(session: Session, hall: StoreFixture, open_page: OpenPage) -> None:
    """Rule S5."""
    app = view(open_page, "footfall")
    app.button(key="showroom.plus.2").click().run()
    app.button(key="showroom.plus.1").click().run()
    assert session.scalars(select(Footfall.people)).all() == [3]
    assert app.subheader[0].value.startswith("3 people so far today")
