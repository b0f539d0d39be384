"""Issues of the evening review and the actions against them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from salesops.access.actors import Actor
from salesops.models import ImprovementAction, Issue, Staff
from salesops.models.enums import IssueKind, IssueStatus, Objection, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """A problem named in a review."""

    id: int
    day: date
    kind: IssueKind
    title: str
    evidence: str
    objection: Objection | None
    about_staff_id: int | None
    about: str
    status: IssueStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """What is done about an issue, and what its figure says (Rules R2, R8)."""

    id: int
    issue_id: int
    issue: str
    issue_kind: IssueKind
    issue_day: date
    title: str
    owner_id: int | None
    owner: str
    due_on: date
    done_at: datetime | None
    figure: str
    baseline: float | None
    baseline_numerator: float | None
    baseline_denominator: float | None
    look_on: date
    result: float | None
    verdict: Verdict | None
    looked_at: datetime | None
    version: int


def issues(
    session: Session,
    viewer: Actor,
    *,
    since: date | None = None,
    status: IssueStatus | None = None,
    kind: IssueKind | None = None,
    limit: int = 100,
) -> list[IssueRow]:
    """Issues, the newest first."""
    statement = (
        select(Issue, Staff.name)
        .outerjoin(Staff, Staff.id == Issue.about_staff_id)
        .where(Issue.store_id == viewer.store_id)
        .order_by(Issue.day.desc(), Issue.id.desc())
        .limit(limit)
    )
    if since is not None:
        statement = statement.where(Issue.day >= since)
    if status is not None:
        statement = statement.where(Issue.status == status)
    if kind is not None:
        statement = statement.where(Issue.kind == kind)
    return [
        IssueRow(
            id=row.id,
            day=row.day,
            kind=row.kind,
            title=row.title,
            evidence=row.evidence,
            objection=row.objection,
            about_staff_id=row.about_staff_id,
            about=about or "",
            status=row.status,
        )
        for row, about in session.execute(statement)
    ]


def actions(
    session: Session,
    viewer: Actor,
    *,
    since: date | None = None,
    look_until: date | None = None,
    open_only: bool = False,
    limit: int = 100,
) -> list[ActionRow]:
    """Improvement actions by their look date: of issues since a day, to be looked at until a day, without verdict."""
    owner = aliased(Staff)
    statement = (
        select(ImprovementAction, Issue.title, Issue.kind, Issue.day, owner.name)
        .join(Issue, Issue.id == ImprovementAction.issue_id)
        .outerjoin(owner, owner.id == ImprovementAction.owner_id)
        .where(ImprovementAction.store_id == viewer.store_id)
        .order_by(ImprovementAction.look_on, ImprovementAction.id)
        .limit(limit)
    )
    if since is not None:
        statement = statement.where(Issue.day >= since)
    if look_until is not None:
        statement = statement.where(ImprovementAction.look_on <= look_until)
    if open_only:
        statement = statement.where(ImprovementAction.verdict.is_(None))
    return [_action(*row) for row in session.execute(statement)]


def _action(row: ImprovementAction, issue: str, kind: IssueKind, day: date, owner: str | None) -> ActionRow:
    return ActionRow(
        id=row.id,
        issue_id=row.issue_id,
        issue=issue,
        issue_kind=kind,
        issue_day=day,
        title=row.title,
        owner_id=row.owner_id,
        owner=owner or "",
        due_on=row.due_on,
        done_at=row.done_at,
        figure=row.figure,
        baseline=row.baseline,
        baseline_numerator=row.baseline_numerator,
        baseline_denominator=row.baseline_denominator,
        look_on=row.look_on,
        result=row.result,
        verdict=row.verdict,
        looked_at=row.looked_at,
        version=row.version,
    )
