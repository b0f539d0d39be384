"""Tiers on the leads page: how many of each, the leads with their reasons, and the table to try and save (L3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages._panels import leads_activation
from pages._panels import leads_rows as rows
from pages._ui import clock, figures, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.figures import Card
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.leads import operations, queries
from salesops.leads.queries import Filter, LeadRow, Move, TierCount
from salesops.leads.rules.policies import TierPolicy
from salesops.models.enums import SetBy, Tier

_SIZE = 15
_AFTER = "leads.tiers.after"
_TIER = "leads.tiers.tier"
_BY_HAND = "leads.tiers.by_hand"


def show() -> None:
    """Counts, list, table."""
    wanted = Filter(tier=state.widget(_TIER, None), by_hand_only=state.widget(_BY_HAND, False))
    trail: tuple[int, ...] = state.get(_AFTER, ())
    with store.reading() as read:
        counts = read(queries.tier_counts, now=clock.minute())
        leads = read(
            queries.tier_leads, wanted=wanted, after_id=trail[-1] if trail else None, limit=_SIZE + 1
        )
    _counts(counts)
    with ui.panel(_("Open leads, the newest first")):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.pills(
                _("Tier"), list(Tier), format_func=lambda tier: tier.value, key=_TIER, on_change=_first_page
            )
            st.toggle(_("Set by hand only"), key=_BY_HAND, on_change=_first_page)
        _list(leads, trail)
    leads_activation.show()
    if store.actor().may(Permission.CHANGE_SETTINGS):
        _table()


def _counts(counts: Sequence[TierCount]) -> None:
    with figures.stat_row():
        for count in counts:
            figures.figure_card(
                Card(
                    label=_("Tier {tier}", tier=count.tier.value),
                    value=fmt.number(count.leads),
                    key=f"leads.tiers.count.{count.tier.value}",
                    note=_(
                        "{untouched} untouched, {overdue} overdue",
                        untouched=count.untouched,
                        overdue=count.overdue,
                    ),
                )
            )


def _list(leads: Sequence[LeadRow], trail: tuple[int, ...]) -> None:
    if not leads:
        ui.empty_state(_("No open lead fits."))
        return
    chosen = lead_table(leads[:_SIZE], key="leads.tiers.table")
    if chosen is not None:
        ui.button(
            Action(
                label=_("Open {name}", name=rows.name_of(chosen.customer)),
                key="leads.tiers.open",
                on_click=rows.open_card,
                args=(chosen.id, "lead"),
                primary=True,
            )
        )
    ui.actions(
        [
            Action(
                label=_("Newer"),
                key="leads.tiers.back",
                on_click=state.put,
                args=(_AFTER, trail[:-1]),
                disabled=not trail,
                icon=":material/chevron_left:",
            ),
            Action(
                label=_("Older"),
                key="leads.tiers.on",
                on_click=state.put,
                args=(_AFTER, (*trail, leads[:_SIZE][-1].id)),
                disabled=len(leads) <= _SIZE,
                icon=":material/chevron_right:",
            ),
        ]
    )


def lead_table(leads: Sequence[LeadRow], *, key: str) -> LeadRow | None:
    """Leads to choose one of."""
    return tables.table(
        leads,
        [
            Column(label=_("Customer"), value=lambda lead: rows.name_of(lead.customer), pinned=True),
            Column(label=_("Tier"), value=_tier_word, width=70),
            Column(label=_("Consultant"), value=lambda lead: lead.owner or _("nobody")),
            Column(label=_("Status"), value=lambda lead: label(lead.status)),
            Column(label=_("Next touch"), value=lambda lead: lead.next_touch_due_on, kind=Kind.DAY),
            Column(label=_("Model"), value=lambda lead: lead.model),
            Column(label=_("Grounds"), value=lambda lead: rows.because(lead.reasons)),
        ],
        key=key,
        select=True,
    )


def _tier_word(lead: LeadRow) -> str:
    mark = "*" if lead.set_by is SetBy.PERSON else ""
    return f"{lead.tier.value}{mark} ({lead.grade.value})"


def _first_page() -> None:
    state.drop(_AFTER)


def _table() -> None:
    """The rule table: change the numbers, see what it would move, then save (Rule L3)."""
    with store.reading() as read:
        present = read(queries.tier_policy)
    with ui.panel(_("Tier table"), note=_("Try other numbers on all open leads before you save them.")):
        wanted = _edited(present)
        if wanted == present:
            st.caption(_("Nothing is changed yet."))
            return
        with store.reading() as read:
            moves = read(queries.tier_trial, now=clock.minute(), policy=wanted)
        ui.reasons([_move(each) for each in moves] or [_("This would move no lead.")])
        ui.button(
            Action(
                label=_("Save the table"),
                key="leads.tiers.save",
                on_click=_save,
                args=(wanted,),
                primary=True,
            )
        )


def _edited(present: TierPolicy) -> TierPolicy:
    key = "leads.tiers.rule"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        a_days = st.number_input(_("A: buys within, days"), 0, 30, present.a_days, key=f"{key}.a")
        b_days = st.number_input(_("B: buys within, days"), 1, 120, present.b_days, key=f"{key}.b")
        tolerance = st.number_input(
            _("Budget may fall short by, percent"),
            0,
            100,
            present.budget_tolerance_percent,
            key=f"{key}.tolerance",
        )
    lowers = st.toggle(
        _("A budget that does not reach the model lowers the tier by one"),
        present.short_budget_lowers,
        key=f"{key}.lowers",
    )
    booked = st.toggle(
        _("A visit booked within the days of A makes a lead an A"),
        present.booked_visit_is_a,
        key=f"{key}.booked",
    )
    return replace(
        present,
        a_days=int(a_days),
        b_days=int(b_days),
        budget_tolerance_percent=int(tolerance),
        short_budget_lowers=lowers,
        booked_visit_is_a=booked,
    )


def _move(each: Move) -> str:
    return ngettext(
        "This would move {n} lead from {before} to {after}",
        "This would move {n} leads from {before} to {after}",
        each.leads,
        before=each.before.value,
        after=each.after.value,
    )


def _save(wanted: TierPolicy) -> None:
    store.run(
        operations.change_tier_rules,
        policy=wanted,
        done=lambda moved: ngettext("Saved; {n} lead moved", "Saved; {n} leads moved", moved),
    )
