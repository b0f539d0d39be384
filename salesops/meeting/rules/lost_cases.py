"""Which lost cases are worth taking apart: typical, costly, and with something to learn (Rule M3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from salesops.core.i18n import N_, Message
from salesops.models.enums import LossReason, Tier

_TIER = {Tier.A: 2.0, Tier.B: 1.0, Tier.C: 0.0}
FEW_TOUCHES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LostFacts:
    """What is known of one lost case."""

    loss_id: int
    reason: LossReason
    tier: Tier
    after_visit: bool
    touches: int
    has_lesson: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """A case that was picked, and why."""

    loss_id: int
    reasons: tuple[Message, ...]


def typical(cases: Sequence[LostFacts], *, count: int) -> list[Typical]:
    """Pick cases to take apart (Rule M3): of the commonest reasons first, one of each before a second.

    Within a reason, customers who had visited and wanted to buy soon come first, then those with few touches: there is
    most to learn. A case whose lesson is recorded already comes last.
    """
    often = Counter(case.reason for case in cases)
    ranked = sorted(cases, key=lambda case: (-_weight(case, often), case.loss_id))
    first: list[LostFacts] = []
    again: list[LostFacts] = []
    seen: set[LossReason] = set()
    for case in ranked:
        (again if case.reason in seen else first).append(case)
        seen.add(case.reason)
    return [Typical(loss_id=case.loss_id, reasons=_why(case, often)) for case in (first + again)[:count]]


def _weight(case: LostFacts, often: Counter[LossReason]) -> float:
    worth = 2.0 * often[case.reason] + _TIER[case.tier]
    worth += 3.0 if case.after_visit else 0.0
    worth += 1.0 if case.touches < FEW_TOUCHES else 0.0
    return worth - (100.0 if case.has_lesson else 0.0)


def _why(case: LostFacts, often: Counter[LossReason]) -> tuple[Message, ...]:
    found = [
        Message(
            N_("“{reason}” was given {count} times lately."),
            {"reason": case.reason, "count": often[case.reason]},
        )
    ]
    if case.after_visit:
        found.append(Message(N_("Lost after a visit to the store.")))
    if case.tier is Tier.A:
        found.append(Message(N_("Wanted to buy within days.")))
    if case.touches < FEW_TOUCHES:
        found.append(Message(N_("Touched only {count} times."), {"count": case.touches}))
    return tuple(found)
