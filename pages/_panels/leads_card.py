"""The card of one lead: touch it, send it something, see what happened, hand it over, give it up."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import streamlit as st

from pages._panels import leads_card_lead, leads_close, leads_give
from pages._panels import leads_rows as rows
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.copying import copy_button
from salesops.access.permissions import Permission
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, label, render
from salesops.leads import operations, queries
from salesops.leads.operations import TouchDetails
from salesops.leads.queries import LeadDetail
from salesops.models.enums import AppointmentKind, LeadStatus, Objection, TouchKind, TouchOutcome

_DATED = (TouchOutcome.APPOINTMENT, TouchOutcome.LATER)
_CLOSED = (LeadStatus.LOST, LeadStatus.INVALID, LeadStatus.WON)


def show_open() -> None:
    """Open the card that somebody asked for, if any. Called from the body of the page."""
    state.drop(rows.OPENING)
    lead_id: int | None = state.get(rows.OPEN, None)
    if lead_id is None:
        return
    try:
        with store.reading() as read:
            lead = read(queries.lead_detail, lead_id=lead_id)
    except SalesOpsError as refused:
        rows.close_card()
        st.error(render(refused.message))
        return
    _dialog(lead)


def _dialog(lead: LeadDetail) -> None:
    @st.dialog(rows.name_of(lead.person.name), width="large", on_dismiss=rows.close_card)
    def card() -> None:
        ui.dialog_feedback()
        _head(lead)
        sections = _sections(lead)
        if state.widget(rows.SECTION, "") not in sections:
            state.set_widget(rows.SECTION, next(iter(sections)))
        chosen = st.segmented_control(
            _("Section"),
            list(sections),
            format_func=lambda name: sections.get(name, name),
            key=rows.SECTION,
            required=True,
            label_visibility="collapsed",
        )
        _draw(chosen, lead)

    card()


def _sections(lead: LeadDetail) -> dict[str, str]:
    found: dict[str, str] = {}
    if lead.person.in_full and lead.status not in _CLOSED:
        found |= {"touch": _("Record touch"), "texts": _("Texts to send")}
    found["lead"] = _("Lead and history")
    if store.actor().may(Permission.ASSIGN_LEADS) and lead.status not in _CLOSED:
        found["give"] = _("Give to")
    if lead.person.in_full:
        found["close"] = _("Open again") if lead.status in _CLOSED else _("Lost or invalid")
    return found


def _draw(section: str | None, lead: LeadDetail) -> None:
    if section == "touch":
        _touch(lead)
    elif section == "texts":
        _texts(lead)
    elif section == "give":
        leads_give.show(lead)
    elif section == "close":
        leads_close.show(lead)
    else:
        leads_card_lead.show(lead)


def _head(lead: LeadDetail) -> None:
    marks = [rows.tier_badge(lead.tier), ui.Badge(text=label(lead.status), tone=ui.Tone.INFO)]
    st.markdown(" ".join(ui.badge_text(mark) for mark in marks))
    ui.facts(
        (
            ("", lead.person.phone),
            ("", lead.channel),
            ("", lead.model),
            (_("Consultant"), lead.owner or _("nobody")),
            (_("Touches"), fmt.number(lead.touches)),
        )
    )


def _touch(lead: LeadDetail) -> None:
    key = f"leads.card.{lead.id}"
    outcome = st.pills(
        _("What came of it?"),
        list(TouchOutcome),
        format_func=label,
        default=TouchOutcome.REACHED,
        key=f"{key}.outcome",
        required=True,
    )
    if outcome in _DATED:
        _when(key, is_appointment=outcome is TouchOutcome.APPOINTMENT)
    st.segmented_control(
        _("Which way?"),
        list(TouchKind),
        format_func=label,
        default=TouchKind.CALL,
        key=f"{key}.kind",
        required=True,
    )
    st.selectbox(
        _("What holds the customer back?"),
        list(Objection),
        index=None,
        format_func=label,
        key=f"{key}.objection",
        placeholder=_("Nothing"),
    )
    st.text_area(_("Remark"), key=f"{key}.note", placeholder=_("Optional"), height=80)
    ui.button(
        Action(
            label=_("Save touch"),
            key=f"{key}.save",
            on_click=_save_touch,
            args=(lead.id,),
            primary=True,
            icon=":material/check:",
        )
    )


def _when(key: str, *, is_appointment: bool) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with st.container(horizontal=True):
        st.date_input(
            _("Day"), value=tomorrow, min_value=clock.today(), key=f"{key}.day", format="YYYY-MM-DD"
        )
        st.time_input(_("Time"), value=time(10, 0), key=f"{key}.time", step=timedelta(minutes=15))
        if is_appointment:
            st.selectbox(
                _("For"),
                [AppointmentKind.VISIT, AppointmentKind.TEST_DRIVE],
                format_func=label,
                key=f"{key}.appointment",
            )


def _save_touch(lead_id: int) -> None:
    """Callback: save; what was typed stays when it is refused."""
    key = f"leads.card.{lead_id}"
    outcome = state.widget(f"{key}.outcome", TouchOutcome.REACHED)
    details = TouchDetails(
        kind=state.widget(f"{key}.kind", TouchKind.CALL),
        objection=state.widget(f"{key}.objection", None),
        note=state.widget(f"{key}.note", ""),
        agreed_at=_agreed_at(key) if outcome in _DATED else None,
        appointment=state.widget(f"{key}.appointment", AppointmentKind.VISIT),
    )
    result = store.run(
        operations.record_touch, lead_id=lead_id, outcome=outcome, details=details, done=rows.told
    )
    if result is None:
        return
    state.clear_widgets(
        *(f"{key}.{name}" for name in ("outcome", "kind", "objection", "note", "day", "time"))
    )
    if result.offers_invalid or result.offers_loss:
        leads_close.propose(lead_id, invalid=result.offers_invalid)
        return
    rows.close_card()


def _agreed_at(key: str) -> datetime:
    day = state.widget(f"{key}.day", clock.today() + timedelta(days=1))
    return datetime.combine(day, state.widget(f"{key}.time", time(10, 0)), tzinfo=store.actor().zone)


def _texts(lead: LeadDetail) -> None:
    """Ready texts; the copy button stands in the corner of each."""
    with store.reading() as read:
        ready = read(queries.touch_texts, lead_id=lead.id)
    st.caption(_("Copy it, send it yourself, then record the touch."))
    for number, text in enumerate(ready):
        st.markdown(f"**{fmt.plain(render(text.name))}**")
        words = "\n".join(render(line) for line in text.lines)
        st.code(words, language=None, wrap_lines=True)
        copy_button(words, key=f"leads.copy.{lead.id}.{number}")
