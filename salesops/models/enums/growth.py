"""Training, coaching, care and the market: what their rows can be."""

from __future__ import annotations

from enum import StrEnum


class TrainingStatus(StrEnum):
    """Where a training session stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PainSource(StrEnum):
    """Where a topic proposal comes from (Rule T1)."""

    COMPLAINT = "complaint"
    LOSS = "loss"
    OBJECTION = "objection"
    CHECK = "check"
    SLOW_MODEL = "slow_model"
    MARKET = "market"


class ComplaintTopic(StrEnum):
    """What a customer complains of (Rule T1)."""

    DELIVERY_DELAY = "delivery_delay"
    SERVICE_ATTITUDE = "service_attitude"
    PRICE_PROMISE = "price_promise"
    QUALITY = "quality"
    FINANCE_TERMS = "finance_terms"
    WAITING = "waiting"


class FunnelStep(StrEnum):
    """Parts of a consultant's profile (Rule T3)."""

    TOUCH = "touch"
    INVITE = "invite"
    RECEIVE = "receive"
    TEST_DRIVE = "test_drive"
    CLOSE = "close"
    REFERRAL = "referral"


class LedgerKind(StrEnum):
    """Sides of the referral ledger (Rule T4)."""

    EARN = "earn"
    REDEEM = "redeem"
    EXPIRE = "expire"
    CORRECT = "correct"


class CareKind(StrEnum):
    """Why somebody is cared for (Rule C1)."""

    THANKS = "thanks"
    USAGE_TIPS = "usage_tips"
    FIRST_SERVICE = "first_service"
    BIRTHDAY = "birthday"
    FESTIVAL = "festival"
    SATISFACTION = "satisfaction"
    INSURANCE = "insurance"


class CareStatus(StrEnum):
    """Where a care task stands."""

    DUE = "due"
    DONE = "done"
    SKIPPED = "skipped"
    BLOCKED = "blocked"


class EventKind(StrEnum):
    """Experiences and owner events (Rules I4, C2)."""

    NIGHT_DRIVE = "night_drive"
    FAMILY_DAY = "family_day"
    OWNER_DINNER = "owner_dinner"
    ROAD_TRIP = "road_trip"


class GuestStatus(StrEnum):
    """Where an invitation stands (Rules I4, C2)."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    CAME = "came"
    DECLINED = "declined"
    NO_SHOW = "no_show"


class NoteKind(StrEnum):
    """What the market reading is (Rules C3, R5)."""

    NEWS = "news"
    REPORT = "report"
    COMPETITOR_PRICE = "competitor_price"
    SUBSIDY = "subsidy"
