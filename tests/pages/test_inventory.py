"""Inventory: each view in both languages, by role, and the actions at the end of its lists."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from salesops.inventory import operations
from salesops.models import DigestionPlan, FactoryRequest, Task, Vehicle
from salesops.models.enums import PlanKind, PlanStatus, TaskStatus, Tier, VehicleStatus
from tests.builders import NOON, TODAY, StoreFixture, a_lead, a_vehicle, an_order
from tests.pages.conftest import OpenPage
from tests.pages.counting import statements_of_page

VIEWS = ("slow", "plans", "risk", "orders", "late", "cars")


@pytest.fixture
def stock(session: Session, demo: StoreFixture) -> StoreFixture:
    """Three old cars, one on its way, sales, a late order, an A lead."""
    for days in (35, 62, 95):
        a_vehicle(session, demo, arrived_on=TODAY - timedelta(days=days), colour="white", location="Yard A")
    coming = {"status": VehicleStatus.IN_TRANSIT, "arrived_on": None}
    a_vehicle(session, demo, vin="LZZA1B2C0TG900001", eta_on=TODAY, **coming)
    for days in range(1, 30, 2):
        an_order(session, demo, ordered_at=NOON - timedelta(days=days), status="delivered")
    an_order(
        session,
        demo,
        order_no="LATE",
        promised_on=TODAY - timedelta(days=3),
        eta_on=TODAY + timedelta(days=4),
    )
    a_lead(session, demo, tier=Tier.A, model_id=demo.model.id)
    operations.watch_ages(session, demo.manager, now=NOON)
    session.commit()
    return demo


def view(open_page: OpenPage, name: str, **values: str) -> AppTest:
    app = open_page("inventory", **values)
    app.segmented_control(key="inventory.view").set_value(name).run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_opens_in_both_languages(
    stock: StoreFixture, open_page: OpenPage, language: str, name: str
) -> None:
    """Rule X1."""
    app = view(open_page, name, language=language)
    assert app.title[0].value == ("库存" if language == "zh" else "Inventory")
    assert app.subheader[0].value


@pytest.mark.parametrize("name", VIEWS)
def test_an_empty_store_says_what_to_do(demo: StoreFixture, open_page: OpenPage, name: str) -> None:
    assert view(open_page, name).subheader[0].value


@pytest.mark.parametrize("role", ["consultant", "reception"])
def test_others_see_availability_without_cost(stock: StoreFixture, open_page: OpenPage, role: str) -> None:
    """Rules X2, V1: no cost, no changes; stock is the first view."""
    app = open_page("inventory", role=role)
    assert app.segmented_control(key="inventory.view").value == "cars"
    assert "3 cars are free to sell, 1 are on their way" in app.subheader[0].value
    assert "Purchase cost" not in app.table[0].value.columns
    assert "orders" not in app.segmented_control(key="inventory.view").options
    for name in ("slow", "plans", "risk"):
        seen = view(open_page, name, role=role)
        text = " ".join(each.value for each in (*seen.markdown, *seen.subheader))
        assert "¥" not in text
        assert not any(button.key in ("inventory.watch", "inventory.new_plan") for button in seen.button)


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_asks_little(stock: StoreFixture, open_page: OpenPage, name: str) -> None:
    """At most twelve statements a run, whatever the view."""
    app = view(open_page, name)
    asked = statements_of_page(app)
    assert len(asked) <= 12, "\n".join(asked)


def test_a_step_is_done_and_the_ages_looked_at(
    session: Session, stock: StoreFixture, open_page: OpenPage
) -> None:
    """Rule V6."""
    app = open_page("inventory")
    assert "2 cars have stood for too long" in app.subheader[0].value
    task = session.scalars(select(Task).where(Task.status == TaskStatus.OPEN).order_by(Task.due_at)).first()
    session.commit()  # a test that keeps its unit of work open keeps the page from writing
    assert task is not None
    app.button(key=f"inventory.done.{task.id}").click().run()
    assert app.success[0].value == "Step done."
    app.button(key="inventory.watch").click().run()
    assert app.success[0].value.startswith("Nothing new")


def test_a_plan_is_composed_in_the_dialog(session: Session, stock: StoreFixture, open_page: OpenPage) -> None:
    """Rules V2, Z2: what is missing is said in the dialog and what was typed stays."""
    app = view(open_page, "plans")
    app.button(key="inventory.new_plan").click().run()
    app.button(key="inventory.compose.save").click().run()
    assert "Give the plan a name" in app.error[0].value
    app.button(key="inventory.new_plan").click().run()
    app.text_input(key="inventory.compose.title").set_value("Winter")
    app.text_area(key="inventory.compose.offer").set_value("3 years of maintenance")
    app.number_input(key="inventory.compose.cost").set_value(1500)
    app.button(key="inventory.compose.save").click().run()
    plan = session.scalars(select(DigestionPlan)).one()
    assert (plan.title, plan.kind, plan.cost_per_car) == ("Winter", PlanKind.BUNDLE, Decimal(1500))


def test_a_plan_is_closed_with_its_result(session: Session, stock: StoreFixture, open_page: OpenPage) -> None:
    car = session.scalars(select(Vehicle.id)).first()
    assert car is not None
    draft = operations.PlanDraft(
        model_id=stock.model.id,
        kind=PlanKind.BUNDLE,
        title="Winter",
        offer="mats",
        cost_per_car=Decimal(500),
        expected_units=1,
        owner_id=None,
        starts_on=TODAY,
        ends_on=TODAY,
        vehicle_ids=(car,),
    )
    plan_id = operations.compose_plan(session, stock.manager, now=NOON, draft=draft)
    session.commit()
    app = view(open_page, "plans")
    app.button(key=f"inventory.close.{plan_id}").click().run()
    app.text_area(key=f"inventory.result.{plan_id}").set_value("sold at once")
    app.button(key=f"inventory.finish.{plan_id}").click().run()
    session.expire_all()
    assert session.scalars(select(DigestionPlan.status)).one() is PlanStatus.DONE


def test_the_factory_is_asked_from_risk_and_order(
    session: Session, stock: StoreFixture, open_page: OpenPage
) -> None:
    """Rules V3, V5, V7."""
    app = view(open_page, "risk")
    assert "likely to run out" in app.subheader[0].value
    assert any("1 open A lead" in each.value for each in app.markdown)
    app.button(key=f"inventory.hurry.{stock.model.id}").click().run()
    app.button(key=f"inventory.hurry.save.{stock.model.id}").click().run()
    app = view(open_page, "orders")
    app.button(key=f"inventory.order.{stock.model.id}").click().run()
    app.button(key=f"inventory.order.save.{stock.model.id}").click().run()
    assert len(session.scalars(select(FactoryRequest)).all()) == 2


def test_an_arrival_is_received(session: Session, stock: StoreFixture, open_page: OpenPage) -> None:
    app = view(open_page, "cars")
    car = session.scalars(select(Vehicle).where(Vehicle.status == VehicleStatus.IN_TRANSIT)).one()
    session.commit()
    app.button(key=f"inventory.arrived.{car.id}").click().run()
    app.text_input(key=f"inventory.place.{car.id}").set_value("Yard C")
    app.button(key=f"inventory.receive.save.{car.id}").click().run()
    session.expire_all()
    assert (car.status, car.location) == (VehicleStatus.IN_STOCK, "Yard C")


def test_the_late_order_waits_to_be_told(stock: StoreFixture, open_page: OpenPage) -> None:
    """Rule V4."""
    app = view(open_page, "late")
    assert app.subheader[0].value == "1 customer has not been told that the car is late"
