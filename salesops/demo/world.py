"""The demo store while it lives: its clock, its dice, what will happen next, and everybody and everything in it."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import lru_cache
from itertools import count
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from salesops.core.calendar import OpeningHours
from salesops.demo.rows import Row, Rows
from salesops.demo.story import Story
from salesops.kpi.policies import CadencePolicy
from salesops.leads.rules.policies import LossPolicy, TierPolicy
from salesops.models.enums import ChannelKind, Power, Seniority

T = TypeVar("T")
Pair = tuple[str, str]
"""A text in Chinese and in English."""

_DIE = 1_000_003
_MASK = (1 << 64) - 1


class Die(IntEnum):
    """What the dice are thrown for; the same throw always falls the same way."""

    ARRIVALS = 1
    CUSTOMER = 2
    ASSIGN = 3
    FIRST_TOUCH = 4
    TOUCH = 5
    DUE = 6
    LOSS = 7
    APPOINTMENT = 8
    DOOR = 9
    VISIT = 10
    DRIVE = 11
    DEAL = 12
    ORDER = 13
    STOCK = 14
    OFFICE = 15
    SHOWROOM = 16
    TRAINING = 17
    CARE = 18
    MARKET = 19
    PRESENT = 20
    TASK = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """A consultant: how well he does each step against the ordinary, and his part in the story."""

    id: int
    name: str
    seniority: Seniority
    part: str
    invites: float
    closes: float
    diligence: float
    refers: float
    load: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model: how many are ordered a day, and what the story makes of it."""

    id: int
    code: str
    name: str
    power: Power
    price: int
    cost: int
    rebate: int
    floor: int
    a_day: float
    lead_time: int
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A channel: leads a day, the share of valid ones, the open minutes until the first touch."""

    id: int
    key: str
    name: str
    kind: ChannelKind
    a_day: float
    valid: float
    warmth: float
    minutes: int


@dataclass(slots=True, kw_only=True)
class Team:
    """Everybody by role."""

    manager_id: int = 0
    supervisor_ids: Sequence[int] = ()
    reception_ids: Sequence[int] = ()
    sellers: Sequence[Seller] = ()
    away: Mapping[int, set[date]] = field(default_factory=dict)

    def present(self, day: date) -> list[Seller]:
        """The sellers who are not away."""
        return [each for each in self.sellers if day not in self.away.get(each.id, ())]

    def of(self, staff_id: int | None) -> Seller | None:
        """The seller with the number; None for somebody else."""
        return next((each for each in self.sellers if each.id == staff_id), None)


@dataclass(slots=True, kw_only=True)
class State:
    """What is going on: rows that will still change, by their numbers."""

    customers: dict[int, Row] = field(default_factory=dict)
    leads: dict[int, Row] = field(default_factory=dict)
    losses: dict[int, Row] = field(default_factory=dict)
    appointments: dict[int, Row] = field(default_factory=dict)
    booked: dict[int, Row] = field(default_factory=dict)
    """The coming appointment of a customer, deliveries left out."""
    visits: dict[int, Row] = field(default_factory=dict)
    drives: dict[int, Row] = field(default_factory=dict)
    """Drives under way, by visit."""
    booked_drives: dict[int, Row] = field(default_factory=dict)
    """Drives to come, by customer."""
    last_visit: dict[int, int] = field(default_factory=dict)
    deals: dict[int, Row] = field(default_factory=dict)
    """Open opportunities by customer."""
    prices: dict[int, Row] = field(default_factory=dict)
    """Prices asked for whose outcome is open, by opportunity."""
    orders: dict[int, Row] = field(default_factory=dict)
    milestones: dict[int, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))
    reserved: dict[int, int] = field(default_factory=dict)
    """Which order a car is kept for."""
    delivered: dict[int, Row] = field(default_factory=dict)
    """Orders handed over lately."""
    vehicles: dict[int, Row] = field(default_factory=dict)
    """Cars that are not sold."""
    tasks: dict[str, Row] = field(default_factory=dict)
    """Open tasks by key."""
    care: dict[int, Row] = field(default_factory=dict)
    visited: set[int] = field(default_factory=set)
    owners: list[tuple[int, int | None]] = field(default_factory=list)
    """Customers with a car and who sold it, the oldest first."""
    slots: set[tuple[str, datetime]] = field(default_factory=set)
    busy: dict[int, int] = field(default_factory=dict)
    """Which visit keeps a seller."""
    taken_today: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    leads_today: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    placements: dict[int, Row] = field(default_factory=dict)
    """Which car stands where now, by slot."""


class World:
    """One store between two moments: what happens after `since`, up to `until`, is written."""

    def __init__(self, rows: Rows, story: Story, *, now: datetime, zone: str = "Asia/Shanghai") -> None:
        self.rows = rows
        self.story = story
        self.zone = ZoneInfo(zone)
        self.now = self.since = self.until = self.moment = now
        self.today = now.astimezone(self.zone).date()
        self.hours = OpeningHours(opens=time(9), closes=time(18))
        self.cadence, self.tiers, self.loss_policy = CadencePolicy(), TierPolicy(), LossPolicy()
        self.team = Team()
        self.models: Sequence[Model] = ()
        self.sources: Sequence[Source] = ()
        self.things: dict[str, list[int]] = defaultdict(list)
        """Numbers of what the store has by kind: gifts, solutions, slots, test-drive cars, items."""
        self.facts: dict[str, Any] = {}
        self.state = State()
        self.left_alone: Mapping[str, set[int]] = {}
        self.phones: set[str] = set()
        """Numbers that the store knew before the run."""
        self._queue: list[tuple[datetime, int, Callable[..., object], tuple[Any, ...]]] = []
        self._order = count()
        self._midnights: dict[date, datetime] = {}

    def at(self, day: date, minutes: float) -> datetime:
        """A time of a day in the store by minutes after midnight, in UTC."""
        if day not in self._midnights:
            self._midnights[day] = datetime.combine(day, time(), tzinfo=self.zone).astimezone(UTC)
        return self._midnights[day] + timedelta(seconds=round(minutes * 60))

    def day_of(self, moment: datetime) -> date:
        """The store's date of an instant."""
        return moment.astimezone(self.zone).date()

    def minute_of(self, moment: datetime) -> float:
        """Minutes after midnight of an instant in the store."""
        return (moment - self.at(self.day_of(moment), 0)).total_seconds() / 60

    def is_past(self, moment: datetime) -> bool:
        """Whether something happens inside the run."""
        return moment <= self.until

    def dice(self, what: Die, *numbers: int) -> Random:
        """Dice that always fall the same way for the same throw."""
        key = self.story.seed * _DIE + what
        for number in numbers:
            key = key * _DIE + number
        return Random(key)

    def draw(self, what: Die, *numbers: int) -> float:
        """One number from 0 to 1 that is always the same for the same throw: cheaper than dice, for a single look."""
        key = self.story.seed * _DIE + what
        for number in numbers:
            key = (key * _DIE + number) & _MASK
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            key = ((key ^ (key >> shift)) * factor) & _MASK
        return (key ^ (key >> 31)) / _MASK

    def say(self, pair: Pair) -> str:
        """The text in the store's language."""
        return pair[0] if self.story.chinese else pair[1]

    def some(self, dice: Random, pairs: Sequence[Pair]) -> str:
        """One of several texts."""
        return self.say(dice.choice(pairs))

    def model(self, model_id: int | None) -> Model:
        """The model with the number; the first one where somebody has deleted or added others."""
        return next((each for each in self.models if each.id == model_id), self.models[0])

    def source(self, channel_id: int | None) -> Source | None:
        """The channel with the number."""
        return next((each for each in self.sources if each.id == channel_id), None)

    def channel(self, key: str) -> Source:
        """The channel of the story."""
        return next(each for each in self.sources if each.key == key)

    def plan(self, moment: datetime, what: Callable[..., object], *about: Any) -> None:
        """Let something happen, unless its time was before the run."""
        if moment > self.since:
            heapq.heappush(self._queue, (moment, next(self._order), what, about))

    def soon(self, moment: datetime, what: Callable[..., object], *about: Any) -> None:
        """Let something happen that goes on already: at its time, or early in the run when that has passed."""
        self.plan(max(moment, self.since + timedelta(seconds=61)), what, *about)

    def live(self, until: datetime) -> None:
        """Let everything happen up to the moment; what lies later is forgotten, as its rows will ask for it again."""
        while self._queue and self._queue[0][0] <= until:
            self.moment, _, what, about = heapq.heappop(self._queue)
            what(self, self.moment, *about)
        self._queue.clear()

    def is_left_alone(self, entity: str, number: int) -> bool:
        """Whether a person has changed the row, so that the demo keeps its hands off."""
        return number in self.left_alone.get(entity, ())


def pick(dice: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, by weight."""
    return dice.choices(list(weights), list(weights.values()))[0]


def poisson(dice: Random, mean: float) -> int:
    """A count around the mean."""
    if mean > 40:
        return max(0, round(dice.gauss(mean, mean**0.5)))
    limit, found, product = 2.718281828459045 ** (-mean), 0, dice.random()
    while product > limit:
        found += 1
        product *= dice.random()
    return found


@lru_cache(maxsize=4096)
def romanised(name: str) -> str:
    """A Chinese name in Latin letters: 张伟 → Zhang Wei."""
    from pypinyin import lazy_pinyin

    parts = [part.capitalize() for part in lazy_pinyin(name)]
    return f"{parts[0]} {''.join(parts[1:]).capitalize()}"
