"""Care that falls due: made once per owner, reason and day, blocked or freed by consent (Rule C1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, extract, or_, select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.care.operations.settling import chunks, close_passed, hold_to_consent
from salesops.care.queries.reach import RuleRow, care_rules
from salesops.care.rules import schedule
from salesops.care.rules.policies import CarePolicy
from salesops.core.calendar import Period
from salesops.models import CareTask, Customer, Order, Staff, Store
from salesops.models.enums import CareKind, OrderStatus

_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDue:
    """What a run changed."""

    made: int
    blocked: int
    freed: int
    passed: int

    @property
    def changed(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.made or self.blocked or self.freed or self.passed)


def make_due_tasks(session: Session, actor: Actor, *, now: datetime) -> MadeDue:
    """Make the care that is due now and soon; running it again makes nothing twice (Rule C1).

    What its customer's consent forbids is blocked, and freed when he agrees; greetings whose day has passed and
    first services that were done meanwhile are closed with the reason.
    """
    actor.require(Permission.CARE)
    session.execute(select(Store.id).where(Store.id == actor.store_id).with_for_update())  # one run at a time
    today = actor.today(now)
    policy = load(session, actor.store_id, CarePolicy)
    rules = care_rules(session, actor.store_id)
    passed = close_passed(session, actor, now=now, policy=policy)
    wanted = _wanted(session, actor, today, policy, rules)
    made = _make(session, actor, wanted, today)
    session.flush()
    blocked, freed = hold_to_consent(session, actor, rules)
    result = MadeDue(made=made, blocked=blocked, freed=freed, passed=passed)
    if result.changed:
        audit.record(
            session,
            actor,
            now=now,
            action="care.make_due",
            entity="care_task",
            entity_id=0,
            after={"made": made, "blocked": blocked, "freed": freed, "passed": passed},
        )
    return result


def _wanted(
    session: Session, actor: Actor, today: date, policy: CarePolicy, rules: Mapping[CareKind, RuleRow]
) -> list[schedule.Due]:
    active = {kind: rule.days for kind, rule in rules.items() if rule.active}
    days = {kind: within for kind, within in active.items() if within is not None}
    window, greeting = schedule.make_up_window(today, policy), schedule.greeting_window(today, policy)
    wanted = schedule.after_delivery(_deliveries(session, actor, days, window), days, window)
    if CareKind.BIRTHDAY in active:
        wanted += schedule.birthdays(_birthdays(session, actor, today, greeting, policy), greeting)
    if CareKind.FESTIVAL in active and any(schedule.festivals_of(day) for day in greeting.dates()):
        owners = session.scalars(
            select(Customer.id).where(_greeted(actor, today, policy)).order_by(Customer.id)
        ).all()
        wanted += schedule.festival_greetings(owners, greeting)
    return wanted


def _deliveries(
    session: Session, actor: Actor, days: dict[CareKind, int], window: Period
) -> list[schedule.Delivery]:
    """Deliveries from which some kind falls into the window."""
    spans = [
        and_(
            Order.delivered_on >= window.start - timedelta(days=within),
            Order.delivered_on < window.end - timedelta(days=within),
        )
        for within in days.values()
    ]
    if not spans:
        return []
    rows = session.execute(
        select(Order.id, Order.customer_id, Order.delivered_on, Order.first_service_on)
        .join(Customer, Customer.id == Order.customer_id)
        .where(
            Order.store_id == actor.store_id,
            Order.status == OrderStatus.DELIVERED,
            Customer.anonymised_at.is_(None),
            or_(*spans),
        )
        .order_by(Order.id)
    )
    return [
        schedule.Delivery(
            order_id=row.id,
            customer_id=row.customer_id,
            delivered_on=row.delivered_on,
            served=row.first_service_on is not None,
        )
        for row in rows
        if row.delivered_on is not None
    ]


def _greeted(actor: Actor, today: date, policy: CarePolicy) -> ColumnElement[bool]:
    """Customers who are greeted: owners of the last months, and key customers who own a car."""
    owns = exists().where(
        Order.store_id == actor.store_id,
        Order.customer_id == Customer.id,
        Order.status == OrderStatus.DELIVERED,
        or_(Customer.is_key, Order.delivered_on >= today - policy.greet_months * _MONTH),
    )
    return and_(Customer.store_id == actor.store_id, Customer.anonymised_at.is_(None), owns)


def _birthdays(
    session: Session, actor: Actor, today: date, window: Period, policy: CarePolicy
) -> list[schedule.Birthday]:
    """Customers whose birthday may fall in the window: by day of the solar year, and all who keep the lunar one."""
    on_day = or_(
        *(
            and_(
                extract("month", Customer.birthday) == day.month, extract("day", Customer.birthday) == day.day
            )
            for day in _solar_days(window)
        )
    )
    rows = session.execute(
        select(Customer.id, Customer.birthday, Customer.birthday_is_lunar).where(
            _greeted(actor, today, policy),
            Customer.birthday.is_not(None),
            or_(Customer.birthday_is_lunar, on_day),
        )
    )
    return [
        schedule.Birthday(customer_id=row.id, born=row.birthday, lunar=row.birthday_is_lunar)
        for row in rows
        if row.birthday is not None
    ]


def _solar_days(window: Period) -> list[date]:
    """The days of the window; 29 February too where it may be kept on the 28th."""
    days = list(window.dates())
    if any((day.month, day.day) == (2, 28) for day in days):
        days.append(date(2000, 2, 29))
    return days


def _make(session: Session, actor: Actor, wanted: Sequence[schedule.Due], today: date) -> int:
    """Add what is not there yet; the owner is who sold the car, or who looks after the customer now."""
    known = {
        (row.customer_id, row.kind, row.due_on)
        for row in session.execute(
            select(CareTask.customer_id, CareTask.kind, CareTask.due_on).where(
                CareTask.store_id == actor.store_id,
                CareTask.due_on >= min((due.due_on for due in wanted), default=today),
            )
        )
    }
    new = {(due.customer_id, due.kind, due.due_on): due for due in wanted}
    missing = [due for key, due in new.items() if key not in known]
    owners = _owners(session, actor, {due.customer_id for due in missing}, today)
    session.add_all(
        CareTask(
            store_id=actor.store_id,
            customer_id=due.customer_id,
            order_id=due.order_id,
            kind=due.kind,
            due_on=due.due_on,
            owner_id=owners.get(due.customer_id),
        )
        for due in missing
    )
    return len(missing)


def _owners(session: Session, actor: Actor, customer_ids: set[int], today: date) -> dict[int, int]:
    """Who looks after each customer, as far as he still works here; else who sold him his last car."""
    works = or_(Staff.left_on.is_(None), Staff.left_on > today)
    found: dict[int, int] = {}
    for part in chunks(sorted(customer_ids)):
        sold = session.execute(
            select(Order.customer_id, Order.staff_id)
            .join(Staff, and_(Staff.id == Order.staff_id, works))
            .where(
                Order.store_id == actor.store_id,
                Order.customer_id.in_(part),
                Order.status == OrderStatus.DELIVERED,
            )
            .order_by(Order.delivered_on, Order.id)
        )
        found |= {row.customer_id: row.staff_id for row in sold if row.staff_id is not None}
        cared = session.execute(
            select(Customer.id, Customer.owner_id)
            .join(Staff, and_(Staff.id == Customer.owner_id, works))
            .where(Customer.store_id == actor.store_id, Customer.id.in_(part))
        )
        found |= {row.id: row.owner_id for row in cared if row.owner_id is not None}
    return found
