"""The card's history: what is known of the lead, why it is tiered so, and everything that happened."""

from __future__ import annotations

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store
from pages._ui.components import Action
from salesops.core.i18n import _, render
from salesops.leads import operations, queries
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
        _override(lead)


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
