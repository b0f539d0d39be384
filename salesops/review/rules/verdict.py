"""Whether an action moved its figure, with the honesty that small samples ask for (Rule R8)."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_, Message
from salesops.kpi.statistics import Change, change_of_count, change_of_rate
from salesops.models.enums import Verdict

CHANCE = 0.10
"""A move that chance makes more often than this says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A figure before and after: value, and the parts of a rate, or the days a count was taken over."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict, the probability that chance alone moved the figure as far, and the sentence."""

    verdict: Verdict
    by_chance: float | None
    sentence: Message


def judge(before: Look, after: Look, *, more_is_better: bool, is_rate: bool) -> Judgement:
    """Compare a figure with its baseline (Rule R8).

    Rates are compared by Fisher's exact test, counts as Poisson rates by the exact conditional test. A move in the
    right direction that chance alone would seldom make has worked; one in the wrong direction, or none at all on
    enough cases, did not; the rest is unclear and says so.
    """
    if before.value is None or after.value is None:
        return Judgement(
            verdict=Verdict.UNCLEAR,
            by_chance=None,
            sentence=Message(N_("There is no value to compare: not enough data.")),
        )
    moved = after.value - before.value
    better = moved > 0 if more_is_better else moved < 0
    chance = _rates(before, after) if is_rate else _counts(before, after)
    if chance is None:
        return _unclear(chance)
    if chance <= CHANCE:
        verdict = Verdict.WORKED if better else Verdict.DID_NOT
    elif not better and _enough(before, after, is_rate=is_rate):
        verdict = Verdict.DID_NOT
    else:
        return _unclear(chance)
    return Judgement(verdict=verdict, by_chance=chance, sentence=_told(verdict, chance))


def _rates(before: Look, after: Look) -> float | None:
    """Two rates by Fisher's exact test; where a period's rate exceeds one, its parts are counts and their exposure."""
    parts = (before.numerator, before.denominator, after.numerator, after.denominator)
    if any(part is None for part in parts):
        return None
    b, n, a, m = (round(float(part or 0)) for part in parts)
    if a <= m and b <= n:
        return _two_sided(*(change_of_rate(a, m, b, n, drop=drop) for drop in (True, False)))
    return _two_sided(*(change_of_count(a, m, b, n, drop=drop) for drop in (True, False)))


def _counts(before: Look, after: Look) -> float | None:
    b = before.numerator if before.numerator is not None else before.value
    a = after.numerator if after.numerator is not None else after.value
    if b is None or a is None or b < 0 or a < 0:
        return None
    sides = (
        change_of_count(round(a), after.days, round(b), before.days, drop=drop) for drop in (True, False)
    )
    return _two_sided(*sides)


def _two_sided(drop: Change | None, rise: Change | None) -> float | None:
    if drop is None or rise is None:
        return None
    return min(1.0, 2 * min(drop.p_value, rise.p_value))


def _enough(before: Look, after: Look, *, is_rate: bool) -> bool:
    """Enough cases that an improvement worth having would have shown."""
    if is_rate:
        return min(before.denominator or 0, after.denominator or 0) >= 100
    return min(before.numerator or before.value or 0, after.numerator or after.value or 0) >= 30


def _unclear(chance: float | None) -> Judgement:
    if chance is None:
        sentence = Message(N_("There are no cases to compare: not enough data."))
    else:
        sentence = Message(
            N_("Chance alone makes such a difference in {share} of cases: not enough data to tell."),
            {"share": f"{chance:.0%}"},
        )
    return Judgement(verdict=Verdict.UNCLEAR, by_chance=chance, sentence=sentence)


def _told(verdict: Verdict, chance: float) -> Message:
    share = {"share": f"{chance:.1%}"}
    if verdict is Verdict.WORKED:
        return Message(N_("The figure moved as wanted; chance alone does that in {share} of cases."), share)
    if chance <= CHANCE:
        return Message(
            N_("The figure moved the wrong way; chance alone does that in {share} of cases."), share
        )
    return Message(N_("The figure did not move as wanted, on enough cases to have shown it."))
