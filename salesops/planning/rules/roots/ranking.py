"""Root causes named one after the other: the surest is told first, then what is left without it (Rules M2, R1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from salesops.core.i18n import N_, Message
from salesops.planning.rules.chance import fewer
from salesops.planning.rules.policies import RootCausePolicy
from salesops.planning.rules.roots import sentences
from salesops.planning.rules.roots.facts import Cause, Confidence, Group, Outcome, Root, RootFacts, Roots
from salesops.planning.rules.roots.suspects import Known, Suspect
from salesops.planning.rules.roots.volume import of_volume
from salesops.planning.rules.roots.work import of_consultants, of_models, of_store
from salesops.planning.rules.split import TotalSplit, split_total

_PARTS = {"store": 0.3, "channels": 0.2, "staff": 0.4, "models": 0.1}
"""What part of all false alarms each family may make: people have the fewest cases, and most need the room."""
_EXPLAINS = {
    Root.WAITS: frozenset({Root.RECEPTION, Root.CLOSING}),
    Root.LATE_TOUCHES: frozenset({Root.INVITATION}),
}
"""A sign in the store is told before the steps of the funnel it explains: it is what one can act on."""

_SUREST_FIRST = (Confidence.STRONG, Confidence.GOOD, Confidence.FAIR)


def explain_roots(facts: RootFacts, policy: RootCausePolicy) -> Roots:
    """Why the orders of these days differ from what such days bring (Rules M2, R1).

    Every suspect is tested by itself and corrected for how many were looked at: four families (the store as a whole,
    channels, consultants, models) each have their part of all false alarms. The surest is named; the rest is then tested
    again without what it explains. What is surer stands first; of equal confidence, what cost more orders.
    """
    named: list[tuple[Suspect, float]] = []
    while len(named) < policy.causes:
        best = _surest(facts, Known(tuple(suspect for suspect, _ in named)), policy)
        if best is None:
            break
        named.append(best)
    named.sort(key=lambda pair: (_SUREST_FIRST.index(_confidence(pair[1])), -pair[0].lost))
    causes = tuple(_cause(facts, suspect, chance) for suspect, chance in named)
    outcome, headline = _said(facts, causes, policy)
    return Roots(
        outcome=outcome,
        headline=headline,
        causes=causes,
        notes=sentences.notes(facts, policy),
        facts=facts,
        usual=facts.expected(facts.whole.of("orders")),
        by_channel=_split(facts, facts.channels, "leads"),
        by_staff=_split(facts, facts.staff, "visits"),
        by_model=_split(facts, facts.models, "visits"),
    )


def _suspects(facts: RootFacts, known: Known, policy: RootCausePolicy) -> list[Suspect]:
    return [
        *of_volume(facts, known, policy),
        *of_store(facts, known),
        *of_consultants(facts, known),
        *of_models(facts, known),
    ]


def _surest(facts: RootFacts, known: Known, policy: RootCausePolicy) -> tuple[Suspect, float] | None:
    found = _suspects(facts, known, policy)
    sizes = Counter(each.family for each in found)
    corrected = [(each, min(each.chance * sizes[each.family] / _PARTS[each.family], 1.0)) for each in found]
    level = policy.chance_percent / 100
    held = [(each, chance) for each, chance in corrected if chance < level and each.lost > 0]
    explained = frozenset(step for each, _ in held for step in _EXPLAINS.get(each.root, frozenset()))
    held = [pair for pair in held if pair[0].root not in explained]
    return min(held, key=lambda pair: (pair[1], -pair[0].lost), default=None)


def _cause(facts: RootFacts, suspect: Suspect, chance: float) -> Cause:
    return Cause(
        root=suspect.root,
        key=suspect.key,
        headline=sentences.headline(suspect),
        lost=suspect.lost,
        chance=chance,
        confidence=_confidence(chance),
        evidence=sentences.evidence(facts, suspect, chance),
    )


def _confidence(chance: float) -> Confidence:
    if chance < 0.0001:
        return Confidence.STRONG
    return Confidence.GOOD if chance < 0.005 else Confidence.FAIR


def _said(facts: RootFacts, causes: Sequence[Cause], policy: RootCausePolicy) -> tuple[Outcome, Message]:
    orders = facts.whole.of("orders")
    usual = facts.expected(orders)
    values: dict[str, object] = {
        "orders": round(orders.now),
        "days": facts.days,
        "usual": round(usual, 1),
        "target": round(facts.target or 0.0),
    }
    if causes:
        return Outcome.FOUND, causes[0].headline
    if not orders.before:
        return Outcome.NOT_ENOUGH_DATA, Message(
            N_("There are no earlier orders to compare with: not enough data.")
        )
    if orders.now >= max(usual, facts.target or 0.0) * 0.9:
        return Outcome.HOLDS, Message(N_("Orders hold: {orders} in {days} days, usually {usual}."), values)
    if fewer(orders.now, facts.days, orders.before, facts.before_days) < policy.chance_percent / 100:
        text = N_(
            "{orders} orders in {days} days, usually {usual}: fewer than chance explains, but no single cause stands "
            "out. Not enough data to name one."
        )
    elif orders.now >= usual * 0.9:
        text = N_(
            "{orders} orders in {days} days for a target of {target}, usually {usual}: the store works as always, the "
            "target asks for more."
        )
    else:
        text = N_(
            "{orders} orders in {days} days, usually {usual}: chance alone explains that. Not enough data to name a "
            "cause."
        )
    return Outcome.NOT_ENOUGH_DATA, Message(text, values)


def _split(facts: RootFacts, groups: Sequence[Group], cases: str) -> TotalSplit[int | None]:
    """The deviation of orders over groups; the days before are brought to as many days."""
    return split_total(
        {each.key: (each.of("orders").now, each.of(cases).now) for each in groups},
        {each.key: (facts.expected(each.of("orders")), facts.expected(each.of(cases))) for each in groups},
    )
