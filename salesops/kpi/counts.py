"""What is counted of each event, and the one statement that counts everything that was asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    distinct,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import Null

from salesops.kpi import sources
from salesops.kpi.dialect import days_after, seconds_between
from salesops.kpi.figures import Dimension
from salesops.kpi.frame import Frame
from salesops.kpi.sources import LASTING_ORDER, Arm, Source
from salesops.models import CarModel, Channel, Lead, Order, Staff, Touch, Visit
from salesops.models.enums import LeadStatus, Role, Tier, VisitKind

Condition = Callable[[Frame], ColumnElement[bool]]
Cells = dict[tuple[int, Any], dict[str, int]]
"""By span and key (None: the whole) what was counted, by the count's name; money in fen."""

_FIRST = (VisitKind.FIRST, VisitKind.FIRST_OF_LEAD, VisitKind.LOOKED_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The rows of a source that meet a condition: how many, how many different, or their money."""

    source: Source
    where: Condition
    different: Any = None
    amount: Any = None

    def column(self, frame: Frame) -> ColumnElement[Any]:
        """The count as an aggregate."""
        met = self.where(frame)
        if self.amount is not None:
            return func.coalesce(func.sum(case((met, type_coerce(self.amount, BigInteger)))), 0)
        if self.different is not None:
            return func.count(distinct(case((met, self.different))))
        return func.count(case((met, 1)))


def _all(_frame: Frame) -> ColumnElement[bool]:
    return true()


def _when(condition: ColumnElement[bool]) -> Condition:
    return lambda _frame: condition


def _waited(frame: Frame) -> ColumnElement[bool]:
    """Greeted late, or neither greeted nor gone when the limit was over (Rule R1)."""
    until = func.coalesce(Visit.greeted_at, Visit.left_at, literal(frame.scope.now, Visit.left_at.type))
    return seconds_between(Visit.arrived_at, until) > frame.limits.wait.limit_minutes * 60


def _first_due(frame: Frame) -> ColumnElement[bool]:
    """Touched, or past the limit (Rule L2); an invalid lead that nobody touched needed no touch."""
    past = and_(Lead.first_touch_due_at <= frame.scope.now, Lead.status != LeadStatus.INVALID)
    return or_(Lead.first_touched_at.is_not(None), past)


def _lead_came(frame: Frame) -> ColumnElement[bool]:
    return exists().where(
        Visit.store_id == frame.store_id,
        Visit.customer_id == Lead.customer_id,
        Visit.day >= Lead.received_on,
        Visit.day <= days_after(Lead.received_on, frame.limits.figures.lead_visit_days),
        Visit.kind != VisitKind.ERRAND,
    )


def _lead_bought(frame: Frame) -> ColumnElement[bool]:
    return exists().where(
        Order.lead_id == Lead.id,
        Order.ordered_on >= Lead.received_on,
        Order.ordered_on <= days_after(Lead.received_on, frame.limits.figures.lead_order_days),
        LASTING_ORDER,
    )


def _visitor_bought(frame: Frame) -> ColumnElement[bool]:
    return exists().where(
        Order.store_id == frame.store_id,
        Order.customer_id == Visit.customer_id,
        Order.ordered_on >= Visit.day,
        Order.ordered_on <= days_after(Visit.day, frame.limits.figures.visit_order_days),
        LASTING_ORDER,
    )


def _in_cadence(frame: Frame) -> ColumnElement[bool]:
    """Touched as often as the tier asks, seen from the evening of the last day (Rule L5)."""
    return exists().where(
        Touch.lead_id == Lead.id,
        Touch.day <= frame.table.c.last,
        Touch.day >= sources.since_of_tier(frame.table),
    )


def _serviced(frame: Frame) -> ColumnElement[bool]:
    return Order.first_service_on <= days_after(Order.delivered_on, frame.limits.figures.first_service_days)


COUNTS: dict[str, Count] = {
    "visits": Count(source=sources.VISITS, where=_all),
    "first_visits": Count(source=sources.VISITS, where=_when(Visit.kind.in_(_FIRST))),
    "return_visits": Count(source=sources.VISITS, where=_when(Visit.kind == VisitKind.RETURN)),
    "waited": Count(source=sources.VISITS, where=_waited),
    "invited_visits": Count(source=sources.VISITS, where=_when(Visit.appointment_id.is_not(None))),
    "visits_ordered": Count(source=sources.VISITS, where=_visitor_bought),
    "test_drives": Count(source=sources.TEST_DRIVES, where=_all),
    "leads": Count(source=sources.LEADS, where=_all),
    "valid_leads": Count(source=sources.LEADS, where=_when(Lead.status != LeadStatus.INVALID)),
    "first_due": Count(source=sources.LEADS, where=_first_due),
    "on_time": Count(source=sources.LEADS, where=_when(Lead.first_touched_at <= Lead.first_touch_due_at)),
    "first_touched": Count(source=sources.LEADS, where=_when(Lead.first_touched_at.is_not(None))),
    "leads_visited": Count(source=sources.LEADS, where=_lead_came),
    "leads_ordered": Count(source=sources.LEADS, where=_lead_bought),
    "losses": Count(source=sources.CLOSED_LEADS, where=_when(Lead.status == LeadStatus.LOST)),
    "open_at_start": Count(source=sources.OPEN_AT_START, where=_all),
    "open_leads": Count(source=sources.OPEN_ON_LAST, where=_all),
    "active_leads": Count(source=sources.OPEN_ON_LAST, where=_in_cadence),
    "touches": Count(source=sources.TOUCHES, where=_all),
    "touched_leads": Count(source=sources.TOUCHES, where=_all, different=Touch.lead_id),
    "invitations": Count(source=sources.INVITATIONS, where=_all),
    "orders": Count(source=sources.ORDERS, where=_all),
    "lead_orders": Count(source=sources.ORDERS, where=_when(Order.lead_id.is_not(None))),
    "gross_profit": Count(source=sources.ORDERS, where=_all, amount=Order.gross_profit),
    "deliveries": Count(source=sources.DELIVERIES, where=_all),
    "referred": Count(source=sources.DELIVERIES, where=_when(Order.referrer_id.is_not(None))),
    "service_due": Count(source=sources.FIRST_SERVICES, where=_all),
    "serviced": Count(source=sources.FIRST_SERVICES, where=_serviced),
}

MADE_OF: dict[str, tuple[str, ...]] = {"open_or_new": ("open_at_start", "leads")}
"""Counts that are the sum of others."""


def parts_of(name: str) -> tuple[str, ...]:
    """The counts that a name stands for."""
    return MADE_OF.get(name, (name,))


def read_counts(session: Session, frame: Frame, names: Iterable[str]) -> Cells:
    """Everything that was asked for, in one statement: a grouped select for each source, and the keys there are."""
    wanted = _by_source(names)
    selects: list[Select[Any]] = []
    labels: list[tuple[str, ...]] = []
    width = max((len(group) for group in wanted), default=0)
    for group in wanted:
        selects += _selects(frame, group, len(labels), width)
        labels.append(group)
    if frame.by is not None:
        selects.append(_known_keys(frame, width))
    cells: Cells = defaultdict(lambda: defaultdict(int))
    if not selects:
        return cells
    statement = selects[0] if len(selects) == 1 else union_all(*selects)
    for family, n, whole, key, *values in session.execute(statement):
        if family < 0:
            for number in range(len(frame.spans)):
                cells[number, _key(frame, key)]  # the key is there, with nothing counted
            continue
        for name, value in zip(labels[family], values, strict=False):
            if key is not None:
                cells[n, _key(frame, key)][name] += int(value)
            if bool(whole) is _needs_whole(frame, COUNTS[name]):
                cells[n, None][name] += int(value)
    return cells


def _needs_whole(frame: Frame, count: Count) -> bool:
    """Whether the groups of a split do not add up to the whole, because one thing may be in several."""
    return count.different is not None and frame.by in count.source.splits


def _by_source(names: Iterable[str]) -> list[tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for part in dict.fromkeys(part for name in names for part in parts_of(name)):
        groups.setdefault(COUNTS[part].source.name, []).append(part)
    return [tuple(group) for group in groups.values()]


def _selects(frame: Frame, group: tuple[str, ...], family: int, width: int) -> list[Select[Any]]:
    """A grouped select for each arm of a source; more over the whole where different things are counted."""
    source = COUNTS[group[0]].source
    by = frame.by if frame.by in source.splits else None
    wholes = [False, True] if any(_needs_whole(frame, COUNTS[name]) for name in group) else [False]
    found = []
    for whole in wholes:
        key = source.splits[by] if by is not None and not whole else None
        head = _head(frame, group, key, (family, int(whole)), width)
        for arm in source.arms:
            statement = tied(head, source, frame, None if whole else by, arm).group_by(frame.table.c.n)
            found.append(statement if key is None else statement.group_by(key))
    return found


def _head(frame: Frame, group: tuple[str, ...], key: Any, marks: tuple[int, int], width: int) -> Select[Any]:
    """The columns that every select of the union has: family, span, whole, key, and what is counted."""
    family, whole = marks
    values = [COUNTS[name].column(frame) for name in group]
    values += [literal(0)] * (width - len(values))
    return select(
        literal(family).label("family"),
        frame.table.c.n,
        literal(whole).label("whole"),
        _as_key(frame, null() if key is None else key),
        *(value.label(f"c{place}") for place, value in enumerate(values)),
    )


def tied(
    statement: Select[Any], source: Source, frame: Frame, by: Dimension | None, arm: Arm | None = None
) -> Select[Any]:
    """A select from the days asked for and the source's rows in them, of one person when one was asked for."""
    within = arm(frame.table) if arm is not None else or_(*(each(frame.table) for each in source.arms))
    statement = statement.select_from(frame.table).join(
        source.record, and_(source.record.store_id == frame.store_id, within)
    )
    join = source.joins.get(by) if by is not None else None
    if join is not None:
        statement = statement.outerjoin(join.target, join.on)
    statement = statement.where(source.only)
    if frame.scope.staff_id is not None:
        statement = statement.where(source.splits[Dimension.STAFF] == frame.scope.staff_id)
    return statement


def _known_keys(frame: Frame, width: int) -> Select[Any]:
    """The consultants, channels or models there are, so that one without any event is shown with none."""
    record, only = {
        Dimension.STAFF: (Staff, and_(Staff.role == Role.CONSULTANT, Staff.left_on.is_(None))),
        Dimension.CHANNEL: (Channel, Channel.active),
        Dimension.MODEL: (CarModel, CarModel.active),
    }.get(frame.by or Dimension.DAY, (None, None))
    blank = [literal(0).label(f"c{place}") for place in range(width)]
    head = (literal(-1).label("family"), literal(0).label("n"), literal(0).label("whole"))
    if record is None or only is None:
        nothing: Select[Any] = select(*head, _as_key(frame, null()), *blank)
        return nothing.where(false())
    known: Select[Any] = select(*head, _as_key(frame, record.id), *blank)
    return known.where(record.store_id == frame.store_id, only)


def _as_key(frame: Frame, key: Any) -> ColumnElement[Any]:
    """One type for the keys of all selects: a number, or the letter of a tier."""
    kind: Any = String if frame.by is Dimension.TIER else BigInteger
    return (cast(key, kind) if isinstance(key, Null) else type_coerce(key, kind)).label("key")


def _key(frame: Frame, key: Any) -> Any:
    return Tier(key) if frame.by is Dimension.TIER else key
