"""Tiers, cadence, losses and dormant leads as the rules decide them (L3, L5, L6, L8)."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from salesops.core.i18n import render
from salesops.leads.rules import cadence, dormant, losses, tiering
from salesops.leads.rules.policies import CadencePolicy, DormantPolicy, LossPolicy, TierPolicy
from salesops.models.enums import CampaignArm, LossReason, Tier, TouchOutcome, TradeGrade
from tests.builders import TODAY, at

WISH = tiering.Wish


@pytest.mark.parametrize(
    ("days", "tier", "grade"),
    [
        (0, Tier.A, TradeGrade.H),
        (3, Tier.A, TradeGrade.H),
        (4, Tier.B, TradeGrade.H),
        (15, Tier.B, TradeGrade.A),
        (30, Tier.B, TradeGrade.B),
        (31, Tier.C, TradeGrade.C),
        (90, Tier.C, TradeGrade.C),
        (None, Tier.C, TradeGrade.N),
    ],
)
def test_the_purchase_window_decides(days: int | None, tier: Tier, grade: TradeGrade) -> None:
    """Rule L3: A within 3 days, B within 30, C later or unknown, with the trade's grade."""
    found = tiering.tier(WISH(horizon_days=days), TierPolicy())
    assert (found.tier, found.grade) == (tier, grade)
    assert found.reasons


def test_a_budget_that_does_not_reach_the_model_lowers_by_one() -> None:
    """Rule L3."""
    wish = WISH(horizon_days=2, budget_high=Decimal(100000), model="S5", model_price=Decimal(149800))
    found = tiering.tier(wish, TierPolicy())
    assert found.tier is Tier.B
    assert [render(reason) for reason in found.reasons] == [
        "Buys within 2 days",
        "The budget of ¥100,000 does not reach S5 at ¥149,800",
        "so one tier lower",
    ]
    assert tiering.tier(wish, TierPolicy(short_budget_lowers=False)).tier is Tier.A


def test_a_visit_booked_soon_makes_an_a() -> None:
    """Rule L3."""
    assert tiering.tier(WISH(visit_in_days=2), TierPolicy()).tier is Tier.A
    assert tiering.tier(WISH(visit_in_days=9), TierPolicy()).tier is Tier.C


def test_an_order_has_the_trades_o() -> None:
    """Rule L3."""
    assert tiering.tier(WISH(ordered=True), TierPolicy()).grade is TradeGrade.O


@pytest.mark.parametrize(("tier", "days"), [(Tier.A, 1), (Tier.B, 3), (Tier.C, 15)])
def test_each_tier_has_its_cadence(tier: Tier, days: int) -> None:
    """Rule L5: A daily, B every 3 days, C twice a month."""
    touched = cadence.Touched(on=TODAY, outcome=TouchOutcome.REACHED)
    assert cadence.next_due(tier, touched, CadencePolicy()) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("outcome", "agreed", "due"),
    [
        (TouchOutcome.NO_ANSWER, None, date(2026, 11, 25)),
        (TouchOutcome.LATER, date(2027, 1, 10), date(2027, 1, 10)),
        (TouchOutcome.APPOINTMENT, date(2026, 11, 28), date(2026, 11, 28)),
        (TouchOutcome.APPOINTMENT, date(2027, 1, 10), date(2026, 12, 9)),
    ],
)
def test_the_outcome_moves_the_next_touch(outcome: TouchOutcome, agreed: date | None, due: date) -> None:
    """Rule L5, for a C lead."""
    touched = cadence.Touched(on=TODAY, outcome=outcome, agreed_on=agreed)
    assert cadence.next_due(Tier.C, touched, CadencePolicy()) == due


def a_case(reason: LossReason, **values: object) -> losses.Case:
    defaults: dict[str, object] = {"tier": Tier.B, "touches": 9, "first_touch_on": date(2026, 11, 1)}
    return losses.Case(reason=reason, **(defaults | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (a_case(LossReason.FUNDS), None),
        (a_case(LossReason.FUNDS, touches=3), "Too early: 3 of 4 touches are recorded for a lead of tier B."),
        (
            a_case(LossReason.LOST_CONTACT, touches=5),
            "Too early: 5 of 6 touches are recorded for a lead of tier B.",
        ),
        (
            a_case(LossReason.LOST_CONTACT, first_touch_on=date(2026, 11, 20)),
            "Too early: the attempts are spread over 4 days, 10 are needed.",
        ),
        (
            a_case(LossReason.COMP_BRAND, detail="cheaper"),
            "Say who got the customer: the rival's brand and model, or the dealer.",
        ),
        (a_case(LossReason.PRICE_HIGH), "Write down: Our price, and the price the customer wanted."),
    ],
    ids=["funds", "too few touches", "too few attempts", "too short", "no rival", "no detail"],
)
def test_a_loss_needs_touches_and_details(case: losses.Case, sentence: str | None) -> None:
    """Rule L8."""
    found = losses.objection(case, today=TODAY, policy=LossPolicy())
    assert (render(found) if found else None) == sentence


def test_every_reason_has_its_place_in_the_tree() -> None:
    """Rule L8."""
    assert set(losses.GROUP_OF) == set(LossReason)


def test_about_the_wanted_share_is_called_back() -> None:
    """Rule L8: a fixed draw of 15 %."""
    picked = sum(losses.is_called_back(number, LossPolicy()) for number in range(1, 2001))
    assert 240 <= picked <= 360


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, None),
        ({"refused": True}, "This customer does not want advertising."),
        ({"consented": False}, "This customer has not agreed to advertising. Ask when you speak next."),
        ({"contacted": [at(9), at(10)]}, "Contacted 2 times within 7 days: that is the limit."),
    ],
)
def test_who_may_be_written_to(values: dict[str, object], sentence: str | None) -> None:
    """Rules L6, Z3, Z4: consent, refusal, frequency."""
    person = dormant.Reachable(**({"consented": True, "refused": False, "contacted": []} | values))  # type: ignore[arg-type]
    found = dormant.objection(person, now_local=at(11), policy=DormantPolicy())
    assert (render(found) if found else None) == sentence


@pytest.mark.parametrize(("hour", "quiet"), [(8, True), (9, False), (13, True), (14, False), (21, True)])
def test_quiet_hours(hour: int, quiet: bool) -> None:
    """Rule Z4."""
    assert dormant.is_quiet(time(hour), DormantPolicy()) is quiet


def test_a_text_offers_a_way_to_refuse() -> None:
    """Rule Z4."""
    assert dormant.text_objection("补贴本月结束，拒收请回复R") is None
    assert dormant.text_objection("补贴本月结束") is not None
    assert dormant.text_objection("{phone} 拒收请回复R") is not None


def test_a_control_group_is_held_back() -> None:
    """Rule L6: a fifth, drawn once."""
    arms = [dormant.arm(5, lead, DormantPolicy()) for lead in range(1, 1001)]
    assert 150 <= arms.count(CampaignArm.HELD_BACK) <= 250


def test_an_effect_is_sure_only_beyond_chance() -> None:
    """Rule L6."""
    assert dormant.effect((30, 100), (2, 50)).is_sure
    assert not dormant.effect((1, 1), (0, 1)).is_sure
    assert dormant.effect((3, 10), (0, 0)).difference is None
