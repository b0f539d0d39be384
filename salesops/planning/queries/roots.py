"""Root causes of the last weeks, read from the store (Rules M2, R1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.calendar import DAY, Period
from salesops.core.hours import HoursPolicy
from salesops.kpi.measure import Dimension, Measured, measure_many
from salesops.kpi.objections import objections_heard
from salesops.kpi.statistics import overdispersion
from salesops.models import CarModel, Channel, Staff
from salesops.planning.rules.policies import RootCausePolicy
from salesops.planning.rules.roots.facts import Group, Heard, Pair, RootFacts, Roots, remainder
from salesops.planning.rules.roots.ranking import explain_roots

_FIGURES = (
    "leads",
    "invitation_rate",
    "visits",
    "test_drives",
    "orders",
    "wait_over_limit",
    "first_touch_on_time",
    "touches",
)
_WEEK = 7
_NOW, _BEFORE = "now", "before"

Found = Mapping[Any, Mapping[str, Measured]]


def root_causes(session: Session, viewer: Actor, *, now: datetime) -> Roots:
    """Why the orders of the last weeks are as they are, up to the last day whose trade is over."""
    policy = policies.load(session, viewer.store_id, RootCausePolicy)
    return explain_roots(root_facts(session, viewer, now=now), policy)


def root_facts(session: Session, viewer: Actor, *, now: datetime) -> RootFacts:
    """The counts that root causes are looked for in."""
    policy = policies.load(session, viewer.store_id, RootCausePolicy)
    hours = policies.load(session, viewer.store_id, HoursPolicy).hours()
    today = viewer.today(now)
    recent = Period.days(policy.days, today + DAY if hours.is_over(viewer.local(now)) else today)
    weekly = _weekly(session, viewer, now, Period.days(policy.before_days, recent.start))
    before = Period(weekly[-1][0].start, recent.start)
    spans = {_NOW: recent, _BEFORE: before}
    found = {
        by: measure_many(session, viewer.store_id, _FIGURES, spans, by=by, now=now)
        for by in (Dimension.CHANNEL, Dimension.STAFF, Dimension.MODEL)
    }
    names = _names(session, viewer)
    whole = Group(key=None, name="", counts=_counts(found[Dimension.CHANNEL], None))
    return RootFacts(
        days=len(recent),
        before_days=len(before),
        whole=whole,
        channels=_groups(found[Dimension.CHANNEL], names[Dimension.CHANNEL], whole),
        staff=_groups(found[Dimension.STAFF], names[Dimension.STAFF], whole),
        models=_groups(found[Dimension.MODEL], names[Dimension.MODEL], whole),
        bursts=_bursts([found for _week, found in weekly]),
        objections=_objections(session, viewer, recent, before),
    )


def _weekly(session: Session, viewer: Actor, now: datetime, before: Period) -> list[tuple[Period, Found]]:
    """The leads of each whole week before, the latest first, as far back as the store has lived.

    Its first week is left out, which may have begun in the middle; a store without any keeps all weeks.
    """
    weeks = [Period.days(_WEEK, before.end)]
    while len(weeks) < len(before) // _WEEK:
        weeks.append(Period.days(_WEEK, weeks[-1].start))
    spans = {str(n): week for n, week in enumerate(weeks)}
    found = measure_many(session, viewer.store_id, ["leads"], spans, by=Dimension.CHANNEL, now=now)
    lived = max(
        (n for n in range(len(weeks)) if _part(found[str(n)][None].get("leads"), "value")), default=-1
    )
    if lived < len(weeks) - 1 and lived > 0:
        weeks = weeks[:lived]
    return [(week, found[str(n)]) for n, week in enumerate(weeks)]


def _groups(found: Mapping[str, Found], names: Mapping[int, str], whole: Group) -> tuple[Group, ...]:
    """A group for each key, and one for what was recorded without."""
    keys = sorted({key for span in (_NOW, _BEFORE) for key in found[span] if key is not None})
    groups = [Group(key=key, name=names.get(key, ""), counts=_counts(found, key)) for key in keys]
    return (*groups, remainder(whole, groups))


def _counts(found: Mapping[str, Found], key: int | None) -> dict[str, Pair]:
    now, before = found[_NOW].get(key, {}), found[_BEFORE].get(key, {})

    def pair(figure: str, part: str = "value") -> Pair:
        return Pair(_part(now.get(figure), part), _part(before.get(figure), part))

    due = pair("first_touch_on_time", "denominator")
    return {
        "leads": pair("leads"),
        "invited": pair("invitation_rate", "numerator"),
        "visits": pair("visits"),
        "test_drives": pair("test_drives"),
        "orders": pair("orders"),
        "waited": pair("wait_over_limit", "numerator"),
        "first_due": due,
        "late": due - pair("first_touch_on_time", "numerator"),
        "touches": pair("touches"),
    }


def _part(measured: Measured | None, name: str) -> float:
    return float(getattr(measured, name) or 0) if measured is not None else 0.0


def _bursts(weeks: Sequence[Found]) -> float:
    """How unevenly the leads of a channel come from week to week, by chance it is 1.

    Over the channels with enough, each by its leads: the large ones make the store's unevenness.
    """
    found = []
    for key in {key for week in weeks for key in week if key is not None}:
        counts = [_part(week.get(key, {}).get("leads"), "value") for week in weeks]
        if sum(counts) >= 5 * len(counts):
            found.append((overdispersion(counts), sum(counts)))
    leads = sum(count for _, count in found)
    return max(sum(uneven * count for uneven, count in found) / leads, 1.0) if leads else 1.0


def _names(session: Session, viewer: Actor) -> dict[Dimension, dict[int, str]]:
    """What channels, people and models are called, in one statement."""
    named: dict[Dimension, Any] = {
        Dimension.CHANNEL: Channel,
        Dimension.STAFF: Staff,
        Dimension.MODEL: CarModel,
    }
    rows = session.execute(
        union_all(
            *(
                select(literal(by.value), record.id, record.name).where(record.store_id == viewer.store_id)
                for by, record in named.items()
            )
        )
    )
    found: dict[Dimension, dict[int, str]] = {by: {} for by in named}
    for by, key, name in rows:
        found[Dimension(by)][key] = name
    return found


def _objections(session: Session, viewer: Actor, recent: Period, before: Period) -> tuple[Heard, ...]:
    return tuple(
        Heard(objection=each.objection, counted=Pair(each.now, each.before))
        for each in objections_heard(session, viewer.store_id, now=recent, before=[before])
    )
