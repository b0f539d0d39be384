"""Experiences: night drive and tea, family day; offered by profile while there are places; what came of them (Rule I4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import streamlit as st

from pages._panels import intent_rows as rows
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.intent import operations, queries
from salesops.intent.operations import Experience
from salesops.intent.queries import Candidate, ExperienceRow, GuestRow
from salesops.intent.rules.experiences import EXPERIENCES, fitting
from salesops.models.enums import EventKind, GuestStatus, Profile

_OPEN = "intent.experience.open"
_NEW = "intent.experience.new"
_FEW = 20
_TONES = {
    GuestStatus.INVITED: Tone.INFO,
    GuestStatus.ACCEPTED: Tone.GOOD,
    GuestStatus.CAME: Tone.GOOD,
    GuestStatus.DECLINED: Tone.QUIET,
    GuestStatus.NO_SHOW: Tone.URGENT,
}
_NEXT = {
    GuestStatus.INVITED: (GuestStatus.ACCEPTED, GuestStatus.DECLINED),
    GuestStatus.ACCEPTED: (GuestStatus.CAME, GuestStatus.NO_SHOW),
}


def show(read: Reader) -> str:
    """Draw what lies ahead with its guests, then what is over with its effect; give the finding."""
    today = clock.today()
    found = read(queries.experiences)
    ahead = [row for row in reversed(found) if row.day >= today]
    over = [row for row in found if row.day < today]
    if store.actor().may(Permission.EDIT_LIBRARY):
        ui.button(
            Action(
                label=_("New experience"),
                key=_NEW,
                on_click=_open_new,
                icon=":material/add:",
                primary=not ahead,
            )
        )
    if not ahead:
        ui.empty_state(_("No experience lies ahead."))
    for row in ahead:
        _experience(row)
    _over(over)
    _show_open(read, found)
    return _answer(ahead)


def _answer(ahead: Sequence[ExperienceRow]) -> str:
    if not ahead:
        return _("No experience is planned")
    free = [row for row in ahead if row.free]
    if not free:
        return ngettext(
            "{n} experience lies ahead, all places are taken",
            "{n} experiences lie ahead, all places are taken",
            len(ahead),
        )
    first = free[0]
    return ngettext(
        "{n} place is free at {title}, {day}",
        "{n} places are free at {title}, {day}",
        first.free,
        title=first.title,
        day=fmt.near_day(first.day),
    )


def _experience(row: ExperienceRow) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        full = row.free == 0
        mark = Badge(
            text=_("full") if full else ngettext("{n} place free", "{n} places free", row.free),
            tone=Tone.WARN if full else Tone.GOOD,
        )
        st.markdown(
            f"**{fmt.plain(row.title)}** {ui.badge_text(mark)}  \n"
            + ui.fact_text(
                (
                    ("", label(row.kind)),
                    ("", fmt.moment(row.starts_at)),
                    (_("Fits"), rows.labels(fitting(row.kind, row.profile))),
                    (_("Places taken"), fmt.ratio(row.taken, row.capacity)),
                    (_("Accepted"), fmt.number(row.accepted)),
                )
            ),
            width="stretch",
        )
        ui.button(
            Action(
                label=_("Guests"),
                key=f"intent.guests.{row.id}",
                on_click=_open,
                args=(row.id,),
                icon=":material/group_add:",
                primary=not full,
            )
        )


def _over(found: Sequence[ExperienceRow]) -> None:
    """History: who came, and how many of them have ordered since."""
    if not found:
        return
    came, ordered = sum(row.came for row in found), sum(row.ordered for row in found)
    away = sum(row.stayed_away for row in found)
    ui.section(
        _("So far: {came} guests came, {ordered} of them have ordered since", came=came, ordered=ordered)
    )
    if away:
        bought = sum(row.stayed_away_ordered for row in found)
        text = _(
            "Of {away} who were invited and did not come, {bought} have ordered", away=away, bought=bought
        )
        st.caption(fmt.plain(text))
        if came and min(came, away) < _FEW:
            st.caption(_("Few guests yet: the difference may be chance."))
    columns = [
        Column[ExperienceRow](label=_("Day"), value=lambda row: row.day, kind=Kind.DAY),
        Column[ExperienceRow](label=_("Experience"), value=lambda row: row.title),
        Column[ExperienceRow](label=_("Turned up"), value=lambda row: row.came, kind=Kind.NUMBER),
        Column[ExperienceRow](label=_("Ordered since"), value=lambda row: row.ordered, kind=Kind.NUMBER),
        Column[ExperienceRow](
            label=_("Not come, ordered"),
            value=lambda row: fmt.ratio(row.stayed_away_ordered, row.stayed_away),
        ),
    ]
    chosen = tables.table(found, columns, key="intent.over", select=True)
    if chosen is not None:
        ui.button(
            Action(
                label=_("Guests of {title}", title=chosen.title),
                key="intent.over.guests",
                on_click=_open,
                args=(chosen.id,),
            )
        )


def _open(event_id: int) -> None:
    state.put(_OPEN, event_id)


def _open_new() -> None:
    state.put(_OPEN, -1)


def _close() -> None:
    state.drop(_OPEN)


def _show_open(read: Reader, found: Sequence[ExperienceRow]) -> None:
    opened = state.get(_OPEN, 0)
    if opened == -1:
        _new_dialog()
        return
    event = next((row for row in found if row.id == opened), None)
    if event is not None:
        _guest_dialog(event)


def _guest_dialog(event: ExperienceRow) -> None:
    @st.dialog(event.title, width="large", on_dismiss=_close)
    def opened() -> None:
        ui.dialog_feedback()
        with store.reading() as read:
            guests = read(queries.guests, event_id=event.id)
            fits = read(queries.candidates, event=event) if event.day >= clock.today() else []
        _guests(guests, over=event.day <= clock.today())
        if fits:
            _candidates(event, fits)

    opened()


def _guests(found: Sequence[GuestRow], *, over: bool) -> None:
    ui.section(ngettext("{n} guest", "{n} guests", len(found)))
    if not found:
        st.caption(_("Nobody is invited yet."))
    items = [
        WorkItem(
            title=rows.name_of(row.customer),
            badges=(Badge(text=label(row.status), tone=_TONES[row.status]),),
            facts=(("", row.phone), (_("Invited by"), row.invited_by)),
            actions=tuple(_guest_actions(row, over=over)),
        )
        for row in found
    ]
    tables.work_list(items, key="intent.guests", size=6)


def _guest_actions(row: GuestRow, *, over: bool) -> list[Action]:
    offered: tuple[GuestStatus, ...] = _NEXT.get(row.status, ())
    if row.status is GuestStatus.INVITED and over:
        offered = (GuestStatus.CAME, GuestStatus.NO_SHOW)
    if row.status is GuestStatus.ACCEPTED and not over:
        offered = (GuestStatus.DECLINED,)
    return [
        Action(
            label=label(status),
            key=f"intent.guest.{row.id}.{status.value}",
            on_click=_set_guest,
            args=(row.id, status),
        )
        for status in offered
    ]


def _set_guest(guest_id: int, status: GuestStatus) -> None:
    store.run(operations.set_guest, guest_id=guest_id, status=status)


def _candidates(event: ExperienceRow, found: Sequence[Candidate]) -> None:
    ui.section(_("Whom it fits"))
    items = [
        WorkItem(
            title=rows.name_of(row.customer),
            badges=(Badge(text=label(row.profile), tone=Tone.QUIET, icon=":material/group:"),),
            facts=(
                ("", row.model),
                (_("Consultant"), row.owner or _("nobody")),
                (_("Next step"), rows.step_text(row.next_step, row.next_step_on)),
            ),
            actions=(
                Action(
                    label=_("Invite"),
                    key=f"intent.invite.{row.customer_id}",
                    on_click=_invite,
                    args=(event.id, row.customer_id),
                    disabled=event.free == 0,
                ),
            ),
        )
        for row in found
    ]
    tables.work_list(items, key="intent.fits", size=5)


def _invite(event_id: int, customer_id: int) -> None:
    store.run(operations.invite_guest, event_id=event_id, customer_id=customer_id)


def _new_dialog() -> None:
    key = "intent.experience"

    @st.dialog(_("New experience"), on_dismiss=_close)
    def form() -> None:
        ui.dialog_feedback()
        st.segmented_control(
            _("Kind"),
            list(EXPERIENCES),
            format_func=label,
            default=EXPERIENCES[0],
            key=f"{key}.kind",
            required=True,
        )
        st.text_input(
            _("Name of the experience"),
            key=f"{key}.title",
            max_chars=80,
            placeholder=_("As the customer reads it"),
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.date_input(
                _("Day"),
                value=clock.today() + timedelta(days=7),
                min_value=clock.today(),
                key=f"{key}.day",
                format="YYYY-MM-DD",
                width=170,
            )
            st.time_input(
                _("Time"), value=time(18, 30), key=f"{key}.time", step=timedelta(minutes=30), width=130
            )
            st.number_input(
                _("Places"), min_value=1, max_value=500, value=10, step=1, key=f"{key}.places", width=130
            )
        st.pills(_("Made for"), list(Profile)[:-1], format_func=label, key=f"{key}.profile")
        ui.button(Action(label=_("Offer it"), key=f"{key}.save", on_click=_save_new, primary=True))

    form()


def _save_new() -> None:
    key = "intent.experience"
    day: date = state.widget(f"{key}.day", clock.today() + timedelta(days=7))
    at = datetime.combine(day, state.widget(f"{key}.time", time(18, 30)), tzinfo=store.actor().zone)
    kind: EventKind = state.widget(f"{key}.kind", EXPERIENCES[0])
    saved = store.run(
        operations.save_experience,
        experience=Experience(
            kind=kind,
            title=state.widget(f"{key}.title", ""),
            starts_at=at,
            capacity=state.widget(f"{key}.places", 10),
            profile=state.widget(f"{key}.profile", Profile.UNKNOWN),
        ),
        done=_("The experience is offered."),
    )
    if saved is not None:
        state.clear_widgets(
            *(f"{key}.{name}" for name in ("kind", "title", "day", "time", "places", "profile"))
        )
        _close()
