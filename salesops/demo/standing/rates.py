"""Taxes, subsidies and prices of law and market, each with its source and end (Rule Z5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from salesops.demo.world import Pair, World
from salesops.models import DatedRate
from salesops.models.enums import Power, RateKind

_PLUGS = (Power.PHEV, Power.EREV, Power.BEV)
_LAW: Pair = ("车辆购置税法", "Vehicle purchase tax law")
_CUT: Pair = ("新能源汽车车辆购置税减免政策公告", "Notice on the purchase tax of new-energy cars")
_SWAP: Pair = (
    "2026 年汽车以旧换新实施细则，以当地审核为准",
    "Rules of the 2026 trade-in subsidy; local approval decides",
)
_BANK: Pair = ("合作银行报价单", "Offer sheet of the partner bank")
_MARKET: Pair = ("本店采集，请核对", "Noted by the store, please verify")
_YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A rate of law by its dates, or one of the market by days from the anchor."""

    kind: RateKind
    rate: str
    source: Pair
    power: Power | None = None
    cap: int | None = None
    dates: tuple[date, date | None] | None = None
    days: tuple[int, int] = (0, 0)


_LINES: tuple[_Line, ...] = (
    _Line(kind=RateKind.PURCHASE_TAX, rate="0.10", source=_LAW, dates=(date(2019, 7, 1), None)),
    _Line(kind=RateKind.NEV_TAX_CUT, rate="1.00", cap=30000, source=_CUT, dates=(date(2024, 1, 1), date(2025, 12, 31))),
    _Line(kind=RateKind.NEV_TAX_CUT, rate="0.50", cap=15000, source=_CUT, dates=(date(2026, 1, 1), date(2027, 12, 31))),
    *(_Line(kind=RateKind.TRADE_IN, power=each, rate="0.08", cap=15000, source=_SWAP, dates=_YEAR) for each in _PLUGS),
    _Line(kind=RateKind.TRADE_IN, power=Power.ICE, rate="0.06", cap=13000, source=_SWAP, dates=_YEAR),
    *(_Line(kind=RateKind.SCRAPPAGE, power=each, rate="0.12", cap=20000, source=_SWAP, dates=_YEAR) for each in _PLUGS),
    _Line(kind=RateKind.SCRAPPAGE, power=Power.ICE, rate="0.10", cap=15000, source=_SWAP, dates=_YEAR),
    _Line(kind=RateKind.LOAN, rate="0.0399", source=_BANK, days=(-50, 70)),
    _Line(kind=RateKind.FUEL_PRICE, rate="7.85", source=_MARKET, days=(-60, -30)),
    _Line(kind=RateKind.FUEL_PRICE, rate="7.60", source=_MARKET, days=(-29, 30)),
    _Line(kind=RateKind.POWER_PRICE, rate="0.81", source=_MARKET, days=(-90, 120)),
)  # fmt: skip
"""One that is over stays in the list, to be seen as such."""


def put_up(world: World) -> None:
    """Every rate, as a row of the store."""
    anchor = world.story.anchor
    for line in _LINES:
        begins, ends = line.dates or tuple(anchor + timedelta(days=days) for days in line.days)
        world.rows.add(
            DatedRate,
            kind=line.kind,
            power=line.power,
            rate=Decimal(line.rate),
            cap=None if line.cap is None else Decimal(line.cap),
            valid_from=begins,
            valid_until=ends,
            source=world.say(line.source),
        )
