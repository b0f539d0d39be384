"""Today's expected visitors by profile, and the selling points to stress for that mix (M8)."""

from __future__ import annotations

from datetime import datetime

from pages._ui import components as ui
from pages._ui import figures, tables
from pages._ui import format as fmt
from pages._ui.components import Badge, Tone
from pages._ui.figures import Card
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.core.i18n import _, label, ngettext
from salesops.meeting import queries
from salesops.meeting.queries.expected import ExpectedDay, ExpectedVisit, ProfileMix
from salesops.models.enums import Profile


def show(read: Reader, now: datetime) -> None:
    """The mix, what to stress, then the appointments."""
    found = read(queries.expected_day, now=now)
    ui.page_title(_("Expected visitors"), _answer(found))
    if found.profiles:
        with figures.stat_row():
            for each in found.profiles[:4]:
                figures.figure_card(_card(each))
        _points(found)
    with ui.panel(_("Appointments of today")):
        if not found.visits:
            ui.empty_state(_("Nobody has an appointment today."), next_step="leads")
        tables.work_list([_visit(visit, now) for visit in found.visits], key="meeting.expected", size=8)


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
        "About {parties} parties are expected, most of them {profile}.",
        parties=fmt.number(expected),
        profile=label(first),
    )


def _card(each: ProfileMix) -> Card:
    booked = ngettext("{n} appointment", "{n} appointments", each.mix.booked)
    walk_ins = _("{count} walk-ins on such days", count=fmt.number(each.mix.usual_walk_ins, 1))
    return Card(
        label=label(each.mix.profile),
        value=fmt.number(each.mix.expected, 1),
        key=f"meeting.mix.{each.mix.profile.value}",
        note=f"{booked} · {walk_ins}",
    )


def _points(found: ExpectedDay) -> None:
    with_points = [each for each in found.profiles if each.points]
    if not with_points:
        ui.note(_("The catalogue has no selling points for these profiles yet."), Tone.WARN)
        return
    with ui.side_by_side():
        for each in with_points[:4]:
            with ui.panel(_("Stress for {profile}", profile=label(each.mix.profile))):
                ui.reasons([f"{model}: {point}" for model, point in each.points])


def _visit(visit: ExpectedVisit, now: datetime) -> WorkItem:
    badge = Badge(text=_("has come"), tone=Tone.GOOD) if visit.shown else ui.urgency(visit.at, now)
    profile = label(visit.profile) if visit.profile is not Profile.UNKNOWN else ""
    return WorkItem(
        title=f"{fmt.clock_time(visit.at)} {visit.customer}",
        facts=(
            (_("Consultant"), visit.staff),
            (_("What for"), label(visit.kind)),
            (_("Profile"), profile),
            (_("Model"), visit.model),
        ),
        badges=(badge,),
    )
