"""What a root cause is looked for in: counts of the funnel by channel, consultant and model (Rules M2, R1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from salesops.core.i18n import Message
from salesops.models.enums import Objection
from salesops.planning.rules.split import TotalSplit


class Root(StrEnum):
    """What orders can be lost by."""

    CHANNEL = "channel"
    """One channel brings fewer leads."""
    MARKET = "market"
    """Leads fell everywhere."""
    MIX = "mix"
    """As many leads, but more of them from channels that sell less."""
    INVITATION = "invitation"
    """Fewer of the leads come: the script."""
    LATE_TOUCHES = "late_touches"
    WALK_INS = "walk_ins"
    WAITS = "waits"
    """Parties wait too long at the door."""
    RECEPTION = "reception"
    """Fewer of the visitors drive."""
    CLOSING = "closing"
    """Fewer of those who drove order."""
    CONSULTANT = "consultant"
    """One consultant fell behind own earlier figures, against how the others changed."""
    MODEL = "model"
    """Fewer order one model."""


class Outcome(StrEnum):
    """What can be said as a whole."""

    HOLDS = "holds"
    FOUND = "found"
    NOT_ENOUGH_DATA = "not_enough_data"


class Confidence(StrEnum):
    """How sure a cause is, in words."""

    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


STEPS = (("invited", "leads"), ("test_drives", "visits"), ("orders", "test_drives"))
"""The rates of the funnel: what comes of what."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A count in the days looked at, and in those before (as counted: not brought to the same number of days)."""

    now: float = 0.0
    before: float = 0.0

    def __sub__(self, other: Pair) -> Pair:
        return Pair(max(self.now - other.now, 0.0), max(self.before - other.before, 0.0))


NONE = Pair()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A channel, a consultant or a model with its counts; without a key: what was recorded without one."""

    key: int | None
    name: str
    counts: Mapping[str, Pair]

    def of(self, figure: str) -> Pair:
        """A count of the group; nothing when there is none."""
        return self.counts.get(figure, NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How often an objection was recorded, now and before."""

    objection: Objection
    counted: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class RootFacts:
    """The counts of the store as a whole and by each split, and how many days each side has."""

    days: int
    before_days: int
    whole: Group
    channels: tuple[Group, ...]
    staff: tuple[Group, ...]
    models: tuple[Group, ...]
    bursts: float = 1.0
    """Variance ÷ mean of the weekly leads: 1 when they come by chance alone."""
    objections: tuple[Heard, ...] = field(default=())
    target: float | None = None
    """Orders that the days should have brought."""

    @property
    def ratio(self) -> float:
        """By what counts of before are brought to as many days as are looked at."""
        return self.days / self.before_days if self.before_days else 0.0

    def expected(self, pair: Pair) -> float:
        """What the days looked at should have brought."""
        return pair.before * self.ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One named cause: which, how many orders it took, how sure it is, and the evidence."""

    root: Root
    key: int | None
    headline: Message
    lost: float
    """Orders."""
    chance: float
    """How often chance alone would bring anything so striking, of all that was looked at."""
    confidence: Confidence
    evidence: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """The answer: a sentence, the causes with the largest first, and the deviation split three ways."""

    outcome: Outcome
    headline: Message
    causes: tuple[Cause, ...]
    notes: tuple[Message, ...]
    facts: RootFacts
    usual: float
    """Orders that as many days brought before."""
    by_channel: TotalSplit[int | None]
    by_staff: TotalSplit[int | None]
    by_model: TotalSplit[int | None]


def remainder(whole: Group, groups: Sequence[Group]) -> Group:
    """What was recorded without a key: the whole less the groups, figure by figure."""
    left = {}
    for figure, pair in whole.counts.items():
        now = sum(group.of(figure).now for group in groups)
        before = sum(group.of(figure).before for group in groups)
        left[figure] = pair - Pair(now, before)
    return Group(key=None, name="", counts=left)
