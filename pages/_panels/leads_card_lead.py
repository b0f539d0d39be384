"""The card's history: what is known of the lead, why it is tiered so, and everything that happened."""

from __future__ import annotations

import streamlit as st

from pages._panels import leads_rows as rows
from pages._panels.leads_new import budget_of
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store
from pages._ui.components import Action
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, render
from salesops.leads import operations, queries
from salesops.leads.operations import NewWish
from salesops.leads.queries import Happening, LeadDetail
from salesops.models.enums import LeadStatus, SetBy, Tier

_ICONS = {
    queries.What.ARRIVED: "login",
    queries.What.TOUCHED: "call",
    queries.What.TIERED: "sell",
    queries.What.ASSIGNED: "swap_horiz",
    queries.What.APPOINTED: "event",
    queries.What.LOSS: "block",
}
_CLOSED = (LeadStatus.LOST, LeadStatus.INVALID, LeadStatus.WON)


def show(lead: LeadDetail) -> None:
    """Facts, tier, timeline."""
    ui.facts(
        (
            (_("Budget"), _budget(lead)),
            (_("Buys within"), _window(lead)),
            (_("City"), lead.city),
            (_("Campaign"), lead.campaign),
            (_("Arrived"), fmt.moment(lead.received_at)),
            (_("First touch"), fmt.moment(lead.first_touched_at)),
            (_("Next touch"), fmt.near_day(lead.next_touch_due_on)),
        )
    )
    if lead.remark:
        st.caption(fmt.plain(lead.remark))
    _tier(lead)
    _timeline(lead)


def _tier(lead: LeadDetail) -> None:
    by = _("set by hand") if lead.set_by is SetBy.PERSON else _("by rule")
    tier, grade = _("Tier {tier}", tier=lead.tier.value), _("trade grade {grade}", grade=lead.grade.value)
    st.markdown(f"**{fmt.plain(tier)}** · {fmt.plain(grade)} · {fmt.plain(by)}")
    ui.reasons([render(reason) for reason in lead.reasons])
    if lead.owner and lead.assign_reasons:
        st.caption(
            fmt.plain(
                _(
                    "With {name} because: {reasons}",
                    name=lead.owner,
                    reasons=rows.because(lead.assign_reasons),
                )
            )
        )
    if lead.person.in_full and lead.status not in _CLOSED:
        _wish(lead)
        _override(lead)


def _wish(lead: LeadDetail) -> None:
    """New facts from the customer; saving them tiers the lead again (Rule L3)."""
    key = f"leads.wish.{lead.id}"
    with store.reading() as read:
        models = {each.id: each.name for each in read(queries.model_choices)}
    if lead.model_id is not None:
        models.setdefault(lead.model_id, lead.model)
    known = list(models)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Model"),
            known,
            index=known.index(lead.model_id) if lead.model_id is not None else None,
            format_func=lambda model_id: models.get(model_id, ""),
            key=f"{key}.model",
            placeholder=_("unknown"),
            width=260,
        )
        st.number_input(
            _("Buys within, days"),
            0,
            365,
            lead.horizon_days if lead.horizon_days is None else min(365, lead.horizon_days),
            key=f"{key}.days",
            placeholder=_("unknown"),
            width=160,
        )
        st.text_input(
            _("Budget up to"),
            value="" if lead.budget_high is None else f"{lead.budget_high:,.0f}",
            key=f"{key}.budget",
            placeholder=_("such as 150,000"),
            width=160,
        )
        ui.button(
            Action(label=_("Save and tier again"), key=f"{key}.save", on_click=_save_wish, args=(lead,))
        )


def _save_wish(lead: LeadDetail) -> None:
    key = f"leads.wish.{lead.id}"
    try:
        budget = budget_of(state.widget(f"{key}.budget", ""))
    except SalesOpsError as refused:
        state.tell(state.FeedbackKind.REFUSED, render(refused.message))
        return
    low = lead.budget_low
    wish = NewWish(
        model_id=state.widget(f"{key}.model", None),
        horizon_days=state.widget(f"{key}.days", None),
        budget_low=None if low is not None and budget is not None and low > budget else low,
        budget_high=budget,
    )
    store.run(
        operations.change_wish,
        lead_id=lead.id,
        wish=wish,
        done=lambda tier: _("Saved; it is tier {tier} now", tier=tier.value),
    )


def _override(lead: LeadDetail) -> None:
    key = f"leads.tier.{lead.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            _("Another tier"),
            list(Tier),
            format_func=lambda tier: tier.value,
            default=lead.tier,
            key=f"{key}.tier",
            required=True,
        )
        st.text_input(_("Reason"), key=f"{key}.reason", placeholder=_("Why the rule is wrong here"))
        ui.button(Action(label=_("Set tier"), key=f"{key}.set", on_click=_set_tier, args=(lead.id,)))
        if lead.set_by is SetBy.PERSON:
            ui.button(
                Action(label=_("Back to the rule"), key=f"{key}.rule", on_click=_by_rule, args=(lead.id,))
            )


def _set_tier(lead_id: int) -> None:
    key = f"leads.tier.{lead_id}"
    store.run(
        operations.override_tier,
        lead_id=lead_id,
        tier=state.widget(f"{key}.tier", Tier.C),
        reason=state.widget(f"{key}.reason", ""),
        done=_("Tier set by hand"),
    )
    if rows.succeeded():
        state.clear_widgets(f"{key}.reason")


def _by_rule(lead_id: int) -> None:
    state.clear_widgets(f"leads.tier.{lead_id}.tier")
    store.run(
        operations.retier, lead_id=lead_id, done=lambda tier: _("By rule it is tier {tier}", tier=tier.value)
    )


def _timeline(lead: LeadDetail) -> None:
    with store.reading() as read:
        happened = read(queries.timeline, lead_id=lead.id)
    if not happened:
        return
    ui.section(_("What happened"))
    st.markdown("  \n".join(_line(each) for each in happened))


def _line(each: Happening) -> str:
    said = fmt.plain(" · ".join(render(message) for message in each.said))
    by = f" · {fmt.plain(each.by)}" if each.by else ""
    note = f" · {fmt.plain(each.note)}" if each.note else ""
    return f":material/{_ICONS[each.what]}: :gray[{fmt.moment(each.at)}] {said}{by}{note}"


def _budget(lead: LeadDetail) -> str:
    amounts = [fmt.wan(amount) for amount in (lead.budget_low, lead.budget_high) if amount is not None]
    return "–".join(dict.fromkeys(amounts))


def _window(lead: LeadDetail) -> str:
    if lead.horizon_days is None:
        return lead.horizon_text or _("unknown")
    return _("{days} days", days=lead.horizon_days)
