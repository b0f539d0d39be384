"""Today's expected visitors by profile, and the selling points to stress for that mix (M8)."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages._ui import components as ui
from pages._ui import figures, tables
from pages._ui import format as fmt
from pages._ui.components import Tone
from pages._ui.figures import Behind, Card
from pages._ui.store import Reader
from pages._ui.tables import Column
from salesops.core.i18n import _, label, ngettext
from salesops.meeting import queries
from salesops.meeting.queries.expected import ExpectedDay, ExpectedVisit, ProfileMix
from salesops.meeting.rules.expected import Point
from salesops.models.enums import Profile


def show(read: Reader, now: datetime) -> None:
    """The mix, what to stress, then the appointments."""
    found = read(queries.expected_day, now=now)
    ui.page_title(_("Expected visitors"), _answer(found))
    if found.profiles:
        with figures.stat_row():
            for each in found.profiles[:4]:
                figures.figure_card(_card(each, found, now))
        _points(found)
    with ui.panel(_("Appointments of today")):
        if not found.visits:
            ui.empty_state(_("Nobody has an appointment today."), next_step="leads")
        else:
            tables.table(found.visits, _columns(now), key="meeting.expected", height="content")


def _answer(found: ExpectedDay) -> str:
    expected = sum(each.mix.expected for each in found.profiles)
    if not found.profiles:
        return _("No appointment, and no earlier day to expect walk-ins from.")
    first = next(
        (each.mix.profile for each in found.profiles if each.mix.profile is not Profile.UNKNOWN), None
    )
    if first is None:
        return _("About {parties} parties are expected.", parties=fmt.number(expected))
    return _(
        "About {parties} parties are expected; the largest group: {profile}.",
        parties=fmt.number(expected),
        profile=label(first),
    )


def _card(each: ProfileMix, found: ExpectedDay, now: datetime) -> Card:
    booked = ngettext("{n} appointment", "{n} appointments", each.mix.booked)
    walk_ins = _("{count} walk-ins on the same weekday", count=fmt.number(each.mix.usual_walk_ins, 1))
    return Card(
        label=label(each.mix.profile),
        value=fmt.number(each.mix.expected, 1),
        key=f"meeting.mix.{each.mix.profile.value}",
        note=f"{booked} · {walk_ins}",
        help=_("Appointments of today, and the mean of the walk-ins on earlier days of this kind."),
        behind=Behind(
            rows=lambda: [visit for visit in found.visits if visit.profile is each.mix.profile],
            columns=_columns(now),
        ),
    )


def _points(found: ExpectedDay) -> None:
    with_points = [each for each in found.profiles if each.points]
    if not with_points:
        ui.note(_("The catalogue has no selling points for these profiles yet."), Tone.WARN)
        return
    with ui.side_by_side():
        for each in with_points[:4]:
            with ui.panel(_("Stress for {profile}", profile=label(each.mix.profile))):
                for point in each.points:
                    st.markdown(f"**{fmt.plain(point.words)}**")
                    st.caption(fmt.plain(_models(point)))


def _models(point: Point) -> str:
    shown = fmt.listed(list(point.models[:3]))
    more = len(point.models) - 3
    return shown if more <= 0 else _("{models} and {count} more", models=shown, count=more)


def _columns(now: datetime) -> list[Column[ExpectedVisit]]:
    return [
        Column(label=_("Time"), value=lambda row: fmt.clock_time(row.at), pinned=True),
        Column(label=_("Customer"), value=lambda row: row.customer),
        Column(label=_("Consultant"), value=lambda row: row.staff),
        Column(label=_("What for"), value=lambda row: label(row.kind)),
        Column(label=_("Profile"), value=_profile),
        Column(label=_("Model"), value=lambda row: row.model),
        Column(label=_("State"), value=lambda row: _("has come") if row.shown else fmt.until(row.at, now)),
    ]


def _profile(row: ExpectedVisit) -> str:
    return label(row.profile) if row.profile is not Profile.UNKNOWN else ""
