"""The composing desk: discount, gifts and what goes with the car; total and earnings live; asked for in one tap (Rules I2, I3, I10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import streamlit as st

from pages._panels import intent_papers as papers
from pages._panels import intent_rows as rows
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, label, render
from salesops.intent import operations, queries
from salesops.intent.queries import CarChoice, CustomerCard, GiftRow, OfferPreview, PriceOffer, PriceRow
from salesops.intent.rules.profit import Extra, TradeIn
from salesops.intent.rules.reasons import AskReason
from salesops.models.enums import RequestStatus, Stage

_QUICK = (500, 1000, 2000, 3000, 5000)
_FIELDS = ("car", "discount", "gifts", "extras", "subsidy", "worth", "taken")
TONES = {
    RequestStatus.PENDING: Tone.WARN,
    RequestStatus.APPROVED: Tone.GOOD,
    RequestStatus.COUNTERED: Tone.GOOD,
    RequestStatus.REJECTED: Tone.URGENT,
}


def show(read: Reader, card: CustomerCard) -> None:
    """What was asked so far on top, then the desk."""
    now = clock.minute()
    asked = read(queries.prices_of, opportunity_id=card.id, now=now)
    for row in asked[:3]:
        _asked(row, now, signed=card.stage is Stage.ORDERED)
    if card.stage is Stage.ORDERED:
        st.markdown(_("This customer has ordered; the price is agreed."))
        return
    if any(row.status is RequestStatus.PENDING and row.expires_at > now for row in asked):
        return
    rows.model_form(read, card)
    if card.model_id is not None:
        _desk(read, card, card.model_id, now)


def _asked(row: PriceRow, now: datetime, *, signed: bool) -> None:
    over = row.expires_at <= now and row.granted_discount is not None and not signed
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        mark = Badge(
            text=_("expired") if over else label(row.status),
            tone=Tone.QUIET if over else TONES.get(row.status, Tone.QUIET),
        )
        lines = [f"**{fmt.money(row.price)}** {ui.badge_text(mark)}"]
        lines.append(
            ui.fact_text(
                (
                    (_("Asked"), fmt.moment(row.asked_at)),
                    (_("Discount"), fmt.money(row.discount)),
                    (_("Gifts worth"), fmt.money(row.gift_face_value) if row.gifts else ""),
                    (_("Old car taken for"), rows.money_or_none(row.trade_in.given)),
                    (_("Waits for"), label(row.level) if row.status is RequestStatus.PENDING else ""),
                    (
                        _("Holds until"),
                        fmt.moment(row.expires_at) if row.granted_discount is not None else "",
                    ),
                )
            )
        )
        lines += [
            f":gray[{label(line.level)} {fmt.plain(line.who)}: {label(line.decision)} {fmt.plain(render(line.reason))}]"
            for line in row.trail
        ]
        st.markdown("  \n".join(lines), width="stretch")
        if row.status is RequestStatus.PENDING and row.mine:
            ui.button(
                Action(
                    label=_("Take back"), key=f"intent.withdraw.{row.id}", on_click=_withdraw, args=(row.id,)
                )
            )
        if row.granted_discount is not None and not over and not signed:
            papers.offer_button(row)


def _withdraw(request_id: int) -> None:
    store.run(operations.withdraw_price, request_id=request_id)


def _desk(read: Reader, card: CustomerCard, model_id: int, now: datetime) -> None:
    key = f"intent.desk.{card.id}"
    cars = read(queries.cars_for_sale, model_id=model_id, now=now)
    gifts = read(queries.gifts)
    _inputs(key, cars, gifts)
    offer = _offer(key)
    try:
        preview = read(queries.preview_offer, now=now, opportunity_id=card.id, offer=offer)
    except SalesOpsError as refused:
        ui.note(render(refused.message), Tone.WARN)
        return
    _totals(preview)
    _swap(key, preview)
    _budget(preview)
    rows.reason_form(_("What do we get for it?"), list(AskReason), key)
    ui.button(
        Action(
            label=_("Grant this price")
            if preview.own_authority
            else _("Ask the {level}", level=label(preview.goes_to)),
            key=f"{key}.ask",
            on_click=_ask,
            args=(card.id, key),
            primary=True,
            icon=":material/request_quote:",
            disabled=offer
            == PriceOffer(discount=Decimal(0), vehicle_id=offer.vehicle_id, extras=offer.extras),
        )
    )


def _inputs(key: str, cars: Sequence[CarChoice], gifts: Sequence[GiftRow]) -> None:
    by_id = {car.id: car for car in cars}
    st.selectbox(
        _("Car"),
        list(by_id),
        format_func=lambda car_id: car_text(by_id[car_id]) if car_id in by_id else "",
        index=None,
        placeholder=_("Any car of the model"),
        key=f"{key}.car",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(_("Discount, yuan"), min_value=0, step=500, key=f"{key}.discount", width=190)
        for amount in _QUICK:
            ui.button(
                Action(
                    label=fmt.number(amount),
                    key=f"{key}.quick.{amount}",
                    on_click=state.set_widget,
                    args=(f"{key}.discount", amount),
                )
            )
    names = {gift.id: gift for gift in gifts}
    st.pills(
        _("Gifts, at their face value"),
        list(names),
        format_func=lambda gift_id: (
            f"{names[gift_id].name} {fmt.money(names[gift_id].face_value)}" if gift_id in names else ""
        ),
        selection_mode="multi",
        key=f"{key}.gifts",
    )
    st.pills(
        _("Goes with the car"),
        list(Extra),
        format_func=label,
        selection_mode="multi",
        key=f"{key}.extras",
    )
    chosen: list[Extra] = state.widget(f"{key}.extras", [])
    if Extra.FINANCE in chosen:
        st.number_input(
            _("Interest that the store bears, yuan"), min_value=0, step=500, key=f"{key}.subsidy", width=260
        )
    _old_car(key)


def _old_car(key: str) -> None:
    """What the old car is worth and what it is taken for; what it is overpaid by is a discount (Rule I2)."""
    folded = st.expander(_("The customer's old car"), icon=":material/currency_exchange:")
    with folded, st.container(horizontal=True):
        st.number_input(
            _("Appraised at, yuan (estimate)"), min_value=0, step=1000, key=f"{key}.worth", width=190
        )
        st.number_input(_("Taken for, yuan"), min_value=0, step=1000, key=f"{key}.taken", width=190)
        st.caption(_("Your own estimate: whoever decides and the customer's paper see it as one."))


def car_text(car: CarChoice) -> str:
    """A car in a list: what one tells it apart by, and how long it stands or when it comes."""
    if car.days_in_stock is not None:
        return _(
            "{colour} {vin}, {days} days in stock",
            colour=car.colour or fmt.NOTHING,
            vin=car.vin[-6:],
            days=car.days_in_stock,
        )
    return _(
        "{colour} {vin}, comes {day}",
        colour=car.colour or fmt.NOTHING,
        vin=car.vin[-6:],
        day=fmt.day(car.eta_on, weekday=False),
    )


def _offer(key: str) -> PriceOffer:
    """What stands on the desk."""
    gifts: list[int] = state.widget(f"{key}.gifts", [])
    extras: list[Extra] = state.widget(f"{key}.extras", [])
    subsidy = state.widget(f"{key}.subsidy", 0) if Extra.FINANCE in extras else 0
    return PriceOffer(
        discount=Decimal(state.widget(f"{key}.discount", 0)),
        gifts=tuple((gift_id, 1) for gift_id in sorted(gifts)),
        vehicle_id=state.given(f"{key}.car"),
        extras=tuple(extra for extra in Extra if extra in extras),
        interest_subsidy=Decimal(subsidy),
        trade_in=TradeIn(
            appraised=Decimal(state.widget(f"{key}.worth", 0)), given=Decimal(state.widget(f"{key}.taken", 0))
        ),
    )


def _totals(preview: OfferPreview) -> None:
    """The customer's total for everybody; what the deal earns only where the query gave it."""
    with st.container(border=True):
        pays, listed = _("The customer pays"), _("List price")
        st.markdown(
            f"{pays} **{fmt.money(preview.customer_total)}** :gray[{listed} {fmt.money(preview.list_price)}]"
        )
        pairs = [(_("Gifts worth"), fmt.money(preview.gift_face_value) if preview.gift_face_value else "")]
        if preview.to_pay != preview.customer_total:
            pairs.append((_("Left to pay beside the old car"), fmt.money(preview.to_pay)))
        if preview.trade_in_over:
            pairs.append((_("Old car overpaid, counts as a discount"), fmt.money(preview.trade_in_over)))
        if preview.profit is not None:
            pairs += [
                (_("Gross profit, all in"), fmt.money(preview.profit.expected)),
                (_("without rebate"), fmt.money(preview.profit.worst)),
                (_("with all of it"), fmt.money(preview.profit.best)),
                (_("Floor"), fmt.money(preview.floor)),
                (_("Gifts cost"), fmt.money(preview.gift_cost)),
            ]
        ui.facts(pairs)
        for reason in preview.reasons:
            ui.note(render(reason), Tone.URGENT)
        if preview.own_authority:
            ui.note(_("Within your own authority"), Tone.GOOD)
        else:
            ui.note(_("Goes up to the {level}", level=label(preview.goes_to)), Tone.WARN)


