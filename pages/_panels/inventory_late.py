"""Late orders: which, how late, and whether the customer knows (Rule V4)."""

from __future__ import annotations

from collections.abc import Sequence

from pages._ui import clock, nav, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.core.i18n import _, ngettext
from salesops.inventory import queries
from salesops.inventory.queries import LateOrder


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    late = read(queries.late_orders, today=clock.today())
    untold = [order for order in late if not order.told]
    with ui.panel(
        _("Customers to tell before they ask"),
        note=_("Call, say the new day, offer something from the menu."),
    ):
        if untold:
            tables.work_list([_item(order) for order in untold], key="inventory.untold", size=8)
            nav.link("intent", _("Tell them in the orders of intent customers"))
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
    return WorkItem(
        title=f"{order.customer} · {order.model}",
        facts=(
            (_("Order"), order.order_no),
            (_("Promised"), fmt.day(order.promised_on, weekday=False)),
            (_("Expected"), fmt.day(order.eta_on, weekday=False)),
            (_("Consultant"), order.consultant),
            ("", told),
        ),
        badges=(Badge(text=ngettext("{n} day late", "{n} days late", order.days_late), tone=Tone.URGENT),),
    )


def _told(told: Sequence[LateOrder]) -> None:
    columns = [
        Column[LateOrder](label=_("Order"), value=lambda row: row.order_no),
        Column[LateOrder](label=_("Customer"), value=lambda row: row.customer),
        Column[LateOrder](label=_("Model"), value=lambda row: row.model),
        Column[LateOrder](label=_("Consultant"), value=lambda row: row.consultant),
        Column[LateOrder](label=_("Promised"), value=lambda row: row.promised_on, kind=Kind.DAY),
        Column[LateOrder](label=_("Expected"), value=lambda row: row.eta_on, kind=Kind.DAY),
        Column[LateOrder](label=_("Told"), value=lambda row: row.told_at, kind=Kind.MOMENT),
    ]
    tables.table(told, columns, key="inventory.told")
