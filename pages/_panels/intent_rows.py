"""What every view of intent customers shares: opening a customer's card, choosing a next step, giving a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from pages._ui import clock, state, store
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.store import Reader
from salesops.core.i18n import _, label
from salesops.intent import operations, queries
from salesops.intent.queries import CustomerCard
from salesops.intent.rules.reasons import AskReason, RescueMove, RulingReason, kept
from salesops.intent.rules.steps import Step
from salesops.models.enums import NextStep

OPEN = "intent.open"
SECTION = "intent.card.section"

R = TypeVar("R", AskReason, RulingReason, RescueMove)


def open_card(opportunity_id: int, section: str = "step") -> None:
    """Callback: show the card of an intent customer."""
    state.put(OPEN, opportunity_id)
    state.set_widget(SECTION, section)


def close_card() -> None:
    """Callback: the card is closed."""
    state.drop(OPEN)


def opener(opportunity_id: int, where: str, *, section: str = "step", primary: bool = False) -> Action:
    """The button that opens a customer's card."""
    return Action(
        label=_("Open"),
        key=f"intent.{where}.open.{opportunity_id}",
        on_click=open_card,
        args=(opportunity_id, section),
        icon=":material/open_in_new:",
        primary=primary,
    )


def succeeded() -> bool:
    """In a callback: whether the operation just run was carried out."""
    waiting = state.pending_feedback()
    return waiting is not None and waiting.kind is state.FeedbackKind.DONE


def name_of(customer: str) -> str:
    """The customer's name, or that there is none."""
    return customer or _("No name")


def money_or_none(amount: Decimal) -> str:
    """An amount, or nothing at all where there is none."""
    return fmt.money(amount) if amount else ""


def step_text(kind: NextStep, on: date) -> str:
    """A next step in a few words: 'Call, tomorrow'."""
    return _("{step}, {day}", step=label(kind), day=fmt.near_day(on))


def step_form(key: str, *, kind: NextStep = NextStep.CALL, note: str = "", on: date | None = None) -> None:
    """What comes next and when: a tap for the kind, a tap for a near day, any other day by the calendar (Rule I6)."""
    st.pills(_("What comes next?"), _STEPS, format_func=label, default=kind, key=f"{key}.kind", required=True)
    today = clock.today()
    days = {0: _("today"), 1: _("tomorrow"), 2: _("in 2 days"), 3: _("in 3 days"), 7: _("in a week")}
    near = (on - today).days if on is not None else 1
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(
            _("When?"),
            list(days),
            format_func=lambda ahead: fmt.opening(days.get(ahead, "")),
            default=near if near in days else None,
            key=f"{key}.near",
        )
        st.date_input(
            _("or on"),
            value=on if on is not None and near not in days and near > 0 else None,
            min_value=today,
            key=f"{key}.on",
            format="YYYY-MM-DD",
            width=170,
        )
    st.text_input(_("Remark"), value=note, key=f"{key}.note", placeholder=_("Optional"), max_chars=200)


_STEPS = [step for step in NextStep if step is not NextStep.DELIVERY]


def read_step(key: str) -> Step:
    """The step that was chosen; a day of the calendar goes before a near one."""
    near: int | None = state.given(f"{key}.near")
    on: date | None = state.given(f"{key}.on")
    return Step(
        kind=state.widget(f"{key}.kind", NextStep.CALL),
        on=on or clock.today() + timedelta(days=1 if near is None else near),
        note=state.widget(f"{key}.note", ""),
    )


def clear_step(key: str) -> None:
    """Callback: forget what was chosen, after saving."""
    state.clear_widgets(*(f"{key}.{name}" for name in ("kind", "near", "on", "note")))


def reason_form(title: str, choices: Sequence[R], key: str) -> None:
    """A reason by a tap, or in one's own words."""
    st.pills(title, list(choices), format_func=label, key=f"{key}.reason")
    st.text_input(
        _("or in your own words"),
        key=f"{key}.words",
        placeholder=_("or in your own words"),
        label_visibility="collapsed",
        max_chars=300,
    )


def read_reason(key: str) -> str:
    """The reason as it is stored."""
    chosen: AskReason | RulingReason | RescueMove | None = state.given(f"{key}.reason")
    return kept(chosen, state.widget(f"{key}.words", ""))


def clear_reason(key: str) -> None:
    """Callback: forget the reason, after saving."""
    state.clear_widgets(f"{key}.reason", f"{key}.words")


def model_form(read: Reader, card: CustomerCard) -> None:
    """Which model it is about; another choice is kept at once."""
    names = {model.id: model.name for model in read(queries.models)}
    ids = list(names)
    key = f"intent.model.{card.id}"
    st.selectbox(
        _("Model"),
        ids,
        format_func=lambda model_id: names.get(model_id, ""),
        index=ids.index(card.model_id) if card.model_id in names else None,
        placeholder=_("Which model does the customer want?"),
        key=key,
        on_change=_choose_model,
        args=(card.id, key),
    )


def _choose_model(opportunity_id: int, key: str) -> None:
    chosen: int | None = state.given(key)
    if chosen is not None:
        store.run(operations.choose_model, opportunity_id=opportunity_id, model_id=chosen)


def labels(members: Sequence[StrEnum]) -> str:
    """Members in a row, in words."""
    return fmt.listed([label(member) for member in members])
