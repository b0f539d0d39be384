"""Closing the day: what is open is resolved or carried over with a reason, then the figures are frozen (R6, R7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import streamlit as st

from pages._ui import components as ui
from pages._ui import figures, measures, nav, state, store, tables
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.figures import Card
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.core.i18n import _, label, ngettext, render
from salesops.kpi.registry import FIGURES
from salesops.models.enums import VisitKind
from salesops.planning.operations.tasks import finish_task
from salesops.review import queries
from salesops.review.operations.closing import Correction, amend_day, close_day
from salesops.review.operations.gate import Thing, carry, carry_all, settle_appointment, settle_visit
from salesops.review.queries.days import ClosedDay, Difference
from salesops.review.queries.open_things import OpenThing
from salesops.review.rules.gate import OpenKind

_REASON = "review.carry.reason"
_SETTLED = [kind for kind in VisitKind if kind is not VisitKind.INCOMPLETE]


def show(read: Reader, now: datetime) -> None:
    """The gate while the day is open; the frozen figures with amendments once it is closed."""
    today = store.actor().today(now)
    closed = read(queries.closed_day, day=today)
    if closed is not None:
        _closed(read, closed, now)
    else:
        _gate(read, now)
    if store.actor().may(Permission.CLOSE_DAY):
        _earlier(read, today)


def _gate(read: Reader, now: datetime) -> None:
    things = read(queries.open_things, now=now)
    may = store.actor().may(Permission.CLOSE_DAY)
    if things:
        answer = ngettext(
            "{n} thing is open: resolve it, or carry it over.",
            "{n} things are open: resolve them, or carry them over.",
            len(things),
        )
    else:
        answer = _("Nothing is open: the day can be closed.") if may else _("Nothing of yours is open today.")
    ui.page_title(_("Close the day"), answer)
    if things:
        _carry_bar(len(things), may)
        for kind in OpenKind:
            found = [thing for thing in things if thing.kind is kind]
            if found:
                with ui.panel(f"{label(kind)} · {len(found)}"):
                    tables.work_list(
                        [_thing(thing, now) for thing in found], key=f"review.open.{kind.value}", size=6
                    )
                    if kind is OpenKind.CLOCK:
                        nav.link("leads", _("Touch them on the leads page"))
    if may:
        _close_form(len(things))


def _carry_bar(count: int, may: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Reason for carrying over"),
            key=_REASON,
            placeholder=_("customer asked for tomorrow"),
            width="stretch",
        )
        if may:
            ui.button(
                Action(
                    label=ngettext("Carry {n} over", "Carry all {n} over", count),
                    key="review.carry.all",
                    on_click=_carry_all,
                    icon=":material/redo:",
                )
            )


def _thing(thing: OpenThing, now: datetime) -> WorkItem:
    return WorkItem(
        title=render(thing.what),
        facts=(
            (_("Customer"), thing.customer),
            (_("Owner"), thing.owner),
            (_("open since"), fmt.moment(thing.at)),
        ),
        badges=(ui.urgency(thing.at, now),),
        actions=(*_resolutions(thing), _carry_action(thing)),
    )


def _resolutions(thing: OpenThing) -> list[Action]:
    key = f"review.{thing.kind.value}.{thing.id}"
    if thing.kind is OpenKind.TASK:
        return [
            Action(
                label=_("Done"),
                key=f"{key}.done",
                on_click=_finish,
                args=(thing.id,),
                icon=":material/check:",
                primary=True,
            )
        ]
    if thing.kind is OpenKind.APPOINTMENT:
        return [
            Action(
                label=_("Came"),
                key=f"{key}.came",
                on_click=_settle_appointment,
                args=(thing.id, True),
                icon=":material/check:",
                primary=True,
            ),
            Action(
                label=_("Did not come"),
                key=f"{key}.no_show",
                on_click=_settle_appointment,
                args=(thing.id, False),
                icon=":material/person_off:",
            ),
        ]
    if thing.kind is OpenKind.VISIT:
        return [
            Action(
                label=label(kind), key=f"{key}.{kind.value}", on_click=_settle_visit, args=(thing.id, kind)
            )
            for kind in _SETTLED
        ]
    return []


def _carry_action(thing: OpenThing) -> Action:
    return Action(
        label=_("Carry over"),
        key=f"review.carry.{thing.kind.value}.{thing.id}",
        on_click=_carry,
        args=(Thing(kind=thing.kind, id=thing.id),),
        icon=":material/redo:",
        help=_("With the reason written above."),
    )


def _finish(task_id: int) -> None:
    store.run(finish_task, task_id=task_id, done=_("Done."))


def _settle_appointment(appointment_id: int, shown: bool) -> None:
    done = (
        _("Noted: came.")
        if shown
        else _("Noted: did not come. The owner has a task to make a new appointment.")
    )
    store.run(settle_appointment, appointment_id=appointment_id, shown=shown, done=done)


def _settle_visit(visit_id: int, kind: VisitKind) -> None:
    store.run(settle_visit, visit_id=visit_id, kind=kind, done=_("The visit is settled."))


def _carry(thing: Thing) -> None:
    reason: str = state.widget(_REASON, "")
    store.run(
        carry, thing=thing, reason=reason, done=lambda day: _("Carried over to {day}.", day=fmt.near_day(day))
    )


def _carry_all() -> None:
    reason: str = state.widget(_REASON, "")
    done = store.run(
        carry_all,
        reason=reason,
        done=lambda count: ngettext("{n} thing was carried over.", "{n} things were carried over.", count),
    )
    if done is not None:
        state.clear_widgets(_REASON)


def _close_form(open_count: int) -> None:
    with ui.panel(
        _("Freeze the day's figures"), note=_("Afterwards a correction is an amendment that everybody sees.")
    ):
        st.text_input(_("Remark on the day"), key="review.close.note")
        ui.button(
            Action(
                label=_("Close the day"),
                key="review.close",
                on_click=_close,
                primary=True,
                disabled=open_count > 0,
                icon=":material/lock:",
            )
        )


def _close() -> None:
    note: str = state.widget("review.close.note", "")
    store.run(close_day, note=note, done=_("The day is closed. Its figures are frozen."))


def _closed(read: Reader, closed: ClosedDay, now: datetime) -> None:
    said = _(
        "Closed by {name} at {time}.",
        name=closed.closed_by or _("the system"),
        time=fmt.clock_time(closed.closed_at),
    )
    ui.page_title(_("{day} is closed", day=fmt.day(closed.day)), said, note=closed.note or None)
    amended = {each.figure for each in closed.amendments}
    opened = None
    with figures.stat_row():
        for each in closed.figures:
            was = _("amended, was {value}", value=_value(each.figure, each.frozen))
            card = Card(
                label=measures.name(each.figure),
                value=_value(each.figure, each.stands),
                key=f"review.frozen.{each.figure}",
                note=was if each.figure in amended else "",
                opens=True,
                help=_(FIGURES[each.figure].formula),
            )
            opened = each.figure if figures.figure_card(card) else opened
    if opened is not None:
        of_day = measures.Ask(figures=(opened,), period=Period.day(closed.day), now=closed.closed_at)
        measures.open_rows(read, of_day, opened)
    if closed.amendments:
        with ui.panel(_("Amendments")):
            ui.reasons(
                [
                    _(
                        "{figure}: {before} → {after} by {name}, {time}: {reason}",
                        figure=measures.name(each.figure),
                        before=_value(each.figure, each.before),
                        after=_value(each.figure, each.after),
                        name=each.by,
                        time=fmt.moment(each.at),
                        reason=each.reason,
                    )
                    for each in closed.amendments
                ]
            )
    if store.actor().may(Permission.CLOSE_DAY):
        _amend(closed, read(queries.differences, now=now, day=closed.day))
    nav.link("meeting", _("Tomorrow's meeting shows what was decided"))


def _value(figure: str, value: float | None) -> str:
    return fmt.NOTHING if value is None else measures.value_text(figure, value)


def _amend(closed: ClosedDay, found: list[Difference]) -> None:
    late = {each.figure: each for each in found}
    with ui.panel(_("Amend a figure")):
        for each in found:
            ui.note(
                _(
                    "{figure}: {stands} is frozen, {recorded} is recorded by now.",
                    figure=measures.name(each.figure),
                    stands=_value(each.figure, each.stands),
                    recorded=_value(each.figure, each.recorded),
                ),
                Tone.WARN,
            )
        names = [each.figure for each in closed.figures]
        first = names.index(found[0].figure) if found else 0
        suggested = float(found[0].recorded or 0.0) if found else 0.0
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                _("Figure"),
                names,
                format_func=measures.name,
                index=first,
                key="review.amend.figure",
                width=220,
            )
            st.number_input(
                _("Right value"),
                value=suggested,
                key="review.amend.value",
                width=150,
                help=_("Shares as a fraction: 0.25 is 25 percent."),
            )
            st.text_input(_("Reason"), key="review.amend.reason", width="stretch")
            ui.button(
                Action(
                    label=_("Amend"),
                    key="review.amend",
                    on_click=_amend_now,
                    args=(closed.day,),
                    icon=":material/edit:",
                )
            )
        if not late:
            st.caption(_("What is recorded agrees with what was frozen."))


def _amend_now(day: date) -> None:
    correction = Correction(
        figure=state.widget("review.amend.figure", ""),
        after=float(state.widget("review.amend.value", 0.0)),
        reason=state.widget("review.amend.reason", ""),
    )
    if (
        store.run(
            amend_day, day=day, correction=correction, done=_("Amended; the frozen value stays visible.")
        )
        is not None
    ):
        state.clear_widgets("review.amend.reason")


def _earlier(read: Reader, today: date) -> None:
    """Days of the last week that nobody closed."""
    week = [today - timedelta(days=back) for back in range(1, 8)]
    missing = read(queries.unclosed_days, days=week)
    if not missing or len(missing) == len(week):
        return
    with ui.panel(_("Days that were never closed")):
        for day in missing:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(fmt.day(day), width="stretch")
                ui.badge(Badge(text=_("open"), tone=Tone.WARN))
                ui.button(
                    Action(
                        label=_("Close it now"),
                        key=f"review.close.{day.isoformat()}",
                        on_click=_close_earlier,
                        args=(day,),
                        icon=":material/lock:",
                    )
                )


def _close_earlier(day: date) -> None:
    store.run(close_day, day=day, done=_("The day is closed. Its figures are frozen."))
