"""Tiers on the leads page: how many of each, the leads with their reasons, and the table to try and save (L3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from pages._panels import leads_activation, leads_list
from pages._ui import clock, figures, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.figures import Behind, Card
from salesops.access.permissions import Permission
from salesops.core.i18n import _, ngettext
from salesops.leads import operations, queries
from salesops.leads.queries import LeadRow, Move, TierCount
from salesops.leads.rules.policies import TierPolicy
from salesops.models.enums import Tier

_MOST = 500


def show() -> None:
    """Counts, list, activation, table."""
    with store.reading() as read:
        counts = read(queries.tier_counts, now=clock.minute())
    _counts(counts)
    leads_list.show()
    leads_activation.show()
    if store.actor().may(Permission.CHANGE_SETTINGS):
        _table()


def _leads_of(tier: Tier) -> Sequence[LeadRow]:
    with store.reading() as read:
        return read(queries.tier_leads, wanted=queries.Filter(tier=tier), limit=_MOST)


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
                    help=_("Open leads of this tier; the reason for the tier stands with each."),
                    behind=Behind(rows=partial(_leads_of, count.tier), columns=leads_list.columns()),
                )
            )


def lead_table(leads: Sequence[LeadRow], *, key: str) -> LeadRow | None:
    """Leads to choose one of."""
    return tables.table(leads, leads_list.columns(), key=key, select=True)


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
