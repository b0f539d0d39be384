"""A showroom to look at: floor, cars, paths, items, rates."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from salesops.models import DatedRate, PathObservation
from salesops.models.enums import InspectionArea, MarginClass, Power, RateKind
from tests.builders import NOON, TODAY, StoreFixture, a_model, a_vehicle
from tests.pages.conftest import OpenPage
from tests.showroom.builders import a_floor, an_item, put


@pytest.fixture
def hall(session: Session, demo: StoreFixture) -> StoreFixture:
    """A floor with a cheap car on the golden place, a dear one in the line, paths, items, rates, an electric model."""
    _plan, golden, line = a_floor(session, demo)
    low = a_model(session, demo.id, margin_class=MarginClass.LOW)
    high = a_model(session, demo.id, margin_class=MarginClass.HIGH)
    for slot, model in ((golden, low), (line, high)):
        car = a_vehicle(session, demo, model_id=model.id, spec_card_on=date(2025, 1, 1))
        put(session, slot, car.id, since=NOON - timedelta(days=3))
    a_vehicle(session, demo)
    electric = {"power": Power.BEV, "power_kwh_per_100km": Decimal(14), "fuel_l_per_100km": None}
    a_model(session, demo.id, list_price=Decimal(151_000), **electric)
    an_item(session, demo, title="Floor dry")
    an_item(session, demo, title="No dust", area=InspectionArea.CAR_OUTSIDE, per_car=True)
    for days in range(1, 7):
        stops = [{"zone": "golden", "seconds": 90}, {"zone": "lounge", "seconds": 0}]
        day = TODAY - timedelta(days=days)
        session.add(PathObservation(store_id=demo.id, day=day, at=NOON - timedelta(days=days), stops=stops))
    for kind, rate, until in (
        (RateKind.PURCHASE_TAX, "0.1", None),
        (RateKind.NEV_TAX_CUT, "0.5", date(2026, 6, 30)),
    ):
        values = {
            "rate": Decimal(rate),
            "valid_from": date(2026, 1, 1),
            "valid_until": until,
            "source": "MOF",
        }
        session.add(DatedRate(store_id=None, kind=kind, power=None, cap=None, **values))
    session.commit()
    return demo


def view(open_page: OpenPage, name: str, **values: str) -> AppTest:
    app = open_page("showroom", **values)
    app.segmented_control(key="showroom.view").set_value(name).run()
    assert not app.exception, app.exception
    return app
