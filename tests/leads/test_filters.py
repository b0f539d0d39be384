"""A list of leads is filtered, and a filter kept under a name comes back as it was (Rules L3, L4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.leads import operations, queries
from salesops.leads.operations import BadLead
from salesops.leads.queries import Filter
from salesops.models.enums import LeadStatus, Tier
from tests.builders import NOON, StoreFixture, a_lead

UNTOUCHED_A = Filter(tier=Tier.A, untouched_only=True)


def test_conditions_hold_together(session: Session, store: StoreFixture) -> None:
    def lead(**values: object) -> int:
        return a_lead(session, store, **values).id

    wanted = lead(tier=Tier.A, status=LeadStatus.NEW, owner_id=None)
    lead(tier=Tier.B, status=LeadStatus.NEW, owner_id=None)
    touched = lead(tier=Tier.A, status=LeadStatus.WORKING, owner_id=store.senior.staff_id)

    def ids(wanted: Filter) -> list[int]:
        return [row.id for row in queries.tier_leads(session, store.manager, wanted=wanted)]

    assert ids(UNTOUCHED_A) == [wanted]
    assert ids(Filter(tier=Tier.A)) == [touched, wanted]
    assert ids(Filter(owner_id=store.senior.staff_id)) == [touched]
    assert ids(Filter(unowned_only=True, tier=Tier.A)) == [wanted]


def test_a_kept_filter_comes_back_and_is_ones_own(session: Session, store: StoreFixture) -> None:
    for wanted in (Filter(tier=Tier.B), UNTOUCHED_A):  # the same name again changes it
        operations.save_filter(session, store.manager, now=NOON, name=" Hot ", wanted=wanted)
    (kept,) = queries.saved_filters(session, store.manager)
    assert (kept.name, kept.wanted) == ("Hot", UNTOUCHED_A)
    assert queries.saved_filters(session, store.senior) == []
    operations.drop_filter(session, store.senior, now=NOON, filter_id=kept.id)
    assert queries.saved_filters(session, store.manager) == [kept]
    operations.drop_filter(session, store.manager, now=NOON + timedelta(minutes=1), filter_id=kept.id)
    assert queries.saved_filters(session, store.manager) == []


@pytest.mark.parametrize(("name", "wanted"), [("", UNTOUCHED_A), ("All", Filter())])
def test_a_filter_needs_a_name_and_a_condition(
    session: Session, store: StoreFixture, name: str, wanted: Filter
) -> None:
    with pytest.raises(BadLead):
        operations.save_filter(session, store.manager, now=NOON, name=name, wanted=wanted)


def test_a_filter_of_another_version_still_opens() -> None:
    assert Filter.from_dict({"tier": "A", "colour": "red"}) == Filter(tier=Tier.A)
