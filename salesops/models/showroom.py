"""The floor, what stands on it, inspections and what is observed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import CheckResult, InspectionArea, Zone

_STANDING = text("until IS NULL")
_METRES = Numeric(6, 2)


class FloorPlan(StoreRecord):
    """A showroom to scale, in metres from its lower left corner (Rule S3)."""

    __tablename__ = "floor_plan"
    __table_args__ = (UniqueConstraint("store_id", "name"),)
    name: Mapped[str]
    width_m: Mapped[Decimal] = mapped_column(_METRES)
    depth_m: Mapped[Decimal] = mapped_column(_METRES)
    entrance_x: Mapped[Decimal] = mapped_column(_METRES)
    entrance_y: Mapped[Decimal] = mapped_column(_METRES)
    entrance_heading: Mapped[int] = mapped_column(default=90)
    fixtures: Mapped[list[Any]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class FloorSlot(StoreRecord):
    """A place for one car: centre, size and turn (degrees, counter-clockwise)."""

    __tablename__ = "floor_slot"
    __table_args__ = (UniqueConstraint("store_id", "plan_id", "code"),)
    plan_id: Mapped[int] = mapped_column(ref("floor_plan"), index=True)
    code: Mapped[str]
    x: Mapped[Decimal] = mapped_column(_METRES)
    y: Mapped[Decimal] = mapped_column(_METRES)
    length_m: Mapped[Decimal] = mapped_column(_METRES)
    width_m: Mapped[Decimal] = mapped_column(_METRES)
    rotation: Mapped[int] = mapped_column(default=0)
    zone: Mapped[Zone] = mapped_column(EnumValue(Zone))


class Placement(StoreRecord):
    """Which car stood where, from when until when."""

    __tablename__ = "placement"
    __table_args__ = (
        Index(
            "uq_placement_store_id_slot_id",
            "store_id",
            "slot_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        Index(
            "uq_placement_store_id_vehicle_id",
            "store_id",
            "vehicle_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )
    slot_id: Mapped[int] = mapped_column(ref("floor_slot"), index=True)
    vehicle_id: Mapped[int] = mapped_column(ref("vehicle"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class InspectionItem(StoreRecord):
    """Something to check on the round (Rule S1)."""

    __tablename__ = "inspection_item"
    __table_args__ = (Index("ix_inspection_item_store_id_area", "store_id", "area"),)
    area: Mapped[InspectionArea] = mapped_column(EnumValue(InspectionArea))
    title: Mapped[str]
    severity: Mapped[int] = mapped_column(default=1)
    per_car: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class Inspection(StoreRecord):
    """One round through the showroom (Rule S1)."""

    __tablename__ = "inspection"
    __table_args__ = (Index("ix_inspection_store_id_day", "store_id", "day"),)
    day: Mapped[date]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class InspectionResult(StoreRecord):
    """Pass or fail of one item, with photo, owner, due and re-check (Rule S1)."""

    __tablename__ = "inspection_result"
    __table_args__ = (
        Index("ix_inspection_result_store_id_result_fixed_at", "store_id", "result", "fixed_at"),
    )
    inspection_id: Mapped[int] = mapped_column(ref("inspection"), index=True)
    item_id: Mapped[int] = mapped_column(ref("inspection_item"), index=True)
    vehicle_id: Mapped[int | None] = mapped_column(ref("vehicle"))
    result: Mapped[CheckResult] = mapped_column(EnumValue(CheckResult))
    note: Mapped[str] = mapped_column(LongText, default="")
    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    due_at: Mapped[datetime | None]
    fixed_at: Mapped[datetime | None]
    rechecked_at: Mapped[datetime | None]
    rechecked_by: Mapped[int | None] = mapped_column(ref("staff"))


class PathObservation(StoreRecord):
    """The way one party took: zones in order with seconds in each (Rules S2, S5)."""

    __tablename__ = "path_observation"
    __table_args__ = (Index("ix_path_observation_store_id_day", "store_id", "day"),)
    day: Mapped[date]
    at: Mapped[datetime]
    stops: Mapped[list[Any]] = mapped_column(JSON)
    visit_id: Mapped[int | None] = mapped_column(ref("visit"))
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))


class Footfall(StoreRecord):
    """People through the door in an hour, by hand or by a door counter (Rule S5)."""

    __tablename__ = "footfall"
    __table_args__ = (UniqueConstraint("store_id", "day", "hour", "source"),)
    day: Mapped[date]
    hour: Mapped[int]
    people: Mapped[int]
    source: Mapped[str] = mapped_column(default="hand")
