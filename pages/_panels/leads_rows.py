"""One lead in a list: who, what is known, how long is left, and the clicks that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store, ticker
from pages._ui.components import Action, Badge, Tone
from salesops.core.i18n import Message, _, label, render
from salesops.leads import operations
from salesops.models.enums import Tier, TouchOutcome

OPEN = "leads.open"
OPENING = "leads.opening"
SECTION = "leads.card.section"

_TONES = {Tier.A: Tone.URGENT, Tier.B: Tone.WARN, Tier.C: Tone.QUIET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is written of a lead in a list."""

    lead_id: int
    title: str
    badges: tuple[Badge, ...]
    facts: tuple[tuple[str, str], ...]
    note: str = ""
    until: datetime | None = None


def draw(line: Line, actions: Sequence[Action]) -> None:
    """Draw the line: text, a countdown that ticks by itself, buttons."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        marks = " ".join(ui.badge_text(mark) for mark in line.badges)
        lines = [f"**{fmt.plain(line.title)}** {marks}".rstrip(), ui.fact_text(line.facts)]
        if line.note:
            lines.append(f":gray[{fmt.plain(line.note)}]")
        st.markdown("  \n".join(lines), width="stretch")
        if line.until is not None:
            with st.container(width=130):
                ticker.countdown(line.until, key=f"leads.clock.{line.lead_id}")
        with st.container(horizontal=True, width="content", gap="xsmall"):
            for action in actions:
                ui.button(action)


def tier_badge(tier: Tier) -> Badge:
    """The tier, as a word and a colour."""
    return Badge(text=_("Tier {tier}", tier=tier.value), tone=_TONES[tier], icon=":material/sell:")


def because(reasons: Sequence[Message]) -> str:
    """Reasons in one line."""
    mark = "；" if fmt.is_chinese() else "; "
    return mark.join(render(reason) for reason in reasons)


def name_of(customer: str) -> str:
    """The customer's name, or that there is none."""
    return customer or _("No name")


def quick_actions(lead_id: int, *, own: bool, where: str) -> tuple[Action, ...]:
    """The clicks of a line: outcomes at once for who serves the lead, handing over for who leads others."""
    more = Action(
        label=_("More"),
        key=f"leads.{where}.more.{lead_id}",
        on_click=open_card,
        args=(lead_id,),
        icon=":material/more_horiz:",
    )
    if not own:
        give = Action(
            label=_("Give to"),
            key=f"leads.{where}.give.{lead_id}",
            on_click=open_card,
            args=(lead_id, "give"),
            icon=":material/swap_horiz:",
        )
        return (give, more)
    return (
        _outcome(lead_id, TouchOutcome.REACHED, where, primary=True),
        _outcome(lead_id, TouchOutcome.NO_ANSWER, where),
        more,
    )


def open_card(lead_id: int, section: str = "touch") -> None:
    """Callback: show the card of a lead."""
    state.put(OPEN, lead_id)
    state.put(OPENING, True)
    state.set_widget(SECTION, section)


def close_card() -> None:
    """Callback: the card is closed."""
    state.drop(OPEN)


def succeeded() -> bool:
    """In a callback: whether the operation just run was carried out."""
    waiting = state.pending_feedback()
    return waiting is not None and waiting.kind is state.FeedbackKind.DONE


def _outcome(lead_id: int, outcome: TouchOutcome, where: str, *, primary: bool = False) -> Action:
    return Action(
        label=label(outcome),
        key=f"leads.{where}.{outcome.value}.{lead_id}",
        on_click=_record,
        args=(lead_id, outcome),
        primary=primary,
        help=_("Records a call with this outcome"),
    )


def _record(lead_id: int, outcome: TouchOutcome) -> None:
    store.run(operations.record_touch, lead_id=lead_id, outcome=outcome, done=told)


def told(result: operations.TouchResult) -> str:
    """How a touch ended, in a sentence."""
    return _("Touch recorded. Next one: {day}", day=fmt.near_day(result.next_due_on))
