"""What last evening decided for today: raised targets, shadowings, reservations, actions, what was carried over."""

from __future__ import annotations

from datetime import datetime

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import measures, store, tables
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.core.i18n import _, label, render
from salesops.meeting import queries
from salesops.meeting.queries.evening import FromLastEvening
from salesops.planning.operations.issues import finish_action
from salesops.planning.operations.tasks import finish_task
from salesops.planning.queries import ActionRow, BookingRow, DayTargetRow, TaskRow


def show(read: Reader, now: datetime) -> None:
    """The consequences of the review, each with what is done about it now."""
    found = read(queries.from_last_evening, now=now)
    ui.page_title(_("From last evening's review"), _answer(found))
    if not any((found.raised, found.shadowings, found.reservations, found.carried, found.due_actions)):
        ui.empty_state(_("The review left nothing for today."), next_step="review")
        return
    with ui.side_by_side():
        if found.raised:
            with ui.panel(_("Targets that yesterday raised")):
                tables.work_rows(found.raised, _raised, key="meeting.raised", size=6)
        if found.shadowings or found.reservations:
            with ui.panel(_("Held for today")):
                tables.work_list(
                    [_booking(row) for row in (*found.shadowings, *found.reservations)],
                    key="meeting.held",
                    size=6,
                )
        if found.due_actions:
            with ui.panel(_("Actions that are due or to be looked at")):
                tables.work_list(
                    [_action(row, now) for row in found.due_actions], key="meeting.actions", size=6
                )
        if found.carried:
            with ui.panel(_("Carried over")):
                tables.work_rows(found.carried, lambda row: _carried(row, now), key="meeting.carried", size=6)


def _answer(found: FromLastEvening) -> str:
    return _(
        "{raised} targets raised, {shadowings} shadowings, {reserved} reservations, {actions} actions due, {carried} things carried over.",
        raised=len(found.raised),
        shadowings=len(found.shadowings),
        reserved=len(found.reservations),
        actions=len(found.due_actions),
        carried=len(found.carried),
    )


def _raised(row: DayTargetRow) -> WorkItem:
    return WorkItem(
        title=f"{row.staff or _('The store')} · {measures.name(row.figure)}"
        if row.figure != "drive_follow_ups"
        else f"{row.staff} · {_('Test-drive follow-ups')}",
        badges=(Badge(text=f"{row.computed} → {row.value}", tone=Tone.WARN, icon=":material/trending_up:"),),
        note=" ".join(render(reason) for reason in row.reasons[-3:]),
    )


def _booking(row: BookingRow) -> WorkItem:
    span = f"{fmt.clock_time(row.starts_at)}–{fmt.clock_time(row.ends_at)}"
    return WorkItem(
        title=f"{span} {label(row.purpose)}",
        facts=((_("Whom"), row.staff or row.customer), ("", resource_name(row.resource))),
        note=row.note or None,
    )


def resource_name(resource: str) -> str:
    """What a resource is called: its kit, or nothing where the row names the person already."""
    kind, _sep, name = resource.partition(":")
    if kind == "kit":
        return _("Delivery kit {name}", name=name)
    return _("Test-drive car") if kind == "car" else ""


def _action(row: ActionRow, now: datetime) -> WorkItem:
    today = store.actor().today(now)
    look = row.look_on <= today
    badges = [Badge(text=_("look today"), tone=Tone.WARN)] if look else []
    if row.done_at is None:
        badges.append(ui.urgency(None, now) if row.due_on > today else Badge(text=_("due"), tone=Tone.URGENT))
    done = Action(
        label=_("Carried out"),
        key=f"meeting.action.{row.id}",
        on_click=_finish_action,
        args=(row.id,),
        icon=":material/check:",
    )
    return WorkItem(
        title=row.title,
        facts=(
            (_("Issue"), row.issue),
            (_("Owner"), row.owner),
            (_("Figure"), measures.name(row.figure)),
            (_("Look on"), fmt.near_day(row.look_on)),
        ),
        badges=tuple(badges),
        actions=() if row.done_at is not None else (done,),
    )


def _finish_action(action_id: int) -> None:
    store.run(
        finish_action, action_id=action_id, done=_("Carried out; its figure will say whether it worked.")
    )


def _carried(row: TaskRow, now: datetime) -> WorkItem:
    return WorkItem(
        title=render(row.title),
        facts=((_("Owner"), row.owner), (_("Customer"), row.customer), (_("Reason"), row.carry_reason)),
        badges=(ui.urgency(row.due_at, now),),
        actions=(
            Action(
                label=_("Done"),
                key=f"meeting.carried.{row.id}",
                on_click=_finish_task,
                args=(row.id,),
                icon=":material/check:",
            ),
        ),
    )


def _finish_task(task_id: int) -> None:
    store.run(finish_task, task_id=task_id, done=_("Done."))
