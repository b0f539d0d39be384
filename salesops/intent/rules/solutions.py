"""Which solution fits a concern: what matches, what helped before (Rule I1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
