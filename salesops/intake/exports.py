"""Lists as files that are safe to open in a spreadsheet (Rule X3)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import xlsxwriter
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_, label, language
from salesops.models import CarModel, Channel, Customer, Lead, Order, Staff, Vehicle

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 2000


class BadFileName(SalesOpsError):
    """A file that is neither CSV nor XLSX."""


def _leads(viewer: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Customer.name, Customer.phone, Lead.received_at, Channel.name, Lead.model_text, Lead.budget_low, Lead.budget_high,
            Lead.horizon_text, Customer.city, Lead.remark, Lead.external_id, Lead.campaign, Staff.name, Lead.tier, Lead.status,
            Lead.first_touched_at, Lead.touch_count, Lead.last_touch_at,
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Channel, Channel.id == Lead.channel_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(Lead.store_id == viewer.store_id)
        .order_by(Lead.id)
    )  # fmt: skip


def _vehicles(viewer: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Vehicle.vin, CarModel.series, CarModel.name, CarModel.code, CarModel.model_year, CarModel.power, CarModel.list_price,
            Vehicle.purchase_cost, Vehicle.colour, Vehicle.interior, Vehicle.status, Vehicle.kind, Vehicle.arrived_on,
            Vehicle.eta_on, Vehicle.location, Vehicle.plate, Vehicle.vin_override,
        )
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .where(Vehicle.store_id == viewer.store_id)
        .order_by(Vehicle.id)
    )  # fmt: skip


def _orders(viewer: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Order.order_no, Order.ordered_at, Customer.name, Customer.phone, CarModel.name, Vehicle.vin, Staff.name, Channel.name,
            Order.price, Order.gift_cost, Order.other_income, Order.deposit, Order.promised_on, Order.delivered_on,
            Order.cancelled_on, Order.status,
        )
        .join(Customer, Customer.id == Order.customer_id)
        .join(CarModel, CarModel.id == Order.model_id)
        .outerjoin(Vehicle, Vehicle.id == Order.vehicle_id)
        .outerjoin(Staff, Staff.id == Order.staff_id)
        .outerjoin(Channel, Channel.id == Order.channel_id)
        .where(Order.store_id == viewer.store_id)
        .order_by(Order.id)
    )  # fmt: skip


def _staff(viewer: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Staff.employee_no, Staff.name, Staff.role, Staff.seniority, Staff.phone, Staff.email, Staff.started_on,
            Staff.left_on, Staff.daily_lead_cap, Staff.monthly_lead_cap,
        )
        .where(Staff.store_id == viewer.store_id)
        .order_by(Staff.id)
    )  # fmt: skip


KINDS: MappingProxyType[str, tuple[Callable[[Actor], Select[*tuple[Any, ...]]], str, str]] = MappingProxyType(
    {
        "leads": (
            _leads,
            "姓名 手机号 线索创建时间 渠道 意向车型 预算下限 预算上限 购车时间 城市 备注 线索ID 活动 销售顾问 意向级别 线索状态 首触时间 跟进次数 最后跟进时间",
            (
                "name phone received channel model budget_low budget_high horizon city remark external_id campaign consultant "
                "tier status first_touch touches last_touch"
            ),
        ),
        "vehicles": (
            _vehicles,
            "车架号 车系 车型 车型代码 年款 能源类型 指导价 进价 外观色 内饰色 状态 用途 入库日期 预计到店 库位 车牌 车架号例外原因",
            (
                "vin series model model_code model_year power list_price purchase_cost colour interior status use arrived "
                "expected place plate vin_override"
            ),
        ),
        "orders": (
            _orders,
            "订单号 下订时间 姓名 手机号 车型 车架号 销售顾问 渠道 成交价 礼包成本 衍生收入 定金 预计交车 交车日期 退订日期 订单状态",
            (
                "order_no ordered name phone model vin consultant channel price gift_cost other_income deposit promised "
                "delivered cancelled status"
            ),
        ),
        "staff": (
            _staff,
            "工号 姓名 岗位 资历 手机号 邮箱 入职日期 离职日期 每日线索上限 每月线索上限",
            "employee_no name role seniority phone email started left daily_cap monthly_cap",
        ),
    }
)
"""What can be exported: its rows, and its headers in Chinese and English, which an import understands again."""


def export_file(session: Session, actor: Actor, *, now: datetime, kind: str, file: Path) -> int:
    """Write a list to a file that ends in .csv or .xlsx; the number of rows. Raises BadFileName, NotAllowed."""
    content, count = export_bytes(session, actor, now=now, kind=kind, suffix=file.suffix.lower())
    file.write_bytes(content)
    return count


def export_bytes(
    session: Session, actor: Actor, *, now: datetime, kind: str, suffix: str
) -> tuple[bytes, int]:
    """A list as the bytes of a file (.csv in UTF-8 with mark, or .xlsx), and its number of rows; leaves a trace."""
    actor.require(Permission.EXPORT)
    select_rows, chinese, english = KINDS[kind]
    header = (chinese if language() == "zh_CN" else english).split()
    rows = session.execute(select_rows(actor).execution_options(yield_per=_BATCH))
    lines = [[_shown(value, actor) for value in row] for row in rows]
    audit.record(
        session,
        actor,
        now=now,
        action="export.file",
        entity=kind,
        entity_id=0,
        after={"rows": len(lines), "as": suffix},
    )
    return table_bytes(header, lines, suffix), len(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list as a page shows it: its name among the lists (`leads.due`), headings, cells."""

    name: str
    header: Sequence[str]
    lines: Sequence[Sequence[Any]]


def export_listed(
    session: Session, actor: Actor, *, now: datetime, listed: Listed, suffix: str = ".xlsx"
) -> bytes:
    """A list of a page as the bytes of a file; leaves a trace. Raises BadFileName, NotAllowed."""
    actor.require(Permission.EXPORT)
    audit.record(
        session,
        actor,
        now=now,
        action="export.file",
        entity="store",
        entity_id=0,
        after={"list": listed.name, "rows": len(listed.lines), "as": suffix},
    )
    return table_bytes(
        listed.header, [[_shown(cell, actor) for cell in line] for line in listed.lines], suffix
    )


def table_bytes(header: Sequence[str], lines: Iterable[Sequence[Any]], suffix: str) -> bytes:
    """Any table as a file. Raises BadFileName when the ending is neither .csv nor .xlsx."""
    if suffix == ".csv":
        return _csv(header, lines)
    if suffix == ".xlsx":
        return _xlsx(header, lines)
    raise BadFileName(N_("The file's name must end in .csv or .xlsx."))


def safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(_DANGEROUS) and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return not cell.startswith("+")  # a phone in international form is text


def _csv(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    out = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
        for number, line in enumerate(lines, 1):
            for column, cell in enumerate(line):
                _write(sheet, number, column, cell)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(safe(cell)))


def _shown(value: Any, actor: Actor) -> Any:
    if isinstance(value, datetime):
        return actor.local(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, str) and value.startswith("+86"):
        return value.removeprefix("+86")  # as it is written here; an import reads it back
    return value