def _swap(key: str, preview: OfferPreview) -> None:
    """The same perceived value by gifts, in one tap (Rule I3)."""
    hint = preview.swap
    if hint is None:
        return
    names = fmt.listed(list(hint.names))
    if hint.saved is not None:
        text = _(
            "Same perceived value, {saved} more margin: {gifts}", saved=fmt.money(hint.saved), gifts=names
        )
    else:
        text = _(
            "Same perceived value without cash: {gifts}, worth {value}",
            gifts=names,
            value=fmt.money(hint.shown),
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":blue[:material/redeem: {fmt.plain(text)}]", width="stretch")
        ui.button(
            Action(
                label=_("Swap"),
                key=f"{key}.swap",
                on_click=_take_swap,
                args=(key, hint.gift_ids),
                icon=":material/swap_horiz:",
            )
        )


def _take_swap(key: str, gift_ids: tuple[int, ...]) -> None:
    chosen: list[int] = state.widget(f"{key}.gifts", [])
    state.set_widget(f"{key}.gifts", list(dict.fromkeys([*chosen, *gift_ids])))
    state.set_widget(f"{key}.discount", 0)


def _budget(preview: OfferPreview) -> None:
    """What the month still holds (Rule I10)."""
    pairs = []
    if preview.discount_left is not None:
        pairs.append((_("Left this month for discounts"), fmt.money(preview.discount_left)))
    if preview.gift_left is not None:
        pairs.append((_("for gifts, at cost"), fmt.money(preview.gift_left)))
    if pairs:
        ui.facts(pairs)


def _ask(opportunity_id: int, key: str) -> None:
    """Callback: ask; what stands on the desk stays when it is refused."""
    offer = _offer(key)
    asked = store.run(
        operations.ask_price,
        opportunity_id=opportunity_id,
        offer=replace(offer, reason=rows.read_reason(key)),
    )
    if asked is not None:
        state.clear_widgets(*(f"{key}.{name}" for name in _FIELDS))
        rows.clear_reason(key)
