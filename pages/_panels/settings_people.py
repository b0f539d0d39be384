"""The people of the store: add, change, leave; days on which they are away."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from salesops.access import staff as people
from salesops.access.staff import StaffFacts, StaffRow
from salesops.core.i18n import _, label, ngettext
from salesops.core.phone import dialled
from salesops.models.enums import AbsenceKind, Role, Seniority
from salesops.planning.operations.absences import Away, add_absence, remove_absence
from salesops.planning.queries import absences

_ROLES = [Role.MANAGER, Role.SUPERVISOR, Role.CONSULTANT, Role.RECEPTION]
_NEW = 0


def show() -> None:
    """Everybody at work with what is kept of them, and a way to change it."""
    with store.reading() as read:
        rows = read(people.staff)
    by_id = {row.id: row for row in rows}
    with ui.panel(ngettext("{n} person works here", "{n} people work here", len(rows))):
        opened = None
        if ui.button(
            Action(
                label=_("Add somebody"), key="settings.people.add", icon=":material/person_add:", primary=True
            )
        ):
            opened = _NEW
        for row in ui.page_of(rows, key="settings.people", size=12):
            if _line(row):
                opened = row.id
        tables.foot(rows, _written, key="settings.people", size=12)
    _absences(rows)
    if opened is not None:
        _edit(by_id.get(opened))


def _absences(rows: list[StaffRow]) -> None:
    """Who is away in the next weeks, and a way to note it (Rules M5, L4)."""
    today = clock.today()
    with store.reading() as read:
        noted = read(absences, start=today, end=today + timedelta(days=62))
    names = {row.id: row.facts.name for row in rows}
    with ui.panel(_("Days away"), note=_("The rota and the assignment of leads leave these people out.")):
        for away in noted:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                span = _("{start} to {end}", start=fmt.day(away.starts_on), end=fmt.day(away.ends_on))
                line = ui.fact_text([(label(away.kind), span), ("", away.note)])
                st.markdown(f"**{fmt.plain(away.staff)}**  \n{line}", width="stretch")
                ui.button(
                    Action(
                        label=_("Take back"), key=f"settings.away.{away.id}", on_click=_back, args=(away.id,)
                    )
                )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                _("Who"),
                list(names),
                format_func=lambda person: names[person],
                key="settings.away.who",
                width=180,
            )
            st.selectbox(_("Why"), list(AbsenceKind), format_func=label, key="settings.away.kind", width=150)
            st.date_input(_("From"), value=today, key="settings.away.from", width=150)
            st.date_input(_("Until"), value=today, key="settings.away.until", width=150)
            ui.button(
                Action(label=_("Note"), key="settings.away.add", on_click=_away, icon=":material/event_busy:")
            )


def _away() -> None:
    away = Away(
        staff_id=state.widget("settings.away.who", 0),
        kind=state.widget("settings.away.kind", AbsenceKind.DAY_OFF),
        starts_on=state.widget("settings.away.from", clock.today()),
        ends_on=state.widget("settings.away.until", clock.today()),
    )
    store.run(
        add_absence,
        away=away,
        done=_("Noted. Make the rota anew in the morning meeting if it is planned already."),
    )


def _back(absence_id: int) -> None:
    store.run(remove_absence, absence_id=absence_id, done=_("Taken back."))


def _written(row: StaffRow) -> tables.WorkItem:
    facts = row.facts
    badges = [Badge(text=label(facts.role), tone=Tone.INFO, icon=":material/badge:")]
    if facts.role is Role.CONSULTANT:
        badges.append(Badge(text=label(facts.seniority), tone=Tone.QUIET, icon=":material/school:"))
    return tables.WorkItem(
        title=facts.name,
        badges=tuple(badges),
        facts=(
            (_("No."), facts.employee_no),
            (_("Phone"), dialled(facts.phone or "")),
            (_("Since"), fmt.day(row.started_on, weekday=False) if row.started_on else ""),
            (_("User name"), row.username or ""),
        ),
    )


def _line(row: StaffRow) -> bool:
    said = _written(row)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        badges = " ".join(ui.badge_text(each) for each in said.badges)
        st.markdown(f"**{fmt.plain(said.title)}** {badges}  \n{ui.fact_text(said.facts)}", width="stretch")
        return ui.button(Action(label=_("Change"), key=f"settings.person.{row.id}", icon=":material/edit:"))


def _edit(row: StaffRow | None) -> None:
    title = row.facts.name if row else _("New member of staff")

    @st.dialog(fmt.plain(title))
    def form() -> None:
        ui.dialog_feedback()
        facts = row.facts if row else StaffFacts(employee_no="", name="", role=Role.CONSULTANT)
        _fields(facts, row.id if row else _NEW)
        _buttons(row)

    form()


def _fields(facts: StaffFacts, staff_id: int) -> None:
    key = f"settings.staff.{staff_id}"
    st.text_input(_("Name"), value=facts.name, key=f"{key}.name")
    st.text_input(_("Employee number"), value=facts.employee_no, key=f"{key}.no")
    st.selectbox(_("Role"), _ROLES, index=_ROLES.index(facts.role), format_func=label, key=f"{key}.role")
    levels = list(Seniority)
    st.selectbox(
        _("Seniority"), levels, index=levels.index(facts.seniority), format_func=label, key=f"{key}.seniority"
    )
    st.text_input(_("Phone"), value=facts.phone, key=f"{key}.phone", type="phone")
    st.toggle(_("Receives customers"), value=facts.receives, key=f"{key}.receives")
    with st.container(horizontal=True):
        st.number_input(_("Leads a day at most"), min_value=0, value=facts.daily_lead_cap, key=f"{key}.daily")
        st.number_input(
            _("Leads a month at most"), min_value=0, value=facts.monthly_lead_cap, key=f"{key}.monthly"
        )


def _buttons(row: StaffRow | None) -> None:
    staff_id = row.id if row else _NEW
    with st.container(horizontal=True):
        save = Action(
            label=_("Save"),
            key=f"settings.staff.{staff_id}.save",
            on_click=_save,
            args=(staff_id,),
            primary=True,
        )
        ui.button(save)
        if row is not None and row.id != store.actor().staff_id:
            with st.popover(_("Leaves the store"), icon=":material/logout:"):
                st.markdown(
                    _("From today on no leads, no rota and no sign-in. What was done stays on record.")
                )
                ui.button(
                    Action(
                        label=_("Confirm"),
                        key=f"settings.staff.{staff_id}.leave",
                        on_click=_leave,
                        args=(staff_id,),
                    )
                )


def _save(staff_id: int) -> None:
    key = f"settings.staff.{staff_id}"
    facts = StaffFacts(
        employee_no=state.widget(f"{key}.no", ""),
        name=state.widget(f"{key}.name", ""),
        role=state.widget(f"{key}.role", Role.CONSULTANT),
        seniority=state.widget(f"{key}.seniority", Seniority.REGULAR),
        phone=state.widget(f"{key}.phone", ""),
        receives=state.widget(f"{key}.receives", True),
        daily_lead_cap=state.given(f"{key}.daily"),
        monthly_lead_cap=state.given(f"{key}.monthly"),
    )
    store.run(
        people.save_staff, staff_id=staff_id or None, facts=facts, done=_("{name} is saved.", name=facts.name)
    )


def _leave(staff_id: int) -> None:
    store.run(
        people.leave_store,
        staff_id=staff_id,
        done=_("Left on {day}. Open leads are waiting to be given to others.", day=fmt.day(clock.today())),
    )
