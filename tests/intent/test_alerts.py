"""The next approver is told at once, and only he (Rule I2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.db.engine import get_engine
from salesops.intent import operations, queries
from salesops.intent.operations import PriceRuling
from salesops.models.enums import RequestStatus
from tests.builders import NOON, StoreFixture, an_opportunity
from tests.intent.scenes import ask
from tests.statements import statements


def told(session: Session, store: StoreFixture, hours: int = 0) -> dict[str, list[int]]:
    moment = NOON + timedelta(hours=hours)
    people = (store.senior, store.supervisor, store.manager, store.reception)
    return {
        person.role.value: [alert.id for alert in queries.price_alerts(session, person, now=moment)]
        for person in people
    }


def test_an_alert_goes_to_the_level_that_decides(session: Session, store: StoreFixture) -> None:
    """Rule I2: the supervisor, then with his support the manager; after the answer or its time nobody."""
    request = ask(session, store.senior, an_opportunity(session, store).id, 9000)
    nobody = {"consultant": [], "supervisor": [], "manager": [], "reception": []}
    assert told(session, store) == nobody | {"supervisor": [request]}
    assert told(session, store, hours=25) == nobody
    ruling = PriceRuling(status=RequestStatus.APPROVED, reason="Signs today")
    operations.decide_price(session, store.supervisor, now=NOON, request_id=request, ruling=ruling)
    assert told(session, store) == nobody | {"manager": [request]}
    operations.decide_price(session, store.manager, now=NOON, request_id=request, ruling=ruling)
    assert told(session, store) == nobody


@pytest.mark.parametrize("word", ["customer.", "phone", "gross_profit", "floor"])
def test_an_alert_reads_no_customer_and_no_cost(session: Session, store: StoreFixture, word: str) -> None:
    """Rules Z3 and X2: one statement, and others may stand by the screen."""
    ask(session, store.senior, an_opportunity(session, store).id, 1400)
    session.flush()
    with statements(get_engine()) as asked:
        [alert] = queries.price_alerts(session, store.supervisor, now=NOON)
    assert alert.discount == 1400
    assert len(asked) == 1
    assert word not in asked[0].lower()
