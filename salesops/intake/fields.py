"""What each kind of file can tell, and the column names under which systems tell it (Rule L7)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.intake.reading import fold
from salesops.models.enums import ImportKind


class BadMapping(SalesOpsError):
    """Columns that do not say what is needed."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something a row can say; the first alias is the Chinese header that exports write."""

    name: str
    label: str
    aliases: tuple[str, ...]
    required: bool = False
    is_date: bool = False


_WHO = (
    Field("name", N_("Name"), ("姓名", "客户姓名", "客户名称", "联系人", "用户昵称", "原始线索姓名", "客户", "name", "customer", "customer name")),
    Field(
        "phone",
        N_("Phone"),
        (
            "手机号", "手机", "手机号码", "联系电话", "电话", "联系方式", "客户电话", "原始线索手机号", "手机号（脱敏）",
            "手机号_脱敏", "phone", "mobile", "telephone",
        ),
    ),
)  # fmt: skip
LEADS = (
    Field("name", N_("Name"), _WHO[0].aliases),
    Field("phone", N_("Phone"), _WHO[1].aliases, required=True),
    Field(
        "received_at",
        N_("Received"),
        (
            "线索创建时间", "创建时间", "提交时间", "留资时间", "询价时间", "下发时间", "线索下发时间", "报名时间", "原始线索创建时间",
            "原始线索报名时间", "leads_create_time", "create_time_detail", "created", "received", "date", "received_at", "requestdate",
        ),
        is_date=True,
    ),
    Field(
        "channel",
        N_("Channel"),
        ("渠道", "来源", "线索来源", "渠道来源", "客户来源", "二级渠道名称", "一级渠道名称", "流量来源", "channel", "source"),
    ),
    Field(
        "model",
        N_("Model wanted"),
        ("意向车型", "意向车系", "询价车型", "车系", "车型", "感兴趣车型", "首触意向车型", "首触意向车型/意向车型", "model", "vehicle"),
    ),
    Field("budget", N_("Budget"), ("预算", "购车预算", "预算区间", "预算区间(购车预算)", "budget")),
    Field("horizon", N_("Purchase window"), ("购车时间", "预计购车时间", "购车周期", "购车计划", "horizon", "timeframe", "purchase window")),
    Field("city", N_("City"), ("城市", "所在城市", "地区", "city", "city_name")),
    Field("gender", N_("Gender"), ("性别", "客户性别", "gender")),
    Field("remark", N_("Remark"), ("备注", "留言", "客户描述", "remark", "comments", "note")),
    Field(
        "external_id",
        N_("Number at the platform"),
        ("线索ID", "线索编号", "线索唯一ID", "唯一线索ID", "原始线索ID", "clue_id", "leads_id", "external_id", "id"),
    ),
    Field("campaign", N_("Campaign"), ("活动", "活动来源", "四级渠道名称", "广告名称", "ad_name", "campaign", "campaign_name")),
    Field("request", N_("What is asked for"), ("线索类型", "业务类型", "咨询类型", "request", "lead type", "request type")),
    Field("fault", N_("Fault of the document"), ("fault",)),
    Field("consultant", N_("Consultant"), ("销售顾问", "跟进人", "所属人", "顾问", "clue_owner_name", "consultant", "owner")),
)  # fmt: skip
VEHICLES = (
    Field("vin", N_("VIN"), ("车架号", "VIN", "VIN码", "车辆识别代号", "vin"), required=True),
    Field(
        "vin_override",
        N_("Reason for an unusual VIN"),
        ("车架号例外原因", "vin override", "vin reason", "vin_override"),
    ),
    Field("model", N_("Model"), ("车型", "车型名称", "配置", "model", "trim"), required=True),
    Field("model_code", N_("Model code"), ("车型代码", "车型编码", "物料代码", "model code")),
    Field("series", N_("Series"), ("车系", "series")),
    Field("model_year", N_("Model year"), ("年款", "model year", "year")),
    Field("power", N_("Power"), ("能源类型", "动力类型", "动力", "power", "fuel")),
    Field("list_price", N_("List price"), ("指导价", "厂商指导价", "msrp", "list price")),
    Field("purchase_cost", N_("Purchase cost"), ("进价", "采购成本", "提车成本", "purchase cost", "cost")),
    Field("colour", N_("Colour"), ("外观色", "颜色", "车身颜色", "colour", "color")),
    Field("interior", N_("Interior"), ("内饰色", "内饰", "interior")),
    Field("status", N_("Status"), ("状态", "库存状态", "车辆状态", "status")),
    Field("kind", N_("Use"), ("用途", "车辆用途", "库存类型", "kind", "use")),
    Field(
        "arrived_on",
        N_("In stock since"),
        ("入库日期", "入库时间", "到店日期", "arrived", "in stock since"),
        is_date=True,
    ),
    Field("eta_on", N_("Expected"), ("预计到店", "预计到车日期", "eta", "expected"), is_date=True),
    Field("location", N_("Place"), ("库位", "存放位置", "位置", "location", "place")),
    Field("plate", N_("Plate"), ("车牌", "车牌号", "plate")),
)
ORDERS = (
    Field(
        "order_no",
        N_("Order number"),
        ("订单号", "订单编号", "合同号", "order", "order number", "order no"),
        required=True,
    ),
    Field(
        "ordered_at",
        N_("Ordered"),
        ("下订时间", "下订日期", "订单日期", "签单日期", "ordered", "order date"),
        required=True,
        is_date=True,
    ),
    Field("name", N_("Name"), _WHO[0].aliases, required=True),
    Field("phone", N_("Phone"), _WHO[1].aliases, required=True),
    Field("model", N_("Model"), ("车型", "车型名称", "订购车型", "model"), required=True),
    Field("vin", N_("VIN"), ("车架号", "VIN", "VIN码", "vin")),
    Field("consultant", N_("Consultant"), ("销售顾问", "顾问", "consultant")),
    Field("channel", N_("Channel"), ("渠道", "客户来源", "来源", "channel", "source")),
    Field("price", N_("Price"), ("成交价", "成交裸车价", "裸车价", "开票价", "price"), required=True),
    Field("gift_cost", N_("Cost of gifts"), ("礼包成本", "赠品成本", "gift cost")),
    Field("other_income", N_("Other income"), ("衍生收入", "其他收入", "水平业务收入", "other income")),
    Field("deposit", N_("Deposit"), ("定金", "订金", "deposit")),
    Field("promised_on", N_("Promised"), ("预计交车", "预计交车日期", "承诺交期", "promised"), is_date=True),
    Field("delivered_on", N_("Delivered"), ("交车日期", "交付日期", "delivered"), is_date=True),
    Field("cancelled_on", N_("Cancelled"), ("退订日期", "cancelled"), is_date=True),
    Field("referrer_phone", N_("Referrer's phone"), ("介绍人电话", "推荐人电话", "referrer phone")),
)
STAFF = (
    Field(
        "employee_no", N_("Employee number"), ("工号", "员工编号", "employee", "employee no"), required=True
    ),
    Field("name", N_("Name"), ("姓名", "员工姓名", "name"), required=True),
    Field("role", N_("Role"), ("岗位", "职务", "角色", "role", "position"), required=True),
    Field("seniority", N_("Seniority"), ("资历", "级别", "seniority")),
    Field("phone", N_("Phone"), ("手机号", "手机", "联系电话", "phone")),
    Field("email", N_("E-mail"), ("邮箱", "电子邮箱", "email", "e-mail")),
    Field("started_on", N_("Started"), ("入职日期", "started", "start date"), is_date=True),
    Field("left_on", N_("Left"), ("离职日期", "left"), is_date=True),
    Field("daily_lead_cap", N_("Leads a day at most"), ("每日线索上限", "daily cap")),
    Field("monthly_lead_cap", N_("Leads a month at most"), ("每月线索上限", "monthly cap")),
)
FIELDS: dict[ImportKind, tuple[Field, ...]] = {
    ImportKind.LEADS: LEADS,
    ImportKind.VEHICLES: VEHICLES,
    ImportKind.ORDERS: ORDERS,
    ImportKind.STAFF: STAFF,
}
Mapped = dict[str, str]
"""Field → column of the file; and under DATE_ORDER, which number comes first in its dates."""
DATE_ORDER = "(date order)"
ROW_COLUMN, REASON_COLUMN = "#quarantine", "#reason"
"""Columns of a file of rejected rows: which row it was, and why. They tell nothing of a lead."""


