"""Ten models of a brand that does not exist, with believable prices, and the channels of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from salesops.demo.world import World
from salesops.models import CarModel, Channel, ChannelCost, ChannelUpkeep, DatedRate, Gift
from salesops.models.enums import ChannelGroup, ChannelKind, MarginClass, Power, RateKind, UpkeepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model: its share of demand, how many stand in stock and how old they are."""

    id: int
    code: str
    name: str
    power: Power
    price: int
    cost: int
    demand: float
    stock: int
    ages: tuple[int, int]
    scarce: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A channel: leads a day, share of valid ones, minutes until the first touch is due."""

    id: int
    name: str
    kind: ChannelKind
    a_day: float
    valid: float
    minutes: int
    collapsed: bool = False


_I, _H, _P, _E, _B = Power.ICE, Power.HEV, Power.PHEV, Power.EREV, Power.BEV
_MODELS: tuple[tuple[Any, ...], ...] = (
    # code, zh, en, power, price, cost, demand, stock, ages, fuel, kWh, range, length, width, seats, lead time
    ("YCS3", "云驰 S3 1.5L 舒适版", "Yunchi S3 1.5 Comfort", _I, 86800, 77900, 0.5, 26, (52, 128), 6.1, None, None, 4.52, 1.78, 5, 21),
    ("YCS5", "云驰 S5 1.5T 尊享版", "Yunchi S5 1.5T Premium", _I, 119800, 105600, 1.4, 22, (3, 48), 6.9, None, None, 4.68, 1.84, 5, 21),
    ("YCX5", "云驰 X5 2.0T 四驱版", "Yunchi X5 2.0T AWD", _I, 159800, 139800, 0.9, 18, (5, 66), 8.1, None, None, 4.72, 1.88, 5, 28),
    ("YCL6", "云驰 L6 2.0L 混动领先版", "Yunchi L6 2.0 Hybrid", _H, 149800, 131900, 2.2, 4, (1, 9), 4.6, None, None, 4.86, 1.85, 5, 35),
    ("YCM7", "云驰 M7 混动 七座版", "Yunchi M7 Hybrid 7-seater", _H, 189800, 166500, 0.7, 14, (4, 55), 5.6, None, None, 4.98, 1.92, 7, 30),
    ("YHS6", "远航 S6 插混 120km 尊荣版", "Yuanhang S6 PHEV 120", _P, 139800, 123700, 1.5, 24, (2, 45), 4.9, 15.2, 120, 4.78, 1.86, 5, 25),
    ("YHM7", "远航 M7 插混 150km 旗舰版", "Yuanhang M7 PHEV 150", _P, 199800, 175200, 0.8, 17, (5, 62), 5.4, 17.1, 150, 4.97, 1.93, 6, 28),
    ("YHX9", "远航 X9 增程 230km 旗舰版", "Yuanhang X9 EREV 230", _E, 249800, 217800, 1.0, 19, (3, 58), 6.2, 19.4, 230, 5.08, 1.96, 6, 30),
    ("JGE3", "极光 E3 520km 长续航版", "Jiguang E3 520", _B, 129800, 115900, 1.3, 25, (3, 52), None, 12.8, 520, 4.62, 1.83, 5, 20),
    ("JGE7", "极光 E7 680km 四驱性能版", "Jiguang E7 680 AWD", _B, 219800, 191500, 0.7, 15, (6, 64), None, 15.4, 680, 4.92, 1.91, 5, 26),
)  # fmt: skip
_POINTS = {
    "family": (
        "二排空间大，儿童座椅接口，后备箱放得下婴儿车",
        "Roomy second row, child-seat anchors, boot takes a pram",
    ),
    "business": ("后排遮阳帘与隔音玻璃，私密安静", "Rear sunshades and laminated glass: private and quiet"),
    "young": ("智能座舱与语音，外观运动", "Smart cockpit with voice control, sporty looks"),
    "senior": ("上下车方便，座椅加热，辅助泊车", "Easy to get in, heated seats, parking assistant"),
}
_CHANNELS: tuple[tuple[Any, ...], ...] = (
    # zh, en, group, kind, leads a day, valid, minutes, cost a month, collapsed
    ("抖音企业号", "TikTok business account", ChannelGroup.ONLINE, ChannelKind.SHORT_VIDEO, 11.0, 0.62, 60, 42000, True),
    ("快手私信", "Kuaishou messages", ChannelGroup.ONLINE, ChannelKind.SHORT_VIDEO, 5.0, 0.58, 60, 15000, False),
    ("汽车之家", "Auto portal A", ChannelGroup.ONLINE, ChannelKind.VERTICAL_MEDIA, 10.0, 0.70, 30, 38000, False),
    ("懂车帝", "Auto portal B", ChannelGroup.ONLINE, ChannelKind.VERTICAL_MEDIA, 7.5, 0.68, 30, 26000, False),
    ("厂家官网", "Factory website", ChannelGroup.ONLINE, ChannelKind.FACTORY, 5.0, 0.80, 30, 0, False),
    ("自然到店", "Walk-in", ChannelGroup.OFFLINE, ChannelKind.WALK_IN, 0.0, 1.0, 120, 0, False),
    ("老客户转介绍", "Owner referral", ChannelGroup.OFFLINE, ChannelKind.REFERRAL, 2.2, 0.94, 60, 6000, False),
    ("城东健身房", "Eastside gym (partner)", ChannelGroup.OFFLINE, ChannelKind.PARTNER, 1.4, 0.75, 120, 3000, False),
    ("平安银行网点", "Bank branch (partner)", ChannelGroup.OFFLINE, ChannelKind.PARTNER, 1.1, 0.80, 120, 2000, False),
    ("周末外展", "Weekend road show", ChannelGroup.OFFLINE, ChannelKind.EVENT, 1.8, 0.66, 120, 8000, False),
)  # fmt: skip
_GIFTS = (
    ("全车隔热膜", "Window film", 2980, 900, 100),
    ("四次基础保养", "Four basic services", 1600, 880, 75),
    ("充电桩安装", "Wall box installation", 3800, 2600, 80),
    ("车机升级包", "Head-unit upgrade", 1980, 420, 100),
    ("一年洗车卡", "A year of car washes", 1200, 360, 60),
    ("交车仪式礼", "Delivery ceremony gift", 500, 150, 100),
)


def stock_catalogue(world: World) -> list[Model]:
    """The models of the brand."""
    return [_model(world, *line) for line in _MODELS]


def _model(world: World, *line: Any) -> Model:
    (
        code,
        zh,
        en,
        power,
        price,
        cost,
        demand,
        stock,
        ages,
        fuel,
        kwh,
        reach,
        length,
        width,
        seats,
        lead_time,
    ) = line
    name = world.word((zh, en))
    series, _, trim = name.partition(" ")
    model_id = world.add(
        CarModel,
        code=code,
        brand=world.word(("星驰", "Xingchi")),
        series=f"{series} {trim.split()[0]}",
        trim=" ".join(trim.split()[1:]),
        name=name,
        model_year=world.today.year,
        power=power,
        list_price=Decimal(price),
        purchase_cost=Decimal(cost),
        floor_gross_profit=Decimal(round(price * 0.012 / 100) * 100),
        rebate=Decimal(round(price * 0.02 / 100) * 100),
        margin_class=_margin(price, cost),
        seats=seats,
        length_m=Decimal(str(length)),
        width_m=Decimal(str(width)),
        fuel_l_per_100km=None if fuel is None else Decimal(str(fuel)),
        power_kwh_per_100km=None if kwh is None else Decimal(str(kwh)),
        electric_range_km=reach,
        lead_time_days=lead_time,
        selling_points={profile: world.word(text) for profile, text in _POINTS.items()},
        spec_changed_on=world.today - timedelta(days=40 if code in ("YCS5", "JGE3") else 160),
    )
    return Model(
        id=model_id, code=code, name=name, power=power, price=price, cost=cost, demand=demand, stock=stock, ages=ages,
        scarce=code == "YCL6",
    )  # fmt: skip


def _margin(price: int, cost: int) -> MarginClass:
    margin = (price - cost) / 1.13
    return MarginClass.HIGH if margin > 18000 else MarginClass.MIDDLE if margin > 11500 else MarginClass.LOW


def open_channels(world: World, owner_ids: list[int], *, days: int) -> list[Source]:
    """The channels with their costs and the log of their upkeep; one partner store was not contacted this week."""
    found = []
    for at, (zh, en, group, kind, a_day, valid, minutes, cost, collapsed) in enumerate(_CHANNELS):
        name = world.word((zh, en))
        channel_id = world.add(
            Channel,
            name=name,
            group=group,
            kind=kind,
            first_touch_minutes=minutes,
            owner_id=owner_ids[at % len(owner_ids)],
            partner_contact=world.word(("店长 许先生", "Mr Xu, branch head"))
            if kind is ChannelKind.PARTNER
            else "",
        )
        found.append(
            Source(
                id=channel_id,
                name=name,
                kind=kind,
                a_day=a_day,
                valid=valid,
                minutes=minutes,
                collapsed=collapsed,
            )
        )
        for back in range(days // 30 + 2):
            first = _month_back(world.today, back)
            world.add(ChannelCost, channel_id=channel_id, month=first, cost=Decimal(cost))
        if kind is ChannelKind.PARTNER:
            _partner_log(world, channel_id, owner_ids[at % len(owner_ids)], late=en.startswith("Bank"))
    return found


def _month_back(today: date, months: int) -> date:
    first = today.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _partner_log(world: World, channel_id: int, staff_id: int, *, late: bool) -> None:
    for week in range(12):
        on = world.today - timedelta(days=(11 if late else 2) + 7 * week)
        world.add(
            ChannelUpkeep,
            channel_id=channel_id,
            on=on,
            kind=UpkeepKind.CONTACT if week % 3 else UpkeepKind.MATERIALS,
            note=world.word(("到店沟通，更换展架物料", "Called on them, new stand-up display")),
            materials=world.word(("本月置换政策单页 50 份", "50 leaflets on this month's trade-in policy")),
            staff_id=staff_id,
        )


def put_up_gifts(world: World) -> list[int]:
    """The gifts that may be given instead of cash."""
    return [
        world.add(
            Gift,
            name=world.word((zh, en)),
            face_value=Decimal(face),
            cost=Decimal(cost),
            redemption_percent=taken,
        )
        for zh, en, face, cost, taken in _GIFTS
    ]


def date_rates(world: World) -> None:
    """Taxes, subsidies and market rates with their source and end (Rule Z5)."""
    tax = world.word(("车辆购置税法", "Vehicle purchase tax law"))
    cut = world.word(("新能源汽车车辆购置税减免政策公告", "Notice on the NEV purchase tax cut"))
    swap = world.word(("2026 年汽车以旧换新实施细则", "Rules of the 2026 trade-in subsidy"))
    shown = world.word(("本店采集，请核对", "Noted by the store, please verify"))
    end = date(2026, 12, 31)
    lines: tuple[tuple[Any, ...], ...] = (
        (RateKind.PURCHASE_TAX, None, "0.10", None, date(2019, 7, 1), None, tax),
        *((RateKind.NEV_TAX_CUT, power, "0.50", 15000, date(2026, 1, 1), date(2027, 12, 31), cut) for power in (_P, _E, _B)),
        *((RateKind.TRADE_IN, power, "0.08", 15000, date(2026, 1, 1), end, swap) for power in (_P, _E, _B)),
        (RateKind.TRADE_IN, _I, "0.06", 13000, date(2026, 1, 1), end, swap),
        *((RateKind.SCRAPPAGE, power, "0.12", 20000, date(2026, 1, 1), end, swap) for power in (_P, _E, _B)),
        (RateKind.SCRAPPAGE, _I, "0.10", 15000, date(2026, 1, 1), end, swap),
        (RateKind.LOAN, None, "0.0399", None, world.today - timedelta(days=60), world.today + timedelta(days=60), shown),
        (RateKind.FUEL_PRICE, None, "7.60", None, world.today - timedelta(days=8), world.today + timedelta(days=6), shown),
        (RateKind.POWER_PRICE, None, "0.81", None, world.today - timedelta(days=90), world.today + timedelta(days=90), shown),
    )  # fmt: skip
    for kind, power, rate, cap, start, until, source in lines:
        world.add(
            DatedRate,
            store_id=world.store_id,
            kind=kind,
            power=power,
            rate=Decimal(rate),
            cap=None if cap is None else Decimal(cap),
            valid_from=start,
            valid_until=until,
            source=source,
        )
