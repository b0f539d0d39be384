"""Leads: who must be answered next, who cools off, where leads come from and why they are lost."""

from datetime import datetime, timedelta

import streamlit as st

from pages._panels import (
    leads_assign,
    leads_card,
    leads_channels,
    leads_dormant,
    leads_figures,
    leads_losses,
    leads_new,
    leads_rows,
    leads_tiers,
    leads_work,
)
from pages._ui import clock, state, store, views
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from salesops.access.permissions import Permission
from salesops.core.i18n import _, ngettext
from salesops.leads import queries
from salesops.leads.queries import DueList, Waiting

SEARCH = "leads.search"
SOON = timedelta(minutes=30)


def render() -> None:
    """The headline, the views, and the card of the lead that is open."""
    now = clock.minute()
    leads_others = store.actor().may(Permission.ASSIGN_LEADS)
    with store.reading() as read:
        waiting = read(queries.waiting_leads, now=now)
        due = read(queries.due_touches, now=now, owner_id=leads_work.chosen_owner())
    ui.page_title(_("Leads"), _answer(waiting, due, now), note=_next(waiting, due, now))
    leads_card.show_open()
    leads_new.show_open()
    view = _toolbar(leads_others=leads_others)
    if state.widget(SEARCH, "").strip():
        _found()
    elif view == "work":
        _work(waiting, due, now)
    else:
        {
            "assign": leads_assign.show,
            "tiers": leads_tiers.show,
            "channels": leads_channels.show,
            "dormant": leads_dormant.show,
            "losses": leads_losses.show,
        }[view]()


def _answer(waiting: Waiting, due: DueList, now: datetime) -> str:
    """What is lost first, in one sentence."""
    soon = [lead for lead in waiting.rows if now < lead.due_at <= now + SOON]
    breached = waiting.breached()
    if breached:
        return ngettext("{n} first touch is overdue", "{n} first touches are overdue", breached)
    if soon:
        minutes = leads_work.minutes_left(soon, now)
        return ngettext(
            "{n} first touch runs out in {minutes} minutes",
            "{n} first touches run out in {minutes} minutes",
            len(soon),
            minutes=minutes,
        )
    if waiting.rows:
        first = fmt.moment(waiting.rows[0].due_at)
        return ngettext(
            "{n} lead waits for its first touch, until {time}",
            "{n} leads wait for their first touch, the first until {time}",
            waiting.total,
            time=first,
        )
    if due.overdue:
        return _("{due} touches are due, {overdue} of them overdue", due=due.total, overdue=due.overdue)
    if due.total:
        return ngettext("{n} touch is due today", "{n} touches are due today", due.total)
    return _("Every lead is touched")


def _next(waiting: Waiting, due: DueList, now: datetime) -> str | None:
    """What comes after the headline's subject."""
    soon = [lead for lead in waiting.rows if now < lead.due_at <= now + SOON]
    facts = []
    if waiting.breached() and soon:
        minutes = leads_work.minutes_left(soon, now)
        facts.append(
            ngettext(
                "{n} first touch runs out in {minutes} minutes",
                "{n} first touches run out in {minutes} minutes",
                len(soon),
                minutes=minutes,
            )
        )
    if waiting.rows and due.total:
        facts.append(
            _("{due} touches are due, {overdue} of them overdue", due=due.total, overdue=due.overdue)
        )
    return " · ".join(facts) or None


def _toolbar(*, leads_others: bool) -> str:
    """The views on the left, the search on the right."""
    titles = {"work": _("Work list"), "assign": _("Assign"), "tiers": _("Tiers"), "channels": _("Channels")}
    titles |= {"dormant": _("Dormant"), "losses": _("Losses")}
    if not leads_others:
        titles.pop("assign")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = views.choose("leads", titles, first="work")
        st.text_input(
            _("Search"),
            key=SEARCH,
            placeholder=_("Name, number or pinyin"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=260,
        )
        leads_new.button()
    return chosen


def _found() -> None:
    """What the search finds."""
    with store.reading() as read:
        leads = read(queries.search_leads, text=state.widget(SEARCH, ""))
    with ui.panel(ngettext("{n} lead found", "{n} leads found", len(leads))):
        if not leads:
            ui.empty_state(_("No lead matches. Try part of the name, the number or the pinyin."))
            return
        chosen = leads_tiers.lead_table(leads, key="leads.found")
        if chosen is not None:
            ui.button(
                Action(
                    label=_("Open {name}", name=leads_rows.name_of(chosen.customer)),
                    key="leads.found.open",
                    on_click=leads_rows.open_card,
                    args=(chosen.id,),
                    primary=True,
                )
            )


def _work(waiting: Waiting, due: DueList, now: datetime) -> None:
    """Work first, then figures."""
    with store.reading() as read:
        owners = (
            read(queries.due_by_owner, now=now) if store.actor().may(Permission.SEE_ALL_CUSTOMERS) else []
        )
        leads_work.show(waiting, due, owners)
        leads_figures.show(read, now)
        leads_work.lately(read(queries.recent_touches, now=now))


render()
