"""One row at a time: what a row importer gets and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_, Message, label, speaking
from salesops.intake import cells
from salesops.intake.cells import DateOrder
from salesops.intake.fields import DATE_ORDER, FIELDS
from salesops.models import CarModel, Channel, Staff, Store
from salesops.models.enums import ChannelGroup, ChannelKind, ImportKind

T = TypeVar("T")
Verdict = bool | tuple[Message, ...]
"""What became of a row: new, merged into what was known, or every reason against it."""


class RowRejected(SalesOpsError):
    """A row that cannot go in, with every reason."""

    def __init__(self, reasons: list[Message]) -> None:
        self.reasons = reasons
        super().__init__(N_("{count} things are wrong with this row."), count=len(reasons))


@dataclass(slots=True)
class Context:
    """What all rows of a run share: the store's names, looked up once."""

    session: Session
    actor: Actor
    now: datetime
    run_id: int | None = None
    assign: bool = True
    """Whether each new lead gets its consultant at once; a file's leads get theirs together at its end."""
    unexplained: int = 0
    """Orders of this run below the floor or the purchase cost that nobody has explained (Rules I2, Z2)."""
    staff: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    models: dict[str, int] = field(default_factory=dict)
    kept: list[object] = field(default_factory=list)
    """Channels and models that every row needs: held, so that the session does not ask for them again."""

    def alone(self) -> None:
        """Take the turn, and look the names up."""
        take_turn(self.session, self.actor)
        self.load()

    def load(self) -> None:
        """Look the names up."""
        store = self.actor.store_id
        people = self.session.execute(
            select(Staff.id, Staff.name, Staff.employee_no).where(Staff.store_id == store)
        )
        self.staff = {key: row.id for row in people for key in (row.name, row.employee_no)}
        named = self.session.scalars(select(Channel).where(Channel.store_id == store)).all()
        self.channels = {row.name: row.id for row in named}
        cars = self.session.scalars(
            select(CarModel).where(CarModel.store_id == store).order_by(CarModel.id.desc())
        ).all()
        self.kept = [*named, *cars]
        self.models = {
            plain(key): row.id
            for row in cars
            for key in (row.series, row.name, row.code, f"{row.series}{row.trim}", f"{row.series} {row.name}")
        }

    def channel(self, name: str) -> int:
        """The channel of that name; an unknown one is made, its kind guessed from the name."""
        if name not in self.channels:
            group, kind = channel_kind(name)
            made = Channel(store_id=self.actor.store_id, name=name, group=group, kind=kind)
            self.session.add(made)
            self.session.flush()
            self.channels[name] = made.id
            self.kept.append(made)
        return self.channels[name]


def take_turn(session: Session, actor: Actor) -> None:
    """Let no other importer of the store write until this unit of work ends.

    Two that bring the same people in another order would wait for each other for ever.
    """
    session.execute(select(Store.id).where(Store.id == actor.store_id).with_for_update(key_share=True))


class RowReader:
    """The cells of one row, read field by field; what is wrong is collected, so that all of it is told at once."""

    def __init__(self, kind: ImportKind, mapping: Mapping[str, str], row: Mapping[str, str]) -> None:
        self._fields = {each.name: each for each in FIELDS[kind]}
        self._mapping = mapping
        self._row = row
        self._order = DateOrder(mapping[DATE_ORDER]) if mapping.get(DATE_ORDER) else None
        self.reasons: list[Message] = []

    def text(self, name: str) -> str:
        """The cell without spaces; empty when there is none."""
        column = self._mapping.get(name)
        return "" if column is None else cells.text(self._row.get(column, ""))

    def required(self, name: str) -> str:
        """The cell; a reason is noted when it is empty."""
        found = self.text(name)
        if not found:
            self.wrong(name, Message(N_("is empty but needed")))
        return found

    def read(self, name: str, parse: Callable[[str], T]) -> T | None:
        """The cell as a value; None when it is empty or wrong, and then the reason is noted."""
        found = self.text(name)
        if not found:
            return None
        try:
            return parse(found)
        except SalesOpsError as bad:
            self.wrong(name, bad.message)
            return None

    def moment(self, name: str, zone: ZoneInfo) -> datetime | None:
        """The cell as a moment, read in the order of day and month that holds for the whole file."""
        return self.read(name, lambda cell: cells.moment(cell, zone, self._order))

    def day(self, name: str, zone: ZoneInfo) -> date | None:
        """The cell as a date, in the same order."""
        return self.read(name, lambda cell: cells.day(cell, zone, self._order))

    def choose(self, name: str, words: Mapping[str, T], default: T) -> T:
        """The value that a word stands for, in either language."""
        found = self.text(name)
        if not found:
            return default
        key = plain(found)
        if isinstance(default, StrEnum) and key not in words:
            words = {**words, **spoken(type(default))}
        if key not in words:
            allowed = ", ".join(sorted(words))
            self.wrong(
                name, Message(N_("“{value}” is none of: {allowed}"), {"value": found, "allowed": allowed})
            )
            return default
        return words[key]

    def wrong(self, name: str, reason: Message) -> None:
        """Note what is wrong with a field, under the name of its column."""
        column: Any = self._mapping.get(name) or Message(self._fields[name].label)
        self.reasons.append(Message(N_("{column}: {reason}"), {"column": column, "reason": reason}))

    def done(self) -> None:
        """Reject the row when something was wrong. Raises RowRejected."""
        if self.reasons:
            raise RowRejected(self.reasons)


def spoken(kind: type[StrEnum]) -> dict[str, Any]:
    """Every member of an enum by its labels in both languages and by its value, as exports write them."""
    words: dict[str, Any] = {member.value: member for member in kind}
    for code in ("zh_CN", "en"):
        with speaking(code):
            words |= {plain(label(member)): member for member in kind}
    return words


def plain(word: str) -> str:
    """A word for comparison: lower case, without spaces."""
    return "".join(word.lower().split())


_KINDS: tuple[tuple[tuple[str, ...], ChannelGroup, ChannelKind], ...] = (
    (
        ("抖音", "快手", "视频", "小红书", "直播", "tiktok", "video"),
        ChannelGroup.ONLINE,
        ChannelKind.SHORT_VIDEO,
    ),
    (
        ("之家", "懂车帝", "易车", "太平洋", "垂", "瓜子", "58", "portal"),
        ChannelGroup.ONLINE,
        ChannelKind.VERTICAL_MEDIA,
    ),
    (("厂家", "官网", "app", "400", "factory", "website"), ChannelGroup.ONLINE, ChannelKind.FACTORY),
    (("企微", "社群", "公众号", "私域", "wecom"), ChannelGroup.ONLINE, ChannelKind.PRIVATE),
    (("介绍", "推荐", "转介", "referral"), ChannelGroup.OFFLINE, ChannelKind.REFERRAL),
    (("车展", "外展", "巡展", "活动", "event", "show"), ChannelGroup.OFFLINE, ChannelKind.EVENT),
    (("异业", "银行", "物业", "商场", "健身", "partner"), ChannelGroup.OFFLINE, ChannelKind.PARTNER),
    (("企业", "团购", "二网", "大客户", "fleet"), ChannelGroup.OFFLINE, ChannelKind.FLEET),
)


def channel_kind(name: str) -> tuple[ChannelGroup, ChannelKind]:
    """Group and kind that a channel's name suggests; walk-in when it suggests nothing."""
    folded = name.lower()
    for words, group, kind in _KINDS:
        if any(word in folded for word in words):
            return group, kind
    return ChannelGroup.OFFLINE, ChannelKind.WALK_IN
