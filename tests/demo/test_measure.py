"""The demo store keeps measure: what a store of this size has, so that lists can be worked off."""

from __future__ import annotations

from calendar import monthrange

from tests.demo.conftest import Filled


def test_open_customers_are_as_many_as_a_store_can_care_for(filled: Filled) -> None:
    """Rule X6: 60 to 120 intent customers, few of them overdue; some 150 leads at most wait for a late touch."""
    deals = filled.rows(
        """SELECT count(*) AS deals, sum(next_step_on < :today) AS late FROM opportunity
        WHERE closed_on IS NULL AND stage IN ('visited', 'driven', 'negotiating')"""
    )[0]
    assert 60 <= deals.deals <= 120
    assert 1 <= deals.late <= 20
    late = filled.count("SELECT count(*) FROM lead WHERE status = 'working' AND next_touch_due_on < :today")
    assert 20 <= late <= 150
    late_care = filled.count("SELECT count(*) FROM care_task WHERE status = 'due' AND due_on < :today")
    assert 1 <= late_care <= 45


def test_sales_are_near_the_pace_of_the_month(filled: Filled) -> None:
    """Rule X6: about 3.3 orders a day, a little short of the target, so that the meeting has something to do."""
    orders = (
        "SELECT count(*) FROM sales_order WHERE status <> 'cancelled' AND ordered_on > date(:today, :since)"
    )
    assert 2.8 <= filled.count(orders, since="-92 day") / 92 <= 3.9
    if filled.today.day < 10:
        return
    target = filled.count(
        """SELECT value FROM target WHERE figure = 'orders' AND staff_id IS NULL
        AND month = date(:today, 'start of month')"""
    )
    signed = filled.count(
        """SELECT count(*) FROM sales_order WHERE status <> 'cancelled'
        AND ordered_on >= date(:today, 'start of month')"""
    )
    length = monthrange(filled.today.year, filled.today.month)[1]
    pace = target * (filled.today.day - 1 + filled.now.hour / 24) / length
    assert 0.82 <= signed / pace <= 0.98


def test_owners_from_before_have_had_their_first_service(filled: Filled) -> None:
    """Rule X6: the figure of first services has cases."""
    row = filled.rows(
        """SELECT count(*) AS due, sum(first_service_on <= date(delivered_on, '+90 day')) AS served FROM sales_order
        WHERE delivered_on >= date(:today, '-120 day') AND delivered_on < date(:today, '-90 day')"""
    )[0]
    assert row.due >= 5
    assert 0 < row.served <= row.due
