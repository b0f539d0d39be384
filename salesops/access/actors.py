"""Who acts, and what he may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.permissions import MATRIX, Permission
from salesops.core.errors import NotAllowed, NotFound
from salesops.core.i18n import N_
from salesops.models import Staff, Store
from salesops.models.enums import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody at work in one store; staff_id is None for the system itself and for wall screens."""

    store_id: int
    staff_id: int | None
    role: Role
    name: str
    zone: ZoneInfo

    def local(self, moment: datetime) -> datetime:
        """An instant in the store's time."""
        return moment.astimezone(self.zone)

    def today(self, now: datetime) -> date:
        """The store's date at an instant."""
        return self.local(now).date()

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it."""
        return permission in MATRIX[self.role]

    def require(self, permission: Permission) -> None:
        """Refuse with NotAllowed what the role does not allow."""
        if not self.may(permission):
            raise NotAllowed(N_("Your role does not allow this. Ask a supervisor or the manager."))


def actor_of_staff(session: Session, staff_id: int) -> Actor:
    """The actor for a member of staff. Raises NotFound."""
    row = session.execute(
        select(Staff.store_id, Staff.role, Staff.name, Store.zone)
        .join(Store, Store.id == Staff.store_id)
        .where(Staff.id == staff_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This member of staff does not exist."))
    return Actor(
        store_id=row.store_id, staff_id=staff_id, role=row.role, name=row.name, zone=ZoneInfo(row.zone)
    )


def system_actor(session: Session, store_id: int) -> Actor:
    """The store's own software, for jobs, imports from the command line and the HTTP door."""
    zone = session.scalars(select(Store.zone).where(Store.id == store_id)).one_or_none()
    if zone is None:
        raise NotFound(N_("This store does not exist."))
    return Actor(store_id=store_id, staff_id=None, role=Role.MANAGER, name="SalesOps", zone=ZoneInfo(zone))
