"""Tomorrow: targets moved by today's shortfall with the arithmetic, and what is reserved (R3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

import streamlit as st

from pages._panels.meeting_must_do import figure_name
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store, tables
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.models.enums import BookingPurpose
from salesops.planning.operations.targets import write_tomorrow
from salesops.planning.queries import BookingRow
from salesops.planning.queries.tomorrow import TomorrowPlan, TomorrowRow, tomorrow_plan
from salesops.review import queries
from salesops.review.operations.resources import Wish, release, reserve
from salesops.review.queries.resources import Need, Resource, TomorrowResources

_PURPOSES = (BookingPurpose.TEST_DRIVE, BookingPurpose.DELIVERY, BookingPurpose.RESERVE)
_F = "review.reserve"


def show(read: Reader, now: datetime) -> None:
    """Targets first, then resources."""
    plan = read(tomorrow_plan, now=now)
    viewer = store.actor()
    leads = viewer.may(Permission.LEAD_MEETING)
    rows = [row for row in plan.rows if leads or row.staff_id == viewer.staff_id]
    ui.page_title(_("Tomorrow, {day}", day=fmt.day(plan.day)), _answer(plan, rows))
    with ui.panel(
        _("Targets of tomorrow"),
        note=_(
            "Today's target and result, then tomorrow: by the month's plan, and as moved. Choose a line for the arithmetic."
        ),
    ):
        chosen = tables.table(rows, _columns(), key="review.tomorrow", select=True)
        if chosen is not None:
            st.markdown(f"**{fmt.plain(_who(chosen))} · {fmt.plain(figure_name(chosen.figure))}**")
            ui.reasons([render(reason) for reason in chosen.reasons])
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


def _columns() -> list[Column[TomorrowRow]]:
    return [
        Column(label=_("Consultant"), value=_who, pinned=True),
        Column(label=_("What"), value=lambda row: figure_name(row.figure)),
        Column(label=_("Today"), value=lambda row: f"{row.today_done} / {row.today_target}"),
        Column(label=_("Tomorrow"), value=_tomorrow),
    ]


def _tomorrow(row: TomorrowRow) -> str:
    return f"{row.base} → {row.value} ↑" if row.value > row.base else str(row.value)


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
            tables.work_list([_need(need) for need in found.needs], key="review.needs", size=6)
        with ui.panel(_("Cars and kits")):
            for resource in found.resources:
                _resource(resource, leads)
    if leads and found.resources:
        _reserve_form(found)


def _need(need: Need) -> WorkItem:
    at = fmt.clock_time(need.at) if need.at else _("time open")
    return WorkItem(
        title=f"{at} {label(need.kind)}", facts=((_("Customer"), need.customer), (_("Model"), need.model))
    )


def _name(resource: Resource) -> str:
    if resource.kit:
        return _("Delivery kit {name}", name=resource.kit)
    return f"{resource.model} {resource.plate}".strip()


def _resource(resource: Resource, leads: bool) -> None:
    st.markdown(f"**{fmt.plain(_name(resource))}**")
    if not resource.held:
        st.caption(_("free all day"))
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
            width=240,
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