def told(header: Sequence[str]) -> tuple[str, ...]:
    """A header without the columns that a file of rejected rows has besides its own."""
    return tuple(column for column in header if column not in (ROW_COLUMN, REASON_COLUMN))


def known_columns(kind: ImportKind) -> frozenset[str]:
    """Every column name we know for a kind, folded."""
    return frozenset(fold(alias) for field in FIELDS[kind] for alias in field.aliases)


def propose(kind: ImportKind, header: Sequence[str]) -> Mapped:
    """Which column probably means what: by the order of a field's aliases, each column once."""
    by_name = {fold(column): column for column in reversed(header)}
    proposed: Mapped = {}
    for field in FIELDS[kind]:
        for alias in field.aliases:
            column = by_name.get(fold(alias))
            if column is not None and column not in proposed.values():
                proposed[field.name] = column
                break
    return proposed


def check_mapping(kind: ImportKind, mapping: Mapping[str, str], header: Sequence[str]) -> None:
    """Refuse a mapping without a column that must be there, or with one that the file has not. Raises BadMapping."""
    for field in FIELDS[kind]:
        column = mapping.get(field.name)
        if column is None and field.required:
            raise BadMapping(
                N_("No column says “{field}”. Columns in the file: {columns}"),
                field=Message(field.label),
                columns=", ".join(header),
            )
        if column is not None and column not in header:
            raise BadMapping(N_("The file has no column “{column}”."), column=column)


def header_hash(header: Sequence[str]) -> str:
    """By which a mapping is remembered for the next file of the same source."""
    return hashlib.sha256("\x1f".join(fold(column) for column in told(header)).encode()).hexdigest()
