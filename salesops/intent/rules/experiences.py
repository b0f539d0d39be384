"""Whom an experience fits (Rule I4)."""

from __future__ import annotations

from salesops.models.enums import EventKind, Profile

EXPERIENCES = (EventKind.NIGHT_DRIVE, EventKind.FAMILY_DAY)

_FITS = {
    EventKind.NIGHT_DRIVE: (Profile.BUSINESS, Profile.YOUNG),
    EventKind.FAMILY_DAY: (Profile.FAMILY, Profile.SENIOR),
}


def fitting(kind: EventKind, profile: Profile) -> tuple[Profile, ...]:
    """The profiles to invite: the one it is made for, else those that the kind suits."""
    return (profile,) if profile is not Profile.UNKNOWN else _FITS.get(kind, ())
