"""Papers for the customer: the offer, the finance comparison, the test-drive agreement; true and complete (Rules Z2, Z4, I7, I5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from pages._ui import clock, viewer
from pages._ui import format as fmt
from salesops.core.i18n import _, label, language
from salesops.intent.queries import CustomerCard, DriveRow, LoanRate, PriceRow
from salesops.intent.rules.finance import Plan, TermOffer, Wish

_STYLE = """
@page { size: A4; margin: 16mm; }
* { box-sizing: border-box; }
body { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Segoe UI", sans-serif; color: #1c2733;
  margin: 0 auto; max-width: 190mm; padding: 8mm; font-size: 11pt; line-height: 1.5; }
h1 { font-size: 20pt; margin: 0 0 1mm; }
h2 { font-size: 11pt; font-weight: 400; color: #44515f; margin: 0 0 7mm; }
table { border-collapse: collapse; width: 100%; margin: 3mm 0 6mm; }
th, td { padding: 1.6mm 2mm; border-bottom: 1px solid #d9dee3; text-align: left; }
th:not(:first-child), td:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; }
tr.sum td { font-weight: 700; border-top: 2px solid #1c2733; }
.small { font-size: 9pt; color: #44515f; }
.sign { margin-top: 18mm; display: flex; gap: 20mm; }
.sign div { flex: 1; border-top: 1px solid #1c2733; padding-top: 1mm; }
@media print { body { padding: 0; } }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceSheet:
    """What the finance sheet is made of."""

    card: CustomerCard
    wish: Wish
    plans: tuple[Plan, ...]
    terms: tuple[TermOffer, ...]
    price: PriceRow | None
    rate: LoanRate


def offer_button(row: PriceRow) -> None:
    """The granted offer as a page to print."""
    st.download_button(
        _("Print the offer"),
        data=offer_page(row),
        file_name=f"offer-{row.id}.html",
        mime="text/html",
        key=f"intent.paper.offer.{row.id}",
        icon=":material/print:",
        on_click="ignore",
    )


def finance_button(sheet: FinanceSheet) -> None:
    """The comparison as a page to print."""
    st.download_button(
        _("Print for the customer"),
        data=finance_page(sheet),
        file_name=f"finance-{sheet.card.id}.html",
        mime="text/html",
        key=f"intent.paper.finance.{sheet.card.id}",
        icon=":material/print:",
        on_click="ignore",
    )


def agreement_button(drive: DriveRow) -> None:
    """The test-drive agreement to be signed."""
    st.download_button(
        _("Print the agreement"),
        data=agreement_page(drive),
        file_name=f"test-drive-{drive.id}.html",
        mime="text/html",
        key=f"intent.paper.drive.{drive.id}",
        icon=":material/print:",
        on_click="ignore",
    )


def offer_page(row: PriceRow) -> str:
    """Price, discount and every gift by its name and face value, and until when it holds (Rule Z2)."""
    lines = [(_("List price"), fmt.money(row.list_price))]
    if row.granted_discount:
        lines.append((_("Discount"), f"\N{MINUS SIGN}{fmt.money(row.granted_discount)}"))
    body = _table(lines, total=(_("Price of the car, VAT included"), fmt.money(row.price)))
    if row.trade_in.given:
        old = (_("Old car taken in payment (estimate)"), f"\N{MINUS SIGN}{fmt.money(row.trade_in.given)}")
        body += _table([old], total=(_("Left to pay"), fmt.money(row.to_pay)))
    if row.gifts:
        gifts = [
            (
                gift.name if gift.quantity == 1 else f"{gift.name} ×{gift.quantity}",
                fmt.money(gift.face_value * gift.quantity),
            )
            for gift in row.gifts
        ]
        body += f"<p>{escape(_('Gifts that come with it, at their face value:'))}</p>{_table(gifts)}"
    notes = [
        _("This offer holds until {until}.", until=fmt.moment(row.expires_at)),
        _(
            "Purchase tax, insurance and registration are not in the price. The store charges nothing beyond what is listed here."
        ),
        _("Gifts are given as named here and are not paid out in cash."),
        _estimate_note() if row.trade_in.given else "",
    ]
    return _page(_("Offer: {model}", model=row.model), row.car, body + _small(notes))


def finance_page(sheet: FinanceSheet) -> str:
    """Every way to pay with its annual rate, and what they are reckoned from (Rules I7, Z4)."""
    wish = sheet.wish
    base = [(_("Price of the car"), fmt.money(wish.price)), (_("Down payment"), fmt.money(wish.down))]
    if wish.trade_in:
        base.append((_("Old car counts for (estimate)"), fmt.money(wish.trade_in)))
    head = [_("Way to pay"), _("First instalment"), _("Last"), _("Interest in all"), _("Annual rate (APR)")]
    rows = [
        [
            _("{plan}, subsidised", plan=label(plan.repayment)) if plan.subsidised else label(plan.repayment),
            fmt.money(plan.offer.monthly, 2),
            fmt.money(plan.last, 2),
            fmt.money(plan.offer.interest, 2),
            f"{fmt.number(plan.offer.apr_percent, 2)}%",
        ]
        for plan in sheet.plans
    ]
    if wish.fee:
        base.append((_("Fee at the start"), fmt.money(wish.fee)))
    notes = [
        _("{months} monthly instalments; the last one squares off what rounding leaves.", months=wish.months),
        _("The annual rate (APR) counts every payment listed here."),
        _("The lender decides on the loan; his contract is binding."),
        _("A balloon is due with the last instalment.") if wish.balloon_percent else "",
        _("Price as granted, holds until {until}.", until=fmt.moment(sheet.price.expires_at))
        if sheet.price
        else _("Reckoned from the list price."),
        _estimate_note() if wish.trade_in else "",
    ]
    body = _table(base, total=(_("Loan"), fmt.money(wish.amount))) + _grid(head, rows)
    body += _terms_grid(sheet.terms) + _small(notes)
    return _page(_("Ways to pay: {model}", model=sheet.card.model), "", body)


def _estimate_note() -> str:
    """Nobody has confirmed what an old car is worth when a paper is printed, so the paper says so (Rule Z2)."""
    return _(
        "What the old car counts for is an estimate; it is settled when the store has inspected the car."
    )


def _terms_grid(terms: Sequence[TermOffer]) -> str:
    head = [_("Months"), _("Instalment"), _("Interest in all"), _("Annual rate (APR)")]
    rows = [
        [
            str(term.months),
            fmt.money(term.offer.monthly, 2),
            fmt.money(term.offer.interest, 2),
            f"{fmt.number(term.offer.apr_percent, 2)}%",
        ]
        for term in terms
    ]
    return f"<p>{escape(_('Equal instalments over other terms:'))}</p>{_grid(head, rows)}"


def agreement_page(drive: DriveRow) -> str:
    """What driver and store agree on before a test drive; signed on paper (Rule I5)."""
    facts = [
        (_("Model"), drive.model),
        (_("Time"), f"{fmt.moment(drive.starts_at)}–{fmt.clock_time(drive.ends_at)}"),
        (_("Driver"), drive.customer),
        (_("Consultant"), drive.staff),
    ]
    terms = [
        _("The driver holds a valid driving licence of the right class and shows it before the drive."),
        _("The route of the store is kept; the consultant rides along and may end the drive."),
        _("Everybody wears the belt; nobody drives after alcohol or medicine, or with a telephone in hand."),
        _("The driver answers for traffic offences; the car is insured by the store."),
        _("The licence is looked at, not copied; its last day is noted for this drive only."),
    ]
    items = "".join(f"<li>{escape(term)}</li>" for term in terms)
    sign = f'<div class="sign"><div>{escape(_("Driver"))}</div><div>{escape(_("Consultant"))}</div></div>'
    return _page(_("Test-drive agreement"), "", _table(facts) + f"<ol>{items}</ol>{sign}")


def _page(title: str, under: str, body: str) -> str:
    store = viewer.viewing().store_name
    line = " · ".join(part for part in (under, store, fmt.day(clock.today())) if part)
    return (
        f'<!doctype html><html lang="{language()[:2]}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><h2>{escape(line)}</h2>{body}</body></html>"
    )


def _table(lines: Sequence[tuple[str, str]], *, total: tuple[str, str] | None = None) -> str:
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in lines)
    if total is not None:
        rows += f'<tr class="sum"><td>{escape(total[0])}</td><td>{escape(total[1])}</td></tr>'
    return f"<table>{rows}</table>"


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _small(notes: Sequence[str]) -> str:
    return '<p class="small">' + "<br>".join(escape(note) for note in notes if note) + "</p>"
