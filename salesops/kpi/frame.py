"""What is asked: the store, the days, the moment, the split, and the limits that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CTE, Date, Integer, literal, select, union_all
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.core.calendar import Period
from salesops.db.types import UtcDateTime
from salesops.kpi.figures import Dimension
from salesops.kpi.policies import CadencePolicy, FigurePolicy, StockPolicy, WaitPolicy
from salesops.models.enums import Tier

ONE_DAY = timedelta(days=1)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One stretch of days that an answer is wanted for: a whole period, or one day of it."""

    period: str
    day: date | None
    start: date
    end: date
    last: date
    """The last day that has begun: a state is read on its evening."""
    until: datetime | None = None
    """The moment after which events of the period are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The business numbers that figures depend on."""

    figures: FigurePolicy
    wait: WaitPolicy
    stock: StockPolicy
    cadence: CadencePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Of whom: a store, one person of it, one moment, and what the answer is split by."""

    store_id: int
    now: datetime
    staff_id: int | None = None
    by: Dimension | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A question with everything that SQL needs to know of it."""

    scope: Scope
    zone: ZoneInfo
    today: date
    limits: Limits
    spans: tuple[Span, ...]
    table: CTE
    """The spans as a table: n, starts, ends, last, since_a, since_b, since_c, serviced_from, serviced_to; and until, if a span has one."""

    @property
    def store_id(self) -> int:
        """The store that is asked about."""
        return self.scope.store_id

    @property
    def by(self) -> Dimension | None:
        """The split that rows are grouped by; days are spans of their own instead."""
        return None if self.scope.by is Dimension.DAY else self.scope.by


def make_frame(session: Session, scope: Scope, periods: Mapping[str, Period]) -> Frame:
    """Read the store's limits and zone (one statement per unit of work) and lay out the days."""
    zone = policies.zone(session, scope.store_id)
    today = scope.now.astimezone(zone).date()
    limits = Limits(
        figures=policies.load(session, scope.store_id, FigurePolicy),
        wait=policies.load(session, scope.store_id, WaitPolicy),
        stock=policies.load(session, scope.store_id, StockPolicy),
        cadence=policies.load(session, scope.store_id, CadencePolicy),
    )
    spans = tuple(
        span for name, period in periods.items() for span in _spans(name, period, scope.by, today=today)
    )
    return Frame(
        scope=scope, zone=zone, today=today, limits=limits, spans=spans, table=_span_table(spans, limits)
    )


def _spans(name: str, period: Period, by: Dimension | None, *, today: date) -> list[Span]:
    whole = [_span(name, None, period, today=today)]
    if by is not Dimension.DAY:
        return whole
    return whole + [_span(name, day, Period.day(day), today=today) for day in period.dates()]


def _span(name: str, day: date | None, period: Period, *, today: date) -> Span:
    last = max(period.start, min(period.end - ONE_DAY, today))
    return Span(period=name, day=day, start=period.start, end=period.end, last=last, until=period.until)


def _span_table(spans: tuple[Span, ...], limits: Limits) -> CTE:
    service = timedelta(days=limits.figures.first_service_days)
    cadence = limits.cadence

    def since(span: Span, tier: Tier) -> date:
        return span.last - timedelta(days=cadence.every_days(tier))

    cut = any(span.until is not None for span in spans)
    rows = [
        select(
            literal(n, Integer).label("n"),
            *(
                literal(day, Date).label(name)
                for name, day in (
                    ("starts", span.start),
                    ("ends", span.end),
                    ("last", span.last),
                    ("since_a", since(span, Tier.A)),
                    ("since_b", since(span, Tier.B)),
                    ("since_c", since(span, Tier.C)),
                    ("serviced_from", span.start - service),
                    ("serviced_to", span.end - service),
                )
            ),
            *((literal(span.until or _NEVER, UtcDateTime).label("until"),) if cut else ()),
        )
        for n, span in enumerate(spans)
    ]
    return (rows[0] if len(rows) == 1 else union_all(*rows)).cte("spans")
