"""The changes of one car: it arrived, it moved, something is written wrongly, it came unannounced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from pages._ui import clock, dialogs, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from salesops.core import vin as vins
from salesops.core.i18n import _, label, render
from salesops.inventory import operations, queries
from salesops.inventory.operations import VehicleFacts
from salesops.inventory.queries import CarRow
from salesops.models.enums import VehicleKind, VehicleStatus

_PIPELINE = (VehicleStatus.ORDERED, VehicleStatus.IN_TRANSIT)


def buttons(car: CarRow) -> None:
    """What can be done with the chosen car."""
    wanted = [("move", _("Move"), ":material/move_location:"), ("correct", _("Correct"), ":material/edit:")]
    if car.status in _PIPELINE:
        wanted = [("receive", _("Has arrived"), ":material/where_to_vote:"), wanted[1]]
    if car.status is VehicleStatus.SOLD:
        return
    ui.actions(
        [
            Action(
                label=text,
                key=f"inventory.{what}.{car.id}",
                on_click=dialogs.ask,
                args=("inventory", what, car.id),
                icon=icon,
            )
            for what, text, icon in wanted
        ]
    )


def receive(car: CarRow) -> None:
    """Note the arrival of a car."""

    @st.dialog(_("The car has arrived"))
    def dialog() -> None:
        ui.dialog_feedback()
        _name(car)
        day, place = f"inventory.received.{car.id}", f"inventory.place.{car.id}"
        st.date_input(
            _("Day of arrival"), value=clock.today(), max_value=clock.today(), key=day, format="YYYY-MM-DD"
        )
        st.text_input(_("Where it stands"), key=place, value=car.location)
        _save_button(_("Receive"), f"inventory.receive.save.{car.id}", _receive, (car.id, day, place))

    dialog()


def _receive(vehicle_id: int, day: str, place: str) -> None:
    store.run(
        operations.receive,
        vehicle_id=vehicle_id,
        arrived_on=state.widget(day, clock.today()),
        location=state.widget(place, ""),
        done=_("Car received."),
    )


def move(car: CarRow, places: Sequence[str]) -> None:
    """Note where a car stands now."""

    @st.dialog(_("Where does the car stand?"))
    def dialog() -> None:
        ui.dialog_feedback()
        _name(car)
        key = f"inventory.moved.{car.id}"
        st.selectbox(
            _("Place"),
            places,
            index=places.index(car.location) if car.location in places else None,
            key=key,
            accept_new_options=True,
            placeholder=_("Choose or type a place"),
        )
        _save_button(_("Move"), f"inventory.move.save.{car.id}", _move, (car.id, key))

    dialog()


def _move(vehicle_id: int, key: str) -> None:
    store.run(
        operations.move,
        vehicle_ids=(vehicle_id,),
        location=state.widget(key, ""),
        done=_("Place noted."),
    )


def correct(car: CarRow) -> None:
    """Correct what is written about a car."""

    @st.dialog(_("Correct the car"), width="large")
    def dialog() -> None:
        ui.dialog_feedback()
        prefix = f"inventory.fix.{car.id}"
        _fields(prefix, car, arrived=car.arrived_on)
        _save_button(_("Save"), f"{prefix}.save", _correct, (car, prefix))

    dialog()


def _correct(car: CarRow, prefix: str) -> None:
    store.run(
        operations.correct,
        vehicle_id=car.id,
        version=car.version,
        facts=_facts(prefix, car),
        done=_("Corrected."),
    )


def take_in() -> None:
    """Take in a car that nobody announced."""

    @st.dialog(_("Take in a car"), width="large")
    def dialog() -> None:
        ui.dialog_feedback()
        prefix = "inventory.new"
        with store.reading() as read:
            models = {each.id: each.name for each in read(queries.models)}
        st.selectbox(
            _("Model"),
            list(models),
            format_func=lambda each: models.get(each, ""),
            key=f"{prefix}.model",
            index=None,
            placeholder=_("Choose a model"),
        )
        _fields(prefix, None, arrived=clock.today())
        st.text_input(_("Where it stands"), key=f"{prefix}.place")
        _save_button(_("Take in"), f"{prefix}.save", _take_in, (prefix,))

    dialog()


def _take_in(prefix: str) -> None:
    made = store.run(
        operations.add_vehicle,
        model_id=state.widget(f"{prefix}.model", 0),
        facts=_facts(prefix, None),
        location=state.widget(f"{prefix}.place", ""),
        done=_("Car taken in."),
    )
    if made is not None:
        names = ("model", "vin", "why", "colour", "interior", "plate", "place")
        state.clear_widgets(*(f"{prefix}.{name}" for name in names))


def _fields(prefix: str, car: CarRow | None, *, arrived: date | None) -> None:
    vin = st.text_input(_("VIN"), key=f"{prefix}.vin", value=car.vin if car else "", max_chars=17)
    problems = vins.problems(vin.strip().upper()) if vin.strip() else []
    for problem in problems:
        ui.note(render(problem.reason), Tone.URGENT if problem.severe else Tone.WARN)
    if any(problem.may_override for problem in problems):
        st.text_input(_("Why this VIN is right"), key=f"{prefix}.why", value=car.vin_override if car else "")
    with st.grid(2, min_column_width=200, gap="small"):
        st.text_input(_("Colour"), key=f"{prefix}.colour", value=car.colour if car else "")
        st.text_input(_("Interior"), key=f"{prefix}.interior", value=car.interior if car else "")
        st.selectbox(
            _("Serves as"),
            list(VehicleKind),
            format_func=label,
            index=list(VehicleKind).index(car.kind) if car else 0,
            key=f"{prefix}.kind",
        )
        st.text_input(_("Number plate"), key=f"{prefix}.plate", value=car.plate if car else "")
        if car is not None and car.status in _PIPELINE:
            st.date_input(_("Expected"), value=car.eta_on, key=f"{prefix}.eta", format="YYYY-MM-DD")
        else:
            st.date_input(
                _("Day of arrival"),
                value=arrived,
                max_value=clock.today(),
                key=f"{prefix}.arrived",
                format="YYYY-MM-DD",
            )
    st.checkbox(
        _("The bank holds its certificate"), value=car.pledged if car else False, key=f"{prefix}.pledged"
    )


def _facts(prefix: str, car: CarRow | None) -> VehicleFacts:
    """What stands in the fields; what has no field keeps its value."""
    return VehicleFacts(
        vin=state.widget(f"{prefix}.vin", ""),
        vin_override=state.widget(f"{prefix}.why", car.vin_override if car else ""),
        colour=state.widget(f"{prefix}.colour", ""),
        interior=state.widget(f"{prefix}.interior", ""),
        kind=state.widget(f"{prefix}.kind", VehicleKind.NORMAL),
        plate=state.widget(f"{prefix}.plate", ""),
        eta_on=state.widget(f"{prefix}.eta", car.eta_on if car else None),
        arrived_on=state.widget(f"{prefix}.arrived", None),
        pledged=state.widget(f"{prefix}.pledged", False),
    )


def _name(car: CarRow) -> None:
    st.markdown(f"**{fmt.plain(car.model)}** · {fmt.plain(car.vin)}")
    ui.facts(((_("Colour"), car.colour), (_("Kept for"), car.order_no)))


def _save_button(text: str, key: str, callback: Callable[..., None], args: tuple[Any, ...]) -> None:
    ui.button(
        Action(label=text, key=key, on_click=callback, args=args, icon=":material/check:", primary=True)
    )
