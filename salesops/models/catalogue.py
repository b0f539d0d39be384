"""Models, cars, and what is done about slow or missing ones."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import (
    FactoryRequestKind,
    MarginClass,
    PlanKind,
    PlanStatus,
    Power,
    RequestStatus,
    VehicleKind,
    VehicleStatus,
)


class CarModel(StoreRecord):
    """A trim of the catalogue, with what spec cards and cost comparisons need (Rules S1, S4)."""

    __tablename__ = "car_model"
    __table_args__ = (UniqueConstraint("store_id", "code"),)
    code: Mapped[str]
    brand: Mapped[str]
    series: Mapped[str]
    trim: Mapped[str]
    name: Mapped[str]
    model_year: Mapped[int]
    power: Mapped[Power] = mapped_column(EnumValue(Power))
    list_price: Mapped[Decimal]
    purchase_cost: Mapped[Decimal]
    floor_gross_profit: Mapped[Decimal]
    rebate: Mapped[Decimal]
    margin_class: Mapped[MarginClass] = mapped_column(EnumValue(MarginClass))
    seats: Mapped[int] = mapped_column(default=5)
    length_m: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    width_m: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    fuel_l_per_100km: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    power_kwh_per_100km: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    electric_range_km: Mapped[int | None]
    lead_time_days: Mapped[int]
    selling_points: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    spec_changed_on: Mapped[date]
    active: Mapped[bool] = mapped_column(default=True)


class Vehicle(StoreRecord):
    """One car by its VIN."""

    __tablename__ = "vehicle"
    __table_args__ = (
        UniqueConstraint("store_id", "vin"),
        Index("ix_vehicle_store_id_status_model_id", "store_id", "status", "model_id"),
        Index("ix_vehicle_store_id_sold_on", "store_id", "sold_on"),
    )
    model_id: Mapped[int] = mapped_column(ref("car_model"), index=True)
    vin: Mapped[str]
    vin_override: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="")
    interior: Mapped[str] = mapped_column(default="")
    kind: Mapped[VehicleKind] = mapped_column(EnumValue(VehicleKind), default=VehicleKind.NORMAL)
    status: Mapped[VehicleStatus] = mapped_column(EnumValue(VehicleStatus))
    location: Mapped[str] = mapped_column(default="")
    plate: Mapped[str] = mapped_column(default="")
    ordered_on: Mapped[date | None]
    eta_on: Mapped[date | None]
    arrived_on: Mapped[date | None]
    sold_on: Mapped[date | None]
    purchase_cost: Mapped[Decimal]
    pledged: Mapped[bool] = mapped_column(default=False)
    spec_card_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class DigestionPlan(StoreRecord):
    """How slow movers are to be sold, with cost, expectation and result (Rule V2)."""

    __tablename__ = "digestion_plan"
    __table_args__ = (Index("ix_digestion_plan_store_id_status", "store_id", "status"),)
    model_id: Mapped[int] = mapped_column(ref("car_model"))
    kind: Mapped[PlanKind] = mapped_column(EnumValue(PlanKind))
    title: Mapped[str]
    offer: Mapped[str] = mapped_column(LongText)
    cost_per_car: Mapped[Decimal]
    expected_units: Mapped[int]
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    status: Mapped[PlanStatus] = mapped_column(EnumValue(PlanStatus), default=PlanStatus.RUNNING)
    under_cost_reason: Mapped[str] = mapped_column(LongText, default="")
    result_note: Mapped[str] = mapped_column(LongText, default="")
    created_at: Mapped[datetime]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class DigestionCar(StoreRecord):
    """A car that a digestion plan is to sell."""

    __tablename__ = "digestion_car"
    __table_args__ = (UniqueConstraint("store_id", "plan_id", "vehicle_id"),)
    plan_id: Mapped[int] = mapped_column(ref("digestion_plan"), index=True)
    vehicle_id: Mapped[int] = mapped_column(ref("vehicle"), index=True)


class FactoryRequest(StoreRecord):
    """What the factory is asked for (Rules V2, V3, V5)."""

    __tablename__ = "factory_request"
    __table_args__ = (Index("ix_factory_request_store_id_status", "store_id", "status"),)
    kind: Mapped[FactoryRequestKind] = mapped_column(EnumValue(FactoryRequestKind))
    model_id: Mapped[int] = mapped_column(ref("car_model"))
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(LongText)
    asked_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    status: Mapped[RequestStatus] = mapped_column(EnumValue(RequestStatus), default=RequestStatus.PENDING)
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(LongText, default="")
