"""What customers say against it: objections that are recorded more often than before (Rules M2, R1)."""

from __future__ import annotations

from salesops.planning.rules.chance import alike, more_of
from salesops.planning.rules.roots.facts import Heard, RootFacts

_LEAST = 3
_UNUSUAL = 0.05


def risen(facts: RootFacts) -> list[tuple[Heard, float]]:
    """The objections with their chances, corrected for how many there are; the most striking first."""
    touches = facts.whole.of("touches")
    found = [
        (each, min(_chance(each, touches.now, touches.before) * len(facts.objections), 1.0))
        for each in facts.objections
        if each.counted.now >= _LEAST
    ]
    return sorted((pair for pair in found if pair[1] < _UNUSUAL), key=lambda pair: pair[1])


def _chance(heard: Heard, touches: float, touches_before: float) -> float:
    return more_of(heard.counted.now, touches, heard.counted.before, touches_before)


def with_what_is_said(facts: RootFacts, chance: float) -> float:
    """The chance of the invitations together with that of the objections heard at them.

    They are told by different records, so by chance alone they do not go together. Whether or not anything is heard,
    having looked at it both ways is paid for with twice the chance; a step that holds by itself is not explained by words.
    """
    if not facts.objections:
        return chance
    heard = risen(facts)
    if heard and chance < _UNUSUAL:
        chance = min(chance, alike((chance, heard[0][1])))
    return min(2 * chance, 1.0)
