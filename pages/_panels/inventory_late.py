"""Late orders: which, how late, and whether the customer knows (Rule V4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pages._ui import clock, nav, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import _, ngettext
from salesops.inventory import operations, queries
from salesops.inventory.queries import LateOrder


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    late = read(queries.late_orders, today=clock.today())
    if not store.actor().may(Permission.SEE_ALL_CUSTOMERS):
        late = [order for order in late if order.mine]
    untold = [order for order in late if not order.told]
    with ui.panel(
        _("Customers to tell before they ask"),
        note=_("Call, say the new day, offer something from the menu."),
    ):
        if untold:
            tables.work_rows(untold, _item, key="inventory.untold", size=8)
            nav.link("intent", _("Tell them in the orders of intent customers"), query={"view": "orders"})
        else:
            ui.empty_state(_("Every customer with a late car knows the new day."), next_step="intent")
    told = [order for order in late if order.told]
    if told:
        with ui.panel(_("Told")):
            _told(told)
    return _answer(late, untold)


def _answer(late: Sequence[LateOrder], untold: Sequence[LateOrder]) -> str:
    if not late:
        return _("No order is late.")
    if not untold:
        return ngettext(
            "{n} order is late, its customer knows", "{n} orders are late, all customers know", len(late)
        )
    return ngettext(
        "{n} customer has not been told that the car is late",
        "{n} customers have not been told that their car is late",
        len(untold),
    )


def _item(order: LateOrder) -> WorkItem:
    told = _("told {day} before", day=fmt.day(order.told_eta_on, weekday=False)) if order.told_eta_on else ""
    badges = [Badge(text=ngettext("{n} day late", "{n} days late", order.days_late), tone=Tone.URGENT)]
    if order.reminded:
        badges.append(Badge(text=_("reminded"), tone=Tone.INFO, icon=":material/notifications:"))
    return WorkItem(
        title=f"{order.customer} · {order.model}",
        facts=(
            (_("Order"), order.order_no),
            (_("Promised for"), fmt.day(order.promised_on, weekday=False)),
            (_("Now expected"), fmt.day(order.eta_on, weekday=False)),
            (_("Consultant"), order.consultant),
            ("", told),
        ),
        badges=tuple(badges),
        actions=_actions(order),
    )


def _actions(order: LateOrder) -> tuple[Action, ...]:
    if not store.actor().may(Permission.MANAGE_STOCK):
        return ()
    return (
        Action(
            label=_("Remind the consultant"),
            key=f"inventory.remind.{order.order_id}",
            on_click=_remind,
            args=(order.order_id,),
            icon=":material/notifications:",
            disabled=order.reminded,
        ),
    )


def _remind(order_id: int) -> None:
    store.run(operations.remind_to_tell, order_id=order_id, done=_("Reminded; the task is due today."))


def _told(told: Sequence[LateOrder]) -> None:
    columns = [
        Column[LateOrder](label=_("Customer"), value=lambda row: f"{row.customer} {row.order_no}".strip()),
        Column[LateOrder](label=_("Model"), value=lambda row: row.model),
        Column[LateOrder](label=_("Consultant"), value=lambda row: row.consultant),
        Column[LateOrder](label=_("Promised for"), value=lambda row: row.promised_on, kind=Kind.DAY),
        Column[LateOrder](label=_("Now expected"), value=lambda row: row.eta_on, kind=Kind.DAY),
        Column[LateOrder](label=_("Told"), value=_told_on, kind=Kind.DAY),
    ]
    tables.table(told, columns, key="inventory.told")


def _told_on(row: LateOrder) -> date | None:
    return row.told_at.astimezone(store.actor().zone).date() if row.told_at else None
