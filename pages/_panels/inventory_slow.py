"""Slow movers: what has crossed an age, what it costs to stand, how the stock is aged (Rules V1, V6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from pages._panels import inventory_compose as compose
from pages._ui import charts, clock, dialogs, measures, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.core.i18n import _, ngettext, render
from salesops.inventory import operations, queries
from salesops.inventory.queries import AgedCar, ModelHealth, StockHealth
from salesops.kpi.registry import may_see
from salesops.kpi.stock import AgeBand
from salesops.planning.operations.tasks import finish_task

_FIGURES = ("slow_cars", "days_supply", "stock_coefficient", "stock_turnover")


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    now, today = clock.minute(), clock.today()
    health = read(queries.stock_health, now=now)
    aged = read(queries.aged_cars, today=today)
    _work(aged, today)
    with st.container():
        ask = measures.Ask(
            figures=tuple(each for each in _FIGURES if may_see(store.actor(), each)),
            period=Period.day(today),
            now=now,
        )
        measures.row(read, ask, {}, key="inventory.figures")
    with ui.side_by_side():
        with ui.panel(_structure_finding(health.whole)):
            _structure(health.whole)
        with ui.panel(_("By model")):
            _models(health)
    with ui.panel(_("Cars by age"), note=_("Choose a car to make a plan for its model.")):
        _cars(aged)
    what, row = dialogs.asked("inventory")
    if what == "plan":
        car = next((each.car for each in aged if each.car.id == row), None)
        if car is not None:
            compose.open_for(car.model_id, (car.id,))
    return _answer(health.whole)


def _answer(whole: ModelHealth) -> str:
    if not whole.slow:
        return _("No car has stood for too long.")
    if whole.cost_a_day is None:
        return ngettext("{n} car has stood for too long", "{n} cars have stood for too long", whole.slow)
    return ngettext(
        "{n} car has stood for too long; the stock costs {cost} a day",
        "{n} cars have stood for too long; the stock costs {cost} a day",
        whole.slow,
        cost=fmt.money(whole.cost_a_day),
    )


def _work(aged: Sequence[AgedCar], today: date) -> None:
    manages = store.actor().may(Permission.MANAGE_STOCK)
    waiting = [each for each in aged if each.task_id is not None]
    waiting.sort(key=lambda each: (each.task_due_on or today, -each.age))
    late = sum(each.task_due_on is not None and each.task_due_on < today for each in waiting)
    note = ngettext("{n} is overdue", "{n} are overdue", late) if late else None
    with ui.panel(_("Cars that wait for a step"), note=note):
        if waiting:
            tables.work_rows(waiting, lambda each: _item(each, today), key="inventory.aged", size=6)
        else:
            ui.empty_state(_("No car waits for a step. The ages are looked at every hour."))
        if manages:
            ui.actions(
                [
                    Action(
                        label=_("Look at the ages now"),
                        key="inventory.watch",
                        on_click=_watch,
                        icon=":material/update:",
                    )
                ]
            )


def _item(each: AgedCar, today: date) -> WorkItem:
    due = each.task_due_on or today
    over = (today - due).days
    mark = (
        Badge(text=_("{days} d over", days=over), tone=Tone.URGENT)
        if over > 0
        else Badge(
            text=_("due {day}", day=fmt.near_day(due)),
            tone=Tone.WARN if over == 0 else Tone.QUIET,
            icon=":material/event:",
        )
    )
    badges = [mark]
    if each.plan:
        badges.append(
            Badge(text=_("in plan: {plan}", plan=each.plan), tone=Tone.GOOD, icon=":material/campaign:")
        )
    return WorkItem(
        title=f"{each.car.model} · {each.car.vin[-6:]}",
        facts=(
            (_("Age"), ngettext("{n} day", "{n} days", each.age)),
            (_("Colour"), each.car.colour),
            (_("Place"), each.car.place or each.car.location),
            (
                _("Cost a day"),
                fmt.money(each.car.carrying_a_day, 1) if each.car.carrying_a_day is not None else "",
            ),
            (_("Owner"), each.task_owner),
        ),
        badges=tuple(badges),
        note=render(each.task) if each.task is not None else None,
        actions=_actions(each),
    )


def _actions(each: AgedCar) -> tuple[Action, ...]:
    viewer = store.actor()
    buttons = []
    if each.task_owner_id in (None, viewer.staff_id) or viewer.may(Permission.LEAD_MEETING):
        buttons.append(
            Action(
                label=_("Done"),
                key=f"inventory.done.{each.task_id}",
                on_click=_finish,
                args=(each.task_id,),
                icon=":material/check:",
            )
        )
    if viewer.may(Permission.MANAGE_STOCK) and not each.plan:
        buttons.append(
            Action(
                label=_("Make a plan"),
                key=f"inventory.plan_for.{each.car.id}",
                on_click=dialogs.ask,
                args=("inventory", "plan", each.car.id),
                icon=":material/campaign:",
                primary=True,
            )
        )
    return tuple(buttons)


def _finish(task_id: int) -> None:
    store.run(finish_task, task_id=task_id, done=_("Step done."))


def _watch() -> None:
    store.run(operations.watch_ages, done=_watched)


def _watched(found: operations.Watched) -> str:
    if not (found.created or found.escalated or found.settled):
        return _("Nothing new: every car that crossed an age has its task.")
    return _(
        "{created} new tasks, {escalated} passed up to the manager, {settled} settled",
        created=found.created,
        escalated=found.escalated,
        settled=found.settled,
    )


def _structure_finding(whole: ModelHealth) -> str:
    old = [band for band in whole.bands if band.from_days > 60]
    share = sum(band.share or 0.0 for band in old)
    return _("{share} of the stock is older than 60 days", share=fmt.percent(share, 0))


def _structure(whole: ModelHealth) -> None:
    charts.bars(
        _("Cars by days in stock"),
        [_band(band) for band in whole.bands],
        [band.cars for band in whole.bands],
        key="inventory.structure",
        look=charts.Look(
            unit=_("cars"),
            marked=frozenset(place for place, band in enumerate(whole.bands) if band.from_days > 60),
        ),
    )


def _band(band: AgeBand) -> str:
    if band.to_days is None:
        return _("over {days}", days=band.from_days - 1)
    return f"{band.from_days}–{band.to_days}"


def _models(health: StockHealth) -> None:
    columns = [
        Column[ModelHealth](label=_("Model"), value=lambda row: row.model, pinned=True),
        Column[ModelHealth](label=_("Cars"), value=lambda row: row.cars, kind=Kind.NUMBER),
        Column[ModelHealth](label=_("Slow"), value=lambda row: row.slow, kind=Kind.NUMBER),
        Column[ModelHealth](
            label=_("Days of supply"), value=lambda row: _whole(row.days_supply), kind=Kind.NUMBER
        ),
    ]
    if health.whole.cost_a_day is not None:
        columns += [
            Column[ModelHealth](label=_("Turns a year"), value=lambda row: row.turnover, kind=Kind.DECIMAL),
            Column[ModelHealth](label=_("Cost a day"), value=lambda row: row.cost_a_day, kind=Kind.MONEY),
        ]
    tables.table(health.models, columns, key="inventory.models", height=292)


def _cars(aged: Sequence[AgedCar]) -> None:
    columns = [
        Column[AgedCar](label=_("Age, days"), value=lambda row: row.age, kind=Kind.NUMBER, pinned=True),
        Column[AgedCar](label=_("Car"), value=lambda row: f"{row.car.model} · {row.car.vin[-6:]}"),
        Column[AgedCar](label=_("Place"), value=lambda row: row.car.place or row.car.location),
    ]
    if store.actor().may(Permission.SEE_COST):
        columns.append(
            Column[AgedCar](label=_("Cost so far"), value=lambda row: row.carrying_so_far, kind=Kind.MONEY)
        )
    columns.append(Column[AgedCar](label=_("Plan or order"), value=lambda row: row.plan or row.car.order_no))
    chosen = tables.table(aged, columns, key="inventory.aged_cars", select=True)
    if chosen is not None and store.actor().may(Permission.MANAGE_STOCK):
        same = tuple(
            each.car.id for each in aged if each.car.model_id == chosen.car.model_id and each.car.free
        )
        ui.actions(
            [
                Action(
                    label=_("Make a plan for {model}", model=chosen.car.model),
                    key="inventory.plan_model",
                    on_click=dialogs.ask,
                    args=("inventory", "plan", chosen.car.id),
                    icon=":material/campaign:",
                    disabled=not same,
                )
            ]
        )


def _whole(days: float | None) -> int | None:
    return None if days is None else round(days)
