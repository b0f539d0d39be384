"""Models, cars and the showroom: what their rows can be."""

from __future__ import annotations

from enum import StrEnum


class RateKind(StrEnum):
    """Dated taxes, subsidies and market rates (Rule Z5)."""

    PURCHASE_TAX = "purchase_tax"
    NEV_TAX_CUT = "nev_tax_cut"
    TRADE_IN = "trade_in"
    SCRAPPAGE = "scrappage"
    LOAN = "loan"
    FUEL_PRICE = "fuel_price"
    POWER_PRICE = "power_price"


class Power(StrEnum):
    """How a car is driven."""

    ICE = "ice"
    HEV = "hev"
    PHEV = "phev"
    EREV = "erev"
    BEV = "bev"


class MarginClass(StrEnum):
    """How much a model earns; steers the golden zone (Rules S3, V6)."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class VehicleStatus(StrEnum):
    """Where a car is in its life."""

    ORDERED = "ordered"
    IN_TRANSIT = "in_transit"
    IN_STOCK = "in_stock"
    ALLOCATED = "allocated"
    SOLD = "sold"


class VehicleKind(StrEnum):
    """What a car serves for."""

    NORMAL = "normal"
    DISPLAY = "display"
    TEST_DRIVE = "test_drive"


class PlanKind(StrEnum):
    """How slow movers are digested (Rule V2)."""

    BUNDLE = "bundle"
    FACTORY_SUBSIDY = "factory_subsidy"
    TIMED_PRICE = "timed_price"


class PlanStatus(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class FactoryRequestKind(StrEnum):
    """What is asked of the factory (Rules V2, V3, V5)."""

    EXPEDITE = "expedite"
    SUBSIDY = "subsidy"
    ORDER = "order"


class Zone(StrEnum):
    """Zones of the showroom."""

    GOLDEN = "golden"
    HERO = "hero"
    LINE = "line"
    WINDOW = "window"
    RECEPTION = "reception"
    LOUNGE = "lounge"
    WALL = "wall"
    DELIVERY = "delivery"


class InspectionArea(StrEnum):
    """Parts of an inspection (Rule S1)."""

    CAR_OUTSIDE = "car_outside"
    CAR_INSIDE = "car_inside"
    SPEC_CARD = "spec_card"
    LOUNGE = "lounge"
    HALL = "hall"
    TEST_CAR = "test_car"
    PEOPLE = "people"


class CheckResult(StrEnum):
    """Outcome of one check (Rule S1)."""

    PASS = "pass"  # noqa: S105 - a check passed, no secret
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
