"""What the store edits: gifts and solutions (Rules I1, I3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_
from salesops.intent.operations.errors import Refused, own
from salesops.models import Gift, Solution
from salesops.models.enums import Aspect, Objection, SolutionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDraft:
    """A gift: its truthful face value, its true cost, and how many in a hundred are taken up."""

    name: str
    face_value: Decimal
    cost: Decimal
    redemption_percent: int = 100
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionDraft:
    """An answer to a concern, with its talk track."""

    aspect: Aspect
    kind: SolutionKind
    title: str
    talk_track: str
    objection: Objection | None = None
    model_id: int | None = None
    active: bool = True


def save_gift(
    session: Session, actor: Actor, *, now: datetime, draft: GiftDraft, gift_id: int | None = None
) -> int:
    """Add or change a gift and return its id. Raises Refused."""
    actor.require(Permission.EDIT_LIBRARY)
    if not draft.name.strip() or draft.face_value <= 0 or draft.cost < 0:
        raise Refused(N_("A gift needs a name, a face value and a cost."))
    if not 0 <= draft.redemption_percent <= 100:
        raise Refused(N_("Between 0 and 100 of a hundred are taken up."))
    gift = own(session, actor, Gift, gift_id) if gift_id is not None else Gift(store_id=actor.store_id)
    gift.name, gift.face_value, gift.cost = draft.name.strip(), draft.face_value, draft.cost
    gift.redemption_percent, gift.active = draft.redemption_percent, draft.active
    session.add(gift)
    session.flush()
    audit.record(
        session, actor, now=now, action="gift.save", entity="gift", entity_id=gift.id,
        after={"name": gift.name, "face_value": gift.face_value, "cost": gift.cost},
    )  # fmt: skip
    return gift.id


def save_solution(
    session: Session, actor: Actor, *, now: datetime, draft: SolutionDraft, solution_id: int | None = None
) -> int:
    """Add or change a solution and return its id. Raises Refused."""
    actor.require(Permission.EDIT_LIBRARY)
    if not draft.title.strip() or not draft.talk_track.strip():
        raise Refused(N_("A solution needs a title and a talk track."))
    known = solution_id is not None
    row = (
        own(session, actor, Solution, solution_id)
        if known and solution_id
        else Solution(store_id=actor.store_id)
    )
    row.aspect, row.kind, row.objection = draft.aspect, draft.kind, draft.objection
    row.title, row.talk_track = draft.title.strip(), draft.talk_track.strip()
    row.model_id, row.active = draft.model_id, draft.active
    session.add(row)
    session.flush()
    audit.record(
        session, actor, now=now, action="solution.save", entity="solution", entity_id=row.id,
        after={"title": row.title, "aspect": row.aspect},
    )  # fmt: skip
    return row.id
