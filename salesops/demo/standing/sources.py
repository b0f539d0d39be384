"""The channels of the store: what they bring, what they cost, how they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesops.core.calendar import month_start, next_month
from salesops.demo.rows import Row
from salesops.demo.texts import talk
from salesops.demo.world import Die, Pair, Source, World
from salesops.leads.rules.first_touch import limit
from salesops.leads.rules.policies import FirstTouchPolicy
from salesops.models import Channel, ChannelCost, ChannelUpkeep
from salesops.models.enums import ChannelGroup, ChannelKind, UpkeepKind

_ON, _OFF = ChannelGroup.ONLINE, ChannelGroup.OFFLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A channel: leads a day, share of valid ones, how warm these are against the ordinary, cost of a month."""

    key: str
    name: Pair
    group: ChannelGroup
    kind: ChannelKind
    a_day: float
    valid: float
    warmth: float
    cost: int
    contact: Pair = ("", "")


_CHANNELS: tuple[_Line, ...] = (
    _Line(key="autohome", name=("汽车之家", "Auto portal A"), group=_ON, kind=ChannelKind.VERTICAL_MEDIA, a_day=9.0, valid=0.70, warmth=0.85, cost=38000),
    _Line(key="dongchedi", name=("懂车帝", "Auto portal B"), group=_ON, kind=ChannelKind.VERTICAL_MEDIA, a_day=9.5, valid=0.68, warmth=0.85, cost=32000),
    _Line(key="douyin", name=("抖音企业号", "Short video A"), group=_ON, kind=ChannelKind.SHORT_VIDEO, a_day=14.0, valid=0.66, warmth=0.85, cost=46000),
    _Line(key="kuaishou", name=("快手私信", "Short video B"), group=_ON, kind=ChannelKind.SHORT_VIDEO, a_day=5.5, valid=0.60, warmth=0.8, cost=15000),
    _Line(key="factory", name=("厂家官网", "Factory website"), group=_ON, kind=ChannelKind.FACTORY, a_day=5.0, valid=0.82, warmth=1.3, cost=0),
    _Line(key="walk_in", name=("自然到店", "Walk-in and calls"), group=_OFF, kind=ChannelKind.WALK_IN, a_day=2.2, valid=0.90, warmth=1.6, cost=0),
    _Line(key="referral", name=("老客户转介绍", "Owner referral"), group=_OFF, kind=ChannelKind.REFERRAL, a_day=1.8, valid=0.95, warmth=3.2, cost=6000),
    _Line(key="gym", name=("城东健身房", "Eastside gym"), group=_OFF, kind=ChannelKind.PARTNER, a_day=1.0, valid=0.78, warmth=1.0, cost=3000, contact=("店长 许磊", "Xu Lei, manager")),
    _Line(key="bank", name=("江南银行城东支行", "Jiangnan Bank, East branch"), group=_OFF, kind=ChannelKind.PARTNER, a_day=0.7, valid=0.82, warmth=1.1, cost=2000, contact=("客户经理 沈敏", "Shen Min, adviser")),
    _Line(key="event", name=("周末外展", "Weekend road show"), group=_OFF, kind=ChannelKind.EVENT, a_day=1.6, valid=0.70, warmth=0.9, cost=8000),
)  # fmt: skip
LATE_PARTNER = "bank"
"""The partner store that nobody has called on this week."""


def open_channels(world: World) -> list[Row]:
    """The channels, each with its owner."""
    sellers = [each.id for each in world.team.sellers]
    return [
        world.rows.add(
            Channel,
            name=world.say(line.name),
            channel_group=line.group,
            kind=line.kind,
            first_touch_minutes=None,
            owner_id=sellers[place % len(sellers)],
            partner_contact=world.say(line.contact),
        )
        for place, line in enumerate(_CHANNELS)
    ]


def sources_of(rows: Sequence[Row]) -> list[Source]:
    """The channels as the demo needs them: known by name, else by kind; one that a person added brings nothing."""
    left = list(_CHANNELS)
    found: dict[int, _Line] = {}
    for fits in (lambda line, row: row["name"] in line.name, lambda line, row: row["kind"] == line.kind):
        for row in rows:
            line = next((each for each in left if fits(each, row)), None)
            if row["id"] not in found and line is not None:
                found[row["id"]] = line
                left.remove(line)
    return [_source(row, found[row["id"]]) for row in rows if row["id"] in found and row["active"]]


def _source(row: Row, line: _Line) -> Source:
    kind = ChannelKind(row["kind"])
    open_time = limit(kind, row["first_touch_minutes"], FirstTouchPolicy())
    return Source(
        id=row["id"],
        key=line.key,
        name=row["name"],
        kind=kind,
        a_day=line.a_day,
        valid=line.valid,
        warmth=line.warmth,
        minutes=int(open_time.total_seconds() // 60),
    )


def pay(world: World, first: date, last: date) -> None:
    """What the channels cost in each month from the one of the first day to the one of the last."""
    month = month_start(first)
    while month <= last:
        for source in world.sources:
            line = next(each for each in _CHANNELS if each.key == source.key)
            if line.cost:
                cost = Decimal(round(line.cost * (0.9 + 0.02 * (month.month % 10)) / 100) * 100)
                world.rows.add(ChannelCost, channel_id=source.id, month=month, cost=cost)
        month = next_month(month)


def look_after(world: World, day: date) -> None:
    """The log of the day: partner stores once a week, portals now and then."""
    for place, source in enumerate(world.sources):
        dice = world.dice(Die.MARKET, day.toordinal(), place)
        if source.kind is ChannelKind.PARTNER:
            late = source.key == LATE_PARTNER and 0 <= (world.story.anchor - day).days < 11
            if (day.toordinal() + place) % 7 == 2 and not late:
                _log(world, source, day, UpkeepKind.MATERIALS if dice.random() < 0.4 else UpkeepKind.CONTACT)
        elif source.kind in (ChannelKind.VERTICAL_MEDIA, ChannelKind.SHORT_VIDEO) and dice.random() < 0.07:
            _log(world, source, day, UpkeepKind.CHANGE if dice.random() < 0.7 else UpkeepKind.FAULT)


def _log(world: World, source: Source, day: date, kind: UpkeepKind) -> None:
    dice = world.dice(Die.MARKET, day.toordinal(), source.id, 7)
    world.rows.add(
        ChannelUpkeep,
        channel_id=source.id,
        on=day,
        kind=kind,
        note=world.some(dice, talk.UPKEEP[kind]),
        materials=world.some(dice, talk.MATERIALS) if kind is UpkeepKind.MATERIALS else "",
        staff_id=dice.choice(world.team.sellers).id,
    )
