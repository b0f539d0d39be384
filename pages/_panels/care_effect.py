"""Did care bring referrals and repeat purchases? Two groups of owners, said honestly (Rule C4)."""

from __future__ import annotations

from pages._ui import charts, clock, figures, nav
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.chart_theme import Ink
from pages._ui.charts import Look, Series
from pages._ui.components import Tone
from pages._ui.figures import Card
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.care import queries
from salesops.care.queries import CareEffect, OwnerRow
from salesops.care.rules.effect import Compared
from salesops.core.i18n import N_, _, ngettext, render

_KEY = "care.effect"
_DEFINITION = N_("Orders per 100 owners and month, counted from the end of the first weeks")


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    now = clock.minute()
    found = read(queries.care_effect, now=now)
    if not found.cared.owners + found.others.owners:
        ui.empty_state(_("No owner has had his first weeks yet."), next_step="intent")
        return _("There is nothing to compare yet.")
    with ui.panel(
        _("Owners cared for against the others"),
        note=_(
            "Delivered from {since} to {until}; cared for within {days} days, watched from then on",
            since=fmt.day(found.since, weekday=False),
            until=fmt.day(found.until, weekday=False),
            days=found.days,
        ),
    ):
        ui.reasons([render(each) for each in found.findings])
        opened = _cards(found)
        _chart(found)
        ui.note(
            _(
                "Who is easy to reach may be cared for more and also recommend more: this shows a connection, no cause."
            ),
            Tone.QUIET,
        )
        nav.link("care", _("Tonight's queue"), query={"view": "queue"})
    if opened:
        rows = read(queries.effect_rows, now=now)
        figures.rows_dialog(_("Owners compared"), rows, _columns(), definition=_(_DEFINITION))
    return _answer(found)


def _answer(found: CareEffect) -> str:
    for compared, better, worse in (
        (
            found.referrals,
            _("Owners who were cared for bring more buyers"),
            _("Owners who were cared for bring fewer buyers"),
        ),
        (
            found.repeats,
            _("Owners who were cared for buy again more often"),
            _("Owners who were cared for buy again less often"),
        ),
    ):
        if compared.certain and compared.interval is not None:
            return better if compared.interval.low > 1 else worse
    if found.referrals.enough:
        return _("Whether care brings buyers cannot be told from chance yet")
    return ngettext(
        "Too few results to tell: {n} owner was cared for",
        "Too few results to tell: {n} owners were cared for",
        found.cared.owners,
    )


def _cards(found: CareEffect) -> bool:
    opened = False
    with figures.stat_row():
        for name, compared, hits, others, key in (
            (_("Brought a buyer"), found.referrals, found.cared.referred, found.others.referred, "referred"),
            (_("Bought again"), found.repeats, found.cared.bought, found.others.bought, "bought"),
        ):
            for group, whose, rate, count, owners in (
                ("cared", _("cared for"), compared.cared, hits, found.cared.owners),
                ("others", _("others"), compared.others, others, found.others.owners),
            ):
                card = Card(
                    label=_("{what}: {whose}", what=name, whose=whose),
                    value=fmt.number(rate, 2),
                    key=f"{_KEY}.{key}.{group}",
                    note=_("{count} of {owners} owners", count=count, owners=owners),
                    small=not compared.enough,
                    help=_(_DEFINITION),
                    opens=True,
                )
                opened = figures.figure_card(card) or opened
    return opened


def _chart(found: CareEffect) -> None:
    charts.grouped_bars(
        _title(found.referrals),
        [_("Brought a buyer"), _("Bought again")],
        [
            Series(name=_("cared for"), values=[found.referrals.cared, found.repeats.cared]),
            Series(name=_("others"), values=[found.referrals.others, found.repeats.others], ink=Ink.QUIET),
        ],
        key=f"{_KEY}.chart",
        look=Look(decimals=2, height=260, unit=_("per 100 owners and month")),
    )


def _title(compared: Compared) -> str:
    if compared.interval is None or not compared.enough:
        return _("Results of both groups")
    if compared.interval.high == float("inf"):
        return _("Buyers brought: at least {low} times as often", low=fmt.number(compared.interval.low, 1))
    return _(
        "Buyers brought: {low} to {high} times as often",
        low=fmt.number(compared.interval.low, 1),
        high=fmt.number(compared.interval.high, 1),
    )


def _columns() -> list[Column[OwnerRow]]:
    return [
        Column[OwnerRow](label=_("Customer"), value=lambda row: row.customer),
        Column[OwnerRow](label=_("Consultant"), value=lambda row: row.owner),
        Column[OwnerRow](label=_("Delivered"), value=lambda row: row.delivered_on, kind=Kind.DAY),
        Column[OwnerRow](label=_("Cared for"), value=lambda row: row.cared, kind=Kind.YES_NO),
        Column[OwnerRow](label=_("Brought a buyer"), value=lambda row: row.referred, kind=Kind.NUMBER),
        Column[OwnerRow](label=_("Bought again"), value=lambda row: row.bought, kind=Kind.NUMBER),
    ]
