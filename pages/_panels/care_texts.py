"""The words of care: what is sent on which occasion, within how many days, as the store writes it (Rules C1, Z4)."""

from __future__ import annotations

import streamlit as st

from pages._ui import components as ui
from pages._ui import dialogs, state, store, tables
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.care import operations, queries
from salesops.care.operations import Words
from salesops.care.queries import RuleRow
from salesops.care.rules import texts
from salesops.core.i18n import _, label, ngettext
from salesops.models.enums import CareKind

_PAGE = "care"
_KEY = "care.texts"


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    rows = read(queries.own_rules)
    with ui.panel(
        _("What owners hear from the store"),
        note=_("Filled in for each owner: {name}, {store}, {consultant}, {model}, {festival}"),
    ):
        tables.work_rows(rows, _item, key=_KEY, size=8)
    what, place = dialogs.asked(_PAGE)
    if what == "words" and place < len(rows):
        _open(rows[place])
    own = sum(1 for row in rows if row.changed)
    off = sum(1 for row in rows if not row.active)
    if off:
        return ngettext("{n} kind of care is switched off", "{n} kinds of care are switched off", off)
    return _("{own} of {all} texts are the store's own", own=own, all=len(rows))


def _item(row: RuleRow) -> WorkItem:
    badges = []
    if not row.active:
        badges.append(Badge(text=_("switched off"), tone=Tone.WARN))
    kind = _("advertising: needs consent") if row.is_marketing else _("service")
    badges.append(Badge(text=kind, tone=Tone.INFO, icon=":material/label:"))
    if row.changed:
        badges.append(Badge(text=_("own words"), tone=Tone.QUIET, icon=":material/edit:"))
    within = (
        ngettext("within {n} day of delivery", "within {n} days of delivery", row.days)
        if row.days
        else _("on the day")
    )
    return WorkItem(
        title=label(row.kind),
        facts=((_("When"), within),),
        badges=tuple(badges),
        note=row.template,
        actions=(
            Action(
                label=_("Change"),
                key=f"{_KEY}.{row.kind}",
                on_click=dialogs.ask,
                args=(_PAGE, "words", list(CareKind).index(row.kind)),
                icon=":material/edit:",
            ),
        ),
    )


def _open(row: RuleRow) -> None:
    key = f"{_KEY}.{row.kind}"

    @st.dialog(label(row.kind), width="large")
    def form() -> None:
        ui.dialog_feedback()
        st.text_area(_("Text"), value=row.template, key=f"{key}.text", height=160)
        if row.days is not None:
            st.number_input(
                _("Days after delivery"), min_value=1, max_value=364, value=row.days, key=f"{key}.days"
            )
        st.toggle(
            _("It is advertising: needs consent, keeps quiet hours, says how to refuse"),
            value=row.is_marketing,
            key=f"{key}.marketing",
        )
        st.toggle(_("In use"), value=row.active, key=f"{key}.active")
        service = texts.service_template(row.kind)
        if service:
            ui.note(_("Who agreed to service messages only gets instead: {text}", text=service), Tone.QUIET)
        ui.save(key, _save, row)

    form()


def _save(row: RuleRow) -> None:
    key = f"{_KEY}.{row.kind}"
    words = Words(
        template=state.widget(f"{key}.text", ""),
        is_marketing=state.widget(f"{key}.marketing", row.is_marketing),
        active=state.widget(f"{key}.active", row.active),
        days=state.widget(f"{key}.days", None),
    )
    store.run(operations.save_rule, kind=row.kind, words=words, done=_("The text is saved."))
