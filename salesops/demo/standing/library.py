"""What the store keeps at hand: gifts, answers, message texts, rewards, care rules, rates of law and market."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesops.care.rules.policies import CarePolicy
from salesops.care.rules.schedule import MARKETING, default_days
from salesops.care.rules.texts import default_template
from salesops.core import i18n
from salesops.demo.standing import rates
from salesops.demo.texts import library
from salesops.demo.world import World
from salesops.models import (
    AuthorityBudget,
    CareRule,
    Gift,
    MessageTemplate,
    ReferralReward,
    Solution,
)
from salesops.models.enums import CareKind, Level

_BUDGETS = {
    Level.CONSULTANT: (52_000, 16_000),
    Level.SUPERVISOR: (95_000, 34_000),
    Level.MANAGER: (260_000, 70_000),
}


def put_up(world: World) -> None:
    """Everything that is there before the first customer comes."""
    rows = world.rows
    world.facts["gifts"] = [
        rows.add(
            Gift, name=world.say(name), face_value=Decimal(face), cost=Decimal(cost), redemption_percent=taken
        )
        for name, face, cost, taken in library.GIFTS
    ]
    codes = {model.code: model.id for model in world.models}
    world.facts["solutions"] = [
        rows.add(
            Solution,
            aspect=aspect,
            objection=against,
            kind=kind,
            title=world.say(title),
            talk_track=world.say(track),
            model_id=codes.get(code),
        )
        for aspect, against, kind, code, title, track in library.SOLUTIONS
    ]
    for kind, name, text, marketing in library.TEMPLATES:
        rows.add(
            MessageTemplate, kind=kind, name=world.say(name), text=world.say(text), is_marketing=marketing
        )
    world.facts["rewards"] = [
        rows.add(ReferralReward, name=world.say(name), points=points, cost=Decimal(cost), is_badge=badge)
        for name, points, cost, badge in library.REWARDS
    ]
    _care_rules(world)
    rates.put_up(world)


def _care_rules(world: World) -> None:
    days = default_days(CarePolicy())
    with i18n.speaking("zh_CN" if world.story.chinese else "en"):
        for kind in CareKind:
            world.rows.add(
                CareRule,
                kind=kind,
                days_after_delivery=days.get(kind),
                template=default_template(kind),
                is_marketing=kind in MARKETING,
            )


def budget(world: World, month: date) -> None:
    """What each level may give away in a month (Rule I10)."""
    for level, (discount, gift) in _BUDGETS.items():
        scale = Decimal(str(max(1.0, world.story.scale)))
        world.rows.add(
            AuthorityBudget, month=month, level=level, discount=discount * scale, gift=gift * scale
        )
