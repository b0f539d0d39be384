"""Did care bring anything: two groups by time watched, said honestly (Rule C4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from salesops.care import queries
from salesops.care.rules.effect import Group, compared, sentence
from salesops.core.i18n import Message
from salesops.models import CareTask
from salesops.models.enums import CareKind, CareStatus
from tests.builders import NOON, TODAY, StoreFixture, an_order
from tests.care.scenes import an_owner


def group(owners: int, months: float) -> Group:
    return Group(owners=owners, months=months, referred=0, bought=0)


def said(results: int, owners: int, other_results: int, others: int, *, months: float = 1) -> str:
    found = compared(results, group(owners, owners * months), other_results, group(others, others))
    return sentence(found, cared=owners, others=others, what=Message("Brought a buyer")).in_english()


def test_few_results_say_nothing_either_way() -> None:
    assert "too few results" in said(2, 200, 1, 200)
    assert "too few results" in said(10, 5, 1, 200)


def test_a_difference_that_chance_explains_is_no_finding() -> None:
    assert "can be chance" in said(12, 200, 9, 200)


def test_a_difference_that_chance_does_not_explain_is_said_with_its_interval() -> None:
    assert "chance does not explain" in said(40, 200, 8, 200)


def test_owners_who_were_watched_longer_do_not_count_for_more() -> None:
    """The same results in a tenth of the time are more, not fewer."""
    found = compared(10, group(100, 100), 10, group(100, 1000))
    assert found.ratio == pytest.approx(10)
    assert found.certain


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 500), st.integers(1, 500))
def test_the_interval_holds_the_ratio(results: int, other: int, months: int, other_months: int) -> None:
    found = compared(results, group(100, months), other, group(100, other_months))
    if found.interval is not None and found.ratio is not None:
        assert found.interval.low <= found.ratio <= found.interval.high
        turned = compared(other, group(100, other_months), results, group(100, months))
        assert turned.certain is found.certain


def test_owners_are_split_by_care_in_their_first_days(session: Session, store: StoreFixture) -> None:
    """Only what follows the first thirty days counts, of owners who have had them."""
    long_ago = TODAY - timedelta(days=100)
    cared, other = an_owner(session, store, delivered=long_ago), an_owner(session, store, delivered=long_ago)
    an_owner(session, store, delivered=TODAY - timedelta(days=5))
    session.add(
        CareTask(
            store_id=store.id,
            customer_id=cared.id,
            kind=CareKind.USAGE_TIPS,
            due_on=long_ago + timedelta(days=7),
            status=CareStatus.DONE,
        )
    )
    for back, referrer in ((10, cared), (20, cared), (90, other), (10, other)):
        an_order(session, store, referrer_id=referrer.id, ordered_at=NOON - timedelta(days=back))
    an_order(session, store, customer_id=cared.id, ordered_at=NOON - timedelta(days=3))
    session.flush()
    found = queries.care_effect(session, store.manager, now=NOON)
    assert (found.cared.owners, found.cared.referred, found.cared.bought) == (1, 2, 1)
    assert (found.others.owners, found.others.referred, found.others.bought) == (1, 1, 0)
    assert found.cared.months == pytest.approx(70 / 30)
    rows = queries.effect_rows(session, store.manager, now=NOON)
    assert {(row.cared, row.referred) for row in rows} == {(True, 2), (False, 1)}
