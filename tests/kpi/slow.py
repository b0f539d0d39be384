"""Every figure once more, slowly and plainly: loops over exported rows, sharing nothing with the code they check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from salesops.models import Base

Row = dict[str, Any]
TABLES = ("lead", "visit", "touch", "appointment", "test_drive", "sales_order", "vehicle")
ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
COUNTS = [
    "visits",
    "first_visits",
    "return_visits",
    "test_drives",
    "leads",
    "valid_leads",
    "touches",
    "invitations",
    "orders",
    "deliveries",
]
CADENCE = {"A": 1, "B": 3, "C": 15}


def exported(session: Session, store_id: int) -> dict[str, list[Row]]:
    """Every row of the tables that figures read, as plain values; only this store's."""
    return {
        name: [
            dict(row._mapping)
            for row in session.execute(
                select(Base.metadata.tables[name]).where(text("store_id = :store")).params(store=store_id)
            )
        ]
        for name in TABLES
    }


@dataclass(frozen=True)
class Slow:
    """The figures of one store, or of a part of it, from its rows."""

    tables: dict[str, list[Row]]
    now: datetime
    staff: int | None = None
    channel: int | None = None
    model: int | None = None
    tier: str | None = None
    hours: tuple[time, time] = field(default=(time(9), time(18)))

    def figure(self, name: str, start: date, end: date) -> Any:
        """Value, numerator and denominator of a figure over the days from start until before end."""
        if name in COUNTS:
            number = len(getattr(self, name)(start, end))
            return number, number, None
        return getattr(self, name)(start, end)

    # ---- which rows there are

    def _mine(self, row: Row, staff: str) -> bool:
        lead = self._lead(row.get("lead_id"))
        via_lead = "outcome" in row or "made_on" in row  # touches and appointments take it from their lead
        split = (lead or {}) if via_lead else row
        if "vehicle_id" in row and "starts_at" in row:  # a drive has the channel of its visit
            split = {**row, **self._visit_channel(row)}
        return (
            (self.staff is None or row[staff] == self.staff)
            and (self.channel is None or split.get("channel_id") == self.channel)
            and (self.model is None or split.get("model_id") == self.model)
            and (self.tier is None or (row if "tier" in row else lead or {}).get("tier") == self.tier)
        )

    @cached_property
    def _by_id(self) -> dict[int, Row]:
        return {lead["id"]: lead for lead in self.tables["lead"]}

    def _lead(self, lead_id: int | None) -> Row | None:
        return None if lead_id is None else self._by_id.get(lead_id)

    def _visit_channel(self, drive: Row) -> Row:
        found = [visit for visit in self.tables["visit"] if visit["id"] == drive["visit_id"]]
        return {"channel_id": found[0]["channel_id"]} if found else {}

    def _rows(self, table: str, day: str, staff: str, days: tuple[date, date]) -> list[Row]:
        start, end = days
        return [
            row
            for row in self.tables[table]
            if row[day] is not None and start <= row[day] < end and self._mine(row, staff)
        ]

    def visits(self, start: date, end: date) -> list[Row]:
        return [
            row for row in self._rows("visit", "day", "staff_id", (start, end)) if row["kind"] != "errand"
        ]

    def first_visits(self, start: date, end: date) -> list[Row]:
        kinds = ("first", "first_of_lead", "looked_only")
        return [row for row in self.visits(start, end) if row["kind"] in kinds]

    def return_visits(self, start: date, end: date) -> list[Row]:
        return [row for row in self.visits(start, end) if row["kind"] == "return"]

    def test_drives(self, start: date, end: date) -> list[Row]:
        drives = self._rows("test_drive", "day", "staff_id", (start, end))
        return [row for row in drives if row["status"] == "done"]

    def leads(self, start: date, end: date) -> list[Row]:
        leads = self._rows("lead", "received_on", "owner_id", (start, end))
        return [row for row in leads if row["invalid_reason"] != "duplicate"]

    def valid_leads(self, start: date, end: date) -> list[Row]:
        return [row for row in self.leads(start, end) if row["status"] != "invalid"]

    def touches(self, start: date, end: date) -> list[Row]:
        return self._rows("touch", "day", "staff_id", (start, end))

    def invitations(self, start: date, end: date) -> list[Row]:
        made = self._rows("appointment", "made_on", "staff_id", (start, end))
        return [row for row in made if row["kind"] != "delivery"]

    def orders(self, start: date, end: date) -> list[Row]:
        return lasting(self._rows("sales_order", "ordered_on", "staff_id", (start, end)))

    def deliveries(self, start: date, end: date) -> list[Row]:
        delivered = self._rows("sales_order", "delivered_on", "staff_id", (start, end))
        return [row for row in delivered if row["status"] != "cancelled"]

    def open_leads(self, morning: date) -> list[Row]:
        """Received before the day and not closed before it."""
        everything = self.leads(date(2000, 1, 1), morning)
        return [row for row in everything if row["closed_on"] is None or row["closed_on"] >= morning]

    def last(self, start: date, end: date) -> date:
        today = self.now.astimezone(ZONE).date()
        return max(start, min(end - DAY, today))

    # ---- figures of the showroom

    def wait_over_limit(self, start: date, end: date) -> Any:
        def waited(visit: Row) -> bool:
            until = visit["greeted_at"] or visit["left_at"] or self.now
            seconds = int(until.timestamp()) - int(visit["arrived_at"].timestamp())
            return seconds > 15 * 60

        return share(self.visits(start, end), waited)

    def test_drive_rate(self, start: date, end: date) -> Any:
        return ratio(self.test_drives(start, end), self.visits(start, end))

    def close_rate(self, start: date, end: date) -> Any:
        return ratio(self.orders(start, end), self.visits(start, end))

    def close_rate_cohort(self, start: date, end: date) -> Any:
        orders = lasting(self.tables["sales_order"])

        def bought(visit: Row) -> bool:
            return any(
                order["customer_id"] == visit["customer_id"]
                and visit["day"] <= order["ordered_on"] <= visit["day"] + 30 * DAY
                for order in orders
            )

        return share(self.visits(start, end), bought)

    # ---- figures of leads

    def first_touch_minutes(self, start: date, end: date) -> Any:
        touched = [lead for lead in self.leads(start, end) if lead["first_touched_at"] is not None]
        minutes = sorted(self.open_minutes(lead) for lead in touched)
        if not minutes:
            return None, None, 0
        middle = len(minutes) // 2
        value = minutes[middle] if len(minutes) % 2 else (minutes[middle - 1] + minutes[middle]) / 2
        return value, None, len(minutes)

    def open_minutes(self, lead: Row) -> float:
        came, touched = lead["received_at"].astimezone(ZONE), lead["first_touched_at"].astimezone(ZONE)
        total, day = timedelta(0), came.date()
        while day <= touched.date():
            opens, closes = (datetime.combine(day, each, ZONE) for each in self.hours)
            total += max(min(closes, touched) - max(opens, came), timedelta(0))
            day += DAY
        return total.total_seconds() / 60

    def first_touch_on_time(self, start: date, end: date) -> Any:
        def due(lead: Row) -> bool:
            over = lead["first_touch_due_at"] <= self.now and lead["status"] != "invalid"
            return lead["first_touched_at"] is not None or over

        def on_time(lead: Row) -> bool:
            touched = lead["first_touched_at"]
            return touched is not None and touched <= lead["first_touch_due_at"]

        return share([lead for lead in self.leads(start, end) if due(lead)], on_time)

    def invitation_rate(self, start: date, end: date) -> Any:
        invited = [visit for visit in self.visits(start, end) if visit["appointment_id"] is not None]
        touched = {touch["lead_id"] for touch in self.touches(start, end)} - {None}
        return ratio(invited, touched)

    def lead_to_visit(self, start: date, end: date) -> Any:
        def came(lead: Row) -> bool:
            return any(
                visit["customer_id"] == lead["customer_id"]
                and visit["kind"] != "errand"
                and lead["received_on"] <= visit["day"] <= lead["received_on"] + 14 * DAY
                for visit in self.tables["visit"]
            )

        return share(self.leads(start, end), came)

    def lead_conversion(self, start: date, end: date) -> Any:
        won = [order for order in self.orders(start, end) if order["lead_id"] is not None]
        return ratio(won, self.leads(start, end))

    def lead_conversion_cohort(self, start: date, end: date) -> Any:
        def bought(lead: Row) -> bool:
            return any(
                order["lead_id"] == lead["id"]
                and lead["received_on"] <= order["ordered_on"] <= lead["received_on"] + 90 * DAY
                for order in lasting(self.tables["sales_order"])
            )

        return share(self.leads(start, end), bought)

    def lost_rate(self, start: date, end: date) -> Any:
        closed = [lead for lead in self.tables["lead"] if lead["status"] == "lost" and lead["closed_on"]]
        lost = [lead for lead in closed if start <= lead["closed_on"] < end and self._mine(lead, "owner_id")]
        counted = [lead for lead in lost if lead["invalid_reason"] != "duplicate"]
        return ratio(counted, self.open_leads(start) + self.leads(start, end))

    def activation_rate(self, start: date, end: date) -> Any:
        evening = self.last(start, end)

        last: dict[int, date] = {}
        for touch in self.tables["touch"]:
            if touch["day"] <= evening:
                last[touch["lead_id"]] = max(touch["day"], last.get(touch["lead_id"], touch["day"]))

        def active(lead: Row) -> bool:
            touched = last.get(lead["id"])
            return touched is not None and evening - touched <= CADENCE[lead["tier"]] * DAY

        return share(self.open_leads(evening), active)

    # ---- figures of sales and stock

    def gross_profit_per_car(self, start: date, end: date) -> Any:
        orders = self.orders(start, end)
        total = sum((order["gross_profit"] for order in orders), Decimal(0))
        return (cents(total / len(orders)) if orders else None), total, len(orders)

    def referral_rate(self, start: date, end: date) -> Any:
        return share(self.deliveries(start, end), lambda order: order["referrer_id"] is not None)

    def first_service_return(self, start: date, end: date) -> Any:
        def came(order: Row) -> bool:
            service = order["first_service_on"]
            return service is not None and service <= order["delivered_on"] + 90 * DAY

        return share(self.deliveries(start - 90 * DAY, end - 90 * DAY), came)

    def cars(self) -> list[Row]:
        cars = [car for car in self.tables["vehicle"] if car["kind"] != "test_drive" and car["arrived_on"]]
        return [car for car in cars if self.model is None or car["model_id"] == self.model]

    def standing(self, evening: date) -> list[Row]:
        here = [car for car in self.cars() if car["arrived_on"] <= evening]
        return [car for car in here if car["sold_on"] is None or car["sold_on"] > evening]

    def sold(self, evening: date) -> list[Row]:
        sold = [car for car in self.cars() if car["sold_on"] is not None and car["arrived_on"] <= evening]
        return [car for car in sold if evening - 30 * DAY < car["sold_on"] <= evening]

    def stock_turnover(self, start: date, end: date) -> Any:
        evening = self.last(start, end)
        sold = sum((car["purchase_cost"] for car in self.sold(evening)), Decimal(0)) * 12
        evenings = [evening - n * DAY for n in range(30)]
        each = [sum((c["purchase_cost"] for c in self.standing(day)), Decimal(0)) for day in evenings]
        mean = cents(sum(each, Decimal(0)) / 30)
        return (float(sold / mean) if mean else None), sold, mean

    def days_supply(self, start: date, end: date) -> Any:
        evening = self.last(start, end)
        stock, a_day = len(self.standing(evening)), len(self.sold(evening)) / 30
        return (stock / a_day if a_day else None), stock, a_day

    def stock_coefficient(self, start: date, end: date) -> Any:
        evening = self.last(start, end)
        return ratio(self.standing(evening), self.sold(evening))

    def slow_cars(self, start: date, end: date) -> Any:
        evening = self.last(start, end)
        stock = self.standing(evening)
        slow = [car for car in stock if (evening - car["arrived_on"]).days > 60]
        return len(slow), len(slow), len(stock)


def cents(yuan: Decimal) -> Decimal:
    """Yuan as they are paid: half a fen away from zero."""
    return yuan.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def lasting(orders: Iterable[Row]) -> list[Row]:
    """Orders that were not cancelled on the day they were taken."""
    return [row for row in orders if row["cancelled_on"] is None or row["cancelled_on"] > row["ordered_on"]]


def share(rows: list[Row], met: Callable[[Row], bool]) -> Any:
    """How many of the rows meet a condition, as a share."""
    return ratio([row for row in rows if met(row)], rows)


def ratio(above: Any, below: Any) -> Any:
    """Value, numerator and denominator of a quotient; no value over nothing."""
    return (len(above) / len(below) if below else None), len(above), len(below)
