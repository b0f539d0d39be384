"""Tonight's queue: whom to write to and why, the text to copy, and what forbids it (Rules C1, Z3, Z4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from pages._panels import care_more
from pages._ui import charts, clock, copying, dialogs, nav, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.chart_theme import Ink
from pages._ui.charts import Look, Series
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.care import operations, queries
from salesops.care.operations import MadeDue, Sent
from salesops.care.queries import CareDone, CareItem
from salesops.core.i18n import _, label, ngettext, render
from salesops.models.enums import CareKind, CareStatus, ConsentChannel
from salesops.planning import queries as planning

_PAGE = "care"
_KEY = "care.queue"
_SIZE = 8
_BACK = timedelta(days=30)
_INKS = (
    (CareStatus.DONE, Ink.MAIN),
    (CareStatus.DUE, Ink.SECOND),
    (CareStatus.SKIPPED, Ink.QUIET),
    (CareStatus.BLOCKED, Ink.FOURTH),
)


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    now = clock.minute()
    staff_id = _chosen_person(read)
    items = read(queries.queue, now=now, staff_id=staff_id)
    open_now = [item for item in items if item.permit.allowed]
    held = [item for item in items if not item.permit.allowed]
    with ui.panel(_("To write to or to call")):
        for place, item in enumerate(ui.page_of(open_now, key=_KEY, size=_SIZE)):
            _line(item, first=place == 0)
        tables.foot(open_now, _written, key=_KEY, size=_SIZE)
        if not open_now:
            ui.empty_state(_("Nobody has to be written to now."), next_step="home")
        if store.actor().may(Permission.SEE_ALL_CUSTOMERS):
            ui.actions([_look_again()])
    if held:
        _held(held)
    _figures(read)
    _history(read(queries.done_care, now=now))
    _open(items)
    return _answer(items, open_now)


def _answer(items: Sequence[CareItem], open_now: Sequence[CareItem]) -> str:
    today = clock.today()
    due = [item for item in open_now if item.due_on <= today]
    late = sum(1 for item in due if item.late)
    blocked = sum(1 for item in items if not item.permit.allowed and not item.permit.until_later)
    if late:
        return ngettext(
            "{n} owner is due tonight, {late} past the day",
            "{n} owners are due tonight, {late} past the day",
            len(due),
            late=late,
        )
    if due:
        return ngettext("{n} owner is due tonight", "{n} owners are due tonight", len(due))
    if blocked:
        return ngettext(
            "{n} owner has to be asked for consent", "{n} owners have to be asked for consent", blocked
        )
    return _("Nobody is due for care tonight.")


def _chosen_person(read: Reader) -> int | None:
    if not store.actor().may(Permission.SEE_ALL_CUSTOMERS):
        return None
    names = {person.id: person.name for person in read(planning.people, day=clock.today())}
    return st.selectbox(
        _("Consultant"),
        list(names),
        index=None,
        format_func=lambda key: names.get(key, ""),
        key=f"{_KEY}.person",
        placeholder=_("Everybody's owners"),
        width=280,
    )


def _look_again() -> Action:
    return Action(
        label=_("Look for what is due"),
        key=f"{_KEY}.make",
        on_click=_make,
        icon=":material/sync:",
        help=_("Happens by itself every hour."),
    )


def _make() -> None:
    store.run(operations.make_due_tasks, done=_made)


def _made(result: MadeDue) -> str:
    if not result.changed:
        return _("Nothing new is due.")
    return _(
        "{made} new, {blocked} blocked, {freed} freed, {passed} passed.",
        made=result.made,
        blocked=result.blocked,
        freed=result.freed,
        passed=result.passed,
    )


def _written(item: CareItem) -> tables.WorkItem:
    return tables.WorkItem(
        title=item.customer,
        badges=tuple(_badges(item)),
        facts=(
            ("", item.model),
            ("", render(item.why)),
            (_("Telephone"), item.phone),
            (_("Consultant"), item.owner),
        ),
        note=item.text,
    )


def _line(item: CareItem, *, first: bool) -> None:
    """One owner: why, the text to send, and the buttons to copy it and to say that it was sent."""
    with st.container(border=True, gap="small"):
        said = _written(item)
        marks = " ".join(ui.badge_text(each) for each in said.badges)
        st.markdown(f"**{fmt.plain(said.title)}** {marks}  \n{ui.fact_text(said.facts)}")
        st.markdown(f"> {fmt.plain(item.text)}")
        way = item.permit.ways[0]
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            copying.copy_button(item.text, key=f"{_KEY}.copy.{item.id}", label=_("Copy the text"))
            ui.button(
                Action(
                    label=_("Called") if way is ConsentChannel.CALL else _("Sent by {way}", way=way),
                    key=f"{_KEY}.done.{item.id}",
                    on_click=_finish,
                    args=(item, way),
                    icon=":material/check:",
                    primary=first,
                )
            )
            ui.button(
                Action(
                    label=_("More"),
                    key=f"{_KEY}.more.{item.id}",
                    on_click=dialogs.ask,
                    args=(_PAGE, "more", item.id),
                    icon=":material/more_horiz:",
                )
            )


def _badges(item: CareItem) -> list[Badge]:
    found = [Badge(text=label(item.kind), tone=Tone.INFO, icon=":material/favorite:")]
    if item.late:
        days = (clock.today() - item.due_on).days
        found.append(Badge(text=ngettext("{n} day past", "{n} days past", days), tone=Tone.URGENT))
    else:
        found.append(Badge(text=fmt.near_day(item.due_on), tone=Tone.QUIET, icon=":material/event:"))
    if item.permit.service_only:
        found.append(Badge(text=_("service words only"), tone=Tone.WARN, icon=":material/verified_user:"))
    elif item.marketing:
        found.append(Badge(text=_("advertising"), tone=Tone.QUIET, icon=":material/campaign:"))
    return found


def _finish(item: CareItem, way: ConsentChannel) -> None:
    store.run(
        operations.finish_care,
        task_id=item.id,
        sent=Sent(channel=way, text=item.text),
        done=_("{name} is cared for.", name=item.customer),
    )


def _held(items: Sequence[CareItem]) -> None:
    with ui.panel(ngettext("{n} message may not leave now", "{n} messages may not leave now", len(items))):
        tables.work_rows(items, _held_item, key=f"{_KEY}.held", size=5)


def _held_item(item: CareItem) -> tables.WorkItem:
    more = Action(
        label=_("More"),
        key=f"{_KEY}.held.{item.id}",
        on_click=dialogs.ask,
        args=(_PAGE, "more", item.id),
        icon=":material/more_horiz:",
    )
    return tables.WorkItem(
        title=item.customer,
        facts=(("", render(item.why)), (_("Telephone"), item.phone), (_("Consultant"), item.owner)),
        badges=(
            Badge(text=label(item.kind), tone=Tone.INFO, icon=":material/favorite:"),
            Badge(text=_("later"), tone=Tone.WARN)
            if item.permit.until_later
            else Badge(text=_("no consent"), tone=Tone.QUIET, icon=":material/block:"),
        ),
        note=render(item.permit.objection) if item.permit.objection else None,
        actions=(more,),
    )


def _figures(read: Reader) -> None:
    today = clock.today()
    found = read(queries.kinds_done, start=today - _BACK, end=today + timedelta(days=1))
    kinds = [kind for kind in CareKind if kind in found]
    if not kinds:
        return
    counts = {status: [found[kind].get(status, 0) for kind in kinds] for status in CareStatus}
    total = sum(sum(values) for values in counts.values())
    done = sum(counts[CareStatus.DONE])
    with ui.panel(_("Care of the last 30 days")):
        charts.stacked_bars(
            _("{done} of {total} were done", done=done, total=total),
            [label(kind) for kind in kinds],
            [
                Series(name=label(status), values=counts[status], ink=ink)
                for status, ink in _INKS
                if any(counts[status])
            ],
            key=f"{_KEY}.kinds",
            look=Look(height=260),
        )
        nav.link("care", _("Did it bring anything?"), query={"view": "effect"})


def _history(rows: Sequence[CareDone]) -> None:
    if not rows:
        return
    with ui.panel(_("Sent and skipped lately")):
        columns = [
            Column[CareDone](label=_("When"), value=lambda row: row.done_at, kind=Kind.MOMENT),
            Column[CareDone](label=_("Customer"), value=lambda row: row.customer),
            Column[CareDone](label=_("What"), value=lambda row: label(row.kind)),
            Column[CareDone](label=_("Way"), value=lambda row: label(row.channel or row.status)),
            Column[CareDone](label=_("Done by"), value=lambda row: row.done_by),
        ]
        chosen = tables.table(rows, columns, key=f"{_KEY}.history", height=300, select=True)
        if chosen is not None:
            ui.facts([("", chosen.text), (_("Notes"), chosen.note)])


def _open(items: Sequence[CareItem]) -> None:
    what, row_id = dialogs.asked(_PAGE)
    item = next((each for each in items if each.id == row_id), None)
    if what == "more" and item is not None:
        care_more.open_more(item)
