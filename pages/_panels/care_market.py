"""Reading the market: notes with tags, trends that become a training and a briefing by one click (Rule C3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from pages._ui import charts, clock, nav, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.care import operations, queries
from salesops.care.operations import NoteFacts
from salesops.care.queries import NoteRow
from salesops.care.rules.market import tags_of
from salesops.core.i18n import _, label, ngettext
from salesops.models.enums import NoteKind, TrainingStatus
from salesops.training.operations import plan_from_note

_KEY = "care.market"
_BACK = timedelta(days=90)


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    rows = read(queries.notes, since=clock.today() - _BACK)
    tag = state.widget(f"{_KEY}.tag", "")
    shown = [row for row in rows if not tag or tag in row.tags]
    with ui.panel(_("What was read")):
        if rows:
            _tags(rows)
            first = next((row for row in shown if row.trend and not _is_trained(row)), None)
            tables.work_rows(shown, lambda row: _item(row, first=row is first), key=f"{_KEY}.notes", size=6)
        else:
            ui.empty_state(_("Nothing was noted yet. Write down what you read below."))
    _form()
    if rows:
        _themes(rows)
    return _answer(rows)


def _answer(rows: Sequence[NoteRow]) -> str:
    trends = [row for row in rows if row.trend and not _is_trained(row)]
    if trends:
        return ngettext(
            "{n} trend waits for a training: {trend}",
            "{n} trends wait for a training: {trend} first",
            len(trends),
            trend=trends[0].trend,
        )
    fresh = [row for row in rows if row.day >= clock.today() - timedelta(days=7)]
    if fresh:
        return ngettext("{n} note this week", "{n} notes this week", len(fresh))
    return _("Nothing was read this week.")


def _is_trained(row: NoteRow) -> bool:
    return row.training_status in (TrainingStatus.PLANNED, TrainingStatus.HELD)


def _tags(rows: Sequence[NoteRow]) -> None:
    counts = queries.tag_counts(list(rows))
    if counts:
        st.pills(
            _("Tags"),
            [tag for tag, _count in counts[:12]],
            key=f"{_KEY}.tag",
            label_visibility="collapsed",
        )


def _item(row: NoteRow, *, first: bool) -> WorkItem:
    badges = [Badge(text=label(row.kind), tone=Tone.INFO, icon=":material/label:")]
    if row.trend:
        badges.append(Badge(text=row.trend, tone=Tone.WARN, icon=":material/trending_up:"))
    if row.training_on is not None and _is_trained(row):
        held = row.training_status is TrainingStatus.HELD
        day = fmt.near_day(row.training_on)
        text = _("trained {day}", day=day) if held else _("training planned {day}", day=day)
        badges.append(Badge(text=text, tone=Tone.GOOD))
    if row.briefed:
        badges.append(Badge(text=_("in the briefing"), tone=Tone.GOOD))
    return WorkItem(
        title=row.title,
        facts=(
            (_("Day"), fmt.day(row.day)),
            (_("Source"), row.source),
            (_("Tags"), fmt.listed(list(row.tags)) if row.tags else ""),
            (_("Recorded by"), row.staff),
            (_("Answer"), row.response),
        ),
        badges=tuple(badges),
        note=row.body or None,
        actions=_actions(row, first=first),
    )


def _actions(row: NoteRow, *, first: bool) -> tuple[Action, ...]:
    found = []
    actor = store.actor()
    if row.trend and not _is_trained(row) and actor.may(Permission.RUN_TRAINING):
        found.append(
            Action(
                label=_("Plan training"),
                key=f"{_KEY}.train.{row.id}",
                on_click=_train,
                args=(row.id,),
                icon=":material/school:",
                primary=first,
            )
        )
    if not row.briefed and actor.may(Permission.LEAD_MEETING):
        found.append(
            Action(
                label=_("Brief the team"),
                key=f"{_KEY}.brief.{row.id}",
                on_click=_brief,
                args=(row.id,),
                icon=":material/campaign:",
            )
        )
    return tuple(found)


def _train(note_id: int) -> None:
    store.run(
        plan_from_note,
        note_id=note_id,
        done=_("Planned at the next training time; change it on the training page."),
    )


def _brief(note_id: int) -> None:
    store.run(operations.brief_team, note_id=note_id, done=_("It stands in tomorrow's briefing."))


def _form() -> None:
    with ui.panel(
        _("Write down what you read"),
        note=_("A trend is a statement of your own; it stands among the proposals for training at once"),
    ):
        with st.container(horizontal=True):
            st.selectbox(_("Kind of news"), list(NoteKind), format_func=label, key=f"{_KEY}.kind", width=180)
            st.text_input(_("What it says"), key=f"{_KEY}.title", width="stretch", max_chars=180)
        with st.container(horizontal=True):
            st.text_input(
                _("Trend"),
                key=f"{_KEY}.trend",
                placeholder=_("range extenders will be hot"),
                width="stretch",
                max_chars=180,
            )
            st.text_input(_("Tags"), key=f"{_KEY}.tags", placeholder=_("hybrid, rival"), width=220)
            st.text_input(_("Source"), key=f"{_KEY}.source", width=180)
        st.text_area(_("Details"), key=f"{_KEY}.body", height=80)
        ui.save(_KEY, _save)


def _save() -> None:
    facts = NoteFacts(
        kind=state.widget(f"{_KEY}.kind", NoteKind.NEWS),
        title=state.widget(f"{_KEY}.title", ""),
        body=state.widget(f"{_KEY}.body", ""),
        source=state.widget(f"{_KEY}.source", ""),
        trend=state.widget(f"{_KEY}.trend", ""),
        tags=tags_of(state.widget(f"{_KEY}.tags", "")),
    )
    if store.run(operations.save_note, facts=facts, done=_("Kept.")) is not None:
        state.clear_widgets(*(f"{_KEY}.{name}" for name in ("title", "body", "source", "trend", "tags")))


def _themes(rows: Sequence[NoteRow]) -> None:
    counts = queries.tag_counts(list(rows))[:10][::-1]
    if not counts or counts[-1][1] < 2:
        nav.link("training", _("Proposals for training"))
        return
    with ui.panel(_("What the market speaks of")):
        charts.bars(
            _("“{tag}” comes up most", tag=counts[-1][0]),
            [tag for tag, _count in counts],
            [count for _tag, count in counts],
            key=f"{_KEY}.themes",
            look=Look(horizontal=True, unit=_("notes"), height=120),
        )
        nav.link("training", _("Proposals for training"))
