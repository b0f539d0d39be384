"""Who sits before a screen: the demo's people to look through, and the person or device of a sign-in (Rule X2)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.models import Account, DeviceLink, Staff, Store, UserSession
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


def token_hash(token: str) -> str:
    """What is kept of a session's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def signed_in(session: Session, token: str, *, now: datetime) -> Actor | None:
    """The person or wall screen that a session's secret stands for; None when it ended or was revoked."""
    hashed = token_hash(token)
    row = session.execute(
        select(Staff.id, Staff.store_id, Staff.name, Staff.role, Store.zone)
        .join(Account, Account.staff_id == Staff.id)
        .join(UserSession, UserSession.account_id == Account.id)
        .join(Store, Store.id == Staff.store_id)
        .where(
            UserSession.token_hash == hashed,
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > now,
            Account.disabled_at.is_(None),
            or_(Staff.left_on.is_(None), Staff.left_on > now.date()),
        )
    ).one_or_none()
    if row is not None:
        return Actor(
            store_id=row.store_id, staff_id=row.id, role=row.role, name=row.name, zone=ZoneInfo(row.zone)
        )
    return _device(session, hashed)


def _device(session: Session, hashed: str) -> Actor | None:
    row = session.execute(
        select(DeviceLink.store_id, DeviceLink.name, Store.zone)
        .join(Store, Store.id == DeviceLink.store_id)
        .where(DeviceLink.token_hash == hashed, DeviceLink.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Actor(store_id=row.store_id, staff_id=None, role=Role.WALL, name=row.name, zone=ZoneInfo(row.zone))
