"""Dry runs, verdicts and causes: what chance explains is said to be chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.models.enums import Objection, Verdict
from salesops.review.rules.causes import CauseKind, Conclusion, DeviationFacts, Explanation, Sign, explain
from salesops.review.rules.dry_run import DryRun, Process, calls_for_shadowing, told
from salesops.review.rules.gate import OpenKind, carry_key
from salesops.review.rules.verdict import Look, judge


def test_three_days_at_eight_a_month_are_ordinary() -> None:
    """Rule R2: e^(−3λ) is 40 percent."""
    run = DryRun(days=3, orders=8, history_days=26)
    assert run.by_chance == pytest.approx(0.397, abs=0.001)
    assert calls_for_shadowing(run, dry_days=3)
    said = " ".join(each.in_english() for each in told(run, ()))
    assert "At 8 sales a month, 3 days without an order happen by chance in 40%: ordinary." in said
    assert "go on, and look again" in said


def test_a_long_run_and_weak_process_are_said() -> None:
    """Rule R2: the talk is about what the person can change."""
    run = DryRun(days=12, orders=16, history_days=52)
    process = (Process(figure="touches", own=10, peers=40), Process(figure="invitations", own=5, peers=6))
    said = [each.in_english() for each in told(run, process)]
    assert "in only 2%: not ordinary" in said[0]
    assert said[1:] == ["Touches 10, the others 40 on average."]


def test_a_newcomer_has_no_rate_of_his_own() -> None:
    assert "no own rate" in told(DryRun(days=5, orders=0, history_days=5), ())[0].in_english()
    assert DryRun(days=5, orders=0, history_days=0).by_chance == 1


def rate(hits: float, cases: float) -> Look:
    return Look(value=hits / cases, numerator=hits, denominator=cases, days=14)


def test_a_rate_that_moved_beyond_chance_has_worked() -> None:
    """Rule R8."""
    found = judge(rate(20, 200), rate(45, 200), more_is_better=True, is_rate=True)
    assert found.verdict is Verdict.WORKED
    assert judge(rate(45, 200), rate(20, 200), more_is_better=True, is_rate=True).verdict is Verdict.DID_NOT
    assert judge(rate(45, 200), rate(20, 200), more_is_better=False, is_rate=True).verdict is Verdict.WORKED


def test_small_samples_are_unclear_and_say_so() -> None:
    """Rule R8: honesty about small samples."""
    found = judge(rate(2, 8), rate(4, 9), more_is_better=True, is_rate=True)
    assert found.verdict is Verdict.UNCLEAR
    assert "not enough data" in found.sentence.in_english()


def test_no_move_on_enough_cases_did_not_work() -> None:
    """Rule R8."""
    found = judge(rate(40, 200), rate(39, 200), more_is_better=True, is_rate=True)
    assert (found.verdict, "did not move" in found.sentence.in_english()) == (Verdict.DID_NOT, True)


def test_counts_are_compared_by_their_days() -> None:
    """Rule R8."""
    before = Look(value=10, numerator=140, days=14)
    assert judge(
        before, Look(value=20, numerator=140, days=7), more_is_better=True, is_rate=False
    ).verdict is (Verdict.WORKED)
    nothing = judge(Look(value=None), before, more_is_better=True, is_rate=False)
    assert (nothing.verdict, nothing.by_chance) == (Verdict.UNCLEAR, None)
    empty = Look(value=0, numerator=0, days=7)
    assert judge(empty, empty, more_is_better=True, is_rate=False).verdict is Verdict.UNCLEAR


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_the_other_way_round_is_never_both_a_success(a: int, n: int, b: int, m: int) -> None:
    """Rule R8."""
    first, second = rate(min(a, n), n), rate(min(b, m), m)
    there = judge(first, second, more_is_better=True, is_rate=True).verdict
    back = judge(second, first, more_is_better=True, is_rate=True).verdict
    assert not (there is Verdict.WORKED and back is Verdict.WORKED)


def day(leads: float, visits: float, drives: float, orders: float) -> dict[str, float]:
    return {"leads": leads, "visits": visits, "test_drives": drives, "orders": orders}


USUAL = day(240, 160, 88, 32)
"""Eight weeks of a weekday: 30 leads, 20 visits, 11 drives, 4 orders a day."""


def explained(now: dict[str, float], *signs: Sign, target: float | None = None) -> Explanation:
    return explain(DeviationFacts(now=now, before=USUAL, stretches=8, target=target, signs=signs))


def test_the_step_that_broke_is_named_with_its_part() -> None:
    """Rule R1: leads hold, visits did not come: invitation."""
    found = explained(day(30, 4, 2, 1))
    assert found.conclusion is Conclusion.CAUSE
    assert found.causes[0].kind is CauseKind.INVITATION
    assert "Orders 1 of 4 (usually 4). Likely cause: Fewer visits per lead (13%, usually 67%)" in (
        found.headline.in_english()
    )
    assert sum(step.part for step in found.split.steps) == pytest.approx(-3)


def test_what_was_seen_in_the_store_is_named_before_the_step_it_explains() -> None:
    """Rule R1: waits over 15 minutes."""
    waits = Sign(kind=CauseKind.WAITS, now=14, of_now=20, before=8, of_before=160)
    found = explained(day(30, 20, 1, 0), waits)
    assert next(row.kind for row in found.causes if row.named) is CauseKind.WAITS
    assert "14 of 20 parties waited too long, usually 5%" in found.headline.in_english()


def test_a_day_that_is_not_over_is_no_failure() -> None:
    """Rule R1: at noon one order of a target of four is judged by what noon usually has."""
    facts = DeviationFacts(
        now=day(16, 11, 6, 1),
        before=day(128, 88, 48, 8),
        stretches=8,
        target=4,
        unfinished=True,
    )
    found = explain(facts)
    assert found.conclusion is Conclusion.ON_PLAN
    assert found.headline.in_english() == "Orders 1 so far, usually 1 by this time: on plan."


def test_on_target_but_look_here() -> None:
    """Rule R1: deals on target but conversion weak."""
    late = Sign(kind=CauseKind.LATE_TOUCHES, now=12, of_now=20, before=8, of_before=160)
    found = explained(day(30, 20, 11, 4), late)
    assert found.headline.in_english().startswith("Orders 4 of 4: on target, but look here.")


def test_a_quiet_day_is_chance() -> None:
    """Rule R1: 'not enough data' when so."""
    found = explained(day(28, 19, 10, 2))
    assert (found.conclusion, "chance alone" in found.headline.in_english()) == (
        Conclusion.NOT_ENOUGH_DATA,
        True,
    )
    assert explained(day(30, 20, 11, 5)).conclusion is Conclusion.ON_PLAN
    new = explain(DeviationFacts(now=day(3, 2, 1, 0), before={}, stretches=8, target=2))
    assert "no earlier days" in new.headline.in_english()


def test_an_objection_that_rose_is_a_candidate() -> None:
    """Rule R1."""
    heard = Sign(
        kind=CauseKind.OBJECTION,
        now=15,
        of_now=60,
        before=8,
        of_before=480,
        objection=Objection.FINANCE_COMPLEX,
    )
    found = explained(day(30, 6, 2, 1), heard)
    assert CauseKind.OBJECTION in {row.kind for row in found.causes if row.named}


def test_an_item_is_carried_once_a_day() -> None:
    assert carry_key(OpenKind.VISIT, 7, "2026-11-25") == "carry:visit:7:2026-11-25"
