"""The store's own floor plan and list of items to check (Rules S1, S3)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from pages._panels import showroom_drawing as drawing
from pages._panels import showroom_usual_items as usual
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui.components import Action
from pages._ui.floorplan import Options, floor_plan
from pages._ui.store import Reader
from salesops.core.i18n import _, label, ngettext
from salesops.models.enums import InspectionArea, Zone
from salesops.showroom import operations, queries
from salesops.showroom.operations import ItemDraft, PlanDraft, SlotDraft
from salesops.showroom.queries import FloorView, Item
from salesops.showroom.rules.layout import Spot

_SLOTS, _ITEMS = "showroom.setup.slots", "showroom.setup.items"


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    view = read(queries.floor, today=clock.today())
    items = read(queries.items, with_retired=True)
    with ui.panel(_("The room")):
        _room(view)
    if view is not None:
        with ui.side_by_side(narrowest=560):
            with ui.panel(_("Places for cars"), note=_places_note()):
                _places(view)
            with ui.panel(_("As it is drawn now")):
                floor_plan(
                    drawing.floor_of(view),
                    drawing.placed(view.standing, movable=False),
                    key="showroom.setup.plan",
                    options=Options(revision=view.revision, tray=False),
                )
    with ui.panel(_("What is checked on a round"), note=_("Severity 1 to 3 weighs an item in the score.")):
        _items(items)
    active = sum(item.active for item in items)
    return _("{places} places, {items} items to check", places=len(view.spots) if view else 0, items=active)


def _places_note() -> str:
    return _("Metres from the lower left corner; turned counter-clockwise. Add a line for a new place.")


def _room(view: FloorView | None) -> None:
    room = view.room if view else None
    with st.grid(3, min_column_width=180, gap="small"):
        st.text_input(_("Name of the showroom"), value=view.name if view else "", key="showroom.setup.name")
        _number(_("Width, m"), room.width if room else 24.0, "width")
        _number(_("Depth, m"), room.depth if room else 16.0, "depth")
        _number(_("Entrance from the left, m"), room.entrance[0] if room else 12.0, "x")
        _number(_("Entrance from below, m"), room.entrance[1] if room else 0.0, "y")
        st.number_input(
            _("One enters looking towards, degrees"),
            -180,
            360,
            round(room.heading) if room else 90,
            15,
            key="showroom.setup.heading",
            help=_("0 is to the right, 90 is up."),
        )
    ui.button(
        Action(
            label=_("Save the room"),
            key="showroom.setup.room",
            on_click=_save_room,
            icon=":material/save:",
            primary=view is None,
        )
    )


def _number(name: str, value: float, key: str) -> None:
    st.number_input(name, 0.0, 200.0, value, 0.5, key=f"showroom.setup.{key}")


def _save_room() -> None:
    def metres(key: str) -> Decimal:
        return Decimal(str(state.widget(f"showroom.setup.{key}", 0.0)))

    draft = PlanDraft(
        name=state.widget("showroom.setup.name", ""),
        width_m=metres("width"),
        depth_m=metres("depth"),
        entrance_x=metres("x"),
        entrance_y=metres("y"),
        entrance_heading=int(state.widget("showroom.setup.heading", 90)),
    )
    store.run(operations.draw_plan, draft=draft, done=_("Room saved."))


def _places(view: FloorView) -> None:
    frame = pd.DataFrame(
        [_slot_row(spot) for spot in view.spots],
        columns=["id", "code", "x", "y", "length", "width", "turn", "zone"],
    )
    st.data_editor(
        frame,
        key=f"{_SLOTS}.{view.revision}",
        num_rows="dynamic",
        hide_index=True,
        column_order=["code", "x", "y", "length", "width", "turn", "zone"],
        column_config={
            "code": st.column_config.TextColumn(_("Code"), required=True, width=58),
            "x": _metres(_("x"), _("From the left, m"), 10.0),
            "y": _metres(_("y"), _("From below, m"), 8.0),
            "length": _metres(_("Long"), _("Length, m"), 5.4),
            "width": _metres(_("Wide"), _("Width, m"), 2.6),
            "turn": st.column_config.NumberColumn(
                _("Angle"),
                help=_("Turned, degrees"),
                default=0,
                step=15,
                min_value=-180,
                max_value=360,
                width=62,
            ),
            "zone": st.column_config.SelectboxColumn(
                _("Zone"),
                options=list(Zone),
                format_func=lambda each: label(Zone(str(each))),
                default=Zone.LINE,
                required=True,
                width=92,
            ),
        },
    )
    ui.button(
        Action(
            label=_("Save the places"),
            key="showroom.setup.save_slots",
            on_click=_save_slots,
            args=(view,),
            icon=":material/save:",
        )
    )


def _metres(name: str, tip: str, default: float) -> Any:
    return st.column_config.NumberColumn(
        name, help=tip, default=default, step=0.1, min_value=0.0, max_value=200.0, format="%.1f", required=True,
        width=62,
    )  # fmt: skip


def _slot_row(spot: Spot) -> dict[str, Any]:
    rect = spot.rect
    return {
        "id": spot.id,
        "code": spot.code,
        "x": rect.x,
        "y": rect.y,
        "length": rect.length,
        "width": rect.width,
        "turn": round(rect.rotation),
        "zone": spot.zone.value,
    }


def _save_slots(view: FloorView) -> None:
    rows = [_slot_row(spot) for spot in view.spots]
    slots = [_slot(row) for row in _edited(rows, f"{_SLOTS}.{view.revision}")]
    store.run(
        operations.save_slots,
        plan_id=view.plan_id,
        revision=view.revision,
        slots=slots,
        done=lambda count: ngettext("{n} place saved.", "{n} places saved.", count),
    )


def _edited(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The rows as the editor has them now: changed, added, deleted."""
    changes: dict[str, Any] = state.widget(key, {})
    for place, values in changes.get("edited_rows", {}).items():
        rows[int(place)] |= values
    gone = {int(place) for place in changes.get("deleted_rows", [])}
    return [row for place, row in enumerate(rows) if place not in gone] + list(changes.get("added_rows", []))


