"""Typical losses, the expected mix, the screens."""

from __future__ import annotations

from salesops.meeting.rules.expected import expected_mix, points_for
from salesops.meeting.rules.lost_cases import LostFacts, typical
from salesops.meeting.rules.screens import Screen, beside, step_of
from salesops.models.enums import LossReason, MeetingStep, Profile, Tier


def lost(number: int, reason: LossReason = LossReason.PRICE_HIGH, **values: object) -> LostFacts:
    known: dict[str, object] = {"tier": Tier.B, "after_visit": False, "touches": 5, "has_lesson": False}
    return LostFacts(loss_id=number, reason=reason, **(known | values))  # type: ignore[arg-type]


def test_one_case_of_each_common_reason_is_picked_first() -> None:
    """Rule M3."""
    cases = [lost(1), lost(2), lost(3), lost(4, LossReason.LEAD_TIME), lost(5, LossReason.LEAD_TIME)]
    assert [each.loss_id for each in typical(cases, count=3)] == [1, 4, 2]


def test_visitors_who_wanted_to_buy_come_before_others() -> None:
    """Rule M3: there is most to learn."""
    found = typical([lost(1), lost(2, after_visit=True, tier=Tier.A, touches=1)], count=1)
    assert found[0].loss_id == 2
    said = [each.in_english() for each in found[0].reasons]
    assert said[1:] == [
        "Lost after a visit to the store.",
        "Wanted to buy within days.",
        "Touched only 1 times.",
    ]


def test_a_case_with_its_lesson_comes_last() -> None:
    assert [e.loss_id for e in typical([lost(1, has_lesson=True), lost(2)], count=2)] == [2, 1]


def test_the_mix_is_appointments_and_the_usual_walk_ins() -> None:
    """Rule M8."""
    mix = expected_mix([Profile.FAMILY, Profile.BUSINESS], {Profile.FAMILY: 16, Profile.UNKNOWN: 40}, 8)
    assert [(each.profile, each.expected) for each in mix] == [
        (Profile.FAMILY, 3.0),
        (Profile.BUSINESS, 1.0),
        (Profile.UNKNOWN, 5.0),
    ]
    assert expected_mix([], {}, 0) == []


def test_points_that_models_share_come_first() -> None:
    """Rule M8."""
    models = [
        ("S5", {"family": ["boot", "isofix"], "any": "warranty"}),
        ("E7", {"family": "isofix", "business": "quiet"}),
    ]
    found = points_for(Profile.FAMILY, models)
    assert [(point.words, point.models) for point in found] == [
        ("isofix", ("S5", "E7")),
        ("boot", ("S5",)),
        ("warranty", ("S5",)),
    ]


def test_the_screens_lie_beside_each_other() -> None:
    """Rule M9."""
    screens = list(Screen)
    assert beside(screens[0], -1) is None
    assert beside(screens[-1], 1) is None
    assert beside(Screen.FIGURES, 1) is Screen.DIAGNOSIS
    assert {step_of(screen) for screen in Screen} == set(MeetingStep)
