"""What the shell shows of a store and its people, and whom the demo can look through."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import Account, Staff, Store
from salesops.models.enums import Role

_ORDER = {Role.MANAGER: 0, Role.SUPERVISOR: 1, Role.CONSULTANT: 2, Role.RECEPTION: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSign:
    """The store as the shell shows it."""

    store_id: int
    name: str
    is_demo: bool


def store_sign(session: Session, store_id: int) -> StoreSign:
    """Name and kind of a store."""
    row = session.execute(select(Store.name, Store.is_demo).where(Store.id == store_id)).one()
    return StoreSign(store_id=store_id, name=row.name, is_demo=row.is_demo)


def demo_store_id(session: Session) -> int | None:
    """The demo store of this database, when there is one."""
    return session.scalars(select(Store.id).where(Store.is_demo).order_by(Store.id).limit(1)).one_or_none()


def people(session: Session, store_id: int) -> list[Actor]:
    """Everybody who works in the store now, leading roles first, then by number."""
    rows = session.execute(
        select(Staff.id, Staff.name, Staff.role, Store.zone)
        .join(Store, Store.id == Staff.store_id)
        .where(Staff.store_id == store_id, Staff.left_on.is_(None), Staff.role.in_(_ORDER))
        .order_by(Staff.employee_no)
    )
    found = [
        Actor(store_id=store_id, staff_id=row.id, role=row.role, name=row.name, zone=ZoneInfo(row.zone))
        for row in rows
    ]
    return sorted(found, key=lambda person: _ORDER[person.role])


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """The viewer's own sign-in."""

    username: str
    must_change: bool


def own_account(session: Session, viewer: Actor) -> OwnAccount | None:
    """The sign-in of whoever looks; None for a wall screen and in the demo."""
    row = session.execute(
        select(Account.username, Account.must_change).where(Account.staff_id == viewer.staff_id)
    ).one_or_none()
    return None if row is None else OwnAccount(username=row.username, must_change=row.must_change)
