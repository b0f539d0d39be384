"""What needs the manager's word, on the page: orders of files below the floor, and old cars that nobody has appraised."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from pages._ui import wrapped
from salesops.intent.rules.profit import TradeIn
from salesops.models import Order
from tests.builders import StoreFixture, an_opportunity, an_order
from tests.intent.scenes import ask
from tests.pages.conftest import OpenPage


@pytest.fixture
def backend() -> str:
    """What the page shows does not depend on the database."""
    return "sqlite"


def _prices(open_page: OpenPage, role: str):  # type: ignore[no-untyped-def]
    app = open_page("intent", role=role)
    app.segmented_control(key="intent.view").set_value("prices").run()
    return app


def test_the_manager_gives_one_reason_for_all(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rules I2 and Z2: one reason, and the list is empty; a consultant never sees that there was one."""
    low = an_order(session, demo, gross_profit=Decimal(-900), floor=Decimal(2000), unexplained=True)
    session.commit()
    assert not _prices(open_page, "consultant").table
    app = _prices(open_page, "manager")
    assert app.subheader[0].value == "1 order from a file is below the floor or the purchase cost"
    app.toggle(key="intent.unexplained.all").set_value(True).run()
    app.text_input(key="intent.unexplained.words").set_value("Ninety days old").run()
    app.button(key="intent.unexplained.save").click().run()
    assert not app.exception
    session.rollback()
    session.expire_all()
    order = session.get_one(Order, low.id)
    assert (order.unexplained, order.under_cost_reason) == (False, "Ninety days old")


def test_an_old_car_s_value_is_shown_as_an_estimate(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rules I2 and Z2: whoever decides knows whose figure it is."""
    offer = TradeIn(appraised=Decimal(50000), given=Decimal(52000))
    ask(session, demo.senior, an_opportunity(session, demo).id, 1000, trade_in=offer)
    session.commit()
    app = _prices(open_page, "supervisor")
    said = " ".join(each.value for each in app.markdown)
    assert "The old car's value is an estimate by" in said


@pytest.mark.parametrize(("text", "wraps"), [("Xingchi L6", False), ("Xingchi L6 2.0L hybrid, " * 4, True)])
def test_a_table_wraps_where_a_tablet_held_upright_would_cut_it(text: str, wraps: bool) -> None:
    """Rule U3."""
    assert wrapped.too_wide({"Model": [text], "Cost a day": ["¥16"]}) is wraps
