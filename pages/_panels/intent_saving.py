"""Save the deal: what may slip away today, with the manager's decision and the next step (Rule I9)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._panels import intent_rows as rows
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.intent import operations, queries
from salesops.intent.operations import Rescue
from salesops.intent.queries import SavingRow, Slipping
from salesops.intent.rules.reasons import RescueMove

_KIND = "intent.saving.kind"
_OPEN = "intent.saving.open"


def show(read: Reader) -> str:
    """Draw the list by reason, the open decision, and what is decided; give the finding."""
    found = read(queries.deals_to_save, now=clock.minute())
    kind = _choose_kind(found)
    shown = [row for row in found if kind is None or row.kind is kind]
    undecided = [row for row in shown if not row.decision]
    decided = [row for row in shown if row.decision]
    if undecided:
        with ui.panel(_("To decide today"), note=_("Open prices first, then stalled orders, then who left")):
            tables.work_rows(undecided, _item, key="intent.saving", size=8)
    else:
        ui.empty_state(_("Every deal on the list has its decision."), next_step="review")
    if decided:
        with ui.panel(_("Decided today")):
            tables.work_rows(decided, _item, key="intent.saved", size=6)
    _show_open(found)
    return _answer(found)


def _answer(found: Sequence[SavingRow]) -> str:
    left = sum(not row.decision for row in found)
    if left:
        return ngettext(
            "{n} deal may slip away and has no decision today",
            "{n} deals may slip away and have no decision today",
            left,
        )
    if found:
        return ngettext("{n} deal is decided for today", "All {n} deals are decided for today", len(found))
    return _("No deal is slipping away")


def _choose_kind(found: Sequence[SavingRow]) -> Slipping | None:
    many = {kind: sum(row.kind is kind for row in found) for kind in Slipping}
    chosen: Slipping | None = st.pills(
        _("Why"),
        list(Slipping),
        format_func=lambda kind: f"{label(kind)} {many.get(kind, 0)}",
        key=_KIND,
        label_visibility="collapsed",
    )
    return chosen


def _item(row: SavingRow) -> WorkItem:
    actions = []
    if store.actor().may(Permission.LEAD_MEETING):
        actions.append(
            Action(
                label=_("Decide again") if row.decision else _("Decide"),
                key=f"intent.save.{row.customer_id}",
                on_click=_open,
                args=(row.customer_id,),
                primary=not row.decision,
            )
        )
    if row.opportunity_id is not None:
        actions.append(rows.opener(row.opportunity_id, "saving", section="timeline"))
    return WorkItem(
        title=f"{rows.name_of(row.customer)} · {row.model}" if row.model else rows.name_of(row.customer),
        badges=(Badge(text=render(row.why), tone=Tone.URGENT if row.pressing else Tone.WARN),),
        facts=(
            ("", row.phone),
            (_("Consultant"), row.owner or _("nobody")),
            (_("since"), fmt.near_day(row.since)),
            (_("Next step"), fmt.near_day(row.next_step_on) if row.next_step_on else _("none")),
        ),
        note=_("Decided: {decision}", decision=row.decision) if row.decision else None,
        actions=tuple(actions),
    )


def _open(customer_id: int) -> None:
    state.put(_OPEN, customer_id)


def _close() -> None:
    state.drop(_OPEN)


def _show_open(found: Sequence[SavingRow]) -> None:
    row = next((each for each in found if each.customer_id == state.get(_OPEN, 0)), None)
    if row is None:
        return

    @st.dialog(rows.name_of(row.customer), on_dismiss=_close)
    def form() -> None:
        ui.dialog_feedback()
        ui.facts((("", row.model), ("", render(row.why)), (_("Consultant"), row.owner or _("nobody"))))
        rows.reason_form(_("What is done to save this deal?"), list(RescueMove), "intent.rescue")
        rows.step_form("intent.rescue.step")
        ui.button(
            Action(
                label=_("Decide"),
                key="intent.rescue.save",
                on_click=_save,
                args=(row.customer_id, row.order_id),
                primary=True,
            )
        )

    form()


def _save(customer_id: int, order_id: int | None) -> None:
    saved = store.run(
        operations.decide_rescue,
        customer_id=customer_id,
        rescue=Rescue(
            decision=rows.read_reason("intent.rescue"),
            step=rows.read_step("intent.rescue.step"),
            order_id=order_id,
        ),
        done=_("Decided; the consultant has the task."),
    )
    if saved is not None:
        rows.clear_reason("intent.rescue")
        rows.clear_step("intent.rescue.step")
        _close()
