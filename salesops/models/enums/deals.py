"""Visits, drives, negotiation and orders: what their rows can be."""

from __future__ import annotations

from enum import StrEnum


class RequestStatus(StrEnum):
    """Where something that was asked for stands."""

    PENDING = "pending"
    COUNTERED = "countered"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class AppointmentKind(StrEnum):
    """What a customer is expected for."""

    VISIT = "visit"
    TEST_DRIVE = "test_drive"
    DELIVERY = "delivery"
    EXPERIENCE = "experience"


class AppointmentStatus(StrEnum):
    """Whether the customer came (Rule I8)."""

    BOOKED = "booked"
    SHOWN = "shown"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class VisitKind(StrEnum):
    """Showroom traffic, mutually exclusive."""

    FIRST = "first"
    FIRST_OF_LEAD = "first_of_lead"
    RETURN = "return"
    LOOKED_ONLY = "looked_only"
    ERRAND = "errand"
    INCOMPLETE = "incomplete"


class Aspect(StrEnum):
    """What feedback is about (Rule I1)."""

    SPACE = "space"
    FUEL = "fuel"
    PRICE = "price"
    RANGE = "range"
    COMFORT = "comfort"
    DRIVING = "driving"
    SMART = "smart"
    LOOKS = "looks"
    SAFETY = "safety"


class SolutionKind(StrEnum):
    """What answers a concern (Rule I1)."""

    MODEL = "model"
    COMPARISON = "comparison"
    DEMONSTRATION = "demonstration"
    OFFER = "offer"


class TestDriveStatus(StrEnum):
    """Where a test drive stands (Rule I5)."""

    BOOKED = "booked"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Stage of an intent customer."""

    VISITED = "visited"
    DRIVEN = "driven"
    NEGOTIATING = "negotiating"
    ORDERED = "ordered"
    DELIVERED = "delivered"
    LOST = "lost"


class NextStep(StrEnum):
    """What comes next with a customer (Rule I6)."""

    CALL = "call"
    VISIT = "visit"
    TEST_DRIVE = "test_drive"
    QUOTE = "quote"
    DECISION = "decision"
    CONTRACT = "contract"
    DELIVERY = "delivery"


class Level(StrEnum):
    """Level of authority in a negotiation (Rule I2)."""

    CONSULTANT = "consultant"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


class OrderStatus(StrEnum):
    """Where an order stands."""

    OPEN = "open"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class MilestoneKind(StrEnum):
    """Steps of an order until the handover (Rule T5)."""

    DEPOSIT = "deposit"
    ALLOCATED = "allocated"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    INSPECTED = "inspected"
    PAID = "paid"
    REGISTERED = "registered"
    HANDED_OVER = "handed_over"
