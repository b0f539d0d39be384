"""The week's micro-training: what the pain asks for, what is planned, what was held (Rule T1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pages._panels import training_plan as plan
from pages._ui import charts, clock, dialogs, figures, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.models.enums import TrainingStatus
from salesops.training import queries
from salesops.training.queries import EvidenceRow, ProposalRow, SessionRow
from salesops.training.rules.proposals import evidence_text

_PAGE = "training"
_HISTORY = timedelta(days=90)


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    now, today = clock.minute(), clock.today()
    proposals = read(queries.proposals, now=now)
    sessions = read(queries.sessions, since=today - _HISTORY)
    planned = [row for row in sessions if row.status is TrainingStatus.PLANNED]
    if planned:
        with ui.panel(ngettext("{n} training is planned", "{n} trainings are planned", len(planned))):
            tables.work_rows(planned, lambda row: _planned(row, now), key="training.planned", size=4)
    _proposals(proposals)
    if proposals:
        _chart(proposals)
    _held([row for row in sessions if row.status is not TrainingStatus.PLANNED])
    _open(read, proposals, planned)
    return _answer(proposals, planned, now)


def _answer(proposals: Sequence[ProposalRow], planned: Sequence[SessionRow], now: datetime) -> str:
    waiting = [row for row in planned if row.starts_at <= now]
    if waiting:
        return _(
            "Take the attendance: {topic}, {time}",
            topic=waiting[0].topic,
            time=fmt.moment(waiting[0].starts_at),
        )
    if planned and planned[0].day == clock.today():
        return _(
            "Today at {time}: {topic}", time=fmt.clock_time(planned[0].starts_at), topic=planned[0].topic
        )
    first = next((row for row in proposals if row.planned_on is None), None)
    if first is not None:
        strongest = evidence_text(first.proposal.evidence[0])
        return _("Train this week: {topic}. {evidence}", topic=first.proposal.name, evidence=strongest)
    if planned:
        return _(
            "Next training: {topic}, {time}", topic=planned[0].topic, time=fmt.moment(planned[0].starts_at)
        )
    return _("No pain asks for a training.")


def _trains() -> bool:
    return store.actor().may(Permission.RUN_TRAINING)


def _planned(row: SessionRow, now: datetime) -> WorkItem:
    begun = row.starts_at <= now
    badge = (
        Badge(text=_("attendance is missing"), tone=Tone.URGENT)
        if begun
        else Badge(text=fmt.moment(row.starts_at), tone=Tone.INFO, icon=":material/event:")
    )
    actions: tuple[Action, ...] = ()
    if _trains():
        actions = (
            dialogs.opener(
                "training.hold", row.id, _("Attendance"), icon=":material/how_to_reg:", primary=begun
            ),
            dialogs.opener("training.cancel", row.id, _("Call off"), icon=":material/event_busy:"),
        )
    return WorkItem(
        title=render(row.topic),
        facts=(
            (_("Time"), fmt.moment(row.starts_at)),
            (_("Length"), _("{minutes} min", minutes=row.minutes)),
            (_("Trainer"), row.trainer),
            (
                _("Who is expected"),
                ngettext("{n} person", "{n} people", row.expected) if row.expected else "",
            ),
        ),
        badges=(badge,),
        note=" · ".join(render(each) for each in row.evidence) or None,
        actions=actions,
    )


def _proposals(rows: Sequence[ProposalRow]) -> None:
    with ui.panel(
        _("What the pain of the last weeks asks for"),
        note=_(
            "Complaints, lost customers, objections, failed checks, slow models and trends, by their share of all such cases"
        ),
    ):
        if rows:
            items = [_proposal(place, row) for place, row in enumerate(rows)]
            tables.work_list(items, key="training.proposals", size=5)
        else:
            ui.empty_state(_("Nothing hurts often enough to be trained. Choose a topic freely."))
        if _trains():
            ui.actions([dialogs.opener("training.free", 0, _("Free topic"), icon=":material/add:")])


def _proposal(place: int, row: ProposalRow) -> WorkItem:
    proposal = row.proposal
    badges = [Badge(text=label(proposal.source), tone=Tone.INFO, icon=":material/label:")]
    if row.planned_on is not None:
        badges.append(Badge(text=_("planned for {day}", day=fmt.near_day(row.planned_on)), tone=Tone.GOOD))
    elif proposal.trained_on is not None:
        day = fmt.day(proposal.trained_on, weekday=False)
        text = _("last trained on {day}", day=day)
        if (proposal.since - proposal.trained_on).days == 1:
            text = _("trained on {day}, cases since then", day=day)
        badges.append(Badge(text=text, tone=Tone.QUIET, icon=":material/history:"))
    actions = [dialogs.opener("training.cases", place, _("Cases"), icon=":material/table_rows:")]
    if _trains() and row.planned_on is None:
        first = place == 0
        actions.insert(
            0,
            dialogs.opener(
                "training.plan", place, _("Plan training"), icon=":material/event:", primary=first
            ),
        )
    return WorkItem(
        title=render(proposal.name),
        badges=tuple(badges),
        note=" · ".join(render(evidence_text(each)) for each in proposal.evidence[:4]),
        actions=tuple(actions),
    )


def _chart(rows: Sequence[ProposalRow]) -> None:
    shown = list(rows[:8])[::-1]
    total = sum(row.proposal.score for row in rows) or 1.0
    with ui.panel(_("How the pain is spread")):
        charts.bars(
            _("“{topic}” weighs most", topic=render(rows[0].proposal.name)),
            [render(row.proposal.name) for row in shown],
            [row.proposal.score / total for row in shown],
            key="training.pain",
            look=Look(horizontal=True, share=True, marked=frozenset({len(shown) - 1}), height=120),
        )


def _held(rows: Sequence[SessionRow]) -> None:
    with ui.panel(_("Trainings of the last three months")):
        if not rows:
            ui.empty_state(_("No training was held yet."))
            return
        columns = [
            Column[SessionRow](label=_("Day"), value=lambda row: row.day, kind=Kind.DAY),
            Column[SessionRow](label=_("Topic of the training"), value=lambda row: render(row.topic)),
            Column[SessionRow](label=_("Trainer"), value=lambda row: row.trainer),
            Column[SessionRow](label=_("State"), value=lambda row: label(row.status)),
            Column[SessionRow](label=_("There"), value=_there),
        ]
        chosen = tables.table(rows, columns, key="training.held", select=True)
        if chosen is not None:
            ui.note(chosen.note or _("Nothing was written down."), Tone.QUIET)


def _there(row: SessionRow) -> str:
    if not _trains():
        return {True: _("you were there"), False: _("you were missing"), None: ""}[row.was_there]
    return fmt.ratio(row.present, row.expected) if row.expected else ""


def _open(read: Reader, proposals: Sequence[ProposalRow], planned: Sequence[SessionRow]) -> None:
    what, row_id = dialogs.asked(_PAGE)
    if what in ("plan", "cases") and row_id < len(proposals):
        proposal = proposals[row_id].proposal
        if what == "plan":
            plan.open_plan(read, proposal)
        else:
            rows = read(queries.evidence_rows, proposal=proposal, now=clock.minute())
            means = _("The cases that put this topic forward, of the weeks that are looked at.")
            figures.rows_dialog(render(proposal.name), rows, _case_columns(), definition=means)
    elif what == "free":
        plan.open_plan(read, None)
    row = next((each for each in planned if each.id == row_id), None)
    if what == "hold" and row is not None:
        plan.open_attendance(read, row)
    elif what == "cancel" and row is not None:
        plan.open_cancel(row)


def _case_columns() -> list[Column[EvidenceRow]]:
    return [
        Column[EvidenceRow](label=_("Day"), value=lambda row: row.day, kind=Kind.DAY),
        Column[EvidenceRow](label=_("Source"), value=lambda row: label(row.source)),
        Column[EvidenceRow](label=_("What"), value=lambda row: render(row.what)),
        Column[EvidenceRow](label=_("Customer or place"), value=lambda row: row.who),
        Column[EvidenceRow](label=_("Consultant"), value=lambda row: row.staff),
        Column[EvidenceRow](label=_("Words"), value=lambda row: row.words),
    ]
