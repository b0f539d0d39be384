"""Losses on the leads page: decide, call back, and see why leads are lost (Rule L8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import charts, clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look
from pages._ui.components import Action, Badge, Tone
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.core.i18n import _, label, ngettext
from salesops.kpi.losses import LossShare, loss_reasons
from salesops.leads import operations, queries
from salesops.leads.operations import Verdict
from salesops.leads.queries import LossRow
from salesops.planning.queries import people

_DAYS = 30


def show() -> None:
    """Decisions first, then call-backs, then reasons and history."""
    now, today = clock.minute(), clock.today()
    decides = store.actor().may(Permission.APPROVE_LOSS)
    with store.reading() as read:
        pending = read(queries.pending_losses)
        to_call = read(queries.losses_to_call_back, now=now) if decides else []
        reasons = read(loss_reasons, period=Period.days(_DAYS, until=today + timedelta(days=1)))
        decided = read(queries.decided_losses)
        others = read(people, day=today) if decides and pending else []
    _pending(pending, {each.id: each.name for each in others}, decides=decides)
    if to_call:
        _call_backs(to_call)
    _reasons(reasons)
    _decided(decided)


def _pending(pending: Sequence[LossRow], others: Mapping[int, str], *, decides: bool) -> None:
    if not pending:
        ui.empty_state(_("No loss waits for a decision."))
        return
    title = ngettext("{n} loss waits for a decision", "{n} losses wait for a decision", len(pending))
    with ui.panel(title):
        for loss in ui.page_of(pending, key="leads.losses", size=5):
            with st.container(border=True):
                _describe(loss)
                if decides:
                    _decide(loss, others)
        tables.foot(pending, _written, key="leads.losses", size=5)


def _written(loss: LossRow) -> tables.WorkItem:
    marks = [
        rows.tier_badge(loss.tier),
        Badge(text=label(loss.reason), tone=Tone.WARN, icon=":material/block:"),
    ]
    if loss.after_visit:
        marks.append(Badge(text=_("was in the showroom"), tone=Tone.INFO, icon=":material/storefront:"))
    return tables.WorkItem(
        title=rows.name_of(loss.customer),
        badges=tuple(marks),
        facts=(
            ("", loss.phone),
            ("", loss.model),
            (_("Consultant"), loss.owner),
            (_("Touches"), fmt.number(loss.touches)),
            (_("Rival"), loss.rival),
            (_("Asked"), fmt.moment(loss.asked_at)),
        ),
        note=loss.detail,
    )


def _describe(loss: LossRow) -> None:
    said = _written(loss)
    text = " ".join(ui.badge_text(mark) for mark in said.badges)
    st.markdown(f"**{fmt.plain(said.title)}** {text}")
    ui.facts(said.facts)
    if said.note:
        st.caption(fmt.plain(said.note))


def _decide(loss: LossRow, others: Mapping[int, str]) -> None:
    key = f"leads.loss.decide.{loss.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Remark"), key=f"{key}.note", placeholder=_("Needed for a rejection"))
        st.selectbox(
            _("If rejected, to"),
            [staff_id for staff_id in others if staff_id != loss.owner_id],
            index=None,
            format_func=lambda staff_id: others.get(staff_id, ""),
            key=f"{key}.to",
            placeholder=_("the same consultant"),
            width=200,
        )
        ui.button(
            Action(
                label=_("Approve"), key=f"{key}.yes", on_click=_decided_as, args=(loss.id, True), primary=True
            )
        )
        ui.button(
            Action(label=_("Back to work"), key=f"{key}.no", on_click=_decided_as, args=(loss.id, False))
        )
        ui.button(
            Action(
                label=_("More"),
                key=f"{key}.more",
                on_click=rows.open_card,
                args=(loss.lead_id, "lead"),
                icon=":material/more_horiz:",
            )
        )


def _decided_as(request_id: int, approved: bool) -> None:
    key = f"leads.loss.decide.{request_id}"
    to_staff_id: int | None = None if approved else state.widget(f"{key}.to", None)
    done = _("The loss is approved") if approved else _("Back to work; due today")
    store.run(
        operations.decide_loss,
        request_id=request_id,
        verdict=Verdict(approved=approved, note=state.widget(f"{key}.note", ""), to_staff_id=to_staff_id),
        done=done,
    )
    if rows.succeeded():
        state.clear_widgets(f"{key}.note", f"{key}.to")


def _call_backs(to_call: Sequence[LossRow]) -> None:
    title = ngettext("{n} lost customer to call back", "{n} lost customers to call back", len(to_call))
    with ui.panel(title, note=_("Drawn at random: is the reason right, is the customer really lost?")):
        for loss in ui.page_of(to_call, key="leads.call_back", size=4):
            with st.container(border=True):
                _describe(loss)
                _call_back(loss)
        tables.foot(to_call, _written, key="leads.call_back", size=4)


def _call_back(loss: LossRow) -> None:
    key = f"leads.call_back.{loss.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("What the customer said"), key=f"{key}.note")
        ui.button(Action(label=_("Really lost"), key=f"{key}.yes", on_click=_called, args=(loss.id, True)))
        ui.button(
            Action(
                label=_("Not lost: back to work"), key=f"{key}.no", on_click=_called, args=(loss.id, False)
            )
        )


def _called(request_id: int, confirms: bool) -> None:
    key = f"leads.call_back.{request_id}.note"
    store.run(
        operations.record_call_back,
        request_id=request_id,
        confirms=confirms,
        note=state.widget(key, ""),
        done=_("Call-back recorded"),
    )
    if rows.succeeded():
        state.clear_widgets(key)


def _reasons(reasons: Sequence[LossShare]) -> None:
    if not reasons:
        return
    total = sum(each.losses for each in reasons)
    first = reasons[0]
    title = _(
        "Last 30 days: {reason} costs most leads, {count} of {total}",
        reason=_reason(first),
        count=first.losses,
        total=total,
    )
    shown = reasons[:8]
    charts.bars(
        title,
        [_reason(each) for each in shown],
        [each.losses for each in shown],
        key="leads.reasons",
        look=Look(unit=_("leads"), horizontal=True),
    )


def _reason(share: LossShare) -> str:
    return label(share.reason) if share.reason is not None else _("no reason given")


def _decided(decided: Sequence[LossRow]) -> None:
    if not decided:
        return
    with ui.panel(_("Decided lately")):
        tables.table(
            decided,
            [
                Column(label=_("Customer"), value=lambda loss: rows.name_of(loss.customer), pinned=True),
                Column(label=_("Reason"), value=lambda loss: label(loss.reason)),
                Column(label=_("Decision"), value=lambda loss: label(loss.status)),
                Column(label=_("By"), value=lambda loss: loss.decided_by),
                Column(label=_("Consultant"), value=lambda loss: loss.owner),
                Column(label=_("Asked"), value=lambda loss: loss.asked_at, kind=Kind.MOMENT),
            ],
            key="leads.decided",
        )
