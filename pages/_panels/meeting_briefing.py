"""Briefing: policies, finance terms and rivals' moves that hold today, with talk tracks and readers (M7, M11)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import streamlit as st

from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.meeting import queries
from salesops.meeting.operations.briefing import Item, mark_read, retire_item, write_item
from salesops.meeting.queries.briefing import BriefingRow
from salesops.models.enums import BriefingKind

_OPEN = "meeting.item.open"
_FORM = "meeting.item"


def show(read: Reader, now: datetime) -> None:
    """What holds today, what ends first on top; then writing one."""
    today = store.actor().today(now)
    items = read(queries.briefing, day=today)
    ui.page_title(_("Briefing"), _answer(items))
    if not items:
        ui.empty_state(_("No policy, finance term or rival's move holds today."))
    with ui.side_by_side():
        for item in items:
            _item(item)
    if store.actor().may(Permission.LEAD_MEETING):
        _editor(items)


def _answer(items: list[BriefingRow]) -> str:
    ending = [item for item in items if item.days_left <= 3]
    if ending:
        return ngettext(
            "{n} item ends within three days: {title}.",
            "{n} items end within three days, first {title}.",
            len(ending),
            title=ending[0].title,
        )
    unread = [item for item in items if item.read_at is None]
    if unread:
        return ngettext("{n} item that you have not read", "{n} items that you have not read", len(unread))
    return ngettext("{n} item holds today.", "{n} items hold today.", len(items))


def _item(item: BriefingRow) -> None:
    with ui.panel(item.title):
        tone = Tone.WARN if item.days_left <= 3 else Tone.QUIET
        until = _("until {day}", day=fmt.day(item.valid_until, weekday=False))
        left = ngettext("{n} day left", "{n} days left", item.days_left) if item.days_left else _("last day")
        marks = [
            Badge(text=label(item.kind), tone=Tone.INFO, icon=":material/label:"),
            Badge(text=f"{until} · {left}", tone=tone, icon=":material/event:"),
        ]
        st.markdown(" ".join(ui.badge_text(mark) for mark in marks))
        st.markdown(fmt.plain(item.body))
        if item.talk_track:
            st.markdown(f"> {fmt.plain(item.talk_track)}")
        ui.facts([(_("Source"), item.source)])
        _readers(item)
        _actions(item)


def _readers(item: BriefingRow) -> None:
    if not item.not_read_by:
        ui.note(_("Everybody has read it."), Tone.GOOD)
        return
    total = len(item.read_by) + len(item.not_read_by)
    ui.facts(
        [
            (_("Read by"), f"{len(item.read_by)} / {total}"),
            (_("Not read by"), fmt.listed(list(item.not_read_by))),
        ]
    )


def _actions(item: BriefingRow) -> None:
    answered = item.question and item.answered_right
    key = f"{_FORM}.answer.{item.id}"
    if item.question and not answered:
        st.text_input(item.question, key=key)
    items = []
    if item.read_at is None or (item.question and not answered):
        items.append(
            Action(
                label=_("I have read it"),
                key=f"{_FORM}.read.{item.id}",
                on_click=_read,
                args=(item.id, key),
                icon=":material/visibility:",
                primary=True,
            )
        )
    if store.actor().may(Permission.LEAD_MEETING):
        items.append(
            Action(
                label=_("Edit"),
                key=f"{_FORM}.edit.{item.id}",
                on_click=_open,
                args=(item,),
                icon=":material/edit:",
            )
        )
        items.append(
            Action(
                label=_("End it"),
                key=f"{_FORM}.end.{item.id}",
                on_click=_end,
                args=(item.id,),
                icon=":material/event_busy:",
            )
        )
    ui.actions(items)


def _read(item_id: int, key: str) -> None:
    store.run(mark_read, item_id=item_id, answer=state.widget(key, ""), done=_read_words)


def _read_words(right: bool | None) -> str:
    if right is None:
        return _("Noted that you have read it.")
    return _("Right, and noted.") if right else _("Noted, but the answer is not right. Read it again.")


def _end(item_id: int) -> None:
    store.run(retire_item, item_id=item_id, done=_("Ended: it is not shown any more."))


def _open(item: BriefingRow) -> None:
    """Fill the form with the item."""
    state.put(_OPEN, item.id)
    for name in (
        "kind",
        "title",
        "body",
        "valid_from",
        "valid_until",
        "talk_track",
        "source",
        "question",
        "answer",
    ):
        state.set_widget(f"{_FORM}.{name}", getattr(item, name))
    state.set_widget(f"{_FORM}.for_customers", item.for_customers)


def _editor(items: list[BriefingRow]) -> None:
    open_id = state.get(_OPEN, 0)
    known = next((item for item in items if item.id == open_id), None)
    title = _("Change: {title}", title=known.title) if known else _("Write a new item")
    with st.expander(title, expanded=known is not None, icon=":material/edit_note:"):
        today = clock.today()
        for name, day in (("valid_from", today), ("valid_until", today + timedelta(days=6))):
            state.set_widget(f"{_FORM}.{name}", state.widget(f"{_FORM}.{name}", day))
        with st.form(f"{_FORM}.form", border=False):
            st.selectbox(_("Kind"), list(BriefingKind), format_func=label, key=f"{_FORM}.kind")
            st.text_input(_("Title"), key=f"{_FORM}.title")
            st.text_area(_("What it says"), key=f"{_FORM}.body", height=100)
            st.text_area(_("Talk track"), key=f"{_FORM}.talk_track", height=80)
            with st.container(horizontal=True):
                st.date_input(_("Valid from"), key=f"{_FORM}.valid_from", width=160)
                st.date_input(_("Last day"), key=f"{_FORM}.valid_until", width=160)
                st.text_input(_("Source"), key=f"{_FORM}.source", width="stretch")
            with st.container(horizontal=True):
                st.text_input(_("Check question (optional)"), key=f"{_FORM}.question", width="stretch")
                st.text_input(_("Its answer"), key=f"{_FORM}.answer", width="stretch")
            st.checkbox(_("May be shown to customers: it is true and complete"), key=f"{_FORM}.for_customers")
            st.form_submit_button(_("Save"), on_click=_save, type="primary")


def _save() -> None:
    def typed(name: str) -> str:
        return state.widget(f"{_FORM}.{name}", "")

    today: date = clock.today()
    item = Item(
        kind=state.widget(f"{_FORM}.kind", BriefingKind.POLICY),
        title=typed("title"),
        body=typed("body"),
        talk_track=typed("talk_track"),
        source=typed("source"),
        question=typed("question"),
        answer=typed("answer"),
        valid_from=state.widget(f"{_FORM}.valid_from", today),
        valid_until=state.widget(f"{_FORM}.valid_until", today),
        for_customers=state.widget(f"{_FORM}.for_customers", False),
    )
    if store.run(write_item, item=item, item_id=state.get(_OPEN, 0) or None, done=_("Saved.")) is None:
        return
    state.drop(_OPEN)
    names = ("title", "body", "talk_track", "source", "question", "answer")
    state.clear_widgets(*(f"{_FORM}.{name}" for name in names))
    state.set_widget(f"{_FORM}.for_customers", False)
