"""Where the orders of the last weeks went: the causes by size, and the deviation split three ways (M2, R1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages._ui import charts, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look, Series
from pages._ui.components import Action, Badge, Tone
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _, label, render
from salesops.models.enums import IssueKind
from salesops.planning.operations.issues import Problem, name_issue
from salesops.planning.rules.roots.facts import Cause, Confidence, Group, Root, Roots
from salesops.planning.rules.split import TotalSplit

_TONES = {Confidence.STRONG: Tone.URGENT, Confidence.GOOD: Tone.URGENT, Confidence.FAIR: Tone.WARN}
_SPLITS = {"channel": N_("By channel"), "staff": N_("By consultant"), "model": N_("By model")}
_TENTH = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One group's orders, and its part of the deviation in tenths of an order."""

    name: str
    orders_now: float
    orders_usual: float
    volume: int
    mix: int
    rate: int


def show(found: Roots, *, key: str) -> None:
    """The causes with their evidence, then the split with its chart and its rows."""
    for cause in found.causes:
        _cause(cause, key)
    if len(found.causes) > 1:
        charts.bars(
            _("What the causes cost, in orders"),
            [label(cause.root) for cause in found.causes],
            [cause.lost for cause in found.causes],
            key=f"{key}.lost",
            look=Look(decimals=1, horizontal=True, height=220),
        )
    with ui.panel(_("The deviation of orders, split"), note=_("The parts add up to the deviation.")):
        chosen = st.segmented_control(
            _("Split"),
            list(_SPLITS),
            format_func=lambda name: _(_SPLITS[name]),
            default="channel",
            required=True,
            key=f"{key}.split",
            label_visibility="collapsed",
        )
        _split(found, str(chosen), key)
    for note in found.notes:
        ui.note(render(note), Tone.QUIET)


def _cause(cause: Cause, key: str) -> None:
    with ui.panel(render(cause.headline)):
        ui.badge(
            Badge(
                text=_("Confidence: {confidence}", confidence=label(cause.confidence)),
                tone=_TONES[cause.confidence],
            )
        )
        ui.facts([(_("Orders it cost"), fmt.number(cause.lost, 1))])
        ui.reasons([render(each) for each in cause.evidence])
        if store.actor().may(Permission.LEAD_MEETING):
            ui.button(
                Action(
                    label=_("Take it up as a problem"),
                    key=f"{key}.take.{cause.root.value}.{cause.key or 0}",
                    on_click=_take_up,
                    args=(cause,),
                    icon=":material/assignment:",
                    help=_(
                        "It then waits in the evening review for an action, with a figure and a day to look."
                    ),
                )
            )


def _take_up(cause: Cause) -> None:
    is_personal = cause.root is Root.CONSULTANT
    problem = Problem(
        kind=IssueKind.INDIVIDUAL if is_personal else IssueKind.COMMON,
        title=render(cause.headline),
        evidence=" ".join(render(each) for each in cause.evidence),
        about_staff_id=cause.key if is_personal else None,
    )
    store.run(
        name_issue, problem=problem, done=_("Taken up. Decide on an action under the problems of the review.")
    )


def _split(found: Roots, by: str, key: str) -> None:
    facts = found.facts
    groups, split, cases = {
        "channel": (facts.channels, found.by_channel, "leads"),
        "staff": (facts.staff, found.by_staff, "visits"),
        "model": (facts.models, found.by_model, "visits"),
    }[by]
    lines = _lines(found, groups, split, cases)
    title = _(
        "Orders {now}, usually {before}: {volume} from volume, {mix} from the mix, {rate} from rates",
        now=fmt.number(split.now),
        before=fmt.number(split.before, 1),
        volume=_tenths(sum(line.volume for line in lines)),
        mix=_tenths(sum(line.mix for line in lines)),
        rate=_tenths(sum(line.rate for line in lines)),
    )
    names = [line.name for line in lines]
    parts = (
        (_("By volume"), [line.volume / 10 for line in lines]),
        (_("By mix"), [line.mix / 10 for line in lines]),
        (_("By rate"), [line.rate / 10 for line in lines]),
    )
    charts.grouped_bars(
        title,
        names,
        [Series(name=name, values=values) for name, values in parts],
        key=f"{key}.chart.{by}",
        look=Look(decimals=1, height=320),
    )
    tables.table(lines, _columns(), key=f"{key}.rows.{by}", height="content")


def _lines(found: Roots, groups: Sequence[Group], split: TotalSplit[int | None], cases: str) -> list[Line]:
    parts: Mapping[int | None, tuple[int, int, int]] = split.in_units(_TENTH)
    facts = found.facts
    lines = [
        Line(
            name=group.name or _("not recorded"),
            orders_now=group.of("orders").now,
            orders_usual=facts.expected(group.of("orders")),
            volume=parts[group.key][0],
            mix=parts[group.key][1],
            rate=parts[group.key][2],
        )
        for group in groups
        if any(parts[group.key]) or group.of("orders").now or group.of(cases).now
    ]
    return sorted(lines, key=lambda line: line.volume + line.mix + line.rate)


def _columns() -> list[Column[Line]]:
    return [
        Column(label=_("Who or what"), value=lambda line: line.name, pinned=True),
        Column(label=_("Orders"), value=lambda line: line.orders_now, kind=Kind.NUMBER),
        Column(label=_("Usually"), value=lambda line: line.orders_usual, kind=Kind.DECIMAL),
        Column(label=_("By volume"), value=lambda line: _tenths(line.volume)),
        Column(label=_("By mix"), value=lambda line: _tenths(line.mix)),
        Column(label=_("By rate"), value=lambda line: _tenths(line.rate)),
        Column(label=_("Together"), value=lambda line: _tenths(line.volume + line.mix + line.rate)),
    ]


def _tenths(tenths: int) -> str:
    return fmt.signed(tenths / 10, 1)
