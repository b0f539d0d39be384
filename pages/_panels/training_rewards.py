"""What referral points are redeemed for: services and badges that the store offers (Rule T4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from pages._ui import components as ui
from pages._ui import dialogs, state, store, tables
from pages._ui import format as fmt
from pages._ui.components import Badge, Tone
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _
from salesops.training import operations
from salesops.training.operations import RewardFacts
from salesops.training.queries import RewardRow

_KEY = "training.points"


def show(rows: Sequence[RewardRow]) -> None:
    """What is offered, with its points and what it costs the store."""
    may_edit = store.actor().may(Permission.EDIT_LIBRARY)
    with ui.panel(_("What points are redeemed for")):
        items = [
            WorkItem(
                title=row.name,
                facts=(
                    (_("Points"), fmt.number(row.points)),
                    (_("Costs the store"), fmt.money(row.cost) if row.cost is not None else ""),
                ),
                badges=_reward_badges(row),
                actions=(dialogs.opener(f"{_KEY}.reward", row.id, _("Change"), icon=":material/edit:"),)
                if may_edit
                else (),
            )
            for row in rows
        ]
        if items:
            tables.work_list(items, key=f"{_KEY}.rewards", size=5)
        else:
            ui.empty_state(_("No reward is offered yet. Add one that owners like and that costs little."))
        if may_edit:
            ui.actions([dialogs.opener(f"{_KEY}.reward", 0, _("New reward"), icon=":material/add:")])


def _reward_badges(row: RewardRow) -> tuple[Badge, ...]:
    found = []
    if row.is_badge:
        found.append(Badge(text=_("badge"), tone=Tone.INFO, icon=":material/military_tech:"))
    if not row.active:
        found.append(Badge(text=_("put away"), tone=Tone.QUIET))
    return tuple(found)


def open_reward(row: RewardRow | None) -> None:
    """The dialog in which a reward is written or changed."""
    key = f"{_KEY}.offer.{row.id if row else 0}"

    @st.dialog(_("Reward"))
    def form() -> None:
        ui.dialog_feedback()
        st.text_input(_("Name of the reward"), value=row.name if row else "", key=f"{key}.name", max_chars=80)
        with st.container(horizontal=True):
            st.number_input(
                _("Points"), min_value=1, value=row.points if row else 500, step=100, key=f"{key}.points"
            )
            st.number_input(
                _("Costs the store"),
                min_value=0,
                value=int(row.cost) if row and row.cost is not None else 0,
                step=10,
                key=f"{key}.cost",
            )
        st.toggle(_("A badge: once per owner"), value=row.is_badge if row else False, key=f"{key}.badge")
        st.toggle(_("Offered"), value=row.active if row else True, key=f"{key}.active")
        ui.save(key, _save_reward, row.id if row else None, key)

    form()


def _save_reward(reward_id: int | None, key: str) -> None:
    facts = RewardFacts(
        name=state.widget(f"{key}.name", ""),
        points=state.widget(f"{key}.points", 0),
        cost=Decimal(state.widget(f"{key}.cost", 0)),
        is_badge=state.widget(f"{key}.badge", False),
        active=state.widget(f"{key}.active", True),
    )
    store.run(operations.save_reward, facts=facts, reward_id=reward_id, done=_("The reward is saved."))
