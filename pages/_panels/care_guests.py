"""Guests of an owner event: whom to invite first, who accepted, who came (Rule C2)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store, tables
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.care import operations, queries
from salesops.care.operations import Invited
from salesops.care.queries import Candidate, EventRow, GuestRow
from salesops.core.i18n import _, label, ngettext, render
from salesops.models.enums import GuestStatus

_KEY = "care.guests"
_TONES = {
    GuestStatus.INVITED: Tone.QUIET,
    GuestStatus.ACCEPTED: Tone.GOOD,
    GuestStatus.CAME: Tone.GOOD,
    GuestStatus.DECLINED: Tone.QUIET,
    GuestStatus.NO_SHOW: Tone.WARN,
}
_ORDER = (
    GuestStatus.INVITED,
    GuestStatus.ACCEPTED,
    GuestStatus.CAME,
    GuestStatus.NO_SHOW,
    GuestStatus.DECLINED,
)


def show(read: Reader, event: EventRow) -> None:
    """The guests of one event, and before it begins whom to invite next."""
    rows = sorted(read(queries.guests, event_id=event.id), key=lambda row: _ORDER.index(row.status))
    with ui.side_by_side():
        with ui.panel(_("{title}: guests", title=event.title)):
            if rows:
                tables.work_list(
                    [_guest(event, row, first=at == 0) for at, row in enumerate(rows)],
                    key=f"{_KEY}.{event.id}",
                    size=6,
                )
            else:
                ui.empty_state(_("Nobody is invited yet."))
        if not event.over:
            _invite(event, read(queries.candidates, event_id=event.id))


def _guest(event: EventRow, row: GuestRow, *, first: bool) -> WorkItem:
    actions: list[Action] = []
    if row.own and event.over and row.status in (GuestStatus.INVITED, GuestStatus.ACCEPTED):
        actions = [
            _set(row, GuestStatus.CAME, _("Attended"), icon=":material/check:", primary=first),
            _set(row, GuestStatus.NO_SHOW, _("Did not come"), icon=":material/person_off:"),
        ]
    elif row.own and not event.over and row.status is GuestStatus.INVITED:
        actions = [
            _set(row, GuestStatus.ACCEPTED, _("Accepts"), icon=":material/check:", primary=first),
            _set(row, GuestStatus.DECLINED, _("Declines"), icon=":material/close:"),
        ]
    elif row.own and not event.over:
        actions = [_set(row, GuestStatus.INVITED, _("Back to invited"), icon=":material/undo:")]
    return WorkItem(
        title=row.customer,
        facts=((_("Telephone"), row.phone), (_("Invited by"), row.staff)),
        badges=(Badge(text=label(row.status), tone=_TONES[row.status]),),
        actions=tuple(actions),
    )


def _set(row: GuestRow, status: GuestStatus, text: str, *, icon: str, primary: bool = False) -> Action:
    return Action(
        label=text,
        key=f"{_KEY}.{status}.{row.id}",
        on_click=_save_status,
        args=(row.id, row.customer, status),
        icon=icon,
        primary=primary,
    )


def _save_status(guest_id: int, name: str, status: GuestStatus) -> None:
    store.run(
        operations.set_guest,
        guest_id=guest_id,
        status=status,
        done=_("{name}: {status}", name=name, status=status),
    )


def _invite(event: EventRow, people: Sequence[Candidate]) -> None:
    key = f"{_KEY}.invite.{event.id}"
    with ui.panel(
        _("Whom to invite next"),
        note=_(
            "Key customers first, then who brought others, then who bought more. It orders this list and never a price."
        ),
    ):
        agreed = {each.customer_id: each for each in people if each.consented}
        if not agreed:
            ui.empty_state(_("No further owner has agreed to invitations."))
        else:
            st.pills(
                _("Owners"),
                list(agreed)[:20],
                selection_mode="multi",
                format_func=lambda customer: _name(agreed[customer]) if customer in agreed else "",
                key=key,
                label_visibility="collapsed",
            )
            ui.button(
                Action(
                    label=_("Invite them"),
                    key=f"{key}.save",
                    on_click=_save_invitations,
                    args=(event.id, key),
                    icon=":material/mail:",
                    primary=True,
                )
            )
        missing = len(people) - len(agreed)
        if missing:
            text = ngettext(
                "{n} more owner has not agreed to invitations.",
                "{n} more owners have not agreed to invitations.",
                missing,
            )
            ui.note(text, Tone.QUIET)


def _name(person: Candidate) -> str:
    if not person.reasons:
        return person.customer
    return _(
        "{name} ({why})", name=person.customer, why=fmt.listed([render(each) for each in person.reasons])
    )


def _save_invitations(event_id: int, key: str) -> None:
    chosen: tuple[int, ...] = tuple(state.widget(key, []))
    if store.run(operations.invite, event_id=event_id, customer_ids=chosen, done=_invited) is not None:
        state.clear_widgets(key)


def _invited(result: Invited) -> str:
    return ngettext("{n} owner is invited.", "{n} owners are invited.", result.invited)
