"""Tomorrow: targets moved by today's shortfall with the arithmetic, and what is reserved (R3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import streamlit as st

from pages._panels.meeting_must_do import figure_name, short_name
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store, tables
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.models.enums import BookingPurpose
from salesops.planning.operations.targets import write_tomorrow
from salesops.planning.queries import BookingRow
from salesops.planning.queries.tomorrow import MOVED, TomorrowPlan, TomorrowRow, tomorrow_plan
from salesops.review import queries
from salesops.review.operations.resources import Wish, release, reserve
from salesops.review.queries.resources import Need, Resource, TomorrowResources

_PURPOSES = (BookingPurpose.TEST_DRIVE, BookingPurpose.DELIVERY, BookingPurpose.RESERVE)
_F = "review.reserve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person's targets of tomorrow by figure."""

    staff: str
    rows: dict[str, TomorrowRow]


def show(read: Reader, now: datetime) -> None:
    """Targets first, then resources."""
    plan = read(tomorrow_plan, now=now)
    viewer = store.actor()
    leads = viewer.may(Permission.LEAD_MEETING)
    rows = [row for row in plan.rows if leads or row.staff_id == viewer.staff_id]
    ui.page_title(_("Tomorrow, {day}", day=fmt.day(plan.day)), _answer(plan, rows))
    with ui.panel(
        _("Targets of tomorrow"),
        note=_("Today's result of its target → tomorrow's target. Choose a line for the arithmetic."),
    ):
        lines = _lines(rows)
        chosen = tables.table(lines, _columns(), key="review.tomorrow", select=True, height="content")
        if chosen is not None:
            for row in chosen.rows.values():
                st.markdown(f"**{fmt.plain(figure_name(row.figure))} {row.value}**")
                ui.reasons([render(reason) for reason in row.reasons])
        if leads:
            _write(plan)
    _resources(read(queries.tomorrow_resources, now=now), leads)


def _answer(plan: TomorrowPlan, rows: Sequence[TomorrowRow]) -> str:
    raised = [row for row in rows if row.value > row.base]
    if not rows:
        return _("No targets are set: tomorrow asks for nothing.")
    if not raised:
        return _("Today left nothing over: tomorrow follows the month's plan.")
    first = max(raised, key=lambda row: row.value - row.base)
    return ngettext(
        "{n} target is raised by today's shortfall: {name}, {figure} {base} → {value}.",
        "{n} targets are raised by today's shortfall, most of all {name}, {figure} {base} → {value}.",
        len(raised),
        name=_who(first),
        figure=figure_name(first.figure),
        base=first.base,
        value=first.value,
    )


def _who(row: TomorrowRow) -> str:
    return row.staff or _("The store")


def _lines(rows: Sequence[TomorrowRow]) -> list[Line]:
    people = dict.fromkeys((row.staff_id, _who(row)) for row in rows)
    return [
        Line(staff=staff, rows={row.figure: row for row in rows if row.staff_id == staff_id})
        for staff_id, staff in people
    ]


def _columns() -> list[Column[Line]]:
    return [
        Column(label=_("Consultant"), value=lambda line: line.staff, pinned=True),
        *(_column(figure) for figure in (*MOVED, "orders")),
    ]


def _column(figure: str) -> Column[Line]:
    return Column(label=short_name(figure), value=lambda line: _cell(line.rows.get(figure)))


def _cell(row: TomorrowRow | None) -> str:
    if row is None:
        return fmt.NOTHING
    mark = " ↑" if row.value > row.base else ""
    return f"{row.today_done}/{row.today_target} → {row.value}{mark}"


def _write(plan: TomorrowPlan) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        ui.button(
            Action(
                label=_("Write them anew for tomorrow") if plan.written else _("Write them for tomorrow"),
                key="review.tomorrow.write",
                on_click=_write_now,
                primary=not plan.written,
                icon=":material/event_available:",
            )
        )
        if plan.written:
            ui.badge(Badge(text=_("stands in tomorrow's meeting"), tone=Tone.GOOD))


