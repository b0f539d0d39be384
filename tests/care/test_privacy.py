"""Personal data: consent with time and source, retention, deletion and handing out (Rule Z3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.care import operations, queries
from salesops.care.operations import MustKeep, NeedsReason
from salesops.care.rules.privacy import NOBODY, retention_ends
from salesops.core.errors import Conflict, NotAllowed
from salesops.models import AuditEntry, Consent, Customer, ImportRun, LeadSource, QuarantineRow, Touch
from salesops.models.enums import (
    ConsentChannel,
    ConsentPurpose,
    ImportKind,
    QuarantineStatus,
)
from salesops.planning.operations.consents import Choice, NeedsSource, opt_out, record_consent
from salesops.planning.queries.consents import consent_history, consents
from tests.builders import NOON, StoreFixture, a_customer, a_lead, a_touch
from tests.care.scenes import an_owner

LONG_AGO = datetime(2023, 6, 1, 4, tzinfo=UTC)


def a_prospect(session: Session, store: StoreFixture, **values: object) -> Customer:
    defaults = {
        "name": "李四",
        "phone": "+8613900001111",
        "note": "Lives near the lake",
        "created_at": LONG_AGO,
    }
    customer = a_customer(session, store.id, owner_id=store.senior.staff_id, **(defaults | values))
    lead = a_lead(session, store, customer_id=customer.id, received_at=LONG_AGO, remark="Call after six")
    session.add(
        LeadSource(
            store_id=store.id,
            lead_id=lead.id,
            channel_id=store.channel.id,
            received_at=LONG_AGO,
            facts={"name": "李四", "phone": "13900001111"},
        )
    )
    a_touch(session, store, lead, at=LONG_AGO, note="Spoke with his wife")
    return customer


def test_a_prospect_without_contact_for_two_years_is_anonymised(
    session: Session, store: StoreFixture
) -> None:
    customer = a_prospect(session, store)
    fresh = a_prospect(session, store, phone="+8613900002222")
    a_touch(session, store, a_lead(session, store, customer_id=fresh.id))
    assert queries.expired_prospects(session, store.manager, now=NOON).count == 1
    assert operations.anonymise_expired(session, store.manager, now=NOON).customers == 1
    session.expire_all()
    assert (customer.name, customer.phone, customer.note) == (NOBODY, None, "")
    assert customer.anonymised_at == NOON
    assert set(session.scalars(select(Touch.note).where(Touch.customer_id == customer.id))) == {""}
    assert session.scalars(select(LeadSource.facts).order_by(LeadSource.id)).first() == {}
    assert fresh.name == "李四"
    assert operations.anonymise_expired(session, store.manager, now=NOON).customers == 0


def test_buyers_are_kept_whatever_their_silence(session: Session, store: StoreFixture) -> None:
    an_owner(session, store, delivered=date(2023, 1, 5), created_at=LONG_AGO)
    assert queries.expired_prospects(session, store.manager, now=NOON).count == 0


def test_a_buyer_cannot_be_deleted_before_the_law_allows(session: Session, store: StoreFixture) -> None:
    owner = an_owner(session, store)
    asked = {"now": NOON, "customer_id": owner.id}
    with pytest.raises(MustKeep, match="2036"):
        operations.erase_customer(session, store.manager, reason="Asked in writing", **asked)


def test_a_prospect_is_deleted_on_request_also_from_rejected_rows(
    session: Session, store: StoreFixture
) -> None:
    customer = a_prospect(session, store)
    run = ImportRun(
        store_id=store.id,
        kind=ImportKind.LEADS,
        source="x.csv",
        sha256="0",
        encoding="utf-8",
        started_at=NOON,
    )
    session.add(run)
    session.flush()
    row = QuarantineRow(
        store_id=store.id, run_id=run.id, row_no=1, cells={"手机": "13900001111"}, reasons=["?"]
    )
    session.add(row)
    session.flush()
    asked = {"now": NOON, "customer_id": customer.id}
    with pytest.raises(NeedsReason):
        operations.erase_customer(session, store.manager, reason="", **asked)
    with pytest.raises(NotAllowed):
        operations.erase_customer(session, store.senior, reason="Asked", **asked)
    operations.erase_customer(session, store.manager, reason="Asked on the telephone", **asked)
    session.expire_all()
    assert customer.name == NOBODY
    assert (row.cells, row.status) == ({}, QuarantineStatus.DISCARDED)
    with pytest.raises(Conflict):
        operations.erase_customer(session, store.manager, reason="Again", **asked)


def test_everything_kept_of_a_customer_is_handed_out_and_recorded(
    session: Session, store: StoreFixture
) -> None:
    customer = a_prospect(session, store)
    found = operations.hand_out(session, store.senior, now=NOON, customer_id=customer.id)
    words = {str(value) for section in found.sections for row in section.rows for value in row}
    assert {"李四", "+8613900001111", "Lives near the lake", "Spoke with his wife", "Call after six"} <= words
    assert session.scalar(select(func.count()).where(AuditEntry.action == "care.hand_out")) == 1
    with pytest.raises(NotAllowed):
        operations.hand_out(session, store.trainee, now=NOON, customer_id=customer.id)


def test_the_last_word_on_each_way_counts(session: Session, store: StoreFixture) -> None:
    customer = a_prospect(session, store)
    yes = Choice(channel=ConsentChannel.SMS, purpose=ConsentPurpose.MARKETING, granted=True, source="form")
    record_consent(session, store.senior, now=NOON, customer_id=customer.id, choice=yes)
    later = NOON + timedelta(minutes=1)
    opt_out(session, store.trainee, now=later, customer_id=customer.id, source="told me on the telephone")
    said = consents(session, store.id, [customer.id])[customer.id]
    assert said[ConsentChannel.SMS, ConsentPurpose.MARKETING] is False
    assert all(not granted for granted in said.values())
    assert len(said) == len(ConsentChannel)
    history = consent_history(session, store.senior, customer_id=customer.id)
    assert history[-1].source == "form"
    assert session.scalar(select(func.count()).select_from(Consent)) == 1 + len(ConsentChannel)


def test_an_agreement_needs_a_source_and_the_one_who_looks_after_him(
    session: Session, store: StoreFixture
) -> None:
    customer = a_prospect(session, store)
    choice = {"channel": ConsentChannel.SMS, "purpose": ConsentPurpose.SERVICE, "granted": True}
    asked = {"now": NOON, "customer_id": customer.id}
    with pytest.raises(NeedsSource):
        record_consent(session, store.senior, choice=Choice(source=" ", **choice), **asked)
    with pytest.raises(NotAllowed):
        record_consent(session, store.trainee, choice=Choice(source="he said so", **choice), **asked)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(6, 120))
def test_retention_reckons_in_months(today: date, months: int) -> None:
    ends = retention_ends(today, months=months)
    assert (today.year * 12 + today.month) - (ends.year * 12 + ends.month) == months
    assert ends.day <= today.day


def test_birthdays_are_written_down_with_their_calendar(session: Session, store: StoreFixture) -> None:
    customer = a_prospect(session, store)
    born = date(1990, 10, 3)
    operations.set_birthday(session, store.senior, now=NOON, customer_id=customer.id, born=born, lunar=True)
    row = queries.find_customers(session, store.senior, words="李四")[0]
    assert (row.birthday, row.birthday_is_lunar) == (born, True)
    assert queries.find_customers(session, store.trainee, words="李四") == []
