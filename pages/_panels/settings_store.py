"""The store itself, its opening hours, the check of its data, and the trail of changes."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from pages._panels import settings_numbers
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import language, measures, state, store, tables
from pages._ui.components import Action
from salesops.access import stores, trail, trail_fields, trail_words
from salesops.access.policies import stored_values
from salesops.access.stores import StoreFacts
from salesops.cli.integrity import problems
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import _, render
from salesops.db.engine import get_engine
from salesops.kpi.registry import FIGURES
from salesops.planning.rules.rail import RailPolicy

_ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Europe/Berlin")
_CATALOGUES = {"zh_CN": "zh", "en": "en"}


def show() -> None:
    """Name, brand, zone and language; opening hours; times of the day's stages."""
    with store.reading() as read:
        facts = read(stores.store_facts)
        stored = read(_stored)
    with ui.panel(_("The store")):
        with st.container(horizontal=True):
            st.text_input(_("Name of the store"), value=facts.name, key="settings.store.name")
            st.text_input(_("Brand"), value=facts.brand, key="settings.store.brand")
        with st.container(horizontal=True):
            zones = list(dict.fromkeys([facts.zone, *_ZONES]))
            st.selectbox(_("Time zone"), zones, key="settings.store.zone")
            st.selectbox(
                _("Language of printed sheets and messages"),
                list(_CATALOGUES),
                index=list(_CATALOGUES).index(facts.language) if facts.language in _CATALOGUES else 0,
                format_func=lambda name: language.OWN_NAMES[_CATALOGUES[name]],
                key="settings.store.language",
            )
        save = Action(
            label=_("Save"), key="settings.store.save", on_click=_save, icon=":material/save:", primary=True
        )
        ui.button(save)
    settings_numbers.group(HoursPolicy, stored)
    settings_numbers.group(RailPolicy, stored)


def _stored(session: Any, viewer: Any) -> dict[str, Any]:
    return stored_values(session, viewer.store_id)


def _save() -> None:
    facts = StoreFacts(
        name=state.widget("settings.store.name", ""),
        brand=state.widget("settings.store.brand", ""),
        zone=state.widget("settings.store.zone", "Asia/Shanghai"),
        language=state.widget("settings.store.language", "zh_CN"),
    )
    store.run(stores.save_store, facts=facts, done=_("The store is saved."))


def show_check() -> None:
    """Ask the database whether everything holds that must, and who changed what."""
    with ui.panel(
        _("Data check"), note=_("Looks for broken files, missing links and sums that do not add up.")
    ):
        if ui.button(Action(label=_("Check now"), key="settings.check", icon=":material/fact_check:")):
            with st.spinner(_("Checking")):
                found = problems(get_engine())
            if found:
                st.error("  \n".join(fmt.plain(render(each)) for each in found), icon=":material/report:")
            else:
                st.success(_("All is well."), icon=":material/check_circle:")
    with ui.panel(_("Changes"), note=_("Who changed what, newest first.")):
        _changes()


def _changes() -> None:
    with store.reading() as read:
        rows = read(trail.changes, limit=200)
    columns = [
        tables.Column[trail.TrailRow](label=_("When"), value=lambda row: row.at, kind=tables.Kind.MOMENT),
        tables.Column[trail.TrailRow](label=_("Who"), value=lambda row: row.who),
        tables.Column[trail.TrailRow](
            label=_("Action taken"), value=lambda row: trail_words.action(row.action)
        ),
        tables.Column[trail.TrailRow](label=_("Entry"), value=_entry),
    ]
    row = tables.table(rows, columns, key="settings.changes", select=True)
    if row is not None:
        _change(row)


def _change(row: trail.TrailRow) -> None:
    """One change with every value before and after."""

    @st.dialog(f"{trail_words.action(row.action)} · {_entry(row)}", width="large")
    def show() -> None:
        st.caption(fmt.plain(_("{who}, {when}", who=row.who, when=fmt.moment(row.at))))
        before, after = row.before or {}, row.after or {}
        names = list(dict.fromkeys([*before, *after]))
        columns = [
            tables.Column[str](label=_("Field"), value=_field),
            tables.Column[str](
                label=_("Before"), value=lambda name: _shown(row.entity, name, before.get(name))
            ),
            tables.Column[str](
                label=_("After"), value=lambda name: _shown(row.entity, name, after.get(name))
            ),
        ]
        if names:
            tables.table(names, columns, key="settings.change")
        if row.note:
            st.markdown(fmt.plain(row.note))

    show()


def _entry(row: trail.TrailRow) -> str:
    return trail_words.entity(row.entity, row.entity_id)


def _field(name: str) -> str:
    return measures.name(name) if name in FIGURES else trail_fields.field(name)


def _shown(entity: str, name: str, value: Any) -> str:
    if value is None or isinstance(value, str):
        return trail_fields.member(entity, name, value) or value or ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return json.dumps(value, ensure_ascii=False)
