"""The likely cause of a deviation: the funnel's split, tested, with what was seen in the store beside it (Rule R1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from salesops.core.i18n import N_, Message
from salesops.models.enums import Objection
from salesops.planning.rules.chance import adjusted, fewer, more
from salesops.planning.rules.split import ChainSplit, Step, split_chain

CHAIN = ("leads", "visits", "test_drives", "orders")
LEVEL = 0.05
"""A cause that chance brings about more often than this, corrected for the number looked at, is not named."""


class CauseKind(StrEnum):
    """What a deviation can come from."""

    FEWER_LEADS = "fewer_leads"
    INVITATION = "invitation"
    TEST_DRIVES = "test_drives"
    CLOSING = "closing"
    WAITS = "waits"
    LATE_TOUCHES = "late_touches"
    OBJECTION = "objection"


class Conclusion(StrEnum):
    """What can be said of the deviation."""

    ON_PLAN = "on_plan"
    CAUSE = "cause"
    NOT_ENOUGH_DATA = "not_enough_data"


_OF_STEP = {
    "leads": CauseKind.FEWER_LEADS,
    "visits": CauseKind.INVITATION,
    "test_drives": CauseKind.TEST_DRIVES,
    "orders": CauseKind.CLOSING,
}
_EXPLAINS = {
    CauseKind.WAITS: frozenset({"test_drives", "orders"}),
    CauseKind.LATE_TOUCHES: frozenset({"visits"}),
    CauseKind.OBJECTION: frozenset({"visits", "orders"}),
}
"""Which steps of the funnel a sign in the store can explain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something that was seen: how often now and before, and of how many cases."""

    kind: CauseKind
    now: float
    of_now: float
    before: float
    of_before: float
    objection: Objection | None = None

    @property
    def chance(self) -> float:
        """How often chance alone brings so many."""
        return more(self.now, self.of_now, self.before, self.of_before)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationFacts:
    """Counts of the funnel now, their sums over earlier stretches of the same kind, the target, and the signs."""

    now: Mapping[str, float]
    before: Mapping[str, float]
    stretches: int
    """Over how many stretches `before` was summed up."""
    target: float | None = None
    """What the last count should have been."""
    signs: tuple[Sign, ...] = field(default=())
    unfinished: bool = False
    """The day is not over: both sides end at the same time of day, and the target is not yet due."""

    def usual(self, figure: str) -> float:
        """The mean of the earlier stretches."""
        return self.before.get(figure, 0.0) / self.stretches if self.stretches else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRow:
    """One candidate: what part of the deviation it made, how often chance does that, and the sentence."""

    kind: CauseKind
    part: float | None
    """Orders of the deviation; None for a sign in the store."""
    chance: float
    named: bool
    """Whether it is more than chance explains."""
    sentence: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The deviation of the last count, split and explained as far as data allow."""

    conclusion: Conclusion
    headline: Message
    split: ChainSplit
    causes: tuple[CauseRow, ...]


def explain(facts: DeviationFacts) -> Explanation:
    """Rank what may have caused the deviation of orders from what such days bring (Rule R1).

    The split adds up to the deviation. Each factor and each sign is tested on its own and corrected for their number;
    only what holds is named as a cause, the larger part first. A sign is named before the step of the funnel that it
    explains: it is what one can act on.
    """
    split = split_chain(
        [(name, facts.now.get(name, 0.0)) for name in CHAIN],
        [(name, facts.usual(name)) for name in CHAIN],
    )
    steps = [step for step in split.steps if step.part < 0]
    chances = adjusted([_chance(step, facts) for step in steps] + [sign.chance for sign in facts.signs])
    rows = [
        CauseRow(
            kind=_OF_STEP[step.figure],
            part=step.part,
            chance=chance,
            named=chance < LEVEL,
            sentence=_step_sentence(step),
        )
        for step, chance in zip(steps, chances, strict=False)
    ]
    rows += [
        CauseRow(
            kind=sign.kind, part=None, chance=chance, named=chance < LEVEL, sentence=_sign_sentence(sign)
        )
        for sign, chance in zip(facts.signs, chances[len(steps) :], strict=True)
        if sign.now
    ]
    ranked = _ranked(rows)
    conclusion, headline = _said(facts, ranked)
    return Explanation(conclusion=conclusion, headline=headline, split=split, causes=tuple(ranked))


def _chance(step: Step, facts: DeviationFacts) -> float:
    now, before = facts.now, facts.before
    if not step.of:
        return fewer(now.get(step.figure, 0.0), 1, before.get(step.figure, 0.0), facts.stretches)
    return fewer(
        now.get(step.figure, 0.0),
        now.get(step.of, 0.0),
        before.get(step.figure, 0.0),
        before.get(step.of, 0.0),
    )


