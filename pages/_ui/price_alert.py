"""The alert above every page: a price waits for the viewer; a tap leads to it, a second one decides (Rule I2)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._ui import clock, nav, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from salesops.access.permissions import Permission
from salesops.core.i18n import _, ngettext
from salesops.intent import queries
from salesops.intent.queries import PriceAlert

_SECONDS = 15
_SHOWN = "shell.prices.shown"
_PAGE = "intent"
_VIEW = "prices"


def show(page: str) -> None:
    """Draw the alert for those who decide prices; it looks again by itself."""
    if not store.actor().may(Permission.DECIDE_PRICE_SUPERVISOR):
        return
    state.drop(_SHOWN)
    _alert(page)


@st.fragment(run_every=_SECONDS)
def _alert(page: str) -> None:
    with store.reading() as read:
        waiting = read(queries.price_alerts, now=clock.minute())
    ids = [alert.id for alert in waiting]
    if page == _PAGE and state.asked("view") == _VIEW:
        known: list[int] = state.get(_SHOWN, ids)
        state.put(_SHOWN, ids)
        if set(ids) - set(known):  # the list below does not have it yet
            st.rerun()
        return
    if waiting:
        _draw(waiting)


def _draw(waiting: Sequence[PriceAlert]) -> None:
    first = waiting[0]
    mark = Badge(
        text=ngettext("{n} price waits for you", "{n} prices wait for you", len(waiting)), tone=Tone.URGENT
    )
    longest = _(
        "{name}: {model}, {discount} off, asked {time} ago",
        name=first.asked_by,
        model=first.model,
        discount=fmt.money(first.discount),
        time=fmt.duration(clock.minute() - first.asked_at),
    )
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="shell.prices"):
        st.markdown(f"{ui.badge_text(mark)} {fmt.plain(longest)}", width="stretch")
        decide = Action(
            label=_("Decide"),
            key="shell.prices.decide",
            on_click=state.set_widget,  # the page may stand open in another view
            args=(f"{_PAGE}.view", _VIEW),
            primary=True,
            icon=":material/gavel:",
        )
        if ui.button(decide):
            nav.go(_PAGE, query={"view": _VIEW})
