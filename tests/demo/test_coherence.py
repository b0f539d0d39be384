"""Rule X6: everything in the demo store fits together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.cli.integrity import problems
from salesops.core import phone, vin
from salesops.core.hours import HoursPolicy
from salesops.leads.rules.first_touch import first_touch_due, limit
from salesops.leads.rules.policies import FirstTouchPolicy
from salesops.models import Channel, Customer, Lead, Vehicle
from tests.demo.conftest import ZONE, Filled

RULES = {
    "a lead's first touch is the first of its touches": """SELECT count(*) FROM lead WHERE first_touched_at IS NOT
        (SELECT min(at) FROM touch WHERE touch.lead_id = lead.id)""",
    "a lead's last touch is the last of them": """SELECT count(*) FROM lead WHERE last_touch_at IS NOT
        (SELECT max(at) FROM touch WHERE touch.lead_id = lead.id)""",
    "an untouched lead is new, a touched one is not": """SELECT count(*) FROM lead
        WHERE (status = 'new') <> (touch_count = 0)""",
    "a closed lead has its day and no next touch": """SELECT count(*) FROM lead WHERE status IN ('won', 'lost', 'invalid')
        AND (closed_on IS NULL OR next_touch_due_on IS NOT NULL)""",
    "an open lead is not closed": """SELECT count(*) FROM lead
        WHERE status IN ('new', 'working', 'loss_asked') AND closed_on IS NOT NULL""",
    "a lead being worked on has a next touch": """SELECT count(*) FROM lead
        WHERE status = 'working' AND next_touch_due_on IS NULL""",
    "a won lead has an order": """SELECT count(*) FROM lead WHERE status = 'won' AND NOT EXISTS
        (SELECT 1 FROM sales_order o WHERE o.lead_id = lead.id AND o.status <> 'cancelled')""",
    "an order's lead is won": """SELECT count(*) FROM sales_order o JOIN lead ON lead.id = o.lead_id
        WHERE o.status <> 'cancelled' AND lead.status <> 'won'""",
    "a lead's owner looks after the customer": """SELECT count(*) FROM lead JOIN customer c ON c.id = lead.customer_id
        WHERE lead.owner_id IS NOT c.owner_id""",
    "touches, appointments and visits are of their lead's customer": """SELECT
        (SELECT count(*) FROM touch t JOIN lead ON lead.id = t.lead_id WHERE t.customer_id <> lead.customer_id) +
        (SELECT count(*) FROM appointment a JOIN lead ON lead.id = a.lead_id WHERE a.customer_id <> lead.customer_id) +
        (SELECT count(*) FROM visit v JOIN lead ON lead.id = v.lead_id WHERE v.customer_id <> lead.customer_id)""",
    "a lost lead has an approved request": """SELECT count(*) FROM lead WHERE status = 'lost' AND NOT EXISTS
        (SELECT 1 FROM loss_request r WHERE r.lead_id = lead.id AND r.status = 'approved')
        AND NOT EXISTS (SELECT 1 FROM sales_order o WHERE o.lead_id = lead.id AND o.status = 'cancelled')""",
    "a loss was tried for often enough": """SELECT count(*) FROM loss_request r JOIN lead ON lead.id = r.lead_id
        WHERE lead.touch_count < CASE r.tier_before WHEN 'A' THEN 5 WHEN 'B' THEN 4 ELSE 2 END""",
    "one open opportunity a customer": """SELECT count(*) FROM (SELECT customer_id FROM opportunity
        WHERE closed_on IS NULL GROUP BY customer_id HAVING count(*) > 1)""",
    "an order and its opportunity agree": """SELECT count(*) FROM sales_order o JOIN opportunity p ON p.id = o.opportunity_id
        WHERE (o.status = 'open' AND p.stage <> 'ordered') OR (o.status = 'delivered' AND p.stage <> 'delivered')
        OR (o.status = 'cancelled' AND p.stage <> 'lost') OR o.customer_id <> p.customer_id""",
    "a car and its order agree": """SELECT count(*) FROM sales_order o JOIN vehicle v ON v.id = o.vehicle_id
        WHERE (o.status = 'delivered') <> (v.status = 'sold') OR (o.status = 'open' AND v.status = 'in_stock')
        OR o.model_id <> v.model_id""",
    "an allocated car has an open order": """SELECT count(*) FROM vehicle v WHERE status = 'allocated' AND NOT EXISTS
        (SELECT 1 FROM sales_order o WHERE o.vehicle_id = v.id AND o.status = 'open')""",
    "a sold car left on the day of the handover": """SELECT count(*) FROM sales_order o JOIN vehicle v ON v.id = o.vehicle_id
        WHERE o.status = 'delivered' AND (v.sold_on <> o.delivered_on OR v.arrived_on > v.sold_on)""",
    "a party is greeted and leaves in order": """SELECT count(*) FROM visit
        WHERE greeted_at < arrived_at OR left_at < greeted_at""",
    "every visit of the past is settled": """SELECT count(*) FROM visit WHERE day < '2026-11-24'
        AND (left_at IS NULL OR greeted_at IS NULL OR kind = 'incomplete')""",
    "every appointment of the past is settled": """SELECT count(*) FROM appointment
        WHERE status = 'booked' AND day < '2026-11-24'""",
    "a drive lies within its visit": """SELECT count(*) FROM test_drive d JOIN visit v ON v.id = d.visit_id
        WHERE d.status = 'done' AND (d.starts_at < v.greeted_at OR d.ends_at > v.left_at)""",
    "a car's slots are its own": """SELECT count(*) FROM (SELECT resource, slot_at FROM booking_slot
        GROUP BY resource, slot_at HAVING count(*) > 1)""",
    "nothing sells under cost without a reason": """SELECT count(*) FROM sales_order
        WHERE price < purchase_cost AND under_cost_reason = ''""",
    "points never go below nothing": """SELECT count(*) FROM (SELECT customer_id FROM referral_entry
        GROUP BY customer_id HAVING sum(points) < 0)""",
    "a referred car earned its points once": """SELECT count(*) FROM sales_order o
        WHERE referrer_id IS NOT NULL AND status = 'delivered' AND opportunity_id IS NOT NULL AND 1 <>
        (SELECT count(*) FROM referral_entry e WHERE e.order_id = o.id AND e.kind = 'earn')""",
}  # fmt: skip
"""What must be true → statement that counts the rows of which it is not."""


@pytest.mark.parametrize("rule", RULES)
def test_rows_agree(filled: Filled, rule: str) -> None:
    assert filled.count(RULES[rule]) == 0


def test_the_check_command_finds_nothing(filled: Filled) -> None:
    assert problems(filled.engine) == []


def test_nothing_has_happened_after_now(filled: Filled) -> None:
    now = filled.now.astimezone(UTC).replace(tzinfo=None)
    for table, column in (
        ("touch", "at"),
        ("visit", "arrived_at"),
        ("visit", "left_at"),
        ("lead", "received_at"),
        ("appointment", "made_at"),
        ("sales_order", "ordered_at"),
        ("sales_order", "delivered_at"),
        ("price_request", "asked_at"),
        ("consent", "at"),
        ("reception_event", "at"),
        ("care_task", "done_at"),
        ("task", "done_at"),
        ("order_compensation", "told_at"),
        ("inspection_result", "fixed_at"),
    ):
        assert filled.count(f"SELECT count(*) FROM {table} WHERE {column} > :now", now=str(now)) == 0, table


def test_what_is_to_come_is_booked(filled: Filled) -> None:
    for statement in (
        "SELECT count(*) FROM appointment WHERE status = 'booked' AND day > '2026-11-24'",
        "SELECT count(*) FROM test_drive WHERE status = 'booked' AND day >= '2026-11-24'",
        "SELECT count(*) FROM vehicle WHERE status = 'in_transit' AND eta_on >= '2026-11-24'",
        "SELECT count(*) FROM task WHERE status = 'open' AND due_on >= '2026-11-24'",
        "SELECT count(*) FROM store_event WHERE day > '2026-11-24'",
        "SELECT count(*) FROM rota_shift WHERE day > '2026-11-24'",
        "SELECT count(*) FROM sales_order WHERE status = 'open'",
    ):
        assert filled.count(statement) > 0, statement


def test_first_touches_are_due_by_the_rule(filled: Filled) -> None:
    """Rule L2: the clock runs in opening hours only, by the limit of the channel."""
    hours, policy = HoursPolicy().hours(), FirstTouchPolicy()
    with Session(filled.engine) as session:
        rows = session.execute(
            select(Lead.received_at, Lead.first_touch_due_at, Channel.kind, Channel.first_touch_minutes)
            .join(Channel, Channel.id == Lead.channel_id)
            .where(Lead.store_id == filled.store_id)
        )
        for received, due, kind, minutes in rows:
            open_time = limit(kind, minutes, policy)
            assert due == first_touch_due(received.astimezone(ZONE), hours=hours, limit=open_time)


def test_days_are_the_days_of_the_store(filled: Filled) -> None:
    for table, moment, day in (
        ("lead", "received_at", "received_on"),
        ("touch", "at", "day"),
        ("visit", "arrived_at", "day"),
        ("appointment", "at", "day"),
        ("sales_order", "ordered_at", "ordered_on"),
        ("price_request", "asked_at", "asked_on"),
        ("booking", "starts_at", "day"),
    ):
        wrong = f"SELECT count(*) FROM {table} WHERE date({moment}, '+8 hours') <> {day}"
        assert filled.count(wrong) == 0, table


def test_numbers_of_cars_and_telephones_are_good(filled: Filled) -> None:
    with Session(filled.engine) as session:
        vins = session.scalars(select(Vehicle.vin)).all()
        phones = session.scalars(select(Customer.phone)).all()
    assert not any(vin.problems(number) for number in vins)
    assert len(set(phones)) == len(phones)
    assert all(phone.parse(number or "").e164 == number for number in phones[:200])


def test_the_last_weeks_are_closed_with_their_figures(filled: Filled) -> None:
    days = filled.rows("SELECT day, figures FROM day_review ORDER BY day DESC")
    assert str(days[0][0]) == "2026-11-23"
    assert len(days) >= 90
    assert '"visits"' in days[0][1]


def test_history_reaches_back(filled: Filled) -> None:
    first = filled.count("SELECT min(received_at) FROM lead")
    assert filled.now.astimezone(UTC).replace(tzinfo=None) - datetime.fromisoformat(first) > timedelta(
        days=90
    )
