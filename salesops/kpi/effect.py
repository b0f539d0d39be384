"""Whether a solution moves orders: two groups of customers, and how far apart chance alone could set them (pure; Rule I1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesops.kpi.statistics import Interval, benjamini_hochberg, difference_of_rates

_CERTAIN = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Customers with a concern, and how many of them ordered in the days that follow it."""

    cases: int
    ordered: int

    @property
    def share(self) -> float | None:
        """Which part of them ordered; None without any."""
        return self.ordered / self.cases if self.cases else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionEffect:
    """A solution's two groups, and where the difference of their shares lies (95 %)."""

    solution_id: int
    days: int
    """How long each customer is followed; whose days are not over yet is in neither group."""
    shown: Group
    others: Group
    difference: Interval | None
    enough: bool
    """Whether both groups are large enough to say anything."""
    certain: bool
    """Whether chance does not explain the difference, all solutions tested together."""


def judged(pairs: Mapping[int, tuple[Group, Group]], *, days: int, least: int) -> dict[int, SolutionEffect]:
    """Each pair of groups as an effect. Those with too few cases are not tested, and so cost the others nothing."""
    enough = {key: min(pair[0].cases, pair[1].cases) >= least for key, pair in pairs.items()}
    tested = [key for key in pairs if enough[key]]
    adjusted = dict(zip(tested, benjamini_hochberg([_chance(*pairs[key]) for key in tested]), strict=True))
    return {
        key: SolutionEffect(
            solution_id=key,
            days=days,
            shown=shown,
            others=others,
            difference=difference_of_rates(shown.ordered, shown.cases, others.ordered, others.cases),
            enough=enough[key],
            certain=adjusted.get(key, 1.0) < _CERTAIN,
        )
        for key, (shown, others) in pairs.items()
    }


def _chance(shown: Group, others: Group) -> float:
    """How likely chance alone sets the two shares so far apart, either way (Fisher's exact test)."""
    from scipy.stats import fisher_exact

    table = [[each.ordered, each.cases - each.ordered] for each in (shown, others)]
    return float(fisher_exact(table).pvalue)
