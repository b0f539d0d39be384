"""Reception: who arrives, who waits, who is expected (Rules I8, M5)."""

from __future__ import annotations

import streamlit as st

from pages._ui import clock, state, store, tables, ticker
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.core.i18n import _, label, ngettext
from salesops.intent import operations, queries
from salesops.intent.operations import Party
from salesops.intent.queries import Choices, ExpectedRow, VisitRow
from salesops.intent.rules.steps import Step
from salesops.models.enums import AppointmentStatus, NextStep, Profile

_NOBODY = 0


def show(read: Reader) -> str:
    """Draw who waits, who is expected and the form for an arrival; give the finding."""
    today = clock.today()
    visits = read(queries.visits_today, today=today)
    expected = read(queries.expected_today, today=today)
    known = read(queries.choices)
    waiting = [row for row in visits if row.greeted_at is None and row.left_at is None]
    with ui.side_by_side(2):
        with ui.panel(_("Waiting to be greeted")):
            _waiting(waiting, known)
        with ui.panel(_("Somebody arrives")):
            _arrival(known)
        with ui.panel(_("Expected today")):
            _expected(expected)
        with ui.panel(_("In the showroom and gone")):
            _others([row for row in visits if row not in waiting], read)
    if waiting:
        return ngettext("{n} party waits to be greeted", "{n} parties wait to be greeted", len(waiting))
    booked = sum(row.status is AppointmentStatus.BOOKED for row in expected)
    return _("Nobody waits; {n} more are expected today", n=booked)


def _waiting(rows: list[VisitRow], known: Choices) -> None:
    if not rows:
        ui.empty_state(_("Nobody waits. Note every party that comes in, even those who only look."))
        return
    ticker.timers(
        [ticker.Stopwatch(since=row.arrived_at, label=_who(row)) for row in rows],
        key="intent.waits",
        size="medium",
    )
    sellers = dict(known.sellers)
    st.selectbox(_("Greeted by"), list(sellers), format_func=lambda who: sellers[who], key="intent.greet.by")
    tables.work_list(
        [
            WorkItem(
                title=_who(row),
                facts=((_("Came at"), fmt.clock_time(row.arrived_at)), (_("Party of"), str(row.party_size))),
                actions=(
                    Action(
                        label=_("Greeted"),
                        key=f"intent.greet.{row.id}",
                        on_click=_greet,
                        args=(row.id,),
                        primary=True,
                    ),
                    Action(label=_("Has left"), key=f"intent.left.{row.id}", on_click=_leave, args=(row.id,)),
                ),
            )
            for row in rows
        ],
        key="intent.waiting",
    )


def _who(row: VisitRow) -> str:
    return row.customer or label(row.kind)


def _arrival(known: Choices) -> None:
    models, channels, sellers = dict(known.models), dict(known.channels), dict(known.sellers)
    st.pills(_("Kind of party"), list(Profile), format_func=label, key="intent.arrival.profile")
    with st.container(horizontal=True):
        st.number_input(_("Party of"), min_value=1, max_value=30, value=2, key="intent.arrival.size", width=110)
        st.text_input(_("Name"), key="intent.arrival.name", width=150)
        st.text_input(_("Phone"), key="intent.arrival.phone", width=170)
    with st.container(horizontal=True):
        st.selectbox(
            _("Model wanted"), list(models), format_func=lambda key: models[key], index=None,
            placeholder=_("Not known yet"), key="intent.arrival.model", width=230,
        )  # fmt: skip
        st.selectbox(
            _("Channel"), list(channels), format_func=lambda key: channels[key], index=None,
            placeholder=_("Walk-in"), key="intent.arrival.channel", width=180,
        )  # fmt: skip
        st.selectbox(
            _("Received by"), list(sellers), format_func=lambda key: sellers[key], index=None,
            placeholder=_("Next in line"), key="intent.arrival.staff", width=160,
        )  # fmt: skip
    ui.button(
        Action(
            label=_("Note the arrival"),
            key="intent.arrival.save",
            on_click=_arrive,
            primary=True,
            icon=":material/login:",
        )
    )


