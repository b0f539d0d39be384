"""People of the store and who customers are: what their rows can be."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is in the store."""

    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    CONSULTANT = "consultant"
    RECEPTION = "reception"
    WALL = "wall"


class Seniority(StrEnum):
    """How long a consultant has sold; decides which tier of lead he serves (Rule L4)."""

    TRAINEE = "trainee"
    REGULAR = "regular"
    SENIOR = "senior"


class AbsenceKind(StrEnum):
    """Why somebody is away."""

    DAY_OFF = "day_off"
    LEAVE = "leave"
    TRAINING = "training"


class Gender(StrEnum):
    """How a customer is addressed."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Profile(StrEnum):
    """What a party is like, for what to stress (Rule M8)."""

    FAMILY = "family"
    BUSINESS = "business"
    YOUNG = "young"
    SENIOR = "senior"
    FLEET = "fleet"
    UNKNOWN = "unknown"


class ConsentChannel(StrEnum):
    """Over which way a customer agreed to be reached (Rule Z3)."""

    CALL = "call"
    SMS = "sms"
    WECHAT = "wechat"
    EMAIL = "email"


class ConsentPurpose(StrEnum):
    """For what a customer agreed to be reached (Rule Z3)."""

    SERVICE = "service"
    MARKETING = "marketing"
