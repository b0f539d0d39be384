"""What answers a concern, what a customer has said, and which solutions help (Rule I1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from salesops.access import masking
from salesops.access.actors import Actor
from salesops.intent.rules.solutions import SolutionFacts
from salesops.models import Customer, Feedback, Solution, SolutionOffer, Staff, Vehicle
from salesops.models.enums import Aspect, Objection, VehicleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLine:
    """A solution that was offered for a concern."""

    id: int
    title: str
    helped: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What a customer said of an aspect, with what was offered for it; words only of one's own customers."""

    id: int
    at: datetime
    aspect: Aspect
    liked: bool
    objection: Objection | None
    words: str
    who: str
    offers: tuple[OfferLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionRow(SolutionFacts):
    """A solution of the library as the store ranks and edits it."""

    model_id: int | None
    active: bool


def library(session: Session, viewer: Actor, *, limit: int = 300) -> list[SolutionRow]:
    """The solutions in use, for ranking."""
    statement = _solutions(viewer).where(Solution.active).order_by(Solution.id)
    return [_row(*found) for found in session.execute(statement.limit(limit))]


def solutions(session: Session, viewer: Actor, *, limit: int = 300) -> list[SolutionRow]:
    """The whole library for editing, by aspect; those taken out last."""
    statement = _solutions(viewer).order_by(Solution.active.desc(), Solution.aspect, Solution.id)
    return [_row(*found) for found in session.execute(statement.limit(limit))]


def _solutions(viewer: Actor) -> Select[Solution, int, int, bool]:
    """The solutions of the store: each with how often it was used and helped, and whether its model is in stock."""
    stocked = exists().where(
        Vehicle.store_id == viewer.store_id,
        Vehicle.model_id == Solution.model_id,
        Vehicle.status == VehicleStatus.IN_STOCK,
    )
    return (
        select(
            Solution,
            func.count(SolutionOffer.helped),
            func.count(SolutionOffer.id).filter(SolutionOffer.helped.is_(True)),
            or_(Solution.model_id.is_(None), stocked),
        )
        .outerjoin(SolutionOffer, SolutionOffer.solution_id == Solution.id)
        .where(Solution.store_id == viewer.store_id)
        .group_by(Solution.id)
    )


def _row(solution: Solution, used: int, helped: int, in_stock: bool) -> SolutionRow:
    return SolutionRow(
        id=solution.id,
        aspect=solution.aspect,
        objection=solution.objection,
        kind=solution.kind,
        title=solution.title,
        talk_track=solution.talk_track,
        model_id=solution.model_id,
        active=solution.active,
        used=used,
        helped=helped,
        in_stock=bool(in_stock),
    )


def concerns(session: Session, viewer: Actor, *, customer_id: int, limit: int = 30) -> list[Concern]:
    """What a customer has said, the latest first, with the solutions offered."""
    rows = session.execute(
        select(Feedback, Staff.name.label("who"), Customer.owner_id)
        .join(Customer, Customer.id == Feedback.customer_id)
        .outerjoin(Staff, Staff.id == Feedback.staff_id)
        .where(Feedback.store_id == viewer.store_id, Feedback.customer_id == customer_id)
        .order_by(Feedback.id.desc())
        .limit(limit)
    ).all()
    offers = _offers(session, viewer, [row.Feedback.id for row in rows])
    return [
        Concern(
            id=row.Feedback.id,
            at=row.Feedback.at,
            aspect=row.Feedback.aspect,
            liked=row.Feedback.liked,
            objection=row.Feedback.objection,
            words=row.Feedback.words if masking.sees_customer(viewer, row.owner_id) else "",
            who=row.who or "",
            offers=offers.get(row.Feedback.id, ()),
        )
        for row in rows
    ]


def _offers(session: Session, viewer: Actor, ids: list[int]) -> dict[int, tuple[OfferLine, ...]]:
    found: dict[int, tuple[OfferLine, ...]] = {}
    if not ids:
        return found
    rows = session.execute(
        select(SolutionOffer.id, SolutionOffer.feedback_id, SolutionOffer.helped, Solution.title)
        .join(Solution, Solution.id == SolutionOffer.solution_id)
        .where(SolutionOffer.store_id == viewer.store_id, SolutionOffer.feedback_id.in_(ids))
        .order_by(SolutionOffer.id)
    )
    for row in rows:
        line = OfferLine(id=row.id, title=row.title, helped=row.helped)
        found[row.feedback_id] = (*found.get(row.feedback_id, ()), line)
    return found