def _slot(row: dict[str, Any]) -> SlotDraft:
    def metres(name: str, default: float) -> Decimal:
        return Decimal(str(row.get(name) if row.get(name) is not None else default))

    return SlotDraft(
        id=row.get("id"),
        code=str(row.get("code") or ""),
        x=metres("x", 10.0),
        y=metres("y", 8.0),
        length_m=metres("length", 5.4),
        width_m=metres("width", 2.6),
        rotation=int(row.get("turn") or 0),
        zone=Zone(row.get("zone") or Zone.LINE),
    )


def _items(items: Sequence[Item]) -> None:
    if not items:
        ui.empty_state(
            _("Nothing is checked yet."),
            action=Action(
                label=_("Begin with the usual list"),
                key="showroom.setup.usual",
                on_click=_add_usual,
                icon=":material/playlist_add:",
                primary=True,
            ),
        )
    frame = pd.DataFrame(
        [_item_row(item) for item in items], columns=["id", "area", "title", "severity", "per_car", "active"]
    )
    st.data_editor(
        frame,
        key=_ITEMS,
        num_rows="add",
        hide_index=True,
        column_order=["area", "title", "severity", "per_car", "active"],
        column_config={
            "area": st.column_config.SelectboxColumn(
                _("Part"),
                options=list(InspectionArea),
                format_func=lambda each: label(InspectionArea(str(each))),
                default=InspectionArea.HALL,
                required=True,
                width=88,
            ),
            "title": st.column_config.TextColumn(_("What is checked"), required=True, width=170),
            "severity": st.column_config.NumberColumn(
                _("Weight"), help=_("Severity"), default=1, min_value=1, max_value=3, step=1, width=80
            ),
            "per_car": st.column_config.CheckboxColumn(
                _("Per car"), help=_("Every car"), default=False, width=86
            ),
            "active": st.column_config.CheckboxColumn(_("In use"), default=True, width=76),
        },
    )
    ui.button(
        Action(
            label=_("Save the items"),
            key="showroom.setup.save_items",
            on_click=_save_items,
            args=(tuple(items),),
            icon=":material/save:",
        )
    )


def _item_row(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "area": item.area.value,
        "title": item.title,
        "severity": item.severity,
        "per_car": item.per_car,
        "active": item.active,
    }


def _add_usual() -> None:
    store.run(
        operations.add_items,
        drafts=usual.items(),
        done=lambda count: ngettext("{n} item added.", "{n} items added.", count),
    )


def _save_items(items: tuple[Item, ...]) -> None:
    changes: dict[str, Any] = state.widget(_ITEMS, {})
    saved = True
    for place, values in changes.get("edited_rows", {}).items():
        item = items[int(place)]
        draft = _draft(_item_row(item) | values)
        done = store.run(_changed, item_id=item.id, draft=draft, done=_("Items saved."))
        saved = saved and done is not None
    added = [_draft(row) for row in changes.get("added_rows", []) if row.get("title")]
    if added:
        done_count = store.run(operations.add_items, drafts=added, done=_("Items saved."))
        saved = saved and done_count is not None
    if saved:
        state.clear_widgets(_ITEMS)


def _changed(session: Any, actor: Any, **values: Any) -> bool:
    operations.change_item(session, actor, **values)
    return True


def _draft(row: dict[str, Any]) -> ItemDraft:
    return ItemDraft(
        area=InspectionArea(row.get("area") or InspectionArea.HALL),
        title=str(row.get("title") or ""),
        severity=int(row.get("severity") or 1),
        per_car=bool(row.get("per_car")),
        active=bool(row.get("active", True)),
    )
