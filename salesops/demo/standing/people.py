"""The store and its people, with the strengths and weaknesses that the story needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from salesops.demo.rows import Row
from salesops.demo.world import Seller, Team, World, romanised
from salesops.models import Absence, DataVersion, Setting, Staff, Store
from salesops.models.enums import AbsenceKind, Role, Seniority

STORE_CODE = "DEMO"
_T, _R, _S = Seniority.TRAINEE, Seniority.REGULAR, Seniority.SENIOR


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Somebody on the payroll: months with the store, and what he does better or worse than the others."""

    no: str
    name: str
    role: Role
    seniority: Seniority = _S
    months: int = 60
    part: str = ""
    invites: float = 1.0
    closes: float = 1.0
    diligence: float = 0.90
    refers: float = 1.0
    load: float = 1.0


_SELLER = Role.CONSULTANT
_PAYROLL: tuple[_Line, ...] = (
    _Line(no="G001", name="王建国", role=Role.MANAGER, months=56),
    _Line(no="G002", name="李雅芳", role=Role.SUPERVISOR, months=94),
    _Line(no="G003", name="张志远", role=Role.SUPERVISOR, months=81),
    _Line(no="G101", name="刘思远", role=_SELLER, seniority=_S, months=88, closes=1.25, refers=1.3),
    _Line(
        no="G102", name="陈晓琳", role=_SELLER, months=93, part="unasked", closes=1.35, refers=0.0, load=1.6
    ),
    _Line(no="G103", name="杨子涵", role=_SELLER, months=45, closes=1.15, refers=1.8, diligence=0.94),
    _Line(no="G104", name="赵明轩", role=_SELLER, months=78, invites=1.1, closes=1.1),
    _Line(no="G105", name="黄梓萱", role=_SELLER, seniority=_R, months=33, diligence=0.93),
    _Line(no="G106", name="周浩然", role=_SELLER, seniority=_R, months=27, part="dry"),
    _Line(no="G107", name="吴佳怡", role=_SELLER, seniority=_R, months=22, invites=1.1),
    _Line(no="G108", name="郑凯文", role=_SELLER, seniority=_R, months=19, closes=0.95, diligence=0.82),
    _Line(no="G109", name="冯雨桐", role=_SELLER, seniority=_R, months=16, invites=0.9, refers=1.2),
    _Line(
        no="G110",
        name="何欣然",
        role=_SELLER,
        seniority=_T,
        months=6,
        part="inviter",
        invites=2.7,
        closes=0.240,
    ),
    _Line(no="G111", name="罗子豪", role=_SELLER, seniority=_T, months=4, closes=0.8, diligence=0.85),
    _Line(no="G112", name="梁诗琪", role=_SELLER, seniority=_T, months=3, invites=0.8, closes=0.75),
    _Line(no="G201", name="徐静怡", role=Role.RECEPTION, seniority=_R, months=66),
    _Line(no="G202", name="孙晓雯", role=Role.RECEPTION, seniority=_R, months=14),
)
_BY_NO = {line.no: line for line in _PAYROLL}
_CAP = 12


def found_store(world: World) -> Row:
    """The store itself, which remembers how it was made."""
    story = world.story
    store = world.rows.add(
        Store,
        code=STORE_CODE,
        name=world.say(("星驰汽车 · 城东店", "Xingchi Motors East")),
        brand=world.say(("星驰", "Xingchi")),
        language="zh_CN" if story.chinese else "en",
        is_demo=True,
        demo_seed=story.seed,
        demo_until=world.now,
        created_at=world.now,
    )
    world.rows.store_id = store["id"]
    world.rows.add(DataVersion, store_id=store["id"], version=1)
    return store


def hire(world: World) -> list[Row]:
    """Everybody who works in the store."""
    return [_person(world, number, line) for number, line in enumerate(_PAYROLL, 1)]


def _person(world: World, number: int, line: _Line) -> Row:
    caps: dict[str, Any] = {}
    if world.story.scale > 1 and line.role is _SELLER:  # a larger demo has the same people, who take more
        caps = {
            "daily_lead_cap": round(_CAP * world.story.scale),
            "monthly_lead_cap": round(30 * _CAP * world.story.scale),
        }
    return world.rows.add(
        Staff,
        employee_no=line.no,
        name=line.name if world.story.chinese else romanised(line.name),
        role=line.role,
        seniority=line.seniority,
        phone=f"+8613910200{300 + number}",
        email=f"{line.no.lower()}@xingchi-east.example",
        started_on=world.story.anchor - timedelta(days=30 * line.months + 7 * (number % 4)),
        receives=line.role is _SELLER,
        **caps,
    )


def team_of(world: World, staff: Sequence[Row], absences: Sequence[Row]) -> Team:
    """The people of a store as the demo needs them; somebody hired since is an ordinary seller."""
    here = [row for row in staff if row["left_on"] is None or row["left_on"] > world.today]
    ids = {role: [row["id"] for row in here if row["role"] == role] for role in Role}
    away: dict[int, set[date]] = {}
    for row in absences:
        days = (row["ends_on"] - row["starts_on"]).days + 1
        away.setdefault(row["staff_id"], set()).update(
            row["starts_on"] + timedelta(days=n) for n in range(days)
        )
    first = ids[Role.MANAGER] or ids[Role.SUPERVISOR] or [row["id"] for row in here]
    return Team(
        manager_id=first[0],
        supervisor_ids=ids[Role.SUPERVISOR] or first,
        reception_ids=ids[Role.RECEPTION] or first,
        sellers=[_seller(row) for row in here if row["role"] == Role.CONSULTANT],
        away=away,
    )


def _seller(row: Row) -> Seller:
    line = _BY_NO.get(row["employee_no"], _Line(no="", name="", role=_SELLER))
    return Seller(
        id=row["id"],
        name=row["name"],
        seniority=Seniority(row["seniority"]),
        part=line.part,
        invites=line.invites,
        closes=line.closes,
        diligence=line.diligence,
        refers=line.refers,
        load=line.load,
    )


def plan_days_off(world: World, first: date, last: date) -> list[Row]:
    """A weekday off in each week for each seller, moving on from week to week; two or three are away at a time."""
    found = []
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        week = monday.toordinal() // 7
        for place, seller in enumerate(world.team.sellers):
            day = monday + timedelta(days=(place + week) % 5)
            if first <= day <= last and not (seller.part and day == world.story.anchor):
                found.append(
                    world.rows.add(
                        Absence, staff_id=seller.id, kind=AbsenceKind.DAY_OFF, starts_on=day, ends_on=day
                    )
                )
        monday += timedelta(days=7)
    return found


def remember(world: World, key: str, value: object) -> Row:
    """Keep something with the store."""
    return world.rows.add(Setting, key=key, value=value, changed_at=world.now)
