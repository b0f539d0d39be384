"""A lead comes in: its customer, source, tier, owner, countdown and consents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from salesops.core.hours import HoursPolicy
from salesops.demo import texts
from salesops.demo.catalogue import Model, Source
from salesops.demo.people import Seller, Team
from salesops.demo.world import World
from salesops.leads.rules import names
from salesops.leads.rules.policies import TierPolicy
from salesops.leads.rules.tiering import Tiering, Wish, tier
from salesops.models import Assignment, Consent, Customer, Lead, LeadSource, TierChange
from salesops.models.enums import (
    ChannelKind,
    ConsentChannel,
    ConsentPurpose,
    Gender,
    LeadStatus,
    Profile,
    Seniority,
    SetBy,
    Tier,
    TouchOutcome,
)

HOURS = HoursPolicy().hours()
TIERS = TierPolicy()
_WEIGHTS = {
    Tier.A: {Seniority.SENIOR: 1.0, Seniority.REGULAR: 0.35, Seniority.TRAINEE: 0.0},
    Tier.B: {Seniority.SENIOR: 0.8, Seniority.REGULAR: 1.0, Seniority.TRAINEE: 0.35},
    Tier.C: {Seniority.SENIOR: 0.25, Seniority.REGULAR: 0.6, Seniority.TRAINEE: 1.4},
}
"""Who gets which leads: the hot ones go to the experienced."""


@dataclass(slots=True, kw_only=True)
class Life:
    """What is known of one lead while its life is written."""

    customer: dict[str, Any]
    lead: dict[str, Any]
    seller: Seller
    model: Model
    source: Source
    profile: Profile
    valid: bool
    touches: list[tuple[datetime, TouchOutcome]] = field(default_factory=list)

    @property
    def customer_id(self) -> int:
        """The customer's number."""
        found: int = self.customer["id"]
        return found

    @property
    def lead_id(self) -> int:
        """The lead's number."""
        found: int = self.lead["id"]
        return found


def arrive(world: World, team: Team, models: list[Model], source: Source, received: datetime) -> Life:
    """A lead comes in: customer, source, tier, owner, countdown, consents."""
    model = world.pick({each: each.demand for each in models})
    horizon = world.pick({2: 0.11, 7: 0.14, 14: 0.13, 30: 0.15, 90: 0.13, 180: 0.08, None: 0.26})
    budget = Decimal(round(model.price * world.dice.uniform(0.86, 1.18) / 10_000) * 10_000)
    wish = Wish(horizon_days=horizon, budget_high=budget, model=model.name, model_price=Decimal(model.price))
    found = tier(wish, TIERS)
    seller = _owner(world, team, source, found.tier, today=world.day_of(received) == world.today)
    profile = world.pick(texts.PROFILES)
    customer = enrol(world, seller, profile, received)
    lead = _lead(world, customer, source, received, found)
    lead |= {
        "model_id": model.id,
        "model_text": model.name,
        "budget_low": budget - 20_000,
        "budget_high": budget,
        "horizon_days": horizon,
        "horizon_text": world.word(texts.HORIZONS[horizon]) if horizon is not None else "",
        "remark": world.some(texts.REMARKS),
        "owner_id": seller.staff_id,
        "assigned_at": received,
    }
    _papers(world, lead, source, seller, found)
    return Life(
        customer=customer, lead=lead, seller=seller, model=model, source=source, profile=profile,
        valid=world.chance(source.valid),
    )  # fmt: skip


def _owner(world: World, team: Team, source: Source, lead_tier: Tier, *, today: bool) -> Seller:
    """Somebody who is there, by seniority and load; friends of owners go to those who keep their owners well."""
    weights = _WEIGHTS[lead_tier]
    referred = source.kind is ChannelKind.REFERRAL
    shares = {
        each: weights[each.seniority] * each.load * (each.referrals if referred else 1.0)
        for each in team.sellers
        if not (today and each.off_today)
    }
    seller: Seller = world.pick(shares)
    return seller


def enrol(world: World, seller: Seller, profile: Profile, moment: datetime) -> dict[str, Any]:
    """A customer with a name, a number of his own and a consultant."""
    name = texts.full_name(world.dice, chinese=world.chinese)
    birthday = world.today - timedelta(days=world.dice.randint(23 * 365, 58 * 365))
    world.add(
        Customer,
        name=name,
        pinyin=names.pinyin_of(name),
        phone=f"+861{world.dice.choice('35789')}{len(world.rows(Customer)) + 1_000_000:09d}",
        gender=world.dice.choice((Gender.MALE, Gender.FEMALE)),
        city=world.word(world.dice.choices(texts.CITIES, (70, 12, 8, 6, 4))[0]),
        birthday=birthday if world.chance(0.35) else None,
        profile=profile,
        owner_id=seller.staff_id,
        created_at=moment,
    )
    return world.rows(Customer)[-1]


def _lead(
    world: World, customer: dict[str, Any], source: Source, received: datetime, found: Tiering
) -> dict[str, Any]:
    day = world.day_of(received)
    due = HOURS.add_open_time(received.astimezone(world.zone), timedelta(minutes=source.minutes))
    lead_id = world.add(
        Lead,
        customer_id=customer["id"],
        channel_id=source.id,
        received_at=received,
        received_on=day,
        tier=found.tier,
        trade_grade=found.grade,
        tier_reasons=[reason.as_dict() for reason in found.reasons],
        first_touch_due_at=due,
        last_progress_on=day,
        status=LeadStatus.NEW,
    )
    lead = world.rows(Lead)[-1]
    lead["external_id"] = f"XS{lead_id:07d}" if source.kind is not ChannelKind.WALK_IN else None
    return lead


def _papers(world: World, lead: dict[str, Any], source: Source, seller: Seller, found: Tiering) -> None:
    moment = lead["received_at"]
    world.add(
        LeadSource,
        lead_id=lead["id"],
        channel_id=source.id,
        external_id=lead["external_id"],
        received_at=moment,
    )
    reasons = lead["tier_reasons"]
    world.add(
        TierChange, lead_id=lead["id"], at=moment, tier_after=found.tier, set_by=SetBy.RULE, reasons=reasons
    )
    world.add(
        Assignment,
        lead_id=lead["id"],
        at=moment,
        day=lead["received_on"],
        staff_id=seller.staff_id,
        set_by=SetBy.RULE,
    )
    for channel, purpose, share in (
        (ConsentChannel.CALL, ConsentPurpose.SERVICE, 1.0),
        (ConsentChannel.WECHAT, ConsentPurpose.MARKETING, 0.55),
        (ConsentChannel.SMS, ConsentPurpose.MARKETING, 0.35),
    ):
        if world.chance(share):
            world.add(
                Consent,
                customer_id=lead["customer_id"],
                channel=channel,
                purpose=purpose,
                granted=True,
                at=moment,
                source=source.name,
            )
