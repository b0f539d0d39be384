"""The card's end: ask for a loss with its reason, mark as invalid, or open again (Rule L8)."""

from __future__ import annotations

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import components as ui
from pages._ui import state, store
from pages._ui.components import Action
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label
from salesops.leads import operations
from salesops.leads.operations import Reason
from salesops.leads.queries import LeadDetail
from salesops.leads.rules import losses
from salesops.models.enums import InvalidReason, LeadStatus, LossGroup, LossReason

_HOW = "leads.close.how"


def propose(lead_id: int, *, invalid: bool) -> None:
    """Callback: after a wrong number or a refusal, go on to what that usually means."""
    rows.open_card(lead_id, "close")
    state.set_widget(f"{_HOW}.{lead_id}", "invalid" if invalid else "lost")


def show(lead: LeadDetail) -> None:
    """Lost or invalid: two different things."""
    if lead.status in (LeadStatus.LOST, LeadStatus.INVALID):
        _reopen(lead)
        return
    if lead.status is LeadStatus.WON:
        st.markdown(_("This customer has bought."))
        return
    ways = {"lost": _("Lost: wanted a car, buys elsewhere or not"), "invalid": _("Invalid: never was a lead")}
    how = st.radio(
        _("What is it?"), list(ways), format_func=lambda way: ways.get(way, way), key=f"{_HOW}.{lead.id}"
    )
    if how == "invalid":
        _invalid(lead)
    else:
        _lost(lead)


def _lost(lead: LeadDetail) -> None:
    if lead.status is LeadStatus.LOSS_ASKED:
        ui.note(_("The loss of this lead is asked for already."))
        return
    key = f"leads.loss.{lead.id}"
    group = st.pills(
        _("Reason"),
        list(LossGroup),
        format_func=label,
        default=LossGroup.PRICE,
        key=f"{key}.group",
        required=True,
    )
    reason = st.radio(
        _("More exactly"),
        list(losses.REASONS[group or LossGroup.PRICE]),
        format_func=label,
        key=f"{key}.reason.{group}",
    )
    if reason in losses.RIVALS:
        st.text_input(
            _("Who got the customer"), key=f"{key}.rival", placeholder=_("Brand and model, or dealer")
        )
    wanted = losses.DETAILS.get(reason)
    st.text_area(
        _(wanted) if wanted else _("Detail"),
        key=f"{key}.detail",
        height=80,
        placeholder="" if wanted else _("Optional"),
    )
    st.caption(_("A supervisor decides; some customers are called back to check."))
    ui.button(
        Action(
            label=_("Ask for the loss"),
            key=f"{key}.save",
            on_click=_ask,
            args=(lead.id, reason),
            primary=True,
        )
    )


def _ask(lead_id: int, reason: LossReason) -> None:
    key = f"leads.loss.{lead_id}"
    asked = store.run(
        operations.ask_loss,
        lead_id=lead_id,
        reason=Reason(
            reason=reason,
            detail=state.widget(f"{key}.detail", ""),
            rival=state.widget(f"{key}.rival", ""),
        ),
        done=_("The loss is asked for; a supervisor decides."),
    )
    if asked is not None:
        state.clear_widgets(f"{key}.detail", f"{key}.rival")
        rows.close_card()


def _invalid(lead: LeadDetail) -> None:
    key = f"leads.invalid.{lead.id}"
    st.radio(_("Reason"), list(InvalidReason), format_func=label, key=f"{key}.reason")
    st.text_input(_("Remark"), key=f"{key}.note", placeholder=_("Optional"))
    ui.button(
        Action(label=_("Mark as invalid"), key=f"{key}.save", on_click=_mark, args=(lead.id,), primary=True)
    )


def _mark(lead_id: int) -> None:
    key = f"leads.invalid.{lead_id}"
    store.run(
        operations.mark_invalid,
        lead_id=lead_id,
        reason=state.widget(f"{key}.reason", InvalidReason.WRONG_NUMBER),
        note=state.widget(f"{key}.note", ""),
        done=_("Marked as invalid"),
    )
    if rows.succeeded():
        state.clear_widgets(f"{key}.note")
        rows.close_card()


def _reopen(lead: LeadDetail) -> None:
    if not store.actor().may(Permission.APPROVE_LOSS):
        st.markdown(_("A supervisor can open this lead again."))
        return
    key = f"leads.reopen.{lead.id}"
    st.text_input(_("Reason"), key=f"{key}.reason")
    ui.button(Action(label=_("Open again"), key=f"{key}.save", on_click=_open, args=(lead.id,), primary=True))


def _open(lead_id: int) -> None:
    key = f"leads.reopen.{lead_id}"
    store.run(
        operations.reopen,
        lead_id=lead_id,
        reason=state.widget(f"{key}.reason", ""),
        done=_("The lead is open again"),
    )
    if rows.succeeded():
        rows.close_card()
