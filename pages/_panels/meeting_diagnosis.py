"""Diagnosis of thin traffic: which cause, with evidence, size and confidence (M2)."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages._panels import root_causes as root_causes_panel
from pages._ui import charts, measures, state, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look, Series
from pages._ui.components import Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.core.i18n import _, label, render
from salesops.meeting import queries
from salesops.meeting.queries.diagnosis import Traffic
from salesops.meeting.rules.diagnosis import Cause, ChannelCount, Finding
from salesops.planning.queries.roots import root_causes
from salesops.planning.rules.roots.facts import Confidence

_TONES = {Confidence.STRONG: Tone.URGENT, Confidence.GOOD: Tone.URGENT, Confidence.FAIR: Tone.WARN}


_VIEW = "meeting.diagnosis.view"


def show(read: Reader, now: datetime) -> None:
    """Why traffic is as it is, or where the orders of the last weeks went."""
    if state.widget(_VIEW, "traffic") == "orders":
        roots = read(root_causes, now=now)
        ui.page_title(_("Where the orders went"), render(roots.headline))
        _choose_view()
        root_causes_panel.show(roots, key="meeting.roots")
    else:
        _traffic(read, now)


def _choose_view() -> None:
    names = {"traffic": _("Traffic, the last days"), "orders": _("Orders, the last weeks")}
    st.segmented_control(
        _("What is explained"),
        list(names),
        format_func=lambda name: names[name],
        default="traffic",
        required=True,
        key=_VIEW,
        label_visibility="collapsed",
    )


def _traffic(read: Reader, now: datetime) -> None:
    """The sentence, the findings with their evidence, the days, the channels."""
    found = read(queries.traffic, now=now)
    ui.page_title(_("Why traffic is as it is"), render(found.diagnosis.headline))
    _choose_view()
    for finding in found.diagnosis.findings:
        _finding(finding)
    with ui.side_by_side():
        with ui.panel(_("Visits and leads a day")):
            _chart(found)
        with ui.panel(
            _("Channels"), note=_("Leads of the last days against what the four weeks before let expect.")
        ):
            tables.table(found.channels, _columns(), key="meeting.channels", height="content")
    for note in found.diagnosis.notes:
        ui.note(render(note), Tone.QUIET)


def _finding(finding: Finding) -> None:
    with ui.panel(render(finding.headline)):
        ui.badge(
            Badge(
                text=_("Confidence: {confidence}", confidence=label(finding.confidence)),
                tone=_TONES[finding.confidence],
            )
        )
        ui.facts(
            [
                (_lost_name(finding), fmt.number(finding.lost, 1)),
                (_("Visits that are missing"), fmt.number(finding.lost_visits, 1)),
            ]
        )
        ui.reasons([render(each) for each in finding.evidence])


def _lost_name(finding: Finding) -> str:
    return (
        _("Leads that are missing")
        if finding.cause is Cause.CHANNEL
        else _("Visits by appointment that are missing")
    )


def _chart(found: Traffic) -> None:
    visits = found.diagnosis.visits
    finding = _(
        "Visits: {recent} in the last days, {expected} expected",
        recent=fmt.number(visits.recent),
        expected=fmt.number(visits.expected),
    )
    charts.line(
        finding,
        [day.day for day in found.days],
        [
            Series(name=measures.name("visits"), values=[day.visits for day in found.days]),
            Series(name=measures.name("leads"), values=[day.leads for day in found.days]),
        ],
        key="meeting.traffic",
        look=Look(height=300),
    )


def _columns() -> list[Column[ChannelCount]]:
    return [
        Column(label=_("Channel"), value=lambda row: row.name, pinned=True),
        Column(label=measures.name("leads"), value=lambda row: row.leads.recent, kind=Kind.NUMBER),
        Column(label=_("Expected"), value=lambda row: row.leads.expected, kind=Kind.DECIMAL),
        Column(
            label=_("Against expected"),
            value=lambda row: row.leads.change if row.leads.expected else None,
            kind=Kind.PERCENT,
        ),
        Column(
            label=_("By chance"),
            value=lambda row: _chance(row.leads.chance) if row.leads.expected else None,
            help=_("How often chance alone brings so few; not yet corrected for the number of channels."),
        ),
    ]


def _chance(chance: float) -> str:
    return "<0.1%" if chance < 0.001 else fmt.percent(chance)
