"""Market news with a response the same night, and proposals for key customers (R4, R5)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import streamlit as st

from pages._panels import review_response_print
from pages._ui import clock, printing, state, store, tables, viewer
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Badge, Tone
from pages._ui.printing import Handout
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.meeting import queries as meeting
from salesops.meeting.queries.key_customers import KeyCustomer
from salesops.models.enums import NoteKind, Role
from salesops.planning import queries as planning
from salesops.review import queries
from salesops.review.operations.market import Response, ResponsePart, respond
from salesops.review.operations.proposals import Handover, hand_over
from salesops.review.proposal import Proposal, sheet
from salesops.review.queries.market import MarketRow

_N = "review.news"
_P = "review.proposal"


def show(read: Reader, now: datetime) -> None:
    """News with its answer first, then proposals."""
    notes = read(queries.market_notes, now=now)
    ui.page_title(_("Market and key customers"), _answer(notes, now))
    leads = store.actor().may(Permission.LEAD_MEETING)
    if leads:
        _response_form(read, now)
    with ui.panel(_("News of the last days")):
        if not notes:
            ui.empty_state(_("No news was recorded in the last days."), next_step="care")
        tables.work_rows(notes, lambda row: _note(row, now), key="review.notes", size=6)
    if leads:
        review_response_print.show(read, notes, now)
        _proposals(read, now)


def _answer(notes: list[MarketRow], now: datetime) -> str:
    tonight = [row for row in notes if row.respond_by and row.respond_by >= now]
    if tonight:
        return ngettext("{n} response is due tonight.", "{n} responses are due tonight.", len(tonight))
    open_notes = [row for row in notes if not row.response]
    if open_notes:
        return ngettext(
            "{n} piece of news has no response.", "{n} pieces of news have no response.", len(open_notes)
        )
    return _("No news waits for a response.")


def _note(row: MarketRow, now: datetime) -> WorkItem:
    badges = [Badge(text=label(row.kind), tone=Tone.INFO, icon=":material/label:")]
    if row.respond_by is not None and row.respond_by >= now:
        badges.append(ui.urgency(row.respond_by, now))
    if row.briefed:
        badges.append(Badge(text=_("in the briefing"), tone=Tone.GOOD))
    return WorkItem(
        title=row.title,
        facts=((_("Day"), fmt.day(row.day)),),
        badges=tuple(badges),
        note=row.response or None,
    )


def _people(read: Reader) -> dict[int, str]:
    roles = (Role.CONSULTANT, Role.SUPERVISOR, Role.MANAGER)
    return {person.id: person.name for person in read(planning.people, day=clock.today(), roles=roles)}


def _response_form(read: Reader, now: datetime) -> None:
    names = _people(read)
    local = store.actor().local(now)
    default = (
        time(21, 0)
        if local.hour < 21
        else (local + timedelta(hours=1)).time().replace(second=0, microsecond=0)
    )
    with (
        ui.panel(
            _("Answer the market tonight"),
            note=_("The answer stands in tomorrow's briefing; each part is a task with tonight's deadline."),
        ),
        st.form(_N, border=False),
    ):
        with st.container(horizontal=True):
            st.selectbox(_("Kind of news"), list(NoteKind), format_func=label, key=f"{_N}.kind", width=180)
            st.text_input(
                _("What has happened"),
                key=f"{_N}.news",
                placeholder=_("the rival cut its price by ¥8,000"),
                width="stretch",
            )
        st.text_area(_("How the store answers"), key=f"{_N}.answer", height=80)
        st.text_area(_("Talk track"), key=f"{_N}.track", height=80)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.pills(
                _("Made ready tonight"),
                list(ResponsePart),
                format_func=label,
                selection_mode="multi",
                default=[ResponsePart.PRICE_BOARDS],
                key=f"{_N}.parts",
            )
            st.selectbox(
                _("Owner"), list(names), format_func=lambda key: names[key], key=f"{_N}.owner", width=180
            )
            st.time_input(_("Until tonight"), value=default, key=f"{_N}.until", width=130)
            st.text_input(_("Source"), key=f"{_N}.source", width="stretch")
        st.form_submit_button(_("Respond"), on_click=_respond, type="primary", icon=":material/campaign:")


def _respond() -> None:
    due = datetime.combine(clock.today(), state.widget(f"{_N}.until", time(21, 0)), tzinfo=store.actor().zone)
    response = Response(
        kind=state.widget(f"{_N}.kind", NoteKind.NEWS),
        news=state.widget(f"{_N}.news", ""),
        answer=state.widget(f"{_N}.answer", ""),
        talk_track=state.widget(f"{_N}.track", ""),
        parts=tuple(state.widget(f"{_N}.parts", [])),
        owner_id=state.widget(f"{_N}.owner", 0) or None,
        due_at=due,
        source=state.widget(f"{_N}.source", ""),
    )
    done = _("The response is planned: tasks for tonight, and tomorrow's briefing.")
    if store.run(respond, response=response, done=done) is not None:
        state.clear_widgets(*(f"{_N}.{name}" for name in ("news", "answer", "track", "source")))


def _proposals(read: Reader, now: datetime) -> None:
    found = [each for each in read(meeting.key_customers, now=now) if each.visible]
    with ui.panel(_("Proposal for a key customer")):
        if not found:
            ui.empty_state(_("Mark key customers in the morning meeting first."), next_step="meeting")
            return
        by_id = {each.id: each for each in found}
        chosen = st.selectbox(
            _("Customer"), list(by_id), format_func=lambda key: _customer(by_id[key]), key=f"{_P}.customer"
        )
        customer = by_id[chosen]
        key = f"{_P}.{customer.id}"
        with st.container(horizontal=True):
            st.text_input(_("Model"), value=customer.model, key=f"{key}.model", width="stretch")
            st.number_input(_("Cars"), min_value=1, max_value=500, key=f"{key}.quantity", width=120)
            st.date_input(
                _("Holds until"), value=clock.today() + timedelta(days=14), key=f"{key}.until", width=160
            )
        st.text_input(
            _("Price terms"),
            key=f"{key}.price",
            placeholder=_("fleet discount of ¥6,000 a car from five cars on"),
        )
        if customer.points:
            ui.note(_("Stress: {points}", points=customer.points), Tone.QUIET)
        st.text_area(
            _("Services, one a line"),
            key=f"{key}.services",
            height=100,
            placeholder=_("wall box with installation\nservice at the customer's yard"),
        )
        _print(customer, key)


def _customer(customer: KeyCustomer) -> str:
    return f"{customer.name} · {customer.host}" if customer.host else customer.name


def _proposal(customer: KeyCustomer, key: str) -> Proposal:
    return Proposal(
        store=viewer.viewing().store_name,
        customer=customer.name,
        model=state.widget(f"{key}.model", customer.model),
        quantity=state.widget(f"{key}.quantity", 1),
        price_terms=state.widget(f"{key}.price", ""),
        services=tuple(state.widget(f"{key}.services", "").splitlines()),
        valid_until=state.widget(f"{key}.until", clock.today()),
        host=customer.host or store.actor().name,
    )


def _print(customer: KeyCustomer, key: str) -> None:
    proposal = _proposal(customer, key)
    with st.container(horizontal=True):
        handout = Handout(
            label=_("Proposal to print"),
            name=f"proposal-{customer.id}",
            key=f"{key}.file",
            disabled=not proposal.points,
        )
        printing.button(handout, sheet(proposal))
        st.button(
            _("Hand over to the host"),
            key=f"{key}.hand",
            on_click=_hand_over,
            args=(customer, key),
            icon=":material/assignment_ind:",
        )


def _hand_over(customer: KeyCustomer, key: str) -> None:
    actor = store.actor()
    due = customer.next_visit or datetime.combine(
        clock.today() + timedelta(days=1), time(17, 0), tzinfo=actor.zone
    )
    handover = Handover(
        customer_id=customer.id,
        points=_proposal(customer, key).points,
        owner_id=customer.host_id or actor.staff_id or 0,
        due_at=due,
    )
    store.run(hand_over, handover=handover, done=_("The host has the proposal as a task."))
