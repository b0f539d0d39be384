"""Customer paths: record a way zone by zone, heat, dwell, the most common route (Rule S2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st

from pages._panels import showroom_drawing as drawing
from pages._ui import charts, clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.floorplan import Options, floor_plan
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.models.enums import Zone
from salesops.showroom import operations, queries
from salesops.showroom.queries import FloorView, Flow, SeenPath
from salesops.showroom.rules.paths import Stop

_TAPS = "showroom.path.taps"
_DAYS = (7, 30, 60)

Tap = tuple[Zone, datetime]


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    today = clock.today()
    days = state.widget("showroom.path.days", 30)
    view = read(queries.floor, today=today)
    flow = read(queries.flow, start=today - timedelta(days=days - 1), end=today + timedelta(days=1))
    if store.actor().may(Permission.INSPECT):
        with ui.panel(
            _("Record a path"),
            note=_("Tap each zone as the party enters it; the time between taps is the stay."),
        ):
            _record(view)
    st.segmented_control(
        _("Time span"),
        list(_DAYS),
        format_func=lambda each: ngettext("{n} day", "{n} days", each),
        default=30,
        required=True,
        key="showroom.path.days",
    )
    if not flow.parties:
        ui.empty_state(_("No path was observed in these days. Follow three parties: that is a beginning."))
    else:
        with ui.side_by_side():
            with ui.panel(_route_finding(flow)):
                _picture(view, flow)
            with ui.panel(_("What each zone draws")):
                _heat(flow)
    latest = read(queries.latest_paths)
    if latest:
        with ui.panel(
            _("Recorded last"), note=_("Choose a path to remove one that was recorded by mistake.")
        ):
            _latest(latest)
    return _answer(flow)


def _answer(flow: Flow) -> str:
    if not flow.parties or not flow.heat:
        return _("Nobody's path was observed lately.")
    top = flow.heat[0]
    return _(
        "{share} of {parties} parties stop at {zone}",
        share=fmt.percent(top.share, 0),
        parties=fmt.number(flow.parties),
        zone=label(top.zone),
    )


def _route_finding(flow: Flow) -> str:
    if not flow.routes:
        return _("No common route yet")
    route = flow.routes[0]
    return _(
        "Most common: {route} ({share})",
        route=" → ".join(label(zone) for zone in route.zones),
        share=fmt.percent(route.share, 0),
    )


def _record(view: FloorView | None) -> None:
    taps: Sequence[Tap] = state.get(_TAPS, ())
    here = {spot.zone for spot in view.spots} | {area.zone for area in view.areas} if view else set(Zone)
    with st.container(horizontal=True, gap="small"):
        for zone in Zone:
            if zone in here:
                ui.button(
                    Action(label=label(zone), key=f"showroom.tap.{zone.value}", on_click=_tap, args=(zone,))
                )
    if taps:
        steps = [
            f"{label(zone)} {fmt.duration(next_at - at)}"
            if next_at - at >= timedelta(minutes=1)
            else label(zone)
            for (zone, at), next_at in zip(taps, [*(at for _zone, at in taps[1:]), clock.now()], strict=True)
        ]
        st.markdown("**" + " → ".join(fmt.plain(step) for step in steps) + "**")
    ui.actions(
        [
            Action(
                label=_("The party left: save"),
                key="showroom.path.save",
                on_click=_save,
                icon=":material/save:",
                primary=True,
                disabled=not taps,
            ),
            Action(
                label=_("Take back the last tap"),
                key="showroom.path.undo",
                on_click=_undo,
                icon=":material/undo:",
                disabled=not taps,
            ),
            Action(
                label=_("Discard"),
                key="showroom.path.discard",
                on_click=_discard,
                icon=":material/delete:",
                disabled=not taps,
            ),
        ]
    )


def _tap(zone: Zone) -> None:
    taps: tuple[Tap, ...] = state.get(_TAPS, ())
    state.put(_TAPS, (*taps, (zone, clock.now())))


def _undo() -> None:
    taps: tuple[Tap, ...] = state.get(_TAPS, ())
    state.put(_TAPS, taps[:-1])


def _discard() -> None:
    state.drop(_TAPS)


def _save() -> None:
    taps: tuple[Tap, ...] = state.get(_TAPS, ())
    ends = [*(at for _zone, at in taps[1:]), clock.now()]
    stops = tuple(
        Stop(zone=zone, seconds=max(int((end - at).total_seconds()), 0))
        for (zone, at), end in zip(taps, ends, strict=True)
    )
    if store.run(operations.record_path, stops=stops, done=_("Path recorded.")) is not None:
        state.drop(_TAPS)


def _picture(view: FloorView | None, flow: Flow) -> None:
    if view is None:
        st.markdown(_("No floor plan is drawn yet."))
        return
    heat = {each.zone: each.share for each in flow.heat}
    floor_plan(
        drawing.floor_of(view, heat=heat, routes=drawing.drawn_routes(view, flow.routes)),
        [],
        key="showroom.flow",
        options=Options(revision=view.revision, tray=False, free=False),
    )
    for route in flow.routes:
        st.caption(
            fmt.plain(f"{fmt.percent(route.share, 0)} · " + " → ".join(label(zone) for zone in route.zones))
        )


def _heat(flow: Flow) -> None:
    charts.bars(
        _("Share of parties that stop in the zone"),
        [label(each.zone) for each in flow.heat],
        [each.share for each in flow.heat],
        key="showroom.heat",
        look=charts.Look(share=True, horizontal=True),
    )
    timed = [each for each in flow.heat if each.dwell_seconds]
    if timed:
        charts.bars(
            _("Usual stay in the zone"),
            [label(each.zone) for each in timed],
            [(each.dwell_seconds or 0) / 60 for each in timed],
            key="showroom.dwell",
            look=charts.Look(unit=_("minutes"), decimals=1, horizontal=True),
        )


def _latest(latest: Sequence[SeenPath]) -> None:
    columns = [
        Column[SeenPath](label=_("When"), value=lambda row: row.at, kind=Kind.MOMENT),
        Column[SeenPath](
            label=_("Path"), value=lambda row: " → ".join(label(stop.zone) for stop in row.stops)
        ),
        Column[SeenPath](
            label=_("Minutes"),
            value=lambda row: sum(stop.seconds for stop in row.stops) / 60,
            kind=Kind.DECIMAL,
        ),
        Column[SeenPath](label=_("Recorded by"), value=lambda row: row.by),
    ]
    chosen = tables.table(
        latest, columns, key="showroom.latest", select=store.actor().may(Permission.INSPECT)
    )
    if chosen is not None:
        ui.button(
            Action(
                label=_("Remove this path"),
                key=f"showroom.path.remove.{chosen.id}",
                on_click=_remove,
                args=(chosen.id,),
                icon=":material/delete:",
            )
        )


def _remove(path_id: int) -> None:
    store.run(operations.remove_path, path_id=path_id, done=_("Path removed."))
