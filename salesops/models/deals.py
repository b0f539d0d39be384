"""Intent customers, negotiation, gifts, and orders with their milestones."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from salesops.db.types import EnumValue
from salesops.models.base import LongText, StoreRecord, ref
from salesops.models.enums import Level, MilestoneKind, NextStep, OrderStatus, RequestStatus, Stage

_OPEN = text("closed_on IS NULL")


class Opportunity(StoreRecord):
    """An intent customer: one open at a time, always with a dated next step (Rule I6)."""

    __tablename__ = "opportunity"
    __table_args__ = (
        Index(
            "uq_opportunity_store_id_customer_id",
            "store_id",
            "customer_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_opportunity_store_id_closed_on_owner_id", "store_id", "closed_on", "owner_id"),
        Index("ix_opportunity_store_id_closed_on_next_step_on", "store_id", "closed_on", "next_step_on"),
    )
    customer_id: Mapped[int] = mapped_column(ref("customer"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ref("lead"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ref("staff"))
    model_id: Mapped[int | None] = mapped_column(ref("car_model"))
    stage: Mapped[Stage] = mapped_column(EnumValue(Stage), default=Stage.VISITED)
    opened_on: Mapped[date]
    last_progress_on: Mapped[date]
    next_step: Mapped[NextStep] = mapped_column(EnumValue(NextStep))
    next_step_on: Mapped[date]
    next_step_note: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class Gift(StoreRecord):
    """A value-added gift: what it shows, what it costs, how often it is taken up (Rule I3)."""

    __tablename__ = "gift"
    __table_args__ = (UniqueConstraint("store_id", "name"),)
    name: Mapped[str]
    face_value: Mapped[Decimal]
    cost: Mapped[Decimal]
    redemption_percent: Mapped[int] = mapped_column(default=100)
    active: Mapped[bool] = mapped_column(default=True)


class PriceRequest(StoreRecord):
    """A price asked for, with what the whole deal would earn (Rules I2, I3)."""

    __tablename__ = "price_request"
    __table_args__ = (
        Index("ix_price_request_store_id_status_level", "store_id", "status", "level"),
        Index("ix_price_request_store_id_asked_on", "store_id", "asked_on"),
    )
    opportunity_id: Mapped[int] = mapped_column(ref("opportunity"), index=True)
    vehicle_id: Mapped[int | None] = mapped_column(ref("vehicle"), index=True)
    model_id: Mapped[int] = mapped_column(ref("car_model"))
    staff_id: Mapped[int] = mapped_column(ref("staff"))
    asked_at: Mapped[datetime]
    asked_on: Mapped[date]
    list_price: Mapped[Decimal]
    discount: Mapped[Decimal]
    gift_face_value: Mapped[Decimal]
    gift_cost: Mapped[Decimal]
    finance_income: Mapped[Decimal]
    insurance_income: Mapped[Decimal]
    aftersales_income: Mapped[Decimal]
    rebate: Mapped[Decimal]
    purchase_cost: Mapped[Decimal]
    gross_profit: Mapped[Decimal]
    floor: Mapped[Decimal]
    trade_in_appraised: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default="0")
    trade_in_given: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default="0")
    reason: Mapped[str] = mapped_column(LongText)
    level: Mapped[Level] = mapped_column(EnumValue(Level))
    status: Mapped[RequestStatus] = mapped_column(EnumValue(RequestStatus), default=RequestStatus.PENDING)
    expires_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class PriceRequestGift(StoreRecord):
    """A gift in a price request, at the values of that day."""

    __tablename__ = "price_request_gift"
    request_id: Mapped[int] = mapped_column(ref("price_request"), index=True)
    gift_id: Mapped[int] = mapped_column(ref("gift"))
    quantity: Mapped[int] = mapped_column(default=1)
    face_value: Mapped[Decimal]
    cost: Mapped[Decimal]


class PriceDecision(StoreRecord):
    """One step of a negotiation: who decided what and why (Rule I2)."""

    __tablename__ = "price_decision"
    request_id: Mapped[int] = mapped_column(ref("price_request"), index=True)
    level: Mapped[Level] = mapped_column(EnumValue(Level))
    decision: Mapped[RequestStatus] = mapped_column(EnumValue(RequestStatus))
    counter_discount: Mapped[Decimal | None]
    reason: Mapped[str] = mapped_column(LongText, default="")
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    at: Mapped[datetime]


class AuthorityBudget(StoreRecord):
    """What a level may give away in a month (Rule I10)."""

    __tablename__ = "authority_budget"
    __table_args__ = (UniqueConstraint("store_id", "month", "level"),)
    month: Mapped[date]
    level: Mapped[Level] = mapped_column(EnumValue(Level))
    discount: Mapped[Decimal]
    gift: Mapped[Decimal]


class Order(StoreRecord):
    """A sale: deposit taken, until delivered or cancelled."""

    __tablename__ = "sales_order"
    __table_args__ = (
        UniqueConstraint("store_id", "order_no"),
        Index("ix_sales_order_store_id_ordered_on_staff_id", "store_id", "ordered_on", "staff_id"),
        Index("ix_sales_order_store_id_delivered_on", "store_id", "delivered_on"),
        Index("ix_sales_order_store_id_status_promised_on", "store_id", "status", "promised_on"),
        Index("ix_sales_order_store_id_customer_id_ordered_on", "store_id", "customer_id", "ordered_on"),
        Index(
            "ix_sales_order_store_id_unexplained",
            "store_id",
            sqlite_where=text("unexplained"),
            postgresql_where=text("unexplained"),
        ),
    )
    order_no: Mapped[str]
    customer_id: Mapped[int] = mapped_column(ref("customer"))
    opportunity_id: Mapped[int | None] = mapped_column(ref("opportunity"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ref("lead"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ref("visit"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ref("channel"))
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
    model_id: Mapped[int] = mapped_column(ref("car_model"))
    vehicle_id: Mapped[int | None] = mapped_column(ref("vehicle"), index=True)
    referrer_id: Mapped[int | None] = mapped_column(ref("customer"), index=True)
    ordered_at: Mapped[datetime]
    ordered_on: Mapped[date]
    list_price: Mapped[Decimal]
    discount: Mapped[Decimal]
    price: Mapped[Decimal]
    gift_cost: Mapped[Decimal]
    other_income: Mapped[Decimal]
    purchase_cost: Mapped[Decimal]
    gross_profit: Mapped[Decimal]
    deposit: Mapped[Decimal]
    under_cost_reason: Mapped[str] = mapped_column(LongText, default="")
    """Why it was sold below the floor or the purchase cost (Rules I2, Z2)."""
    floor: Mapped[Decimal | None]
    """The floor that a file's order was held against; one signed here was held to it when it was signed."""
    unexplained: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Came in below the floor or the purchase cost, and nobody has said why (Rules I2, Z2)."""
    status: Mapped[OrderStatus] = mapped_column(EnumValue(OrderStatus), default=OrderStatus.OPEN)
    promised_on: Mapped[date]
    eta_on: Mapped[date]
    delivered_at: Mapped[datetime | None]
    delivered_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    first_service_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own protocol


class OrderMilestone(StoreRecord):
    """One step of an order (Rule T5)."""

    __tablename__ = "order_milestone"
    __table_args__ = (UniqueConstraint("store_id", "order_id", "kind"),)
    order_id: Mapped[int] = mapped_column(ref("sales_order"), index=True)
    kind: Mapped[MilestoneKind] = mapped_column(EnumValue(MilestoneKind))
    planned_on: Mapped[date]
    done_on: Mapped[date | None]


class OrderCompensation(StoreRecord):
    """What a customer gets for a late car, and when he was told (Rule V4)."""

    __tablename__ = "order_compensation"
    order_id: Mapped[int] = mapped_column(ref("sales_order"), index=True)
    item: Mapped[str]
    cost: Mapped[Decimal]
    told_at: Mapped[datetime]
    new_eta_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ref("staff"))
