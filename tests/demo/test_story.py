"""Rule X6: the rows themselves tell the story, each chapter of it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from salesops.core.calendar import Period
from salesops.inventory.queries.supply import model_supply
from salesops.kpi.measure import Dimension, measure
from salesops.meeting.queries.diagnosis import traffic
from salesops.meeting.rules.diagnosis import Cause
from salesops.models.enums import ComplaintTopic
from tests.demo.conftest import Filled

TODAY = date(2026, 11, 24)
WHOLE = Period(TODAY - timedelta(days=90), TODAY)


def by_seller(store: Filled, *figures: str) -> dict[str, dict[str, float]]:
    """The figures of the whole history by the part that a seller plays: his employee number."""
    with Session(store.engine) as session:
        found = measure(session, store.store_id, figures, WHOLE, by=Dimension.STAFF, now=store.now)
    numbers = dict(store.rows("SELECT id, employee_no FROM staff WHERE role = 'consultant'"))
    return {
        numbers[key]: {name: float(each.value or 0) for name, each in measured.items()}
        for key, measured in found.items()
        if key in numbers
    }


def test_a_short_video_channel_collapsed_ten_days_ago(filled: Filled) -> None:
    daily = """SELECT count(*) FROM lead JOIN channel ON channel.id = lead.channel_id
        WHERE channel.kind = 'short_video' AND channel.name LIKE '抖音%' AND received_on >= :a AND received_on < :b"""
    before = filled.count(daily, a="2026-10-17", b="2026-11-14") / 28
    since = filled.count(daily, a="2026-11-14", b="2026-11-24") / 10
    assert before > 10
    assert since < 0.4 * before
    with Session(filled.engine) as session:
        found = traffic(session, filled.manager(session), now=filled.now).diagnosis.findings
    assert [each.cause for each in found][:1] == [Cause.CHANNEL]


def test_a_fuel_model_stands_mostly_beyond_sixty_days(filled: Filled) -> None:
    slow = """SELECT count(*), sum(julianday('2026-11-24') - julianday(arrived_on) > 60) FROM vehicle
        JOIN car_model ON car_model.id = vehicle.model_id
        WHERE status = 'in_stock' AND vehicle.kind <> 'test_drive' AND (car_model.code = 'YCX5') = :it"""
    (cars, old), (others, others_old) = filled.rows(slow, it=1)[0], filled.rows(slow, it=0)[0]
    assert cars >= 10
    assert old / cars > 0.6
    assert others_old / others < 0.2


def test_orders_of_a_hybrid_exceed_two_weeks_of_supply(filled: Filled) -> None:
    with Session(filled.engine) as session:
        rows = model_supply(session, filled.manager(session), today=TODAY)
    behind = [row for row in rows if row.risk.backlog]
    assert [row.series for row in behind] == ["云驰 L6"]
    assert (behind[0].risk.backlog_weeks or 99) > 2


def test_a_trainee_invites_well_and_closes_badly(filled: Filled) -> None:
    rates = by_seller(filled, "invitation_rate", "close_rate")
    others = [each for no, each in rates.items() if no != "G110"]
    assert rates["G110"]["invitation_rate"] > 1.2 * max(each["invitation_rate"] for each in others)
    assert rates["G110"]["close_rate"] < 0.75 * min(each["close_rate"] for each in others)


def test_a_senior_has_many_customers_and_few_referrals(filled: Filled) -> None:
    rates = by_seller(filled, "deliveries", "referral_rate")
    delivered = sorted((each["deliveries"] for each in rates.values()), reverse=True)
    assert rates["G102"]["deliveries"] >= delivered[3]
    assert rates["G102"]["referral_rate"] <= 0.02
    assert sum(each["referral_rate"] for each in rates.values()) / len(rates) > 0.05


def test_a_regular_consultant_has_three_days_without_an_order(filled: Filled) -> None:
    orders = """SELECT count(*) FROM sales_order JOIN staff ON staff.id = sales_order.staff_id
        WHERE employee_no = 'G106' AND ordered_on >= :a AND ordered_on < :b"""
    assert filled.count(orders, a="2026-11-21", b="2026-11-25") == 0
    assert filled.count(orders, a="2026-10-01", b="2026-11-21") > 5
    assert filled.count("SELECT seniority FROM staff WHERE employee_no = 'G106'") == "regular"


def test_seven_complaints_of_late_delivery_came_in_the_last_week(filled: Filled) -> None:
    late = "SELECT count(*) FROM complaint WHERE topic = :topic AND day > '2026-11-17'"
    assert filled.count(late, topic=ComplaintTopic.DELIVERY_DELAY) == 7
    waiting = """SELECT count(*) FROM complaint JOIN sales_order ON sales_order.id = complaint.order_id
        WHERE topic = 'delivery_delay' AND day > '2026-11-17' AND ordered_on <= day"""
    assert filled.count(waiting) == 7


def test_winter_range_and_finance_terms_are_named_more_often_of_late(filled: Filled) -> None:
    share = (
        """SELECT avg(objection = :it) FROM touch WHERE objection IS NOT NULL AND day >= :a AND day < :b"""
    )
    for objection in ("winter_range", "finance_complex"):
        before = filled.count(share, it=objection, a="2026-09-01", b="2026-11-01")
        of_late = filled.count(share, it=objection, a="2026-11-15", b="2026-11-25")
        assert of_late > 1.5 * before


def test_the_store_is_of_an_ordinary_size(filled: Filled) -> None:
    """Domain §1.3: volumes and rates that a manager finds believable."""
    with Session(filled.engine) as session:
        names = [
            "leads",
            "visits",
            "orders",
            "close_rate",
            "lead_conversion",
            "first_touch_on_time",
            "activation_rate",
        ]
        found = measure(session, filled.store_id, names, WHOLE, now=filled.now)[None]
    value = {name: float(each.value or 0) for name, each in found.items()}
    assert 40 <= value["leads"] / 90 <= 60
    assert 15 <= value["visits"] / 90 <= 30
    assert 3 <= value["orders"] / 90 <= 5
    assert 0.17 <= value["close_rate"] <= 0.25
    assert 0.03 <= value["lead_conversion"] <= 0.045
    assert 0.85 <= value["first_touch_on_time"] <= 0.95
    assert 0.8 <= value["activation_rate"] <= 0.97
    assert (
        150 <= filled.count("SELECT count(*) FROM vehicle WHERE status IN ('in_stock', 'allocated')") <= 250
    )