def _ranked(rows: Sequence[CauseRow]) -> list[CauseRow]:
    """Named ones first; a sign that explains a named step before that step; else by their part."""
    weight = {row.kind: -(row.part or 0.0) for row in rows}
    by_step = {kind: step for step, kind in _OF_STEP.items()}

    def key(row: CauseRow) -> tuple[bool, float, bool, float]:
        size = weight[row.kind]
        if row.part is None:
            explained = [
                weight[kind] for kind in weight if by_step.get(kind) in _EXPLAINS.get(row.kind, frozenset())
            ]
            size = max(explained, default=0.0)
        return (not row.named, -size, row.part is not None, row.chance)

    return sorted(rows, key=key)


def _said(facts: DeviationFacts, ranked: Sequence[CauseRow]) -> tuple[Conclusion, Message]:
    orders, usual = facts.now.get("orders", 0.0), facts.usual("orders")
    wanted = usual if facts.target is None or facts.unfinished else facts.target
    values: dict[str, object] = {
        "orders": round(orders),
        "usual": round(usual, 1),
        "wanted": round(wanted, 1),
    }
    named = [row for row in ranked if row.named]
    if facts.unfinished:
        return _said_by_now(named, values, on_plan=orders >= usual, known=bool(facts.before.get("orders")))
    if named:
        values["cause"] = named[0].sentence
        if orders >= wanted:
            return Conclusion.CAUSE, Message(
                N_("Orders {orders} of {wanted}: on target, but look here. {cause}"), values
            )
        return Conclusion.CAUSE, Message(
            N_("Orders {orders} of {wanted} (usually {usual}). Likely cause: {cause}"), values
        )
    if orders >= wanted:
        return Conclusion.ON_PLAN, Message(
            N_("Orders {orders} of {wanted} (usually {usual}): on plan."), values
        )
    if not facts.before.get("orders"):
        return Conclusion.NOT_ENOUGH_DATA, Message(
            N_("Orders {orders} of {wanted}: no earlier days to compare with, not enough data for a cause."),
            values,
        )
    return Conclusion.NOT_ENOUGH_DATA, Message(
        N_(
            "Orders {orders} of {wanted} (usually {usual}): chance alone explains that, not enough data for a cause."
        ),
        values,
    )


def _said_by_now(
    named: Sequence[CauseRow], values: dict[str, object], *, on_plan: bool, known: bool
) -> tuple[Conclusion, Message]:
    """The sentence of a day that is not over: against what is usual by this time, not against the target."""
    if named:
        values["cause"] = named[0].sentence
        return Conclusion.CAUSE, Message(
            N_("Orders {orders} so far, usually {usual} by this time. Look here: {cause}"), values
        )
    if on_plan:
        return Conclusion.ON_PLAN, Message(
            N_("Orders {orders} so far, usually {usual} by this time: on plan."), values
        )
    if not known:
        return Conclusion.NOT_ENOUGH_DATA, Message(
            N_("Orders {orders} so far; no earlier days to compare with."), values
        )
    return Conclusion.NOT_ENOUGH_DATA, Message(
        N_("Orders {orders} so far, usually {usual} by this time: chance alone explains that."), values
    )


_STEPS = {
    "leads": N_("Fewer leads: {now}, usually {before}; that makes {part} orders."),
    "visits": N_("Fewer visits per lead ({now}, usually {before}): invitation; that makes {part} orders."),
    "test_drives": N_(
        "Fewer test drives per visit ({now}, usually {before}): reception; that makes {part} orders."
    ),
    "orders": N_("Fewer orders per test drive ({now}, usually {before}): closing; that makes {part} orders."),
}


def _step_sentence(step: Step) -> Message:
    values: dict[str, object] = {"part": f"{step.part:+.1f}".replace("-", "\N{MINUS SIGN}")}
    if step.of:
        values |= {"now": f"{step.now:.0%}", "before": f"{step.before:.0%}"}
    else:
        values |= {"now": round(step.now), "before": round(step.before, 1)}
    if step.figure == "orders" and step.of == "visits":
        return Message(
            N_("Fewer orders per visit ({now}, usually {before}): closing; that makes {part} orders."), values
        )
    return Message(_STEPS[step.figure], values)


_SIGNS = {
    CauseKind.WAITS: N_(
        "{now} of {of} parties waited too long, usually {before}: too few people at the door."
    ),
    CauseKind.LATE_TOUCHES: N_("{now} of {of} leads were first touched too late, usually {before}."),
    CauseKind.OBJECTION: N_("“{objection}” was heard {now} times in {of} touches, usually {before}."),
}


def _sign_sentence(sign: Sign) -> Message:
    values: dict[str, object] = {
        "now": round(sign.now),
        "of": round(sign.of_now),
        "before": f"{sign.before / sign.of_before:.0%}" if sign.of_before else "—",
    }
    if sign.objection is not None:
        values["objection"] = sign.objection
    return Message(_SIGNS[sign.kind], values)
