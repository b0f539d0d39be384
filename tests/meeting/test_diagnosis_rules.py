"""Thin traffic: which cause, or none that chance does not explain."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.meeting.rules.diagnosis import (
    Cause,
    ChannelCount,
    Counted,
    Diagnosis,
    ObjectionCount,
    TrafficFacts,
    diagnose,
)
from salesops.meeting.rules.policies import DiagnosisPolicy
from salesops.models.enums import Objection
from salesops.planning.rules.roots.facts import Confidence, Outcome

POLICY = DiagnosisPolicy()


def counted(recent: float, before: float) -> Counted:
    """Counts of 7 days after 28."""
    return Counted(recent=recent, before=before, recent_weight=7, before_weight=28)


def channel(number: int, recent: float, before: float) -> ChannelCount:
    return ChannelCount(channel_id=number, name=f"Channel {number}", leads=counted(recent, before))


def facts(
    *channels: ChannelCount,
    visits: tuple[float, float] = (60, 280),
    invited: tuple[float, float, float, float] = (30, 120, 300, 1200),
    objections: tuple[ObjectionCount, ...] = (),
) -> TrafficFacts:
    recent, before, touched, touched_before = invited
    return TrafficFacts(
        days=7,
        visits=counted(*visits),
        channels=channels or (channel(1, 40, 160), channel(2, 30, 120)),
        invited=Counted(recent=recent, before=before, recent_weight=touched, before_weight=touched_before),
        objections=objections,
    )


def told(found: Diagnosis) -> str:
    return " ".join(each.in_english() for finding in found.findings for each in finding.evidence)


def test_a_channel_that_fails_is_named_with_size_and_confidence() -> None:
    """Rule M2: 12 leads where 40 were expected."""
    found = diagnose(facts(channel(1, 12, 160), channel(2, 30, 120), visits=(45, 280)), POLICY)
    (finding,) = found.findings
    assert (found.outcome, finding.cause, finding.channel_id) == (Outcome.FOUND, Cause.CHANNEL, 1)
    assert (finding.lost, finding.confidence) == (28, Confidence.STRONG)
    assert found.headline.in_english() == "A channel fails: leads of Channel 1 −70%."
    assert "12 leads in 7 days, 40 expected" in told(found)


def test_a_channel_without_a_single_lead_is_first_a_question_of_the_import() -> None:
    """Rule M2: suspect the data first."""
    assert "import" in told(diagnose(facts(channel(1, 0, 160)), POLICY))


def test_weak_invitation_is_told_from_channel_failure() -> None:
    """Rule M2: leads hold, visits by appointment per lead touched fell, read with the objections."""
    unclear = ObjectionCount(
        objection=Objection.OFFER_UNCLEAR,
        counted=Counted(recent=14, before=12, recent_weight=300, before_weight=1200),
    )
    found = diagnose(facts(invited=(10, 120, 300, 1200), visits=(40, 280), objections=(unclear,)), POLICY)
    (finding,) = found.findings
    assert (finding.cause, round(finding.lost)) == (Cause.INVITATION, 20)
    assert "Leads: 70, 70 expected." in told(found)
    assert "was recorded 14 times, 3 expected" in told(found)


def test_what_chance_explains_is_not_a_finding() -> None:
    """Rule M2: 'not enough data' when so."""
    found = diagnose(facts(channel(1, 33, 160), visits=(58, 280)), POLICY)
    assert found.outcome is Outcome.NOT_ENOUGH_DATA
    assert "chance alone explains that" in found.headline.in_english()


def test_small_channels_are_not_judged_and_it_is_said() -> None:
    """Rule M2: under ten expected leads nothing can be told in a week."""
    found = diagnose(facts(channel(1, 0, 28), channel(2, 30, 120)), POLICY)
    assert not found.findings
    assert "Too few leads in 7 days to judge: Channel 1" in found.notes[0].in_english()


def test_traffic_that_holds_is_said_to_hold() -> None:
    assert diagnose(facts(visits=(71, 280)), POLICY).outcome is Outcome.HOLDS


def test_a_store_without_history_is_not_diagnosed() -> None:
    found = diagnose(facts(channel(1, 3, 0), visits=(2, 0), invited=(0, 0, 0, 0)), POLICY)
    assert found.outcome is Outcome.NOT_ENOUGH_DATA


def test_the_larger_loss_comes_first() -> None:
    found = diagnose(
        facts(channel(1, 2, 160), channel(2, 10, 480), invited=(6, 120, 300, 1200), visits=(20, 280)), POLICY
    )
    losses = [finding.lost_visits for finding in found.findings]
    assert len(losses) == 3
    assert losses == sorted(losses, reverse=True)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 240)), min_size=1, max_size=8))
def test_no_channel_is_accused_without_a_fall_that_counts(counts: list[tuple[int, int]]) -> None:
    """Rule M2: neither of a rise, nor of a small fall, nor of a handful of leads."""
    found = diagnose(facts(*(channel(n, *pair) for n, pair in enumerate(counts))), POLICY)
    for finding in found.findings:
        if finding.cause is Cause.CHANNEL:
            recent, before = counts[finding.channel_id or 0]
            assert recent <= before / 4 * 0.7
            assert before / 4 >= POLICY.expected_leads
            assert finding.chance < 0.05
