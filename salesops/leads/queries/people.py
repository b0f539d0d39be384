"""How a person of a lead is shown to a viewer (Rules X2, Z3)."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.access.actors import Actor
from salesops.access.masking import sees_customer, shown_name, shown_phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A customer as this viewer may see him."""

    name: str
    phone: str
    in_full: bool


def shown(viewer: Actor, owner_id: int | None, name: str, phone: str | None, as_given: str = "") -> Person:
    """Name and number, in full or masked; a number that names nobody is shown as it was given."""
    return Person(
        name=shown_name(viewer, owner_id, name),
        phone=shown_phone(viewer, owner_id, phone or as_given or None),
        in_full=sees_customer(viewer, owner_id),
    )
