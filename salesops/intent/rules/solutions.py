"""Which solution fits a concern: what matches, what helped before (Rule I1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesops.core.i18n import N_, Message
from salesops.kpi.effect import SolutionEffect
from salesops.models.enums import Aspect, Objection, SolutionKind

_PRIOR_HELPED, _PRIOR_USES = 1.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionFacts:
    """A solution of the library, with how often it was offered and helped, and whether its model is in stock."""

    id: int
    aspect: Aspect
    objection: Objection | None
    kind: SolutionKind
    title: str
    talk_track: str
    used: int = 0
    helped: int = 0
    in_stock: bool = True

    @property
    def success(self) -> float:
        """Share of uses that helped, drawn towards one half while there are few."""
        return (self.helped + _PRIOR_HELPED) / (self.used + _PRIOR_USES)


def ranked(
    aspect: Aspect, objection: Objection | None, library: Sequence[SolutionFacts]
) -> list[SolutionFacts]:
    """The solutions for a concern, best first: those against this very objection, then those of the aspect."""
    fitting = [
        each for each in library if each.aspect is aspect or (objection and each.objection is objection)
    ]
    return sorted(
        fitting,
        key=lambda each: (
            not (objection is not None and each.objection is objection),
            each.kind is SolutionKind.MODEL and not each.in_stock,
            -each.success,
            each.id,
        ),
    )


def effect_finding(effect: SolutionEffect | None) -> Message:
    """What the customers' orders say of a solution, as honestly as their number allows (Rule I1)."""
    if effect is None:
        return Message(N_("no case yet"))
    if not effect.enough or effect.difference is None:
        return Message(N_("too few cases"))
    values = {"low": _points(effect.difference.low), "high": _points(effect.difference.high)}
    if not effect.certain:
        return Message(N_("{low} to {high} points, can be chance"), values)
    return Message(N_("{low} to {high} points, not chance"), values)


def _points(share: float) -> str:
    """A difference of shares in whole percentage points, with its sign."""
    rounded = round(100 * share)
    return f"+{rounded}" if rounded > 0 else f"\N{MINUS SIGN}{-rounded}" if rounded < 0 else "0"


def effect_sentence(effect: SolutionEffect) -> Message:
    """Both groups in words, for the solution that somebody looks at."""
    values = {
        "days": effect.days,
        "shown": effect.shown.ordered,
        "of_shown": effect.shown.cases,
        "others": effect.others.ordered,
        "of_others": effect.others.cases,
    }
    return Message(
        N_(
            "Ordered within {days} days: {shown} of {of_shown} customers who were shown it, "
            "{others} of {of_others} with the same concern who were not."
        ),
        values,
    )
