"""Prices: what waits for whom, decided in two taps; budgets of the month; how the latest were decided (Rules I2, I10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial

import streamlit as st

from pages._panels import intent_rows as rows
from pages._panels import intent_unexplained as unexplained
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.intent import operations, queries
from salesops.intent.operations import PriceRuling
from salesops.intent.queries import BudgetRow, Earnings, PriceRow
from salesops.intent.rules.reasons import RulingReason
from salesops.models.enums import Level, RequestStatus, Role

_GRANT = (RulingReason.AGED_STOCK, RulingReason.TARGET_BONUS, RulingReason.CLEARANCE)
_REFUSE = (RulingReason.MARGIN_TOO_LOW, RulingReason.GIFTS_INSTEAD, RulingReason.DEPOSIT_FIRST)


def show(read: Reader) -> str:
    """Draw what waits, the budgets and the history; give the finding."""
    now, today = clock.minute(), clock.today()
    waiting = read(queries.awaiting, now=now)
    decides = store.actor().may(Permission.DECIDE_PRICE_SUPERVISOR)
    own_level = store.actor().role.value
    first = [row for row in waiting if not decides or row.level.value == own_level]
    below = [row for row in waiting if row not in first]
    _waiting(first, now, decides=decides)
    if below:
        with ui.panel(_("With the supervisors"), note=_("You may decide these too.")):
            for row in below[:6]:
                _request(row, now, decides=decides)
    finding = unexplained.show(read)
    _budgets(read(queries.budgets, today=today))
    _history(read(queries.decided_prices, now=now))
    return finding if finding and not first else _answer(first, decides=decides)


def _answer(waiting: Sequence[PriceRow], *, decides: bool) -> str:
    if decides:
        if not waiting:
            return _("No price waits for you")
        return ngettext("{n} price request waits for you", "{n} price requests wait for you", len(waiting))
    if not waiting:
        return _("None of your price requests is open")
    return ngettext("{n} of your price requests is open", "{n} of your price requests are open", len(waiting))


def _waiting(found: Sequence[PriceRow], now: datetime, *, decides: bool) -> None:
    if not found:
        ui.empty_state(_("Every price is decided."))
        return
    title = _("Waiting for your decision") if decides else _("Your open requests")
    with ui.panel(title, note=_("The longest wait first")):
        for row in ui.page_of(found, key="intent.waiting_prices", size=6):
            _request(row, now, decides=decides)
        tables.foot(found, partial(_written, now), key="intent.waiting_prices", size=6)


def _written(now: datetime, row: PriceRow) -> tables.WorkItem:
    return tables.WorkItem(
        title=rows.name_of(row.customer),
        badges=(Badge(text=_("{time} ago", time=fmt.duration(now - row.asked_at)), tone=Tone.WARN),),
        facts=(
            (_("List price"), fmt.money(row.list_price)),
            (_("Discount"), fmt.money(row.discount)),
            (_("Price"), fmt.money(row.price)),
            (_("Old car taken for"), rows.money_or_none(row.trade_in.given)),
            (_("appraised at (estimate)"), rows.money_or_none(row.trade_in.appraised)),
            (_("Car"), row.car),
            (_("Asked by"), row.asked_by),
            ("", render(row.reason)),
        ),
        note=row.model,
    )


def _request(row: PriceRow, now: datetime, *, decides: bool) -> None:
    with st.container(border=True):
        said = _written(now, row)
        st.markdown(
            f"**{fmt.plain(said.title)}** {fmt.plain(row.model)} {ui.badge_text(said.badges[0])}  \n"
            + ui.fact_text(said.facts)
        )
        if row.gifts:
            gifts = [f"{gift.name} {fmt.money(gift.face_value * gift.quantity)}" for gift in row.gifts]
            ui.facts(((_("Gifts"), fmt.listed(gifts)),))
        _trail(row)
        if row.trade_in.given:
            ui.note(
                _("The old car's value is an estimate by {who}; nobody has confirmed it.", who=row.asked_by),
                Tone.WARN,
            )
        if row.trade_in.over:
            text = _(
                "Old car overpaid by {amount}; that counts as a discount", amount=fmt.money(row.trade_in.over)
            )
            ui.note(text, Tone.WARN)
        if row.earnings is not None:
            _earnings(row.earnings)
        if decides:
            _buttons(row)
        elif row.mine:
            ui.button(
                Action(
                    label=_("Take back"), key=f"intent.takeback.{row.id}", on_click=_withdraw, args=(row.id,)
                )
            )


def _trail(row: PriceRow) -> None:
    for line in row.trail:
        said = _("recommends it") if line.decision is RequestStatus.PENDING else label(line.decision)
        st.markdown(
            f":material/subdirectory_arrow_right: {label(line.level)} {fmt.plain(line.who)}: **{said}** "
            f":gray[{fmt.moment(line.at)} {fmt.plain(render(line.reason))}]"
        )


def _earnings(earned: Earnings) -> None:
    """What the deal earns against its floor; only where the query gave it."""
    good = earned.above_floor >= 0
    text = _(
        "Gross profit {profit}, {difference} against the floor of {floor}",
        profit=fmt.money(earned.gross_profit),
        difference=fmt.signed(earned.above_floor),
        floor=fmt.money(earned.floor),
    )
    ui.note(text, Tone.GOOD if good else Tone.URGENT)
    ui.facts(
        (
            (_("Gifts cost"), fmt.money(earned.gift_cost) if earned.gift_cost else ""),
            (_("Finance, insurance, packages"), fmt.money(earned.other_income)),
        )
    )
    for reason in earned.reasons:
        ui.note(render(reason), Tone.WARN)


def _buttons(row: PriceRow) -> None:
    """Approve, counter, reject: a tap to open, a tap to do it; where no reason is needed one tap approves."""
    needs_reason = row.earnings is not None and bool(row.earnings.reasons) and row.final
    with st.container(horizontal=True):
        if needs_reason:
            _popover(row, _("Approve…"), ":material/check:", _grant_form)
        else:
            text = _("Approve") if row.final else _("Support, pass up")
            ui.button(
                Action(
                    label=text,
                    key=f"intent.approve.{row.id}",
                    on_click=_decide,
                    args=(row.id, RequestStatus.APPROVED),
                    primary=True,
                    icon=":material/check:",
                )
            )
        _popover(row, _("Counter…"), ":material/sync_alt:", _counter_form)
        _popover(row, _("Reject…"), ":material/close:", _reject_form)
        ui.button(rows.opener(row.opportunity_id, f"price{row.id}", section="timeline"))


def _popover(row: PriceRow, text: str, icon: str, form: Callable[[PriceRow], None]) -> None:
    with st.popover(text, icon=icon):
        form(row)


def _grant_form(row: PriceRow) -> None:
    key = f"intent.grant.{row.id}"
    rows.reason_form(_("Why is the exception right?"), _GRANT, key)
    ui.button(
        Action(
            label=_("Approve"),
            key=f"{key}.save",
            on_click=_decide,
            args=(row.id, RequestStatus.APPROVED, key),
            primary=True,
        )
    )


def _counter_form(row: PriceRow) -> None:
    key = f"intent.counter.{row.id}"
    shares = (Decimal("0.75"), Decimal("0.5"), Decimal("0.25"))
    amounts = [int((row.discount * share / 100).to_integral_value()) * 100 for share in shares]
    st.pills(
        _("Discount instead of {asked}", asked=fmt.money(row.discount)),
        [amount for amount in dict.fromkeys(amounts) if amount < row.discount],
        format_func=fmt.money,
        key=f"{key}.near",
    )
    st.number_input(_("or exactly, yuan"), min_value=0, step=100, value=None, key=f"{key}.exact")
    rows.reason_form(_("What to tell the customer"), _REFUSE[1:], key)
    ui.button(
        Action(
            label=_("Counter"),
            key=f"{key}.save",
            on_click=_decide,
            args=(row.id, RequestStatus.COUNTERED, key),
            primary=True,
        )
    )


def _reject_form(row: PriceRow) -> None:
    key = f"intent.reject.{row.id}"
    rows.reason_form(_("Why not?"), _REFUSE, key)
    ui.button(
        Action(
            label=_("Reject"),
            key=f"{key}.save",
            on_click=_decide,
            args=(row.id, RequestStatus.REJECTED, key),
            primary=True,
        )
    )


def _decide(request_id: int, status: RequestStatus, key: str = "") -> None:
    counter: int | None = None
    if status is RequestStatus.COUNTERED:
        exact: int | None = state.given(f"{key}.exact")
        counter = exact if exact is not None else state.given(f"{key}.near")
    store.run(
        operations.decide_price,
        request_id=request_id,
        ruling=PriceRuling(
            status=status,
            reason=rows.read_reason(key) if key else "",
            counter_discount=None if counter is None else Decimal(counter),
        ),
        done=_told,
    )
    if rows.succeeded() and key:
        rows.clear_reason(key)


def _told(status: RequestStatus) -> str:
    if status is RequestStatus.PENDING:
        return _("Passed up to the {level} with your support.", level=label(Level.MANAGER))
    return _("Price decided: {decision}. The consultant knows.", decision=label(status))


def _withdraw(request_id: int) -> None:
    store.run(operations.withdraw_price, request_id=request_id, done=_("Taken back."))


def _budgets(found: Sequence[BudgetRow]) -> None:
    """What is left this month (Rule I10)."""
    if not found:
        return
    ui.section(_("Left of this month's budgets"))
    with st.grid(len(found) if len(found) > 1 else 2, min_column_width=230, gap="small"):
        for row in found:
            with st.container(border=True):
                st.markdown(f"**{label(row.level)}**")
                _bar(_("Discounts"), row.discount_used, row.discount)
                if row.gift is not None and row.gift_used is not None:
                    _bar(_("Gifts at cost"), row.gift_used, row.gift)


def _bar(name: str, used: Decimal, whole: Decimal) -> None:
    left = whole - used
    share = float(used / whole) if whole else 1.0
    text = (
        _("{name}: {left} left of {whole}", name=name, left=fmt.money(left), whole=fmt.money(whole))
        if left >= 0
        else _("{name}: {over} over {whole}", name=name, over=fmt.money(-left), whole=fmt.money(whole))
    )
    st.progress(min(max(share, 0.0), 1.0), text=fmt.plain(text))


def _history(found: Sequence[PriceRow]) -> None:
    if not found:
        return
    ui.section(_("Decided lately"))
    columns = [
        Column[PriceRow](
            label=_("Asked"),
            value=lambda row: row.asked_at.astimezone(store.actor().zone).date(),
            kind=Kind.DAY,
        ),
        Column[PriceRow](label=_("Customer"), value=lambda row: row.customer),
        Column[PriceRow](label=_("Discount"), value=lambda row: row.discount, kind=Kind.MONEY),
        Column[PriceRow](
            label=_("Discount granted"), value=lambda row: row.granted_discount, kind=Kind.MONEY
        ),
        Column[PriceRow](label=_("Decision"), value=lambda row: label(row.status)),
    ]
    if store.actor().role in (Role.MANAGER, Role.SUPERVISOR):
        columns.append(
            Column[PriceRow](
                label=_("Gross profit"),
                value=lambda row: row.earnings.gross_profit if row.earnings else None,
                kind=Kind.MONEY,
            )
        )
    tables.table(found, columns, key="intent.decided")
