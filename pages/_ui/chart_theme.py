"""Colours and language of the charts: safe for colour-blind eyes, readable on light and dark ground."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import streamlit as st

from salesops.core.i18n import language

GRID = "rgba(128,140,155,0.22)"
AXIS = "rgba(128,140,155,0.55)"


class Ink(StrEnum):
    """What a colour stands for in a chart. All reach 3:1 on both grounds and differ in lightness, too."""

    MAIN = "#2F7AD0"
    SECOND = "#C9741A"
    THIRD = "#1F9A7E"
    FOURTH = "#9169C4"
    FIFTH = "#C05A8B"
    QUIET = "#8A94A0"
    ALARM = "#D64545"
    TARGET = "#6E7985"


CATEGORICAL = (Ink.MAIN, Ink.SECOND, Ink.THIRD, Ink.FOURTH, Ink.FIFTH, Ink.QUIET)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "solid")
_HEAT_LIGHT = [[0.0, "#F4F7FB"], [1.0, "#6FA1D4"]]
_HEAT_DARK = [[0.0, "#18202A"], [1.0, "#2F6CB5"]]

_DICTIONARY = {
    "Autoscale": "自动缩放",
    "Box Select": "框选",
    "Download plot as a PNG": "下载为图片",
    "Download plot as a png": "下载为图片",
    "Double-click to zoom back out": "双击还原",
    "Fullscreen": "全屏",
    "Lasso Select": "套索选择",
    "Pan": "平移",
    "Reset": "重置",
    "Reset axes": "重置坐标轴",
    "Zoom": "缩放",
    "Zoom in": "放大",
    "Zoom out": "缩小",
}
_FORMAT = {
    "days": ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    "shortDays": ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
    "months": [f"{month}月" for month in range(1, 13)],
    "shortMonths": [f"{month}月" for month in range(1, 13)],
    "date": "%Y-%m-%d",
    "decimal": ".",
    "thousands": ",",
    "year": "%Y年",
    "month": "%Y年%b",
    "dayMonth": "%b%-d日",
    "dayMonthYear": "%Y年%b%-d日",
}
_ZH_CN = {"locale": "zh-CN", "locales": {"zh-CN": {"dictionary": _DICTIONARY, "format": _FORMAT}}}


def is_dark() -> bool:
    """Whether the viewer's ground is dark."""
    return bool(st.context.theme.type == "dark")


def heat_scale() -> tuple[list[list[Any]], str]:
    """The colours of a heat map, and the colour of its numbers, which must read on all of them."""
    return (_HEAT_DARK, "#E6EBF0") if is_dark() else (_HEAT_LIGHT, "#1B2430")


def config() -> dict[str, Any]:
    """Plotly's settings in the viewer's language; the toolbar stays away, a chart is there to be read."""
    quiet: dict[str, Any] = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False}
    return {**quiet, **_ZH_CN} if language().startswith("zh") else quiet


def layout(*, height: int, unit: str, legend: bool, horizontal: bool = False) -> dict[str, Any]:
    """The layout all charts share: no junk, the value axis from zero, the unit where the axis begins."""
    value_axis = {
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": AXIS,
        "rangemode": "tozero",
        "title": {"text": unit, "standoff": 6, "font": {"size": 12}},
        "fixedrange": True,
        "automargin": True,
        "nticks": 6,
    }
    name_axis = {
        "showgrid": False,
        "linecolor": AXIS,
        "fixedrange": True,
        "automargin": True,
        "title": {"text": ""},
    }
    return {
        "height": height,
        "margin": {"l": 8, "r": 28, "t": 12 if not legend else 34, "b": 8},
        "showlegend": legend,
        "legend": {
            "orientation": "h",
            "y": 1.0,
            "yanchor": "bottom",
            "x": 0,
            "title": {"text": ""},
            "traceorder": "normal",
        },
        "xaxis": value_axis if horizontal else name_axis,
        "yaxis": {**name_axis, "autorange": "reversed"} if horizontal else value_axis,
        "hovermode": "closest",
        "bargap": 0.28,
        "dragmode": False,
    }
