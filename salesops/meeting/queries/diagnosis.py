"""What the diagnosis of thin traffic reads (Rule M2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.calendar import Period
from salesops.core.hours import HoursPolicy
from salesops.kpi.measure import Dimension, Measured, measure, measure_many
from salesops.kpi.objections import objections_heard
from salesops.meeting.rules.diagnosis import (
    ChannelCount,
    Counted,
    Diagnosis,
    ObjectionCount,
    TrafficFacts,
    diagnose,
)
from salesops.meeting.rules.policies import DiagnosisPolicy
from salesops.models import Channel
from salesops.planning.rules.policies import SellingDaysPolicy
from salesops.planning.rules.selling_days import selling_days


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficDay:
    """One day of the chart behind the diagnosis."""

    day: date
    visits: int
    leads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """The diagnosis, the counts of each channel, and the days."""

    diagnosis: Diagnosis
    channels: tuple[ChannelCount, ...]
    days: tuple[TrafficDay, ...]


def traffic(session: Session, viewer: Actor, *, now: datetime) -> Traffic:
    """Why traffic is as it is, over the last days before today."""
    policy = policies.load(session, viewer.store_id, DiagnosisPolicy)
    recent = Period.days(policy.recent_days, viewer.today(now))
    before = Period.days(policy.baseline_days, recent.start)
    weights = _Weights(_weight(session, viewer, recent), _weight(session, viewer, before))
    daily = measure(
        session,
        viewer.store_id,
        ["visits", "leads", "touches", "invitation_rate"],
        Period(before.start, recent.end),
        by=Dimension.DAY,
        now=now,
    )
    channels = _channels(session, viewer, now, {"recent": recent, "before": before})
    facts = TrafficFacts(
        days=policy.recent_days,
        visits=weights.counted(_sum(daily, recent, "visits"), _sum(daily, before, "visits")),
        channels=channels,
        invited=Counted(
            recent=_sum(daily, recent, "invitation_rate", "numerator"),
            before=_sum(daily, before, "invitation_rate", "numerator"),
            recent_weight=_sum(daily, recent, "invitation_rate", "denominator"),
            before_weight=_sum(daily, before, "invitation_rate", "denominator"),
        ),
        objections=_objections(session, viewer, daily, recent, before),
    )
    return Traffic(
        diagnosis=diagnose(facts, policy),
        channels=channels,
        days=tuple(
            TrafficDay(
                day=day,
                visits=int(_part(daily, day, "visits", "value")),
                leads=int(_part(daily, day, "leads", "value")),
            )
            for day in Period(before.start, recent.end).dates()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Weights:
    recent: float
    before: float

    def counted(self, recent: float, before: float) -> Counted:
        return Counted(recent=recent, before=before, recent_weight=self.recent, before_weight=self.before)


def _weight(session: Session, viewer: Actor, period: Period) -> float:
    hours = policies.load(session, viewer.store_id, HoursPolicy).hours()
    return selling_days(period, hours, policies.load(session, viewer.store_id, SellingDaysPolicy)).weight


def _channels(
    session: Session, viewer: Actor, now: datetime, periods: Mapping[str, Period]
) -> tuple[ChannelCount, ...]:
    """Leads come on any day: a channel is compared by days, not by how much of a selling day each is."""
    found = measure_many(session, viewer.store_id, ["leads"], periods, by=Dimension.CHANNEL, now=now)
    names = session.execute(
        select(Channel.id, Channel.name).where(Channel.store_id == viewer.store_id, Channel.active)
    )
    return tuple(
        ChannelCount(
            channel_id=channel_id,
            name=name,
            leads=Counted(
                recent=_value(found["recent"], channel_id),
                before=_value(found["before"], channel_id),
                recent_weight=len(periods["recent"]),
                before_weight=len(periods["before"]),
            ),
        )
        for channel_id, name in names
    )


def _value(found: Mapping[Any, Mapping[str, Measured]], key: int) -> float:
    measured = found.get(key, {}).get("leads")
    return float(measured.value or 0) if measured else 0.0


def _objections(
    session: Session,
    viewer: Actor,
    daily: Mapping[Any, Mapping[str, Measured]],
    recent: Period,
    before: Period,
) -> tuple[ObjectionCount, ...]:
    touches = (_sum(daily, recent, "touches"), _sum(daily, before, "touches"))
    return tuple(
        ObjectionCount(
            objection=each.objection,
            counted=Counted(
                recent=each.now,
                before=each.before,
                recent_weight=touches[0],
                before_weight=touches[1],
            ),
        )
        for each in objections_heard(session, viewer.store_id, now=recent, before=[before])
    )


def _sum(
    daily: Mapping[Any, Mapping[str, Measured]], period: Period, figure: str, part: str = "value"
) -> float:
    return sum(_part(daily, day, figure, part) for day in period.dates())


def _part(daily: Mapping[Any, Mapping[str, Measured]], day: date, figure: str, part: str) -> float:
    measured = daily.get(day, {}).get(figure)
    return float(getattr(measured, part) or 0) if measured else 0.0
