"""Topics follow the pain: ranked by share, stable in order, answered by trainings (Rule T1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesops.models.enums import ComplaintTopic, InspectionArea, LossReason, Objection, PainSource
from salesops.training.rules.policies import TrainingPolicy
from salesops.training.rules.proposals import Pain, evidence_text, ranked
from salesops.training.rules.topics import TrainingTopic, topic_of

TODAY = date(2026, 11, 24)
POLICY = TrainingPolicy()
KEYS = {
    PainSource.COMPLAINT: list(ComplaintTopic),
    PainSource.LOSS: list(LossReason),
    PainSource.OBJECTION: list(Objection),
    PainSource.CHECK: list(InspectionArea),
}


def pain(source: PainSource, key: str, count: int, *, back: int = 3, subject: str = "") -> Pain:
    return Pain(source=source, key=key, day=TODAY - timedelta(days=back), count=count, subject=subject)


DELAY = pain(PainSource.COMPLAINT, ComplaintTopic.DELIVERY_DELAY, 7)
RANGE = pain(PainSource.OBJECTION, Objection.WINTER_RANGE, 20)

pains = st.lists(
    st.sampled_from(list(KEYS)).flatmap(
        lambda source: st.builds(
            Pain,
            source=st.just(source),
            key=st.sampled_from([str(key) for key in KEYS[source]]),
            day=st.integers(0, 80).map(lambda back: TODAY - timedelta(days=back)),
            count=st.integers(1, 50),
        )
    ),
    max_size=30,
)


def test_complaints_of_late_delivery_ask_for_order_tracking() -> None:
    found = ranked([DELAY], {}, today=TODAY, policy=POLICY)
    assert [each.topic for each in found] == [TrainingTopic.ORDER_TRACKING]
    text = evidence_text(found[0].evidence[0]).in_english()
    assert text == "Complaints “Late delivery” ×7 (in the time before: 0)"


def test_winter_range_asks_for_the_three_electric_systems() -> None:
    assert ranked([RANGE], {}, today=TODAY, policy=POLICY)[0].topic is TrainingTopic.THREE_ELECTRIC


def test_pains_of_one_topic_add_up_whatever_their_source() -> None:
    lost = pain(PainSource.LOSS, LossReason.LEAD_TIME, 4)
    only = ranked([DELAY, lost], {}, today=TODAY, policy=POLICY)
    assert len(only) == 1
    assert only[0].count == 11
    assert only[0].source is PainSource.COMPLAINT


def test_few_complaints_outweigh_a_small_share_of_many_objections() -> None:
    crowd = [pain(PainSource.OBJECTION, key, 100) for key in Objection]
    assert ranked([*crowd, DELAY], {}, today=TODAY, policy=POLICY)[0].topic is TrainingTopic.ORDER_TRACKING


def test_a_training_answers_what_came_before_it() -> None:
    later = replace(DELAY, day=TODAY, count=2)
    trained = {TrainingTopic.ORDER_TRACKING: TODAY - timedelta(days=1)}
    found = ranked([DELAY, later], trained, today=TODAY, policy=POLICY)
    assert found[0].count == 2
    assert ranked([DELAY], trained, today=TODAY, policy=POLICY) == []


def test_a_slow_model_names_itself_and_rests_after_its_training() -> None:
    slow = pain(PainSource.SLOW_MODEL, "12", 5, back=0, subject="S5 1.5T")
    found = ranked([slow], {}, today=TODAY, policy=POLICY)
    assert found[0].name.in_english().endswith("S5 1.5T")
    assert ranked([slow], {found[0].key: TODAY - timedelta(days=5)}, today=TODAY, policy=POLICY) == []


def test_one_trend_is_enough_but_one_complaint_is_not() -> None:
    trend = pain(PainSource.MARKET, "3", 1, subject="Range extenders will be hot")
    single = replace(DELAY, count=1)
    found = ranked([trend, single], {}, today=TODAY, policy=POLICY)
    assert [each.topic for each in found] == [TrainingTopic.MARKET_TREND]


def test_what_training_cannot_mend_is_left_out() -> None:
    assert topic_of(PainSource.LOSS, LossReason.FUNDS) is None
    assert ranked([pain(PainSource.LOSS, LossReason.PLATE, 30)], {}, today=TODAY, policy=POLICY) == []


@given(pains, st.randoms())
def test_the_order_does_not_depend_on_the_rows(found: list[Pain], random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    before = ranked(found, {}, today=TODAY, policy=POLICY)
    assert ranked(mixed, {}, today=TODAY, policy=POLICY) == before
    assert [each.score for each in before] == sorted((each.score for each in before), reverse=True)


@given(pains)
def test_every_case_of_the_time_stands_in_one_proposal_at_most(found: list[Pain]) -> None:
    counted = [
        pain.count
        for pain in found
        if pain.day > TODAY - timedelta(days=POLICY.lookback_days) and topic_of(pain.source, pain.key)
    ]
    loose = replace(POLICY, least_cases=1)
    assert sum(each.count for each in ranked(found, {}, today=TODAY, policy=loose)) == sum(counted)
