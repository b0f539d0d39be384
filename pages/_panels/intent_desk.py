"""The composing desk: discount and gifts against what the deal earns; asked for in one tap (Rules I2, I3)."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from pages._ui.store import Reader
from salesops.access.permissions import Permission
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, label, render
from salesops.intent import operations, queries
from salesops.intent.operations import OfferPreview, PriceOffer
from salesops.intent.queries import CustomerFile, GiftRow
from salesops.intent.rules.gifts import GiftFacts, swap
from salesops.intent.rules.policies import ProfitPolicy
from salesops.models.enums import RequestStatus


def show(read: Reader, file: CustomerFile) -> None:
    """Compose an offer; its total and level show at once, profit and floor only to those who may see them."""
    if file.price_status is RequestStatus.PENDING:
        ui.note(_("A request of this customer waits for its decision."), Tone.WARN)
    gifts = read(queries.gifts)
    names = {gift.id: gift for gift in gifts}
    st.number_input(_("Discount in yuan"), min_value=0, step=500, key="intent.price.discount", width=220)
    st.pills(
        _("Gifts"),
        list(names),
        format_func=lambda gift: f"{names[gift].name} {fmt.money(names[gift].face_value)}",
        selection_mode="multi",
        key="intent.price.gifts",
    )
    with st.container(horizontal=True):
        for name, title in (
            ("finance", _("Finance income")),
            ("insurance", _("Insurance income")),
            ("after", _("Service packages")),
        ):
            st.number_input(title, min_value=0, step=100, key=f"intent.price.{name}", width=160)
    st.text_input(_("Why should the customer get this price?"), key="intent.price.reason")
    _preview(read, file)
    _suggest(gifts)
    ui.button(
        Action(
            label=_("Ask for this price"),
            key="intent.price.ask",
            on_click=_ask,
            args=(file.id,),
            primary=True,
            icon=":material/request_quote:",
        )
    )


def _offer() -> PriceOffer:
    """What is entered on the desk."""
    chosen: list[int] = state.widget("intent.price.gifts", [])
    return PriceOffer(
        discount=Decimal(state.widget("intent.price.discount", 0) or 0),
        gifts=tuple((gift, 1) for gift in chosen),
        finance_income=Decimal(state.widget("intent.price.finance", 0) or 0),
        insurance_income=Decimal(state.widget("intent.price.insurance", 0) or 0),
        aftersales_income=Decimal(state.widget("intent.price.after", 0) or 0),
        reason=state.widget("intent.price.reason", ""),
    )


def _preview(read: Reader, file: CustomerFile) -> None:
    try:
        found: OfferPreview = read(
            operations.preview_offer, now=clock.minute(), opportunity_id=file.id, offer=_offer()
        )
    except SalesOpsError as refused:
        ui.note(render(refused.message), Tone.WARN)
        return
    pairs = [
        (_("Customer pays"), fmt.money(found.customer_total)),
        (_("Gifts worth"), fmt.money(found.gift_face_value)),
        (_("Decided by"), label(found.level)),
    ]
    if found.gross_profit is not None and found.floor is not None:
        pairs += [
            (_("Total gross profit"), fmt.money(found.gross_profit)),
            (_("Floor"), fmt.money(found.floor)),
        ]
    ui.facts(pairs)
    if found.gross_profit is not None and found.floor is not None and found.gross_profit < found.floor:
        ui.note(_("Below the floor: only the manager can grant this, with a reason."), Tone.URGENT)


def _suggest(gifts: list[GiftRow]) -> None:
    """The same perceived value by gifts, where one may see what they cost (Rule I3)."""
    discount = Decimal(state.widget("intent.price.discount", 0) or 0)
    if not store.actor().may(Permission.SEE_COST) or discount < 500:
        return
    found = swap(
        discount,
        [
            GiftFacts(
                id=gift.id,
                name=gift.name,
                face_value=gift.face_value,
                cost=gift.cost or Decimal(0),
                redemption_percent=gift.redemption_percent,
            )
            for gift in gifts
        ],
        ProfitPolicy(),
    )
    if found is not None:
        ui.note(
            _(
                "In place of {discount}: {gifts}, worth {shown}, earns {saved} more.",
                discount=fmt.money(discount),
                gifts=fmt.listed([gift.name for gift in found.gifts]),
                shown=fmt.money(found.shown),
                saved=fmt.money(found.saved),
            ),
            Tone.GOOD,
        )


def _ask(opportunity_id: int) -> None:
    asked = store.run(
        operations.ask_price, opportunity_id=opportunity_id, offer=_offer(), done=_("Price asked for")
    )
    if asked is not None:
        state.clear_widgets("intent.price.discount", "intent.price.gifts", "intent.price.reason")
