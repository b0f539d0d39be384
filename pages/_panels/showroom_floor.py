"""The floor plan: move cars by hand or by list, see its faults, accept the proposal (Rule S3)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._panels import showroom_drawing as drawing
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.floorplan import Move as Dragged
from pages._ui.floorplan import Options, floor_plan
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.models.enums import MarginClass
from salesops.showroom import operations, queries
from salesops.showroom.operations import Step
from salesops.showroom.queries import FloorCar, FloorView, Proposed
from salesops.showroom.rules.checks import Finding, FindingKind
from salesops.showroom.rules.layout import Move

_WAITING = 5
"""Cars from stock that wait below the plan; any other is chosen by name."""


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    view = read(queries.floor, today=clock.today())
    if view is None:
        ui.empty_state(_("No floor plan is drawn yet."), action=_draw_action())
        return _("The showroom has no floor plan yet.")
    arranges = store.actor().may(Permission.ARRANGE_SHOWROOM)
    proposed = view.proposed
    with ui.side_by_side(narrowest=560):
        with ui.panel(_legend_title(view), note=_legend()):
            shown = (
                arranges
                and bool(proposed.proposal.moves)
                and st.toggle(_("Show the proposed moves"), key="showroom.proposed")
            )
            _plan(view, proposed, arranges=arranges, shown=shown)
            if arranges:
                _by_list(view)
        with st.container():
            with ui.panel(_faults_title(view.findings)):
                _faults(view, arranges)
            with ui.panel(_proposal_title(proposed)):
                _proposal(view, proposed, arranges)
    return _answer(view)


def _draw_action() -> Action | None:
    if not store.actor().may(Permission.ARRANGE_SHOWROOM):
        return None
    return Action(
        label=_("Draw it"), key="showroom.draw", on_click=_go_setup, icon=":material/draw:", primary=True
    )


def _go_setup() -> None:
    state.set_widget("showroom.view", "setup")


def _answer(view: FloorView) -> str:
    urgent = sum(finding.urgent for finding in view.findings)
    if urgent:
        return ngettext("{n} fault of the layout needs you", "{n} faults of the layout need you", urgent)
    gain = view.proposed.proposal.gain
    if gain >= 0.01 and view.proposed.proposal.moves:
        return _("Another layout makes {gain} more of the attention", gain=fmt.percent(gain, 0))
    return _("The floor stands as it should.")


def _legend_title(view: FloorView) -> str:
    return _(
        "{cars} cars on {places} places, {share} of the attention falls on high margin",
        cars=len(view.standing),
        places=len(view.spots),
        share=fmt.percent(view.proposed.proposal.high_margin_now, 0),
    )


def _legend() -> str:
    return _("Green: high margin. Brown with !: 45 days and older. Red with !: sold or kept for somebody.")


def _plan(view: FloorView, proposed: Proposed, *, arranges: bool, shown: bool) -> None:
    moves = proposed.proposal.moves
    wanted = {move.car.id for move in moves if move.to_spot is not None} if shown else set()
    waiting = [car for car in view.stock if car.car.id in wanted] if arranges else []
    rest = _one_of_each(view.stock, wanted) if arranges else []
    shown_cars = (*view.standing, *waiting, *rest[: max(_WAITING - len(waiting), 0)])
    cars = drawing.placed(shown_cars, movable=arranges)
    targets = {move.car.id: move.to_spot.id for move in moves if move.to_spot is not None} if shown else {}

    def moved(dragged: Dragged) -> None:
        _move(view.plan_id, dragged.revision, dragged.car_id, dragged.to_place)

    floor_plan(
        drawing.floor_of(view),
        cars,
        key="showroom.plan",
        options=Options(
            revision=view.revision, on_move=moved if arranges else None, proposed=targets, tray=arranges
        ),
    )


def _one_of_each(stock: Sequence[FloorCar], but: set[int]) -> list[FloorCar]:
    """The oldest car of each model in stock, the oldest first."""
    oldest: dict[int, FloorCar] = {}
    for each in stock:
        if each.car.id not in but:
            oldest.setdefault(each.car.model_id, each)
    return list(oldest.values())


def _move(plan_id: int, revision: int, vehicle_id: int, slot_id: int | None) -> None:
    store.run(
        operations.move_car,
        plan_id=plan_id,
        revision=revision,
        vehicle_id=vehicle_id,
        slot_id=slot_id,
        done=_("Car moved."),
    )


def _by_list(view: FloorView) -> None:
    """The same without a mouse: any car of the stock, any place."""
    cars = {car.car.id: car for car in (*view.standing, *view.stock)}
    spots = {spot.id: spot.code for spot in view.spots}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        car_id = st.selectbox(
            _("Car"),
            list(cars),
            index=None,
            format_func=lambda each: _on(cars[each], spots) if each in cars else "",
            key="showroom.move.car",
            placeholder=_("Choose a car"),
            filter_mode="contains",
            width=420,
        )
        slot_id = st.selectbox(
            _("Display place"),
            [*spots, 0],
            index=None,
            format_func=lambda each: spots.get(each, _("off the floor")),
            key="showroom.move.place",
            placeholder=_("Choose a place"),
            width=180,
        )
        ui.button(
            Action(
                label=_("Move"),
                key="showroom.move.save",
                on_click=_move_chosen,
                args=(view.plan_id, view.revision, car_id, slot_id),
                icon=":material/move_location:",
                disabled=car_id is None or slot_id is None,
            )
        )


def _on(car: FloorCar, spots: dict[int, str]) -> str:
    place = spots.get(car.car.spot_id or 0, "")
    return f"{place} · {drawing.name(car)}" if place else drawing.name(car)


def _move_chosen(plan_id: int, revision: int, vehicle_id: int, slot_id: int) -> None:
    _move(plan_id, revision, vehicle_id, slot_id or None)


def _proposal_title(proposed: Proposed) -> str:
    found = proposed.proposal
    if not found.moves:
        return _("No better layout is known")
    return _("Proposed: {gain} more worth of attention", gain=fmt.percent(found.gain, 0))


def _proposal(view: FloorView, proposed: Proposed, arranges: bool) -> None:
    found = proposed.proposal
    if not found.moves:
        st.markdown(_("The cars stand where margin, age and the paths of visitors want them."))
        return
    ui.facts(
        (
            (
                _("High margin gets"),
                _(
                    "{now} of the attention today, {then} then",
                    now=fmt.percent(found.high_margin_now, 0),
                    then=fmt.percent(found.high_margin_then, 0),
                ),
            ),
            (_("Observed parties"), fmt.number(view.parties)),
        )
    )
    new = [fault for fault in proposed.faults if fault.urgent]
    for fault in new[:3]:
        ui.note(render(fault.sentence), Tone.WARN)
    if arranges:
        steps = tuple(
            Step(vehicle_id=move.car.id, slot_id=move.to_spot.id if move.to_spot else None)
            for move in found.moves
        )
        ui.button(
            Action(
                label=_("Arrange it so"),
                key="showroom.accept",
                on_click=_accept,
                args=(view.plan_id, view.revision, steps),
                icon=":material/done_all:",
                primary=True,
            )
        )
    tables.work_rows(found.moves, _step, key="showroom.steps", size=6)


def _step(move: Move) -> WorkItem:
    place = move.to_spot.code if move.to_spot else _("off the floor")
    start = move.from_spot.code if move.from_spot else _("from stock")
    tone = Tone.GOOD if move.car.margin is MarginClass.HIGH else Tone.QUIET
    return WorkItem(
        title=f"{start} → {place}",
        facts=(("", move.car.name), ("", ngettext("{n} day", "{n} days", move.car.age_days))),
        badges=(
            Badge(
                text=label(move.car.margin),
                tone=tone,
                icon=":material/payments:",
            ),
        ),
        note=render(move.reason),
    )


def _accept(plan_id: int, revision: int, steps: tuple[Step, ...]) -> None:
    store.run(
        operations.accept_proposal,
        plan_id=plan_id,
        revision=revision,
        steps=steps,
        done=lambda count: ngettext("{n} car moved.", "{n} cars moved.", count),
    )


def _faults_title(faults: Sequence[Finding]) -> str:
    if not faults:
        return _("Distances, aisle and golden zone are in order")
    return ngettext("{n} point to look at", "{n} points to look at", len(faults))


def _faults(view: FloorView, arranges: bool) -> None:
    if not view.findings:
        st.markdown(_("Every car is reached, and stands far enough from the others, the walls and the door."))
        return
    items = [
        WorkItem(
            title=fmt.listed(list(fault.codes)),
            badges=(Badge(text=label(fault.kind), tone=Tone.URGENT if fault.urgent else Tone.QUIET),),
            note=render(fault.sentence),
            actions=(_mend(view, fault, place),) if arranges else (),
        )
        for place, fault in enumerate(view.findings)
    ]
    tables.work_list(items, key="showroom.faults", size=5)


def _mend(view: FloorView, fault: Finding, place: int) -> Action:
    """What mends a fault: take the car off, choose another, or move the place itself."""
    spot = next(spot for spot in view.spots if spot.code == fault.codes[0])
    car = next((each.car.id for each in view.standing if each.car.spot_id == spot.id), None)
    key = f"showroom.mend.{place}"
    if fault.kind is FindingKind.SOLD and car is not None:
        return Action(
            label=_("Take it off"),
            key=key,
            on_click=_move,
            args=(view.plan_id, view.revision, car, None),
            icon=":material/output:",
        )
    if fault.kind in (FindingKind.GOLDEN_CAR, FindingKind.SAME_CAR):
        return Action(
            label=_("Choose another car"),
            key=key,
            on_click=_aim,
            args=(spot.id,),
            icon=":material/swap_horiz:",
        )
    return Action(label=_("Change the places"), key=key, on_click=_go_setup, icon=":material/edit_location:")


def _aim(slot_id: int) -> None:
    """Fill in the place below the plan; the car is chosen there."""
    state.set_widget("showroom.move.place", slot_id)
    state.tell(state.FeedbackKind.NOTE, _("Choose the car below the plan, then move it."))