def _arrive() -> None:
    party = Party(
        profile=state.widget("intent.arrival.profile", Profile.UNKNOWN) or Profile.UNKNOWN,
        party_size=int(state.widget("intent.arrival.size", 1) or 1),
        name=state.widget("intent.arrival.name", ""),
        phone=state.widget("intent.arrival.phone", ""),
        model_id=state.given("intent.arrival.model"),
        channel_id=state.given("intent.arrival.channel"),
        staff_id=state.given("intent.arrival.staff"),
    )
    if store.run(operations.record_arrival, party=party, done=_("Arrival noted")) is not None:
        state.clear_widgets(
            *(
                f"intent.arrival.{name}"
                for name in ("profile", "size", "name", "phone", "model", "channel", "staff")
            )
        )


def _greet(visit_id: int) -> None:
    staff_id = state.given("intent.greet.by")
    if staff_id is not None:
        store.run(operations.greet, visit_id=visit_id, staff_id=staff_id, done=_("Greeted"))


def _leave(visit_id: int) -> None:
    store.run(operations.leave, visit_id=visit_id, done=_("Has left"))


def _expected(rows: list[ExpectedRow]) -> None:
    if not rows:
        ui.empty_state(_("Nobody else is expected today."), next_step="leads")
        return
    tables.work_list([_expected_item(row) for row in rows], key="intent.expected", size=6)


def _expected_item(row: ExpectedRow) -> WorkItem:
    missed = row.status is AppointmentStatus.NO_SHOW
    act = Action(label=_("Came after all"), key=f"intent.correct.{row.id}", on_click=_correct, args=(row.id,))
    if not missed:
        act = Action(
            label=_("Is here"), key=f"intent.here.{row.id}", on_click=_here, args=(row.id, row.staff_id)
        )
    return WorkItem(
        title=f"{fmt.clock_time(row.at)} · {row.customer}",
        facts=((_("For"), label(row.kind)), (_("Consultant"), row.staff), ("", label(row.profile))),
        badges=(Badge(text=label(row.status), tone=Tone.WARN),) if missed else (),
        actions=(act,),
    )


def _here(appointment_id: int, staff_id: int) -> None:
    party = Party(appointment_id=appointment_id, staff_id=staff_id, party_size=1)
    store.run(operations.record_arrival, party=party, done=_("Arrival noted"))


def _correct(appointment_id: int) -> None:
    store.run(operations.correct_no_show, appointment_id=appointment_id, done=_("Corrected"))


def _others(rows: list[VisitRow], read: Reader) -> None:
    if not rows:
        ui.empty_state(_("Nobody has been here yet today."))
        return
    inside = [row for row in rows if row.left_at is None]
    tables.work_list([_inside_item(row) for row in inside], key="intent.inside", size=6)
    tables.table(
        [row for row in rows if row.left_at is not None],
        [
            Column(label=_("Came at"), value=lambda row: row.arrived_at, kind=Kind.TIME),
            Column(label=_("Customer"), value=_who),
            Column(label=_("Consultant"), value=lambda row: row.staff),
            Column(label=_("Model"), value=lambda row: row.model),
        ],
        key="intent.gone",
    )


def _inside_item(row: VisitRow) -> WorkItem:
    acts = [Action(label=_("Has left"), key=f"intent.left.{row.id}", on_click=_leave, args=(row.id,))]
    if row.customer_id is not None:
        acts.insert(
            0,
            Action(
                label=_("Intent customer"),
                key=f"intent.make.{row.id}",
                on_click=_make,
                args=(row.customer_id,),
                primary=True,
            ),
        )
    return WorkItem(
        title=_who(row),
        facts=(
            (_("Came at"), fmt.clock_time(row.arrived_at)),
            (_("Consultant"), row.staff),
            (_("Model"), row.model),
        ),
        actions=tuple(acts),
    )


def _make(customer_id: int) -> None:
    step = Step(kind=NextStep.CALL, on=clock.today())
    store.run(
        operations.open_opportunity, customer_id=customer_id, model_id=None, step=step,
        done=_("On the board; set the next step there"),
    )  # fmt: skip
