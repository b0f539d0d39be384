"""How a person of a lead is shown to a viewer (Rules X2, Z3)."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.access.actors import Actor
from salesops.access.masking import sees_customer, shown_name, shown_phone

CHINA = "+86"


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
        phone=dialled(shown_phone(viewer, owner_id, phone or as_given or None)),
        in_full=sees_customer(viewer, owner_id),
    )


def dialled(number: str) -> str:
    """A number as one dials it in the country: +8613812345678 is 13812345678, +8657187654321 is 057187654321."""
    if not number.startswith(CHINA):
        return number
    national = number.removeprefix(CHINA)
    return national if national.startswith(("1", "4", "8")) else f"0{national}"
