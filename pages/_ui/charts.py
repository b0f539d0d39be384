"""Charts from plain lists: the finding as title, a target line, direct labels, colours that mean something."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages._ui import chart_theme as theme
from pages._ui import format as fmt
from pages._ui.chart_theme import Ink
from salesops.core.i18n import _

Value = int | float | Decimal | None
Label = str | date

_HEIGHT = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line or one set of bars: its name, its values, and its colour when it has a meaning."""

    name: str
    values: Sequence[Value]
    ink: Ink | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a chart may add to its data.

    `marked` are positions that stand out in red and with a mark. `pick` makes points answer to a tap: the chart then
    returns the position that was tapped, so that the page can open the rows behind it (Rule X7).
    """

    unit: str = ""
    target: Value = None
    target_name: str | None = None
    decimals: int = 0
    share: bool = False
    height: int = _HEIGHT
    marked: frozenset[int] = frozenset()
    note: str | None = None
    pick: bool = False
    horizontal: bool = False
    """Bars lie on their side, for long names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Values by row and column, for `heat`."""

    columns: Sequence[str]
    rows: Sequence[str]
    values: Sequence[Sequence[Value]]


def line(
    title: str, labels: Sequence[Label], series: Sequence[Series], *, key: str, look: Look | None = None
) -> list[int]:
    """A development over days; each line is named at its end. Returns the positions the user tapped."""
    drawn = look or Look()
    names = _names(labels)
    traces = []
    sides = _label_sides(series)
    for place, each in enumerate(series):
        ink = each.ink or theme.CATEGORICAL[place % len(theme.CATEGORICAL)]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "name": each.name,
                "x": names,
                "y": _floats(each.values),
                "line": {"color": ink, "width": 2.2, "dash": theme.DASHES[place % len(theme.DASHES)]},
                "marker": {"size": 5, "color": ink},
                "text": _end_label(each, drawn),
                "textposition": sides[place],
                "textfont": {"color": ink},
                "customdata": [_shown(value, drawn) for value in each.values],
                "hovertemplate": "%{x}<br>%{customdata}<extra>%{fullData.name}</extra>",
                "cliponaxis": False,
            }
        )
    layout = theme.layout(height=drawn.height, unit=drawn.unit, legend=len(series) > 1)
    layout["xaxis"]["type"] = "category"
    layout["xaxis"]["nticks"] = 10
    return _draw(title, traces, layout, look=drawn, key=key)


def bars(
    title: str, labels: Sequence[Label], values: Sequence[Value], *, key: str, look: Look | None = None
) -> list[int]:
    """Amounts side by side, each with its number; marked ones stand out. Returns the positions the user tapped."""
    drawn = look or Look()
    horizontal = drawn.horizontal
    inks = [Ink.ALARM if place in drawn.marked else Ink.MAIN for place in range(len(values))]
    texts = [
        _shown(value, drawn) + (" ▲" if place in drawn.marked else "") for place, value in enumerate(values)
    ]
    names, amounts = _names(labels), _floats(values)
    trace = {
        "type": "bar",
        "orientation": "h" if horizontal else "v",
        "x": amounts if horizontal else names,
        "y": names if horizontal else amounts,
        "marker": {"color": inks},
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{" + ("y" if horizontal else "x") + "}<br>%{text}<extra></extra>",
    }
    height = max(drawn.height, 60 + 30 * len(labels)) if horizontal else drawn.height
    layout = theme.layout(height=height, unit=drawn.unit, legend=False, horizontal=horizontal)
    layout["yaxis" if horizontal else "xaxis"]["type"] = "category"
    _headroom(layout["xaxis" if horizontal else "yaxis"], amounts, drawn)
    return _draw(title, [trace], layout, look=drawn, key=key)


def grouped_bars(
    title: str, labels: Sequence[Label], series: Sequence[Series], *, key: str, look: Look | None = None
) -> list[int]:
    """Two or three sets of bars side by side (before and after, own and peers)."""
    drawn = look or Look()
    traces = _bar_traces(labels, series, drawn, textposition="outside")
    return _draw(title, traces, _bar_layout(drawn, series, "group"), look=drawn, key=key)


def stacked_bars(
    title: str, labels: Sequence[Label], series: Sequence[Series], *, key: str, look: Look | None = None
) -> list[int]:
    """Parts of a whole over days or groups."""
    drawn = look or Look()
    traces = _bar_traces(labels, series, drawn, textposition="inside")
    return _draw(title, traces, _bar_layout(drawn, series, "stack"), look=drawn, key=key)


def heat(title: str, table: Table, *, key: str, look: Look | None = None) -> list[int]:
    """A table of amounts where darker is more (hours by weekday, reasons by model)."""
    drawn = look or Look()
    scale, ink = theme.heat_scale()
    trace = {
        "type": "heatmap",
        "x": list(table.columns),
        "y": list(table.rows),
        "z": [_floats(row) for row in table.values],
        "text": [[_shown(value, drawn) for value in row] for row in table.values],
        "texttemplate": "%{text}",
        "colorscale": scale,
        "textfont": {"color": ink},
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "%{y} · %{x}<br>%{text}<extra></extra>",
    }
    layout = theme.layout(height=drawn.height, unit="", legend=False, horizontal=True)
    layout["xaxis"] = {
        "type": "category",
        "showgrid": False,
        "side": "top",
        "fixedrange": True,
        "automargin": True,
    }
    layout["margin"]["t"] = 28
    return _draw(title, [trace], layout, look=drawn, key=key)


def scatter(
    title: str,
    points: Sequence[tuple[str, float, float]],
    *,
    axes: tuple[str, str],
    key: str,
    look: Look | None = None,
) -> list[int]:
    """Does one number go with another? Each point is (name, x, y) and carries its name; the axes follow the points."""
    drawn = look or Look()
    ranks = {
        place: rank for rank, place in enumerate(sorted(range(len(points)), key=lambda at: points[at][1]))
    }
    inks = [Ink.ALARM if place in drawn.marked else Ink.MAIN for place in range(len(points))]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [point[1] for point in points],
        "y": [point[2] for point in points],
        "text": [point[0] for point in points],
        "textposition": ["top center" if ranks[at] % 2 else "bottom center" for at in range(len(points))],
        "marker": {"size": 10, "color": inks},
        "cliponaxis": False,
        "hovertemplate": "%{text}<br>%{x} · %{y}<extra></extra>",
    }
    layout = theme.layout(height=drawn.height, unit=axes[1], legend=False)
    layout["xaxis"].update(
        {"title": {"text": axes[0]}, "rangemode": "normal", "showgrid": True, "gridcolor": theme.GRID}
    )
    layout["yaxis"]["rangemode"] = "normal"
    return _draw(title, [trace], layout, look=drawn, key=key)


def _bar_traces(
    labels: Sequence[Label], series: Sequence[Series], look: Look, *, textposition: str
) -> list[dict[str, Any]]:
    names = _names(labels)
    return [
        {
            "type": "bar",
            "name": each.name,
            "x": names,
            "y": _floats(each.values),
            "marker": {"color": each.ink or theme.CATEGORICAL[place % len(theme.CATEGORICAL)]},
            "text": [_shown(value, look) if value else "" for value in each.values],
            "textposition": textposition,
            "textangle": 0,
            "insidetextfont": {"color": "#FFFFFF"},
            "cliponaxis": False,
            "hovertemplate": "%{x}<br>%{text}<extra>%{fullData.name}</extra>",
        }
        for place, each in enumerate(series)
    ]


def _bar_layout(look: Look, series: Sequence[Series], mode: str) -> dict[str, Any]:
    layout = theme.layout(height=look.height, unit=look.unit, legend=len(series) > 1)
    layout["barmode"] = mode
    layout["xaxis"]["type"] = "category"
    return layout


def _draw(
    title: str, traces: list[dict[str, Any]], layout: dict[str, Any], *, look: Look, key: str
) -> list[int]:
    st.markdown(f"**{fmt.plain(title)}**")
    if look.note:
        st.caption(fmt.plain(look.note))
    if look.target is not None:
        _add_target(layout, look)
    if look.share:
        layout["xaxis" if look.horizontal else "yaxis"]["tickformat"] = ",.0%"
    figure = _figure(json.dumps({"data": traces, "layout": layout}))
    height = layout["height"]
    if not look.pick:
        st.plotly_chart(figure, key=key, config=theme.config(), alt=title, height=height)
        return []
    event = st.plotly_chart(
        figure,
        key=key,
        config=theme.config(),
        alt=title,
        height=height,
        on_select="rerun",
        selection_mode="points",
    )
    return [point["point_index"] for point in event["selection"]["points"] if "point_index" in point]


@lru_cache(maxsize=256)
def _figure(drawn: str) -> go.Figure:
    """What was drawn before is not built again, which takes longer than all else about a chart."""
    return go.Figure(json.loads(drawn))


def _add_target(layout: dict[str, Any], look: Look) -> None:
    horizontal = look.horizontal
    value = float(look.target or 0)
    across, along = ("x", "y") if horizontal else ("y", "x")
    layout["shapes"] = [
        {
            "type": "line",
            f"{along}ref": "paper",
            f"{along}0": 0,
            f"{along}1": 1,
            f"{across}0": value,
            f"{across}1": value,
            "line": {"color": Ink.TARGET, "width": 1.6, "dash": "dash"},
        }
    ]
    text = f"{look.target_name or _('Target')}<br>{_shown(look.target, look)}"
    place = (
        {"x": value, "y": 1.0, "yref": "paper"} if horizontal else {"y": value, "x": 1.01, "xref": "paper"}
    )
    if not horizontal:
        layout["margin"]["r"] = 64
    layout["annotations"] = [
        {
            **place,
            "text": text,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom" if horizontal else "middle",
            "align": "left",
            "font": {"size": 12, "color": Ink.TARGET},
        }
    ]


def _headroom(axis: dict[str, Any], amounts: Sequence[float | None], look: Look) -> None:
    """Room for the numbers beyond the bars, and for the target."""
    known = [amount for amount in amounts if amount is not None] + [float(look.target or 0)]
    top, bottom = max(known), min(0.0, *known)
    axis["range"] = [bottom * 1.3, (top or 1) * 1.18]


def _label_sides(series: Sequence[Series]) -> list[str]:
    """Where the last numbers stand, so that neighbours do not cover each other: the highest above, the rest below."""
    ends = [
        next((float(value) for value in reversed(each.values) if value is not None), 0.0) for each in series
    ]
    top = max(ends, default=0.0)
    return ["top right" if end == top else "bottom right" for end in ends]


def _end_label(series: Series, look: Look) -> list[str]:
    texts = [""] * len(series.values)
    known = [place for place, value in enumerate(series.values) if value is not None]
    if known:
        texts[known[-1]] = _shown(series.values[known[-1]], look)
    return texts


def _shown(value: Value, look: Look) -> str:
    return fmt.percent(value, look.decimals) if look.share else fmt.number(value, look.decimals)


def _floats(values: Sequence[Value]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def _names(labels: Sequence[Label]) -> list[str]:
    return [fmt.day(label, weekday=False) if isinstance(label, date) else label for label in labels]
