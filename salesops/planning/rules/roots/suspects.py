"""Suspects: what could have cost orders, each tested by itself against what was usual (Rules M2, R1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from salesops.kpi.statistics import prior_of, shrunken
from salesops.planning.rules.chance import fewer_of
from salesops.planning.rules.roots.facts import Group, Pair, Root, RootFacts

STRENGTH = 40.0
"""How many cases of the store the own earlier rate of a group is drawn towards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rate of the funnel: what came, and what was to be expected of as many cases."""

    figure: str
    of: str
    cases: float
    came: float
    expected: float
    chance: float

    @property
    def change(self) -> float:
        """As a share: −0.4 is 40 percent fewer."""
        return self.came / self.expected - 1 if self.expected else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """One possible cause; its chance is that of its own test, not yet corrected for how many were looked at."""

    root: Root
    chance: float
    lost: float
    """Orders that it would have cost."""
    group: Group | None = None
    now: float = 0.0
    expected: float = 0.0
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> int | None:
        """Which channel, consultant or model."""
        return self.group.key if self.group is not None else None

    @property
    def family(self) -> str:
        """What it is one of: each family is allowed a part of all false alarms."""
        if self.root is Root.CHANNEL:
            return "channels"
        if self.root is Root.CONSULTANT:
            return "staff"
        return "models" if self.root is Root.MODEL else "store"

    @property
    def change(self) -> float:
        """As a share of what was expected."""
        return self.now / self.expected - 1 if self.expected else 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """Causes that are named already: what they explain is not told a second time."""

    suspects: tuple[Suspect, ...] = field(default=())

    def has(self, *roots: Root) -> bool:
        """Whether one of these is among them."""
        return any(each.root in roots for each in self.suspects)

    def keys(self, root: Root) -> frozenset[int | None]:
        """Which channels, consultants or models are."""
        return frozenset(each.key for each in self.suspects if each.root is root)

    def without(self, groups: Iterable[Group], root: Root) -> list[Group]:
        """The groups that are not."""
        keys = self.keys(root)
        return [group for group in groups if group.key not in keys]


def worth(facts: RootFacts, figure: str) -> float:
    """Orders that one more of something made, in the days before."""
    orders, count = facts.whole.of("orders").before, facts.whole.of(figure).before
    return min(orders / count, 1.0) if count else 0.0


def own_rate(group: Group, figure: str, of: str, store: float) -> float:
    """A group's own earlier rate, drawn towards the store's: few cases say little."""
    return shrunken(group.of(figure).before, group.of(of).before, prior_of(min(store, 1.0), STRENGTH))


def store_rate(facts: RootFacts, figure: str, of: str) -> float:
    """The store's earlier rate."""
    below = facts.whole.of(of).before
    return facts.whole.of(figure).before / below if below else 0.0


def summed(groups: Iterable[Group], figure: str) -> Pair:
    """A count over several groups."""
    pairs = [group.of(figure) for group in groups]
    return Pair(sum(pair.now for pair in pairs), sum(pair.before for pair in pairs))


def step_against(names: tuple[str, str], *, came: float, cases: float, rate: float, of_before: float) -> Step:
    """A step (what came, of what) against an earlier rate that is known from so many cases."""
    figure, of = names
    return Step(
        figure=figure,
        of=of,
        cases=cases,
        came=came,
        expected=cases * rate,
        chance=fewer_of(came, cases, rate * of_before, of_before),
    )
