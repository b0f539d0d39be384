"""Referral points: who can redeem, what expires, and the ledger line by line (Rule T4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages._panels import training_rewards as offers
from pages._ui import clock, dialogs, figures, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.figures import Card
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _, label, ngettext
from salesops.models.enums import LedgerKind
from salesops.training import operations, queries
from salesops.training.operations import Settled
from salesops.training.queries import BalanceRow, LedgerLine, LedgerRow, LedgerSum, RewardRow

_PAGE = "training"
_KEY = "training.points"
_DEFINITION = N_("The sum of the lines of this kind; no line of the ledger is ever changed or removed.")


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    rows = read(queries.balances, now=clock.minute())
    rewards = read(queries.rewards)
    cheapest = min((row.points for row in rewards if row.active), default=None)
    able = [row for row in rows if cheapest is not None and row.balance >= cheapest]
    _owners(rows, cheapest)
    _sums(read, read(queries.ledger_sum))
    offers.show(rewards)
    _open(read, rows, rewards)
    return _answer(rows, able)


def _answer(rows: Sequence[BalanceRow], able: Sequence[BalanceRow]) -> str:
    expiring = sum(row.expiring for row in rows)
    if expiring:
        return _("{points} points expire soon: tell their owners", points=fmt.number(expiring))
    if able:
        return ngettext(
            "{n} owner can redeem a reward: tell him", "{n} owners can redeem a reward: tell them", len(able)
        )
    if rows:
        return _("Nobody has enough points for a reward yet.")
    return _("No owner has earned points yet.")


def _owners(rows: Sequence[BalanceRow], cheapest: int | None) -> None:
    with ui.panel(_("Owners with points")):
        if rows:
            urgent = sorted(rows, key=lambda row: (-row.expiring, -row.balance, row.customer_id))
            tables.work_list(
                [_owner(row, cheapest, first=at == 0) for at, row in enumerate(urgent)],
                key=f"{_KEY}.owners",
                size=6,
            )
        else:
            ui.empty_state(_("Points come by themselves when a car goes to somebody whom an owner referred."))
        if store.actor().may(Permission.RUN_TRAINING):
            ui.actions(
                [
                    Action(
                        label=_("Settle referrals now"),
                        key=f"{_KEY}.settle",
                        on_click=_settle,
                        icon=":material/sync:",
                        help=_(
                            "Gives points for new referrals, takes back those of cancelled orders, expires old ones."
                        ),
                    )
                ]
            )


def _owner(row: BalanceRow, cheapest: int | None, *, first: bool) -> WorkItem:
    can = cheapest is not None and row.balance >= cheapest
    badges = [
        Badge(
            text=_("{points} points", points=fmt.number(row.balance)),
            tone=Tone.GOOD if can else Tone.QUIET,
            icon=":material/stars:",
        )
    ]
    if row.expiring:
        text = _("{points} expire soon", points=fmt.number(row.expiring))
        badges.append(Badge(text=text, tone=Tone.WARN))
    badges += [Badge(text=name, tone=Tone.INFO, icon=":material/military_tech:") for name in row.badges]
    return WorkItem(
        title=row.customer,
        facts=(
            (_("Referrals"), fmt.number(row.referrals)),
            (_("Redeemed"), fmt.number(row.redeemed)),
            (_("Consultant"), row.owner),
        ),
        badges=tuple(badges),
        actions=(
            replace(
                dialogs.opener(f"{_KEY}.redeem", row.customer_id, _("Redeem"), icon=":material/redeem:"),
                primary=can and first,
                disabled=not can,
            ),
            dialogs.opener(f"{_KEY}.ledger", row.customer_id, _("Ledger"), icon=":material/receipt_long:"),
        ),
    )


def _settle() -> None:
    store.run(operations.settle_referrals, done=_settled)


def _settled(result: Settled) -> str:
    if not result.changed:
        return _("The ledger is up to date.")
    return _(
        "Written: {earned} earned, {taken_back} taken back, {expired} expired.",
        earned=result.earned,
        taken_back=result.taken_back,
        expired=result.expired,
    )


def _sums(read: Reader, total: LedgerSum) -> None:
    ui.section(_("The whole ledger"))
    opened = None
    owners = ngettext("{n} owner", "{n} owners", total.owners)
    with figures.stat_row():
        for name, value, note, kinds in (
            (_("Earned"), total.earned, "", (LedgerKind.EARN,)),
            (_("Redeemed"), -total.redeemed, "", (LedgerKind.REDEEM,)),
            (
                _("Expired and corrected"),
                total.expired + total.corrected,
                "",
                (LedgerKind.EXPIRE, LedgerKind.CORRECT),
            ),
            (_("To be redeemed"), total.open, owners, tuple(LedgerKind)),
        ):
            card = Card(
                label=name,
                value=fmt.number(value),
                key=f"{_KEY}.sum.{len(kinds)}.{kinds[0]}",
                note=note,
                help=_(_DEFINITION),
                opens=True,
            )
            if figures.figure_card(card):
                opened = name, kinds
    if total.balances:
        ui.note(_("It balances: earned, redeemed, expired and corrected add up to what is open."), Tone.GOOD)
    else:
        ui.note(_("It does not balance. Run the data check in the settings."), Tone.URGENT)
    if opened is not None:
        lines = read(queries.ledger_lines, kinds=opened[1])
        figures.rows_dialog(opened[0], lines, _line_columns(), definition=_(_DEFINITION))


def _line_columns() -> list[Column[LedgerLine]]:
    return [
        Column[LedgerLine](label=_("When"), value=lambda row: row.at, kind=Kind.MOMENT),
        Column[LedgerLine](label=_("Customer"), value=lambda row: row.customer),
        Column[LedgerLine](label=_("What"), value=lambda row: label(row.kind)),
        Column[LedgerLine](label=_("Points"), value=lambda row: row.points, kind=Kind.NUMBER),
        Column[LedgerLine](label=_("Reason or order"), value=lambda row: row.about),
    ]


def _open(read: Reader, rows: Sequence[BalanceRow], rewards: Sequence[RewardRow]) -> None:
    what, row_id = dialogs.asked(_PAGE)
    owner = next((row for row in rows if row.customer_id == row_id), None)
    if what == "redeem" and owner is not None:
        _open_redeem(owner, [row for row in rewards if row.active and row.points <= owner.balance])
    elif what == "ledger" and owner is not None:
        _open_ledger(owner, read(queries.ledger, customer_id=owner.customer_id))
    elif what == "reward":
        offers.open_reward(next((row for row in rewards if row.id == row_id), None))


def _open_redeem(owner: BalanceRow, rewards: Sequence[RewardRow]) -> None:
    @st.dialog(_("Redeem points"))
    def form() -> None:
        ui.dialog_feedback()
        ui.facts([("", owner.customer), (_("Balance"), fmt.number(owner.balance))])
        names = {row.id: row for row in rewards}
        st.radio(
            _("Reward"),
            list(names),
            format_func=lambda key: _(
                "{name} ({points} points)", name=names[key].name, points=names[key].points
            ),
            key=f"{_KEY}.reward.{owner.customer_id}",
        )
        ui.button(
            Action(
                label=_("Redeem"),
                key=f"{_KEY}.redeem_now.{owner.customer_id}",
                on_click=_redeem,
                args=(owner.customer_id,),
                icon=":material/redeem:",
                primary=True,
            )
        )

    form()


def _redeem(customer_id: int) -> None:
    store.run(
        operations.redeem,
        customer_id=customer_id,
        reward_id=state.widget(f"{_KEY}.reward.{customer_id}", 0),
        done=lambda left: _("Redeemed; {points} points are left.", points=fmt.number(left)),
    )


def _open_ledger(owner: BalanceRow, rows: Sequence[LedgerRow]) -> None:
    @st.dialog(_("Ledger of {name}", name=owner.customer), width="large")
    def dialog() -> None:
        ui.dialog_feedback()
        columns = [
            Column[LedgerRow](label=_("When"), value=lambda row: row.at, kind=Kind.MOMENT),
            Column[LedgerRow](label=_("What"), value=lambda row: label(row.kind)),
            Column[LedgerRow](label=_("Points"), value=lambda row: row.points, kind=Kind.NUMBER),
            Column[LedgerRow](label=_("Balance"), value=lambda row: row.balance, kind=Kind.NUMBER),
            Column[LedgerRow](label=_("Reason or order"), value=lambda row: row.about or row.note),
            Column[LedgerRow](label=_("Recorded by"), value=lambda row: row.staff),
        ]
        tables.table(rows, columns, key=f"{_KEY}.lines")
        if store.actor().may(Permission.RUN_TRAINING):
            _correction(owner)

    dialog()


def _correction(owner: BalanceRow) -> None:
    key = f"{_KEY}.correct.{owner.customer_id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(_("Correct by"), value=0, step=100, key=f"{key}.points", width=160)
        st.text_input(_("Reason"), key=f"{key}.reason", width="stretch")
        ui.button(
            Action(label=_("Correct"), key=f"{key}.save", on_click=_correct, args=(owner.customer_id, key))
        )


def _correct(customer_id: int, key: str) -> None:
    store.run(
        operations.correct,
        customer_id=customer_id,
        points=state.widget(f"{key}.points", 0),
        reason=state.widget(f"{key}.reason", ""),
        done=lambda balance: _("Corrected; the balance is {points}.", points=fmt.number(balance)),
    )
