"""Targets of a month and must-do counts of a day: set, worked out, changed by hand with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.calendar import month_start
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.kpi.registry import FIGURES
from salesops.models import DayTarget, Target
from salesops.models.enums import SetBy
from salesops.planning.queries.must_do import Proposal, proposals
from salesops.planning.queries.tomorrow import tomorrow_plan


class BadTarget(SalesOpsError):
    """A target that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a month asks of the store (no staff) or of one consultant; None takes the target away."""

    figure: str
    staff_id: int | None
    value: float | None


def set_targets(session: Session, actor: Actor, *, now: datetime, month: date, goals: Iterable[Goal]) -> int:
    """Set the targets of a month, by entry or import, and return how many changed (Rules M1, M4)."""
    actor.require(Permission.SET_TARGETS)
    first = month_start(month)
    known = {
        (row.figure, row.staff_id): row
        for row in session.scalars(
            select(Target).where(Target.store_id == actor.store_id, Target.month == first)
        )
    }
    changed = sum(_set(session, actor, first, goal, known) for goal in goals)
    session.flush()
    if changed:
        audit.record(
            session,
            actor,
            now=now,
            action="target.set",
            entity="target",
            entity_id=0,
            after={"month": first, "changed": changed},
        )
    return changed


def _set(
    session: Session, actor: Actor, month: date, goal: Goal, known: dict[tuple[str, int | None], Target]
) -> bool:
    if goal.figure not in FIGURES:
        raise BadTarget(N_("There is no figure {figure}."), figure=goal.figure)
    if goal.value is not None and goal.value < 0:
        raise BadTarget(N_("A target counts from zero upwards."))
    row = known.get((goal.figure, goal.staff_id))
    if goal.value is None:
        if row is not None:
            session.delete(row)
        return row is not None
    if row is None:
        session.add(
            Target(
                store_id=actor.store_id,
                month=month,
                figure=goal.figure,
                staff_id=goal.staff_id,
                value=goal.value,
            )
        )
        return True
    moved = row.value != goal.value
    row.value = goal.value
    return moved


def prepare_day(session: Session, actor: Actor, *, now: datetime, day: date | None = None) -> int:
    """Work out the must-do of a day (today) where last night's review left none; returns how many were added (Rule M4)."""
    actor.require(Permission.LEAD_MEETING)
    wanted = day or actor.today(now)
    known = {(row.staff_id, row.figure) for row in _rows(session, actor, wanted)}
    fresh = [
        each
        for each in proposals(session, actor, now=now, day=wanted).rows
        if (each.staff_id, each.figure) not in known
    ]
    for each in fresh:
        session.add(_day_target(actor, wanted, each))
    session.flush()
    if fresh:
        audit.record(
            session,
            actor,
            now=now,
            action="day_target.prepare",
            entity="day_target",
            entity_id=0,
            after={"day": wanted, "added": len(fresh)},
        )
    return len(fresh)


def write_tomorrow(session: Session, actor: Actor, *, now: datetime) -> int:
    """Write tomorrow's must-do, moved by today's shortfall, so that the meeting shows it (Rule R3).

    What a person has set by hand stays. Returns how many targets are above the month's plan.
    """
    actor.require(Permission.LEAD_MEETING)
    plan = tomorrow_plan(session, actor, now=now)
    known = {(row.staff_id, row.figure): row for row in _rows(session, actor, plan.day)}
    for each in plan.rows:
        row = known.get((each.staff_id, each.figure))
        if row is not None and row.set_by is SetBy.PERSON:
            continue
        if row is None:
            row = DayTarget(store_id=actor.store_id, day=plan.day, staff_id=each.staff_id, figure=each.figure)
            session.add(row)
        row.computed, row.value, row.set_by = each.base, each.value, SetBy.RULE
        row.reasons = [reason.as_dict() for reason in each.reasons]
        row.by_staff_id = actor.staff_id
    session.flush()
    raised = sum(1 for each in plan.rows if each.value > each.base)
    audit.record(
        session,
        actor,
        now=now,
        action="day_target.tomorrow",
        entity="day_target",
        entity_id=0,
        after={"day": plan.day, "targets": len(plan.rows), "raised": raised},
    )
    return raised


def adjust_day_target(
    session: Session, actor: Actor, *, now: datetime, target_id: int, value: int, reason: str
) -> int:
    """Change one must-do by hand; the reason is kept with the arithmetic (Rule M4). Returns its id. Raises BadTarget, NotFound."""
    actor.require(Permission.LEAD_MEETING)
    if value < 0:
        raise BadTarget(N_("A target counts from zero upwards."))
    if not reason.strip():
        raise BadTarget(N_("Say why the target is changed; a few words are enough."))
    row = session.scalars(
        select(DayTarget).where(DayTarget.store_id == actor.store_id, DayTarget.id == target_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This target does not exist any more."))
    before = row.value
    said = Message(
        N_("{before} → {after} by {name}: {reason}"),
        {"before": before, "after": value, "name": actor.name, "reason": reason.strip()},
    )
    row.value, row.set_by, row.by_staff_id = value, SetBy.PERSON, actor.staff_id
    row.reasons = [*row.reasons, said.as_dict()]
    audit.record(
        session,
        actor,
        now=now,
        action="day_target.adjust",
        entity="day_target",
        entity_id=row.id,
        before={"value": before},
        after={"value": value},
        note=reason.strip(),
    )
    return row.id


def _rows(session: Session, actor: Actor, day: date) -> list[DayTarget]:
    return list(
        session.scalars(select(DayTarget).where(DayTarget.store_id == actor.store_id, DayTarget.day == day))
    )


def _day_target(actor: Actor, day: date, proposal: Proposal) -> DayTarget:
    return DayTarget(
        store_id=actor.store_id,
        day=day,
        staff_id=proposal.staff_id,
        figure=proposal.figure,
        computed=proposal.value,
        value=proposal.value,
        set_by=SetBy.RULE,
        reasons=[reason.as_dict() for reason in proposal.reasons],
        by_staff_id=actor.staff_id,
    )
