"""The business numbers: value, unit, default, rule and bounds of each; saved a group at a time."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_origin

import streamlit as st

import salesops
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store
from pages._ui.components import Action
from salesops.access import policies
from salesops.access.actors import Actor
from salesops.core.i18n import _, label, ngettext
from salesops.core.policy import Policy, SettingSpec, specs
from salesops.core.policy import policies as known_policies


def show() -> None:
    """Choose a group, change its numbers, save them together."""
    groups = {kind.prefix: kind for kind in _all_policies()}
    titles = {prefix: _(kind.title) if kind.title else prefix for prefix, kind in groups.items()}
    chosen = st.selectbox(
        _("Group"),
        sorted(groups, key=lambda prefix: titles[prefix]),
        format_func=lambda prefix: titles[prefix],
        key="settings.group",
        filter_mode="contains",
    )
    with store.reading() as read:
        stored = read(_stored)
    group(groups[str(chosen)], stored)


def group(kind: type[Policy], stored: dict[str, Any]) -> None:
    """One group of numbers with its button."""
    described = specs(kind)
    with ui.panel(_(kind.title) if kind.title else kind.prefix):
        with st.grid(4, min_column_width=165, gap="medium"):
            for spec in described:
                _number(spec, _value(spec, stored))
        with st.container(horizontal=True):
            ui.button(
                Action(
                    label=_("Save"),
                    key=f"settings.save.{kind.prefix}",
                    on_click=_save,
                    args=(kind, stored),
                    icon=":material/save:",
                    primary=True,
                )
            )
            ui.button(
                Action(
                    label=_("Back to the defaults"),
                    key=f"settings.reset.{kind.prefix}",
                    on_click=_reset,
                    args=(kind, stored),
                    icon=":material/restart_alt:",
                    disabled=all(_value(spec, stored) == spec.default for spec in described),
                )
            )


@cache
def _all_policies() -> tuple[type[Policy], ...]:
    """Every policy of the software: they register themselves when their module is first imported."""
    for found in pkgutil.walk_packages(salesops.__path__, "salesops."):
        parts = found.name.split(".")
        if "rules" in parts or parts[-1] in ("policy", "policies", "hours"):
            importlib.import_module(found.name)
    return known_policies()


def _stored(session: Any, viewer: Actor) -> dict[str, Any]:
    return policies.stored_values(session, viewer.store_id)


def _value(spec: SettingSpec, stored: dict[str, Any]) -> Any:
    return spec.parse(stored[spec.key]) if spec.key in stored else spec.default


def _number(spec: SettingSpec, value: Any) -> None:
    title = _(spec.label) + (f" ({_(spec.unit)})" if spec.unit else "")
    with st.container(gap="xxsmall"):
        _widget(spec, title, value)
        st.caption(_about(spec, value))


def _about(spec: SettingSpec, value: Any) -> str:
    facts = [(_("default"), _written(spec.default))]
    if spec.minimum is not None or spec.maximum is not None:
        facts.append((_("from–to"), f"{_written(spec.minimum)}–{_written(spec.maximum)}"))
    if spec.rule:
        facts.append((_("rule"), spec.rule))
    text = ui.fact_text(facts)
    if value != spec.default:
        text = (
            ui.badge_text(ui.Badge(text=_("changed"), tone=ui.Tone.INFO, icon=":material/edit:")) + " " + text
        )
    return text + (f"  \n{fmt.plain(_(spec.help))}" if spec.help else "")


def _widget(spec: SettingSpec, title: str, value: Any) -> None:
    key = _key(spec)
    if spec.type is bool:
        st.toggle(title, value=value, key=key)
    elif spec.type in (int, float, Decimal):
        _number_input(spec, title, value)
    elif spec.type is time:
        st.time_input(title, value=value, key=key, step=300)
    elif spec.type is date:
        st.date_input(title, value=value, key=key)
    elif isinstance(spec.type, type) and issubclass(spec.type, Enum):
        members = list(spec.type)
        st.selectbox(title, members, index=members.index(value), format_func=label, key=key)
    else:
        st.text_input(
            title,
            value=_written(value),
            key=key,
            placeholder=_("separated by commas") if _is_tuple(spec) else None,
        )


def _number_input(spec: SettingSpec, title: str, value: Any) -> None:
    kind = int if spec.type is int else float
    step = 1 if kind is int else _step(value)
    st.number_input(
        title,
        min_value=None if spec.minimum is None else kind(spec.minimum),  # type: ignore[arg-type]
        max_value=None if spec.maximum is None else kind(spec.maximum),  # type: ignore[arg-type]
        value=kind(value),
        step=step,
        format="%d" if kind is int else None,
        key=_key(spec),
    )


def _step(value: Any) -> float:
    return 0.01 if abs(float(value)) < 10 else 1.0


def _written(value: Any) -> str:
    if value is None:
        return "…"
    if isinstance(value, tuple):
        return ", ".join(_written(each) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _is_tuple(spec: SettingSpec) -> bool:
    return get_origin(spec.type) is tuple


def _key(spec: SettingSpec) -> str:
    return f"settings.number.{spec.key}"


def _save(kind: type[Policy], stored: dict[str, Any]) -> None:
    """Save what differs; a value that does not fit refuses all, and stays in its field."""
    changed: dict[str, object] = {}
    for spec in specs(kind):
        typed = state.given(_key(spec))
        if (
            typed is not None
            and spec.dump(typed) != spec.dump(_value(spec, stored))
            and not _same(spec, typed, stored)
        ):
            changed[spec.key] = typed if not isinstance(typed, float) else str(typed)
    if not changed:
        state.tell(state.FeedbackKind.NOTE, _("Nothing was changed."))
        return
    store.run(
        policies.change_all,
        values=changed,
        done=lambda n: ngettext("{n} number saved.", "{n} numbers saved.", n),
    )


def _same(spec: SettingSpec, typed: object, stored: dict[str, Any]) -> bool:
    return (_is_tuple(spec) and typed == _written(_value(spec, stored))) or (
        isinstance(typed, float) and float(typed) == float(_value(spec, stored))
    )


def _reset(kind: type[Policy], stored: dict[str, Any]) -> None:
    values = {spec.key: spec.default for spec in specs(kind) if spec.key in stored}
    if store.run(policies.change_all, values=values, done=_("The defaults hold again.")) is not None:
        for spec in specs(
            kind
        ):  # told, not forgotten: a field that is only forgotten keeps its number in the browser
            state.set_widget(_key(spec), _in_field(spec, spec.default))


def _in_field(spec: SettingSpec, value: Any) -> Any:
    """The value as the field of its kind holds it."""
    if spec.type in (int, float, Decimal):
        return int(value) if spec.type is int else float(value)
    return _written(value) if _is_tuple(spec) or spec.type is str else value
