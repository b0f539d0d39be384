"""Reception rota: who is at the door now and next, the line with its steps, and the plan of the day (M5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import streamlit as st

from pages._ui import clock, figures, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.figures import Card
from pages._ui.store import Reader
from pages._ui.tables import Column
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _, label
from salesops.models.enums import Role
from salesops.planning import queries as planning
from salesops.planning.operations import door as steps
from salesops.planning.operations.rota import RotaMade, make_rota
from salesops.planning.queries import RotaSlot
from salesops.planning.queries.door import Door, DoorPerson, door
from salesops.planning.rules.door import Standing

_SWAPS = 6
"""Changes of a new version that are told one by one."""
_TONES = {
    Standing.AT_DOOR: Tone.GOOD,
    Standing.WAITING: Tone.INFO,
    Standing.RESERVED: Tone.WARN,
    Standing.BUSY: Tone.WARN,
    Standing.AWAY: Tone.QUIET,
    Standing.STOPPED: Tone.URGENT,
    Standing.GONE: Tone.QUIET,
}


def show(read: Reader, now: datetime) -> None:
    """Now and next large, then the line, then the day."""
    found = read(door, now=now)
    ui.page_title(_("Reception rota"), _answer(found))
    with figures.stat_row():
        figures.figure_card(
            Card(label=_("Now at the door"), value=found.now_name or fmt.NOTHING, key="meeting.door.now")
        )
        figures.figure_card(
            Card(label=_("Next in line"), value=found.next_name or fmt.NOTHING, key="meeting.door.next")
        )
    with ui.side_by_side():
        with ui.panel(_("The line at the door"), note=_fairness(found)):
            _line(read, found)
        with ui.panel(_("Plan of the day")):
            _plan(read(planning.rota_of_day, day=clock.today()))


def _answer(found: Door) -> str:
    if found.all_busy:
        return _("Everybody is busy: ask a supervisor to receive.")
    if not found.now_name:
        return _("Nobody is planned at the door.")
    if found.planned:
        return _(
            "As planned: {now}, then {next}. Nobody has checked in yet.",
            now=found.now_name,
            next=found.next_name or fmt.NOTHING,
        )
    return _("Now {now}, then {next}.", now=found.now_name, next=found.next_name or fmt.NOTHING)


def _fairness(found: Door) -> str | None:
    if not found.fair_high:
        return None
    return _(
        "By chance alone everybody would have between {low} and {high} turns by now.",
        low=found.fair_low,
        high=found.fair_high,
    )


def _line(read: Reader, found: Door) -> None:
    viewer = store.actor()
    may_all = viewer.role is Role.RECEPTION or viewer.may(Permission.LEAD_MEETING)
    for person in found.people:
        _person(person, viewer.may(Permission.RECEIVE) and (may_all or person.staff_id == viewer.staff_id))
    here = {person.staff_id for person in found.people if person.standing is not Standing.GONE}
    missing = [
        person
        for person in read(planning.people, day=clock.today())
        if person.receives
        and person.away is None
        and person.id not in here
        and (may_all or person.id == viewer.staff_id)
    ]
    if missing and viewer.may(Permission.RECEIVE):
        st.caption(_("Not checked in yet"))
        ui.actions([_step(person.name, "check_in", steps.check_in, person.id) for person in missing])


def _person(person: DoorPerson, may: bool) -> None:
    badges = [Badge(text=label(person.standing), tone=_TONES[person.standing])]
    if person.flagged:
        badges.append(Badge(text=_("{count} skips", count=person.skips), tone=Tone.URGENT))
    facts = [
        (_("since"), fmt.clock_time(person.since)),
        (_("turns"), str(person.turns or "")),
        (_("own customers"), str(person.own or "")),
    ]
    marks = " ".join(ui.badge_text(mark) for mark in badges)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{fmt.plain(person.name)}** {marks} {ui.fact_text(facts)}", width="stretch")
        if may:
            _steps(person)


_STEPS: dict[str, tuple[str, Callable[..., Any]]] = {
    "take": (N_("Takes a walk-in"), steps.take_turn),
    "own": (N_("Own customer"), steps.receive_own),
    "skip": (N_("Skips the turn"), steps.skip_turn),
    "free": (N_("Free again"), steps.become_free),
    "away": (N_("Steps away"), steps.step_away),
    "back": (N_("Is back"), steps.come_back),
    "out": (N_("Goes home"), steps.check_out),
}
_WAITING = ("take", "own", "skip", "away", "out")
_FIRST = {Standing.AT_DOOR: "take", Standing.BUSY: "free", Standing.AWAY: "back"}
_MORE = {Standing.BUSY: ("out",), Standing.AWAY: ("own", "out"), Standing.GONE: ()}


def _steps(person: DoorPerson) -> None:
    """What comes next as a button; everything else in a menu, so that the line stays short."""
    first = _FIRST.get(person.standing)
    if first is not None:
        text, operation = _STEPS[first]
        ui.button(_step(_(text), first, operation, person.staff_id, primary=True))
    rest = [name for name in _MORE.get(person.standing, _WAITING) if name != first]
    if rest:
        key = f"meeting.door.more.{person.staff_id}"
        st.menu_button(
            _("More"),
            rest,
            format_func=lambda name: _(_STEPS[name][0]),
            key=key,
            on_click=_chosen,
            args=(person.staff_id, key),
        )


def _chosen(staff_id: int, key: str) -> None:
    name: str = state.widget(key, "")
    if name in _STEPS:
        _run(_STEPS[name][1], staff_id)


def _step(
    text: str, name: str, operation: Callable[..., Any], staff_id: int, *, primary: bool = False
) -> Action:
    return Action(
        label=text,
        key=f"meeting.door.{name}.{staff_id}",
        on_click=_run,
        args=(operation, staff_id),
        icon=":material/login:" if name == "check_in" else None,
        primary=primary,
    )


def _run(operation: Callable[..., Any], staff_id: int) -> None:
    store.run(operation, staff_id=staff_id, done=_("Noted at the door."))


def _plan(slots: list[RotaSlot]) -> None:
    may = store.actor().may(Permission.LEAD_MEETING)
    make = Action(
        label=_("Plan the week anew") if slots else _("Plan the week"),
        key="meeting.rota.make",
        on_click=_make,
        icon=":material/calendar_month:",
        primary=not slots,
        help=_(
            "Covers every opening minute, fair over the week, around days off, training and appointments."
        ),
    )
    if not slots:
        ui.empty_state(_("No rota is planned for today."), action=make if may else None)
        return
    tables.table(
        slots,
        [
            Column(label=_("From"), value=lambda slot: fmt.clock_time(slot.starts_at), pinned=True),
            Column(label=_("First"), value=lambda slot: slot.names[0]),
            Column(label=_("Then"), value=lambda slot: fmt.listed(list(slot.names[1:]))),
        ],
        key="meeting.rota.plan",
        height="content",
    )
    if may:
        ui.button(make)


def _make() -> None:
    store.run(make_rota, done=_made)


def _made(made: RotaMade) -> str:
    if made.gaps:
        return _(
            "{turns} turns are planned; for {gaps} spans nobody is there at all.",
            turns=made.turns,
            gaps=made.gaps,
        )
    if not made.swaps:
        return _("{turns} turns are planned without a gap.", turns=made.turns)
    shown = [
        _(
            "{moment}: {after} instead of {before}",
            moment=fmt.moment(swap.starts_at),
            after=swap.after,
            before=swap.before,
        )
        for swap in made.swaps[:_SWAPS]
    ]
    return _(
        "{turns} turns are planned without a gap, {changed} differ from the last version: {swaps}",
        turns=made.turns,
        changed=len(made.swaps),
        swaps=fmt.listed(shown) + (" …" if len(made.swaps) > _SWAPS else ""),
    )
