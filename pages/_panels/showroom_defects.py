"""Open defects of the showroom: say what is wrong, mend it, let somebody else look (Rule S1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from pages._panels import showroom_drawing as drawing
from pages._ui import clock, dialogs, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import viewer as looking
from pages._ui.components import Action, Badge, Tone
from pages._ui.tables import WorkItem
from pages._ui.uploads import upload
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.planning.queries import Person
from salesops.showroom import operations, queries
from salesops.showroom.queries import Defect

_PHOTOS = ["jpg", "jpeg", "png", "webp"]


def show(found: Sequence[Defect], now: datetime, people: Sequence[Person]) -> None:
    """The work list of defects, and the dialog of the one that was asked for."""
    if found:
        with ui.panel(ngettext("{n} defect to settle", "{n} defects to settle", len(found))):
            tables.work_rows(found, lambda each: _item(each, now), key="showroom.defects", size=6)
    what, row = dialogs.asked("showroom")
    chosen = next((each for each in found if each.id == row), None)
    if what == "defect" and chosen is not None:
        _details(chosen, {person.id: person.name for person in people})


def _item(each: Defect, now: datetime) -> WorkItem:
    badges = (
        [ui.urgency(each.due_at, now)]
        if each.fixed_at is None
        else [Badge(text=_("mended, look again"), tone=Tone.INFO, icon=":material/visibility:")]
    )
    if each.systemic:
        badges.append(
            Badge(text=_("failed {n} times of late", n=each.fails), tone=Tone.WARN, icon=":material/repeat:")
        )
    return WorkItem(
        title=each.item,
        facts=(
            ("", label(each.area)),
            (_("Car"), f"{each.code} {each.car}".strip()),
            (_("Owner"), each.owner),
            (_("Due"), fmt.moment(each.due_at)),
        ),
        badges=tuple(badges),
        note=each.note or None,
        actions=_actions(each),
    )


def _actions(each: Defect) -> tuple[Action, ...]:
    viewer = store.actor()
    details = Action(
        label=_("Photo and details") if each.has_photo else _("Details"),
        key=f"showroom.details.{each.id}",
        on_click=dialogs.ask,
        args=("showroom", "defect", each.id),
        icon=":material/edit_note:",
    )
    if each.fixed_at is not None:
        if each.owner_id == viewer.staff_id:
            return (details,)
        return (
            Action(
                label=_("Good"),
                key=f"showroom.good.{each.id}",
                on_click=_recheck,
                args=(each.id, True),
                icon=":material/thumb_up:",
                primary=True,
            ),
            Action(
                label=_("Not good"),
                key=f"showroom.bad.{each.id}",
                on_click=_recheck,
                args=(each.id, False),
                icon=":material/undo:",
            ),
            details,
        )
    if each.owner_id in (None, viewer.staff_id) or viewer.may(Permission.ARRANGE_SHOWROOM):
        mended = Action(
            label=_("Mended"),
            key=f"showroom.mended.{each.id}",
            on_click=_fixed,
            args=(each.id,),
            icon=":material/build:",
            primary=True,
        )
        return (mended, details)
    return (details,)


def _fixed(result_id: int) -> None:
    store.run(operations.mark_fixed, result_id=result_id, done=_("Mended; somebody else looks again."))


def _recheck(result_id: int, good: bool) -> None:
    done = _("Settled.") if good else _("Sent back to its owner.")
    store.run(operations.recheck, result_id=result_id, good=good, done=done)


def _details(each: Defect, names: Mapping[int, str]) -> None:
    @st.dialog(each.item, width="medium")
    def details() -> None:
        ui.dialog_feedback()
        today = clock.today()
        with store.reading() as read:
            view = read(queries.floor, today=today)
            photo = read(queries.photo, result_id=each.id) if each.has_photo else None
        prefix = f"showroom.defect.{each.id}"
        cars = {car.car.id: drawing.name(car) for car in view.standing} if view else {}
        st.selectbox(
            _("Car"),
            list(cars),
            index=_place(each.vehicle_id, list(cars)),
            format_func=lambda car_id: cars.get(car_id, ""),
            key=f"{prefix}.car",
            placeholder=_("Not about one car"),
        )
        st.text_area(_("What is wrong"), value=each.note, key=f"{prefix}.note")
        with st.grid(2, min_column_width=180, gap="small"):
            st.selectbox(
                _("Owner"),
                list(names),
                index=_place(each.owner_id, list(names)),
                format_func=lambda staff_id: names.get(staff_id, ""),
                key=f"{prefix}.owner",
                placeholder=_("Choose somebody"),
            )
            due = each.due_at.astimezone(looking.zone()) if each.due_at else None
            st.datetime_input(
                _("Due"),
                value=due.replace(tzinfo=None) if due else None,
                key=f"{prefix}.due",
                format="YYYY-MM-DD",
            )
        _photo(photo, prefix)
        ui.save(prefix, _save, each, prefix)

    details()


def _place(wanted: int | None, options: list[int]) -> int | None:
    return options.index(wanted) if wanted in options else None


def _photo(photo: bytes | None, prefix: str) -> None:
    if photo:
        st.image(photo, width=320)
    if st.toggle(_("Take a photo with the camera"), key=f"{prefix}.use_camera"):
        st.camera_input(_("Photo"), key=f"{prefix}.camera", label_visibility="collapsed")
    else:
        upload(_("Photo"), _PHOTOS, key=f"{prefix}.file", most_mb=6)


def _save(each: Defect, prefix: str) -> None:
    nothing: Any = None
    taken = state.widget(f"{prefix}.camera", nothing) or state.widget(f"{prefix}.file", nothing)
    local = looking.zone()
    due = state.widget(f"{prefix}.due", (each.due_at or clock.now()).astimezone(local))
    said = operations.Defect(
        vehicle_id=state.widget(f"{prefix}.car", None),
        note=state.widget(f"{prefix}.note", ""),
        owner_id=state.widget(f"{prefix}.owner", None),
        due_at=due.replace(tzinfo=local),
        photo=taken.getvalue() if taken is not None else None,
    )
    store.run(operations.describe_defect, result_id=each.id, defect=said, done=_("Saved."))
