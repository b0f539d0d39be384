"""The store and its people, with the strengths and weaknesses that the story needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from salesops.demo.world import World
from salesops.models import Absence, Staff, Store
from salesops.models.enums import AbsenceKind, Role, Seniority


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """A consultant: how well he invites and closes against the ordinary, and his part in the story."""

    staff_id: int
    name: str
    seniority: Seniority
    invites: float = 1.0
    closes: float = 1.0
    referrals: float = 1.0
    load: float = 1.0
    dry_days: int = 0
    off_today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everybody by role."""

    manager_id: int
    supervisor_ids: tuple[int, ...]
    reception_ids: tuple[int, ...]
    sellers: tuple[Seller, ...]

    def of(self, seniority: Seniority) -> list[Seller]:
        """The sellers of one seniority."""
        return [each for each in self.sellers if each.seniority is seniority]


_LEADING = (
    ("王建国", "Grace Wang", Role.MANAGER),
    ("李雅芳", "Alan Li", Role.SUPERVISOR),
    ("张志远", "Ray Zhang", Role.SUPERVISOR),
    ("徐静怡", "Jenny Xu", Role.RECEPTION),
    ("孙晓雯", "Wendy Sun", Role.RECEPTION),
)
_T, _R, _S = Seniority.TRAINEE, Seniority.REGULAR, Seniority.SENIOR
_SELLERS: tuple[tuple[str, str, Seniority, dict[str, Any]], ...] = (
    ("刘思远", "Leo Liu", _S, {"closes": 1.25}),
    (
        "陈晓琳",
        "Linda Chen",
        _S,
        {"closes": 1.2, "load": 2.0, "referrals": 0.1},
    ),  # many customers, few referrals
    ("杨子涵", "Hannah Yang", _S, {"closes": 1.15, "referrals": 1.6}),
    ("赵明轩", "Max Zhao", _S, {"invites": 1.1, "closes": 1.1}),
    ("黄梓萱", "Sharon Huang", _R, {}),
    ("周浩然", "Howard Zhou", _R, {"dry_days": 3}),  # three days without an order
    ("吴佳怡", "Joy Wu", _R, {"invites": 1.05, "off_today": True}),
    ("郑凯文", "Kevin Zheng", _R, {"closes": 0.95}),
    ("冯雨桐", "Tony Feng", _R, {"invites": 0.9}),
    ("何欣然", "Cindy He", _T, {"invites": 6.5, "closes": 0.2}),  # strong in invitations, weak in closing
    ("罗子豪", "Hugo Luo", _T, {"closes": 0.8, "off_today": True}),
    ("梁诗琪", "Stella Liang", _T, {"invites": 0.85, "closes": 0.75}),
)


def found_store(world: World, *, seed: int) -> None:
    """The store itself."""
    world.store_id = world.add(
        Store,
        code="DEMO",
        name=world.word(("星驰汽车城东店", "Xingchi Motors East")),
        brand=world.word(("星驰", "Xingchi")),
        language="zh_CN" if world.chinese else "en",
        is_demo=True,
        demo_seed=seed,
        demo_until=world.now,
        created_at=world.now,
    )


def hire(world: World) -> Team:
    """Everybody who works in the store, and the days on which they are away."""
    leading = {
        role: [_person(world, at, *each) for at, each in enumerate(_LEADING) if each[2] is role]
        for role in Role
    }
    sellers = tuple(_seller(world, at) for at in range(len(_SELLERS)))
    for at, seller in enumerate(sellers):
        ahead = (at * 3 + 1) % 7 + 1
        for days in (0, 7) if seller.off_today else (ahead,):
            away = world.today + timedelta(days=days)
            world.add(
                Absence,
                staff_id=seller.staff_id,
                kind=AbsenceKind.DAY_OFF,
                starts_on=away,
                ends_on=away,
                note="",
            )
    return Team(
        manager_id=leading[Role.MANAGER][0],
        supervisor_ids=tuple(leading[Role.SUPERVISOR]),
        reception_ids=tuple(leading[Role.RECEPTION]),
        sellers=sellers,
    )


def _person(world: World, at: int, chinese: str, english: str, role: Role) -> int:
    return world.add(
        Staff,
        employee_no=f"G{at + 1:03d}",
        name=world.word((chinese, english)),
        role=role,
        seniority=Seniority.SENIOR if role is not Role.RECEPTION else Seniority.REGULAR,
        phone=f"+861390000{at + 1:04d}",
        started_on=world.today - timedelta(days=900 + 130 * at),
        receives=role is Role.SUPERVISOR,
    )


def _seller(world: World, at: int) -> Seller:
    chinese, english, seniority, story = _SELLERS[at]
    months = {Seniority.TRAINEE: 4, Seniority.REGULAR: 22, Seniority.SENIOR: 61}[seniority]
    name = world.word((chinese, english))
    staff_id = world.add(
        Staff,
        employee_no=f"G{at + 101}",
        name=name,
        role=Role.CONSULTANT,
        seniority=seniority,
        phone=f"+861390001{at + 1:04d}",
        started_on=world.today - timedelta(days=30 * months + 17 * at),
        receives=True,
    )
    return Seller(staff_id=staff_id, name=name, seniority=seniority, **story)
