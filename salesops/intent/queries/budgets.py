"""What each level may still give away this month (Rule I10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, literal_column, select, type_coerce
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.calendar import month_start
from salesops.db.types import Yuan
from salesops.intent.rules.authority import Left, level_of
from salesops.models import AuthorityBudget, PriceDecision, PriceRequest
from salesops.models.enums import Level, RequestStatus

GRANTED = (RequestStatus.APPROVED, RequestStatus.COUNTERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """A level's budget of the month; gifts count at cost and are hidden from those who may not see it."""

    level: Level
    discount: Decimal
    discount_used: Decimal
    gift: Decimal | None
    gift_used: Decimal | None

    @property
    def discount_left(self) -> Decimal:
        """What may still be taken off list prices."""
        return self.discount - self.discount_used

    @property
    def gift_left(self) -> Decimal | None:
        """What gifts may still cost."""
        return None if self.gift is None or self.gift_used is None else self.gift - self.gift_used


def budgets_left(session: Session, viewer: Actor, *, today: date) -> dict[Level, Left]:
    """What is left by level; a level without a budget is not among them. For rules, never for a screen."""
    return {
        row.level: Left(discount=row.discount - row.used, gift=row.gift - row.gift_used)
        for row in _rows(session, viewer, today)
    }


def hold_budgets(session: Session, actor: Actor, *, today: date) -> dict[Level, Left]:
    """What is left by level, held until the end of the unit of work: whoever grants next sees this grant (Rule I10)."""
    session.execute(
        select(AuthorityBudget.id)
        .where(AuthorityBudget.store_id == actor.store_id, AuthorityBudget.month == month_start(today))
        .order_by(AuthorityBudget.id)
        .with_for_update()
    )
    return budgets_left(session, actor, today=today)


def budgets(session: Session, viewer: Actor, *, today: date) -> list[BudgetRow]:
    """The budgets of this month: all for those who may see costs, the own one without gifts for the others."""
    sees, own = viewer.may(Permission.SEE_COST), level_of(viewer.role)
    return [
        BudgetRow(
            level=row.level,
            discount=row.discount,
            discount_used=row.used,
            gift=row.gift if sees else None,
            gift_used=row.gift_used if sees else None,
        )
        for row in _rows(session, viewer, today)
        if sees or row.level is own
    ]


def _rows(session: Session, viewer: Actor, today: date) -> list[Any]:
    """Budget and use by level in one statement; of several prices granted to a customer the last one counts."""
    month = month_start(today)
    last = (
        select(func.max(PriceRequest.id))
        .where(
            PriceRequest.store_id == viewer.store_id,
            PriceRequest.asked_on >= month,
            PriceRequest.status.in_(GRANTED),
        )
        .group_by(PriceRequest.opportunity_id)
    )
    over = PriceRequest.trade_in_given - PriceRequest.trade_in_appraised
    given = func.coalesce(PriceDecision.counter_discount, PriceRequest.discount) + case(
        (over > literal_column("0"), over), else_=literal_column("0")
    )
    used = (
        select(
            PriceDecision.level,
            func.sum(type_coerce(given, Yuan)).label("used"),
            func.sum(PriceRequest.gift_cost).label("gift_used"),
        )
        .join(PriceRequest, PriceRequest.id == PriceDecision.request_id)
        .where(
            PriceDecision.store_id == viewer.store_id,
            PriceDecision.decision.in_(GRANTED),
            PriceRequest.id.in_(last),
        )
        .group_by(PriceDecision.level)
        .subquery()
    )
    return list(
        session.execute(
            select(
                AuthorityBudget.level,
                AuthorityBudget.discount,
                AuthorityBudget.gift,
                func.coalesce(used.c.used, Decimal(0)).label("used"),
                func.coalesce(used.c.gift_used, Decimal(0)).label("gift_used"),
            )
            .outerjoin(used, used.c.level == AuthorityBudget.level)
            .where(AuthorityBudget.store_id == viewer.store_id, AuthorityBudget.month == month)
            .order_by(AuthorityBudget.id)
        )
    )
