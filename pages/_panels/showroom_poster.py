"""The printable poster of the comparison wall, one page of HTML in either language (Rules S4, Z2, Z5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

import streamlit as st

from pages._panels import showroom_wall_texts as texts
from pages._ui import clock, viewer
from pages._ui import components as ui
from pages._ui import format as fmt
from salesops.core.i18n import LANGUAGES, Language, _, label, speaking
from salesops.models.enums import RateKind
from salesops.showroom.queries import Wall
from salesops.showroom.rules.cost_of_use import Car, Cost, Use

_STYLE = """
@page { size: A4 landscape; margin: 14mm; }
* { box-sizing: border-box; }
body { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Segoe UI", sans-serif; color: #1c2733;
  margin: 0 auto; max-width: 270mm; padding: 8mm; }
h1 { font-size: 30pt; margin: 0 0 2mm; line-height: 1.2; }
h2 { font-size: 13pt; font-weight: 400; color: #44515f; margin: 0 0 8mm; }
.cars { display: flex; gap: 8mm; flex-wrap: wrap; }
.car { flex: 1 1 60mm; border: 1.5px solid #c5ccd3; border-radius: 3mm; padding: 5mm; }
.car.best { border: 3px solid #1f7a5c; }
.car b { display: block; font-size: 14pt; }
.car .kind { color: #44515f; }
.car .sum { font-size: 26pt; font-weight: 700; margin: 3mm 0 0; }
.bar { display: flex; height: 8mm; margin: 3mm 0; border-radius: 1.5mm; overflow: hidden; }
.bar span { display: block; height: 100%; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; }
td { padding: 1mm 0; border-bottom: 1px solid #e3e7eb; }
td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
.small { font-size: 8.5pt; color: #44515f; margin-top: 6mm; line-height: 1.5; }
@media print { body { padding: 0; } }
"""
_INKS = ("#2f7ad0", "#c9741a", "#1f9a7e", "#9169c4", "#c05a8b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What is on the poster: the costs as reckoned, with everything they rest on."""

    costs: tuple[Cost, ...]
    cars: tuple[Car, ...]
    use: Use
    wall: Wall


def buttons(poster: Poster) -> None:
    """One download for each language."""
    names: dict[Language, str] = {"zh_CN": _("Poster in Chinese"), "en": _("Poster in English")}
    with (
        ui.panel(_("For the wall"), note=_("One page to print; it names every assumption.")),
        st.container(horizontal=True),
    ):
        for language in LANGUAGES:
            st.download_button(
                names[language],
                data=page(poster, language),
                file_name=f"comparison-{language[:2]}.html",
                mime="text/html",
                key=f"showroom.poster.{language}",
                icon=":material/print:",
                on_click="ignore",
            )


def page(poster: Poster, language: Language) -> str:
    """The whole page in a language."""
    with speaking(language):
        best = min(poster.costs, key=lambda each: each.total)
        cars = "".join(
            _car(each, best=each is best, largest=max(one.total for one in poster.costs))
            for each in poster.costs
        )
        finding = texts.finding(poster.costs, poster.use)
        subject = _(
            "Cost of use over {years} years and {km} km",
            years=poster.use.years,
            km=fmt.number(poster.use.km_a_year * poster.use.years),
        )
        return (
            f'<!doctype html><html lang="{language[:2]}"><head><meta charset="utf-8">'
            f"<title>{escape(subject)}</title><style>{_STYLE}</style></head><body>"
            f"<h1>{escape(finding)}</h1><h2>{escape(subject)} · {escape(viewer.viewing().store_name)}</h2>"
            f'<div class="cars">{cars}</div><div class="small">{_assumptions(poster)}</div></body></html>'
        )


def _car(each: Cost, *, best: bool, largest: Decimal) -> str:
    parts = (
        (_("Loss of value"), each.price - each.residual - each.subsidy),
        (_("Purchase tax"), each.purchase_tax),
        (_("Energy"), each.energy),
        (_("Maintenance"), each.maintenance),
        (_("Insurance and vehicle tax"), each.insurance + each.vehicle_tax),
    )
    bar = "".join(
        f'<span style="width:{float(max(value, Decimal(0)) / largest) * 100:.2f}%;background:{ink}"></span>'
        for (_name, value), ink in zip(parts, _INKS, strict=True)
    )
    rows = "".join(
        f'<tr><td><span style="color:{ink}">■</span> {escape(name)}</td><td>{fmt.money(value)}</td></tr>'
        for (name, value), ink in zip(parts, _INKS, strict=True)
    )
    price = _("List price {price}", price=fmt.money(each.price))
    a_km = _("¥{sum} a km, ±{band}", sum=fmt.number(each.per_km, 2), band=fmt.money(each.band))
    return (
        f'<div class="car{" best" if best else ""}"><b>{escape(each.name)}</b>'
        f'<span class="kind">{escape(label(each.power))} · {escape(price)}</span>'
        f'<div class="sum">{fmt.money(each.total)}</div><div class="kind">{escape(a_km)}</div>'
        f'<div class="bar">{bar}</div><table>{rows}</table></div>'
    )


def _assumptions(poster: Poster) -> str:
    use, wall = poster.use, poster.wall
    lines = [
        _(
            "Reckoned with {km} km a year, fuel at ¥{fuel} a litre, power at ¥{power} a kWh ({home}% charged at home), {loss}% lost while charging, plug-in hybrids {electric}% electric.",
            km=fmt.number(use.km_a_year),
            fuel=fmt.number(use.fuel_price, 2),
            power=fmt.number(use.power_price, 2),
            home=round(use.home_share * 100),
            loss=round(use.loss * 100),
            electric=round(use.electric_share * 100),
        ),
        *(_consumption(car) for car in poster.cars),
        _("± shows how far the worth at the end may be off. Your own use can differ; this is no promise."),
        *(texts.source(rate) for rate in wall.rates if rate.valid),
        *(texts.over(rate) for rate in wall.rates if not rate.valid),
    ]
    if wall.valid(RateKind.PURCHASE_TAX) is None:
        lines.append(_("No rate of the purchase tax is entered: it is left out."))
    lines.append(_("As of {day}.", day=fmt.day(clock.today(), weekday=False)))
    return "<br>".join(escape(line) for line in lines)


def _consumption(car: Car) -> str:
    return _(
        "{car}: {litres} l and {kwh} kWh for 100 km; worth {residual}% at the end; maintenance ¥{maintenance}, insurance ¥{insurance}, vehicle tax ¥{tax} a year; subsidy ¥{subsidy}.",
        car=car.name,
        litres=fmt.number(car.litres, 1),
        kwh=fmt.number(car.kwh, 1),
        residual=fmt.number(car.residual * 100),
        maintenance=fmt.number(car.maintenance),
        insurance=fmt.number(car.insurance),
        tax=fmt.number(car.vehicle_tax),
        subsidy=fmt.number(car.subsidy),
    )
