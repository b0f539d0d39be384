"""What several tests of care begin with: an owner, his car, what he agreed to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from salesops.models import Consent, Customer
from salesops.models.enums import ConsentChannel, ConsentPurpose, OrderStatus
from tests.builders import NOON, TODAY, StoreFixture, a_customer, an_order

SERVICE, MARKETING = ConsentPurpose.SERVICE, ConsentPurpose.MARKETING


def an_owner(
    session: Session, store: StoreFixture, *, delivered: date = TODAY - timedelta(days=6), **values: Any
) -> Customer:
    """Somebody whose car was handed over six days ago by the senior consultant."""
    defaults = {"owner_id": store.senior.staff_id, "name": "王小明"}
    customer = a_customer(session, store.id, **(defaults | values))
    an_order(
        session,
        store,
        customer_id=customer.id,
        ordered_at=NOON - timedelta(days=(TODAY - delivered).days + 20),
        status=OrderStatus.DELIVERED,
        delivered_on=delivered,
        delivered_at=NOON - timedelta(days=(TODAY - delivered).days),
    )
    return customer


def agrees(
    session: Session,
    store: StoreFixture,
    customer: Customer,
    purpose: ConsentPurpose = SERVICE,
    *,
    granted: bool = True,
) -> None:
    """The customer agreed long ago to messages by WeChat."""
    session.add(
        Consent(
            store_id=store.id,
            customer_id=customer.id,
            channel=ConsentChannel.WECHAT,
            purpose=purpose,
            granted=granted,
            at=NOON - timedelta(days=30),
            source="contract",
        )
    )
    session.flush()
