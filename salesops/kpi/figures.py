"""What a figure is: its name, unit and formula in words, and which counts it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Unit(StrEnum):
    """What a figure's value counts."""

    PARTIES = "parties"
    LEADS = "leads"
    TOUCHES = "touches"
    INVITATIONS = "invitations"
    DRIVES = "drives"
    ORDERS = "orders"
    CARS = "cars"
    SHARE = "share"
    MINUTES = "minutes"
    DAYS = "days"
    MONTHS = "months"
    TURNS = "turns"
    YUAN = "yuan"


class Basis(StrEnum):
    """Which rows a figure of some days looks at."""

    PERIOD = "period"
    """What happened in the days: quick to move, a rate may exceed 100 %."""
    COHORT = "cohort"
    """What began in the days, followed for a set time: honest, final only when the time is over."""
    STATE = "state"
    """How things stand on the evening of the last day."""


class Better(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Kind(StrEnum):
    """How a value comes from its counts."""

    COUNT = "count"
    RATE = "rate"
    AVERAGE = "average"
    MEDIAN = "median"
    STOCK = "stock"


class Dimension(StrEnum):
    """What a figure can be split by."""

    STAFF = "staff"
    CHANNEL = "channel"
    MODEL = "model"
    TIER = "tier"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Numerator or denominator: the count it is, and what that means (a msgid)."""

    count: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as every page, file and command uses it. Texts are msgids."""

    id: str
    name: str
    unit: Unit
    formula: str
    kind: Kind
    basis: Basis = Basis.PERIOD
    better: Better = Better.UP
    numerator: Part
    denominator: Part | None = None
    follows: str = ""
    """The setting that says for how many days a cohort is followed."""
    sensitive: bool = False
    """Shows what cars cost or earn: for those who may see cost (spec U1, roles)."""
    dimensions: frozenset[Dimension] = field(default=frozenset(Dimension))

    @property
    def is_share(self) -> bool:
        """Whether the value is a share of one, shown in percent."""
        return self.unit is Unit.SHARE

    @property
    def adds_up(self) -> bool:
        """Whether the value of a month is the sum of its days: such a figure has targets of days, others of months."""
        return self.kind is Kind.COUNT