def _write_now() -> None:
    store.run(
        write_tomorrow,
        done=lambda raised: ngettext(
            "Written for tomorrow's meeting; {n} is above the month's plan.",
            "Written for tomorrow's meeting; {n} are above the month's plan.",
            raised,
        ),
    )


def _resources(found: TomorrowResources, leads: bool) -> None:
    with ui.side_by_side():
        with ui.panel(_("What tomorrow needs")):
            if not found.needs:
                ui.empty_state(_("No delivery and no test drive is booked for tomorrow."))
            else:
                tables.table(found.needs, _need_columns(), key="review.needs", height="content")
        with ui.panel(_("Cars and kits")):
            for resource in found.resources:
                _resource(resource, leads)
    if leads and found.resources:
        _reserve_form(found)


def _need_columns() -> list[Column[Need]]:
    return [
        Column(label=_("Time"), value=_need_time, pinned=True, width=85),
        Column(label=_("What for"), value=lambda need: label(need.kind), width=85),
        Column(label=_("Customer"), value=lambda need: need.customer, width=85),
        Column(label=_("Model"), value=lambda need: need.model),
    ]


def _need_time(need: Need) -> str:
    return fmt.clock_time(need.at) if need.at else _("time open")


def _name(resource: Resource) -> str:
    if resource.kit:
        return _("Delivery kit {name}", name=resource.kit)
    return f"{resource.model} {resource.plate}".strip()


def _resource(resource: Resource, leads: bool) -> None:
    free = "" if resource.held else _("free all day")
    st.markdown(
        f"**{fmt.plain(_name(resource))}** :gray[{fmt.plain(free)}]"
        if free
        else f"**{fmt.plain(_name(resource))}**"
    )
    for row in resource.held:
        _held(row, leads)


def _held(row: BookingRow, leads: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        span = f"{fmt.clock_time(row.starts_at)}–{fmt.clock_time(row.ends_at)}"
        who = row.customer or row.staff or row.note
        st.markdown(f"{span} {label(row.purpose)} {fmt.plain(who)}", width="stretch")
        if leads:
            ui.button(
                Action(
                    label=_("Release"),
                    key=f"review.release.{row.id}",
                    on_click=_release,
                    args=(row.id,),
                    icon=":material/close:",
                )
            )


def _release(booking_id: int) -> None:
    store.run(release, booking_id=booking_id, done=_("Released."))


def _reserve_form(found: TomorrowResources) -> None:
    names = {resource.key: _name(resource) for resource in found.resources}
    with (
        ui.panel(_("Reserve for tomorrow"), note=_("A time that is held already is refused.")),
        st.form(_F, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.selectbox(
            _("Car or kit"),
            list(names),
            format_func=lambda key: names[key],
            key=f"{_F}.resource",
            width=340,
        )
        st.selectbox(_("What for"), list(_PURPOSES), format_func=label, key=f"{_F}.purpose", width=160)
        st.time_input(_("From"), value=time(10, 0), key=f"{_F}.from", width=130)
        st.time_input(_("Until"), value=time(11, 0), key=f"{_F}.until", width=130)
        st.text_input(_("Remark"), key=f"{_F}.note", width="stretch")
        st.form_submit_button(_("Reserve"), on_click=_reserve, args=(found,), type="primary")


def _reserve(found: TomorrowResources) -> None:
    zone = store.actor().zone
    wish = Wish(
        resource=state.widget(f"{_F}.resource", ""),
        starts_at=datetime.combine(found.day, state.widget(f"{_F}.from", time(10, 0)), tzinfo=zone),
        ends_at=datetime.combine(found.day, state.widget(f"{_F}.until", time(11, 0)), tzinfo=zone),
        purpose=state.widget(f"{_F}.purpose", BookingPurpose.RESERVE),
        note=state.widget(f"{_F}.note", ""),
    )
    if store.run(reserve, wish=wish, done=_("Reserved; it stands in tomorrow's meeting.")) is not None:
        state.clear_widgets(f"{_F}.note")
