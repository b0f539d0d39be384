"""Digestion plans: what runs, how far it is, what came of it; and what the factory was asked for (Rule V2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from pages._panels import inventory_compose as compose
from pages._ui import clock, dialogs, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.core.i18n import _, label, ngettext
from salesops.inventory import operations, queries
from salesops.inventory.queries import PlanRow, RequestRow
from salesops.inventory.rules.digestion import PlanPace
from salesops.models.enums import RequestStatus

_TONES = {
    PlanPace.NOT_BEGUN: Tone.QUIET,
    PlanPace.ON_PACE: Tone.INFO,
    PlanPace.BEHIND: Tone.WARN,
    PlanPace.REACHED: Tone.GOOD,
    PlanPace.OVER: Tone.URGENT,
}
_FIRST = (PlanPace.OVER, PlanPace.BEHIND, PlanPace.REACHED, PlanPace.ON_PACE, PlanPace.NOT_BEGUN)


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    today = clock.today()
    plans = read(queries.plans, today=today)
    requests = read(queries.factory_requests)
    running = sorted((plan for plan in plans if plan.running), key=lambda plan: _FIRST.index(plan.pace))
    with ui.panel(_("Running plans")):
        if running:
            tables.work_rows(running, lambda plan: _item(plan, today), key="inventory.plans", size=6)
        else:
            ui.empty_state(_("No plan runs."))
        if compose.may_compose():
            ui.actions([_new()])
    _requests(requests)
    past = [plan for plan in plans if not plan.running]
    if past:
        with ui.panel(_("What earlier plans brought")):
            _past(past)
    _open(plans, requests)
    return _answer(running)


def _answer(running: Sequence[PlanRow]) -> str:
    over = sum(plan.pace is PlanPace.OVER for plan in running)
    behind = sum(plan.pace is PlanPace.BEHIND for plan in running)
    if over:
        return ngettext(
            "{n} plan is over: write down its result", "{n} plans are over: write down their results", over
        )
    if behind:
        return ngettext(
            "{n} plan is behind its expectation", "{n} plans are behind their expectation", behind
        )
    if not running:
        return _("No digestion plan runs.")
    return ngettext("{n} plan runs as expected", "{n} plans run as expected", len(running))


def _new() -> Action:
    return Action(
        label=_("New plan"),
        key="inventory.new_plan",
        on_click=dialogs.ask,
        args=("inventory", "new", 0),
        icon=":material/add:",
        primary=True,
    )


def _item(plan: PlanRow, today: date) -> WorkItem:
    left = (plan.ends_on - today).days
    return WorkItem(
        title=plan.title,
        facts=(
            ("", plan.model),
            (_("Sold"), _("{sold} of {expected} expected", sold=plan.sold, expected=plan.expected_units)),
            (_("Cars"), fmt.number(len(plan.cars))),
            (
                _("Runs"),
                _(
                    "{start} to {end}",
                    start=fmt.day(plan.starts_on, weekday=False),
                    end=fmt.day(plan.ends_on, weekday=False),
                ),
            ),
            ("", ngettext("{n} day left", "{n} days left", left) if left >= 0 else ""),
            (_("Cost per car"), fmt.money(plan.cost_per_car) if plan.cost_per_car is not None else ""),
            (_("Owner"), plan.owner),
        ),
        badges=(
            Badge(text=label(plan.kind), tone=Tone.INFO, icon=":material/sell:"),
            Badge(text=label(plan.pace), tone=_TONES[plan.pace]),
        ),
        note=plan.offer,
        actions=_actions(plan),
    )


def _actions(plan: PlanRow) -> tuple[Action, ...]:
    if not compose.may_compose():
        return ()
    return (
        dialogs.opener(
            "inventory.close",
            plan.id,
            _("Close it"),
            icon=":material/flag:",
            primary=plan.pace in (PlanPace.OVER, PlanPace.REACHED),
        ),
    )


def _open(plans: Sequence[PlanRow], requests: Sequence[RequestRow]) -> None:
    what, row = dialogs.asked("inventory")
    if what == "new":
        compose.open_for(None)
    plan = next((each for each in plans if each.id == row), None)
    if what == "close" and plan is not None:
        _close(plan)
    request = next((each for each in requests if each.id == row), None)
    if what == "answer" and request is not None:
        _answer_request(request)


def _close(plan: PlanRow) -> None:
    @st.dialog(_("Close the plan"))
    def close() -> None:
        ui.dialog_feedback()
        st.markdown(f"**{fmt.plain(plan.title)}**")
        ui.facts(
            ((_("Sold"), _("{sold} of {expected} expected", sold=plan.sold, expected=plan.expected_units)),)
        )
        key = f"inventory.result.{plan.id}"
        st.text_area(_("What came of it, and why"), key=key)
        ui.actions(
            [
                Action(
                    label=_("It is done"),
                    key=f"inventory.finish.{plan.id}",
                    on_click=_save_close,
                    args=(plan.id, key, True),
                    icon=":material/check:",
                    primary=True,
                ),
                Action(
                    label=_("Stop it early"),
                    key=f"inventory.stop.{plan.id}",
                    on_click=_save_close,
                    args=(plan.id, key, False),
                    icon=":material/stop:",
                ),
            ]
        )

    close()


def _save_close(plan_id: int, key: str, reached: bool) -> None:
    store.run(
        operations.close_plan,
        plan_id=plan_id,
        result=state.widget(key, ""),
        reached=reached,
        done=_("The plan is closed."),
    )


def _requests(requests: Sequence[RequestRow]) -> None:
    waiting = [row for row in requests if row.status is RequestStatus.PENDING]
    if not requests:
        return
    with ui.panel(_("Asked of the factory")):
        if waiting:
            tables.work_rows(waiting, _request, key="inventory.requests", size=6)
        answered = [row for row in requests if row.status is not RequestStatus.PENDING]
        if answered:
            with st.expander(_("Answered requests")):
                _answered(answered)


def _request(row: RequestRow) -> WorkItem:
    actions: tuple[Action, ...] = ()
    if compose.may_compose():
        actions = (
            dialogs.opener(
                "inventory.answer",
                row.id,
                _("Enter the answer"),
                icon=":material/reply:",
            ),
        )
    return WorkItem(
        title=row.model,
        facts=(
            (_("Cars"), fmt.number(row.quantity)),
            (_("Asked"), fmt.moment(row.asked_at)),
            (_("Asked by"), row.by),
        ),
        badges=(Badge(text=label(row.kind), tone=Tone.WARN, icon=":material/factory:"),),
        note=row.reason,
        actions=actions,
    )


def _answer_request(row: RequestRow) -> None:
    @st.dialog(_("Answer of the factory"))
    def answer() -> None:
        ui.dialog_feedback()
        ui.facts(((label(row.kind), row.model), (_("Cars"), fmt.number(row.quantity))))
        key = f"inventory.reply.{row.id}"
        st.text_area(_("What the factory says: amount, days, conditions"), key=key)
        ui.actions(
            [
                Action(
                    label=_("Granted"),
                    key=f"inventory.granted.{row.id}",
                    on_click=_save_answer,
                    args=(row.id, key, True),
                    icon=":material/check:",
                    primary=True,
                ),
                Action(
                    label=_("Refused"),
                    key=f"inventory.refused.{row.id}",
                    on_click=_save_answer,
                    args=(row.id, key, False),
                    icon=":material/block:",
                ),
            ]
        )

    answer()


def _save_answer(request_id: int, key: str, granted: bool) -> None:
    store.run(
        operations.answer_request,
        request_id=request_id,
        granted=granted,
        answer=state.widget(key, ""),
        done=_("Answer entered."),
    )


def _answered(rows: Sequence[RequestRow]) -> None:
    columns = [
        Column[RequestRow](label=_("Answered"), value=lambda row: row.answered_on, kind=Kind.DAY),
        Column[RequestRow](label=_("Kind"), value=lambda row: label(row.kind)),
        Column[RequestRow](label=_("Model"), value=lambda row: row.model),
        Column[RequestRow](label=_("Cars"), value=lambda row: row.quantity, kind=Kind.NUMBER),
        Column[RequestRow](label=_("Result"), value=lambda row: label(row.status)),
        Column[RequestRow](label=_("Answer"), value=lambda row: row.answer),
    ]
    tables.table(rows, columns, key="inventory.answered")


def _past(plans: Sequence[PlanRow]) -> None:
    columns = [
        Column[PlanRow](label=_("Ended"), value=lambda row: row.closed_on or row.ends_on, kind=Kind.DAY),
        Column[PlanRow](label=_("Plan"), value=lambda row: row.title),
        Column[PlanRow](label=_("Model"), value=lambda row: row.model),
        Column[PlanRow](label=_("Kind"), value=lambda row: label(row.kind)),
        Column[PlanRow](
            label=_("Sold / expected"), value=lambda row: fmt.ratio(row.sold, row.expected_units)
        ),
        Column[PlanRow](label=_("Result"), value=lambda row: row.result_note),
    ]
    tables.table(plans, columns, key="inventory.past_plans")
