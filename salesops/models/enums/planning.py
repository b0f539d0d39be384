"""Tasks, bookings, meetings and reviews: what their rows can be."""

from __future__ import annotations

from enum import StrEnum


class TaskKind(StrEnum):
    """What a task is about."""

    INVITE = "invite"
    FOLLOW_UP = "follow_up"
    TEST_DRIVE_FOLLOW_UP = "test_drive_follow_up"
    REBOOK = "rebook"
    REVIEW_LOSS = "review_loss"
    DECIDE_PRICE = "decide_price"
    SHADOWING = "shadowing"
    DEFECT = "defect"
    AGE_THRESHOLD = "age_threshold"
    EXPEDITE = "expedite"
    LATE_ORDER = "late_order"
    DECISION = "decision"
    IMPROVEMENT = "improvement"
    MARKET_RESPONSE = "market_response"
    PROPOSAL = "proposal"
    TRAINING = "training"
    COACHING = "coaching"
    PARTNER_CONTACT = "partner_contact"
    CARE = "care"
    OTHER = "other"


class TaskStatus(StrEnum):
    """Where a task stands (Rule R7)."""

    OPEN = "open"
    DONE = "done"
    CARRIED = "carried"
    CANCELLED = "cancelled"


class BookingPurpose(StrEnum):
    """For what a car, a kit or a person is reserved."""

    TEST_DRIVE = "test_drive"
    DELIVERY = "delivery"
    SHADOWING = "shadowing"
    TRAINING = "training"
    RESERVE = "reserve"


class BookingStatus(StrEnum):
    """Whether a reservation holds."""

    HELD = "held"
    RELEASED = "released"


class ReceptionEventKind(StrEnum):
    """What happens at the door; the order is derived from these (Rule M5)."""

    CHECK_IN = "check_in"
    TAKE = "take"
    SKIP = "skip"
    APPOINTED = "appointed"
    FREE = "free"
    AWAY = "away"
    BACK = "back"
    CHECK_OUT = "check_out"


class BriefingKind(StrEnum):
    """What a briefing item is (Rule M7)."""

    POLICY = "policy"
    FINANCE = "finance"
    COMPETITOR = "competitor"
    PRODUCT = "product"


class IssueKind(StrEnum):
    """What the evening review found (Rules R2, R5)."""

    COMMON = "common"
    INDIVIDUAL = "individual"
    MARKET = "market"


class IssueStatus(StrEnum):
    """Where an issue stands."""

    OPEN = "open"
    CLOSED = "closed"


class Verdict(StrEnum):
    """What the figure says of an action (Rule R8)."""

    WORKED = "worked"
    DID_NOT = "did_not"
    UNCLEAR = "unclear"


class MeetingStep(StrEnum):
    """Topics of the morning meeting (Rule M9)."""

    FIGURES = "figures"
    DIAGNOSIS = "diagnosis"
    LOST_CASES = "lost_cases"
    MUST_DO = "must_do"
    ROTA = "rota"
    KEY_CUSTOMERS = "key_customers"
    BRIEFING = "briefing"
    EXPECTED = "expected"
    FORECAST = "forecast"
