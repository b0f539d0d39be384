"""What others may see of a customer (Rules X2, Z3)."""

from __future__ import annotations

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core import phone


def sees_customer(viewer: Actor, owner_id: int | None) -> bool:
    """Whether the viewer sees this customer in full: supervisors and the manager all, a consultant his own."""
    if viewer.may(Permission.SEE_ALL_CUSTOMERS):
        return True
    return viewer.staff_id is not None and owner_id == viewer.staff_id


def mask_name(name: str) -> str:
    """The family name and stars: 张**; the initial and stars in Latin script."""
    stripped = name.strip()
    return stripped[:1] + "**" if stripped else ""


def shown_name(viewer: Actor, owner_id: int | None, name: str) -> str:
    """The name as this viewer may see it."""
    return name if sees_customer(viewer, owner_id) else mask_name(name)


def shown_phone(viewer: Actor, owner_id: int | None, number: str | None) -> str:
    """The number as this viewer may see it, as one dials it; empty when there is none."""
    if not number:
        return ""
    return phone.dialled(number) if sees_customer(viewer, owner_id) else phone.mask(number)
