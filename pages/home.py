"""Today: where the day stands, what is still owed, how the figures stand against the target."""

from datetime import date, datetime

import streamlit as st

from pages._panels import home_first as first
from pages._panels import home_rail as rail
from pages._ui import clock, measures, nav, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.measures import Ask
from pages._ui.store import Reader
from salesops.core.calendar import Period
from salesops.core.i18n import _, label, ngettext
from salesops.core.i18n import render as render_message
from salesops.models.enums import Role, TaskStatus
from salesops.planning import queries as planning
from salesops.planning.operations.tasks import finish_task
from salesops.planning.queries.rail import rail as rail_of_store
from salesops.planning.rules.rail import StageState

DAY_FIGURES = ("visits", "test_drives", "orders", "deliveries")
MONTH_FIGURES = ("visits", "leads", "orders", "deliveries")


def render() -> None:
    """Show the rail, the figures against the target and the viewer's tasks; once a minute by itself."""
    if store.is_demo():
        first.banner()
    else:
        with store.reading() as read:
            first.steps(read)
    _page()


@st.fragment(run_every=60)
def _page() -> None:
    now, today, viewer = clock.minute(), clock.today(), store.actor()
    at = viewer.local(now).time()
    person = viewer.staff_id if viewer.role is Role.CONSULTANT else None
    with store.reading() as read:
        rows = rail.stage_rows(read, read(rail_of_store), now=now, at=at)
        ui.page_title(fmt.day(today), _headline(rows))
        with ui.side_by_side():
            with ui.panel(_("The day")):
                rail.rail(rows, at=at)
            _tasks(read(planning.tasks_of_day, now=now, owner_id=viewer.staff_id), now)
        _figures(read, now, today, person)


def _headline(rows: list[rail.StageRow]) -> str:
    """Where to go first: what is late, else what is on now, else what comes next."""
    late = [row for row in rows if row.state is StageState.LATE]
    running = [row for row in rows if row.state is StageState.NOW and row.owed and row.owed.count]
    first = next(iter(late + running), None)
    if first is not None and first.owed is not None:
        return render_message(first.owed.sentence)
    coming = next((row.stop for row in rows if row.state is StageState.LATER), None)
    if coming is None:
        return _("Nothing is owed at this hour.")
    return _("Next at {time}: {stage}", time=f"{coming.starts:%H:%M}", stage=nav.title(coming.page))


def _figures(read: Reader, now: datetime, today: date, person: int | None) -> None:
    goals = measures.goals_of(read(planning.day_targets, day=today), person)
    ui.section(_("Today against the target"))
    day = Ask(figures=DAY_FIGURES, period=Period.day(today), now=now, staff_id=person)
    measures.row(read, day, goals, key="home.day")
    ui.section(_("Month to date"))
    month = Ask(figures=MONTH_FIGURES, period=Period.month_to_date(today), now=now, staff_id=person)
    goals = {row.figure: row.value for row in read(planning.targets, month=today) if row.staff_id == person}
    measures.row(read, month, goals, key="home.month")


def _tasks(tasks: list[planning.TaskRow], now: datetime) -> None:
    waiting = [task for task in tasks if task.status is TaskStatus.OPEN]
    done = len(tasks) - len(waiting)
    title = ngettext("{n} task for you", "{n} tasks for you", len(waiting)) if waiting else _("Your tasks")
    with ui.panel(title, note=_("{done} done today", done=done) if done else None):
        if not waiting:
            ui.empty_state(_("You have no task left today."))
            return
        tables.work_rows(waiting, lambda task: _task(task, now), key="home.tasks", size=6)


def _task(task: planning.TaskRow, now: datetime) -> tables.WorkItem:
    kind = Badge(text=label(task.kind), tone=Tone.QUIET, icon=":material/label:")
    done = Action(
        label=_("Done"),
        key=f"home.done.{task.id}",
        on_click=_finish,
        args=(task.id,),
        icon=":material/check:",
    )
    return tables.WorkItem(
        title=render_message(task.title),
        facts=((_("Customer"), task.customer), (_("Due"), fmt.moment(task.due_at))),
        badges=(ui.urgency(task.due_at, now), kind),
        note=task.detail or None,
        actions=(done,),
    )


def _finish(task_id: int) -> None:
    store.run(finish_task, task_id=task_id, done=_("Task done."))


render()
