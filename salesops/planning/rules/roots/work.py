"""How well the steps of the funnel are worked: the whole store, one consultant, one model (Rules M2, R1)."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from salesops.planning.rules.chance import middle_of, more_of, together
from salesops.planning.rules.roots.facts import STEPS, Group, Root, RootFacts
from salesops.planning.rules.roots.heard import with_what_is_said
from salesops.planning.rules.roots.suspects import (
    STRENGTH,
    Known,
    Step,
    Suspect,
    own_rate,
    step_against,
    store_rate,
    worth,
)

_LEAST = 1.0
"""Cases below which a step of one consultant or model is left out."""
_RISEN = 1.5
"""A sign in the store must be half again as frequent as before: its days are not all alike."""
_ROOT_OF_STEP = {"invited": Root.INVITATION, "test_drives": Root.RECEPTION, "orders": Root.CLOSING}
_TOLD_BY = {
    Root.INVITATION: Root.LATE_TOUCHES,
    Root.RECEPTION: Root.WAITS,
    Root.CLOSING: Root.WAITS,
}
"""The sign in the store that explains a step: when it is named, the step is not told again."""


def of_store(facts: RootFacts, known: Known) -> list[Suspect]:
    """Steps of the whole store, and what was seen to go wrong before them."""
    steps = {_ROOT_OF_STEP[figure]: _whole_step(facts, known, figure, of) for figure, of in STEPS}
    found = [
        Suspect(
            root=root,
            chance=with_what_is_said(facts, step.chance) if root is Root.INVITATION else step.chance,
            lost=max(step.expected - step.came, 0.0) * worth(facts, step.figure),
            now=step.came,
            expected=step.expected,
            steps=(step,),
        )
        for root, step in steps.items()
        if not known.has(root, _TOLD_BY[root])
    ]
    for root, figure, of in (
        (Root.LATE_TOUCHES, "late", "first_due"),
        (Root.WAITS, "waited", "visits"),
    ):
        behind = [each for each in found if _TOLD_BY.get(each.root) is root]
        lost = sum(each.lost for each in behind)
        seen = _seen(facts.whole, figure, of)
        if not known.has(root):
            found.append(
                Suspect(
                    root=root,
                    chance=seen.chance if seen.came >= _RISEN * seen.expected else 1.0,
                    lost=lost,
                    now=seen.came,
                    expected=seen.expected,
                    steps=(seen, *(step for each in behind for step in each.steps)),
                )
            )
    return found


def _whole_step(facts: RootFacts, known: Known, figure: str, of: str) -> Step:
    """A step of the store, each channel at its own earlier rate, so that a moved mix is not taken for worse work.

    Consultants who are a cause by themselves are left out.
    """
    store = store_rate(facts, figure, of)
    came, cases = facts.whole.of(figure), facts.whole.of(of)
    wanted = sum(own_rate(group, figure, of, store) * group.of(of).now for group in facts.channels)
    rate = wanted / cases.now if cases.now else store
    for group in facts.staff:
        if group.key in known.keys(Root.CONSULTANT):
            came, cases = came - group.of(figure), cases - group.of(of)
    return step_against((figure, of), came=came.now, cases=cases.now, rate=rate, of_before=cases.before)


def _seen(whole: Group, figure: str, of: str) -> Step:
    seen, cases = whole.of(figure), whole.of(of)
    return Step(
        figure=figure,
        of=of,
        cases=cases.now,
        came=seen.now,
        expected=cases.now * seen.before / cases.before if cases.before else 0.0,
        chance=more_of(seen.now, cases.now, seen.before, cases.before),
    )


def of_consultants(facts: RootFacts, known: Known) -> list[Suspect]:
    """Each consultant over all steps together, against own earlier rates and how the others changed."""
    found = []
    for group in known.without(facts.staff, Root.CONSULTANT):
        steps = [step for names in STEPS if (step := _own_step(facts, facts.staff, group, names)) is not None]
        if group.key is None or not steps:
            continue
        found.append(
            Suspect(
                root=Root.CONSULTANT,
                group=group,
                chance=_together(group, steps),
                lost=sum(max(step.expected - step.came, 0.0) * worth(facts, step.figure) for step in steps),
                now=group.of("orders").now,
                expected=facts.expected(group.of("orders")),
                steps=tuple(steps),
            )
        )
    return found


def _together(group: Group, steps: Sequence[Step]) -> float:
    """One chance over all steps of a person: each weighs as the root of what was expected, which is what it can tell."""
    middles = [
        middle_of(
            step.came,
            step.cases,
            step.expected / step.cases * (group.of(step.of).before + STRENGTH),
            group.of(step.of).before + STRENGTH,
        )
        for step in steps
    ]
    return together(middles, [sqrt(step.expected) for step in steps])


def of_models(facts: RootFacts, known: Known) -> list[Suspect]:
    """Each model: whether fewer of those who drove it order it."""
    found = []
    for group in known.without(facts.models, Root.MODEL):
        step = _own_step(facts, facts.models, group, STEPS[-1])
        if group.key is not None and step is not None:
            found.append(
                Suspect(
                    root=Root.MODEL,
                    group=group,
                    chance=step.chance,
                    lost=max(step.expected - step.came, 0.0),
                    now=step.came,
                    expected=step.expected,
                    steps=(step,),
                )
            )
    return found


def _own_step(facts: RootFacts, groups: Sequence[Group], group: Group, names: tuple[str, str]) -> Step | None:
    """A step of one group against its own earlier rate, which is drawn to the store's, lowered as the others' fell."""
    figure, of = names
    cases = group.of(of)
    if cases.now < _LEAST:
        return None
    own = own_rate(group, figure, of, store_rate(facts, figure, of))
    return step_against(
        names,
        came=group.of(figure).now,
        cases=cases.now,
        rate=own * _others(facts, groups, group, names),
        of_before=cases.before + STRENGTH,
    )


def _others(facts: RootFacts, groups: Sequence[Group], group: Group, names: tuple[str, str]) -> float:
    """How the rest of the store did against its own earlier rates; a rise is not asked of anybody."""
    figure, of = names
    store = store_rate(facts, figure, of)
    rest = [each for each in groups if each.key != group.key]
    wanted = sum(own_rate(each, figure, of, store) * each.of(of).now for each in rest)
    return min(sum(each.of(figure).now for each in rest) / wanted, 1.0) if wanted else 1.0
