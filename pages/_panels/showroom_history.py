"""Before and after: which car stood where, and what a change did to the traffic there (Rule S3)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._ui import charts, clock, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Series
from pages._ui.store import Reader
from pages._ui.tables import Column
from salesops.core.i18n import _, ngettext
from salesops.showroom import queries
from salesops.showroom.queries import PastPlacement

_CHARTED = 8


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    rows = read(queries.placements, today=clock.today())
    if not rows:
        ui.empty_state(_("No car has been placed yet. Move one on the floor plan."))
        return _("Nothing was moved yet.")
    measured = [row for row in rows if row.effect.change is not None]
    if measured:
        with ui.panel(_("Did moving cars change the traffic?"), note=_note()):
            _chart(measured[:_CHARTED])
    with ui.panel(_("Placements, the latest first")):
        codes = sorted({row.code for row in rows})
        chosen = st.pills(
            _("Display place"), codes, key="showroom.history.place", label_visibility="collapsed"
        )
        _table([row for row in rows if chosen is None or row.code == chosen])
    return _answer(measured)


def _note() -> str:
    return _(
        "Share of observed parties that stopped in the zone of the place, in the days before and after. The day of the move counts for neither."
    )


def _answer(measured: Sequence[PastPlacement]) -> str:
    if not measured:
        return _("Too few paths were observed to say what moving cars changed.")
    clear = [row for row in measured if not row.effect.likely_chance]
    if not clear:
        return _("No move has changed the traffic by more than chance does.")
    best = max(clear, key=lambda row: row.effect.change or 0.0)
    return ngettext(
        "{n} move changed the traffic by more than chance, most of all on {code}: {change}",
        "{n} moves changed the traffic by more than chance, most of all on {code}: {change}",
        len(clear),
        code=best.code,
        change=fmt.points(best.effect.change, 0),
    )


def _chart(rows: Sequence[PastPlacement]) -> None:
    charts.grouped_bars(
        _("Parties that stopped there, before and after"),
        [f"{row.code} {fmt.day(store.actor().today(row.since), weekday=False)}" for row in rows],
        [
            Series(
                name=_("before the move"),
                values=[_share(row.effect.before, row.effect.before_of) for row in rows],
            ),
            Series(
                name=_("after the move"),
                values=[_share(row.effect.after, row.effect.after_of) for row in rows],
            ),
        ],
        key="showroom.effects",
        look=charts.Look(share=True),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _table(rows: Sequence[PastPlacement]) -> None:
    columns = [
        Column[PastPlacement](label=_("On the place"), value=_stood),
        Column[PastPlacement](label=_("Display place"), value=lambda row: row.code),
        Column[PastPlacement](label=_("Car"), value=lambda row: row.car),
        Column[PastPlacement](
            label=_("Before the move"), value=lambda row: _parts(row.effect.before, row.effect.before_of)
        ),
        Column[PastPlacement](
            label=_("After the move"), value=lambda row: _parts(row.effect.after, row.effect.after_of)
        ),
        Column[PastPlacement](label=_("Verdict"), value=_verdict),
    ]
    tables.table(rows, columns, key="showroom.placements")


def _parts(part: int, whole: int) -> str:
    return fmt.ratio(part, whole) if whole else ""


def _verdict(row: PastPlacement) -> str:
    if row.effect.change is None:
        return _("too few seen")
    return _("may be chance") if row.effect.likely_chance else fmt.points(row.effect.change, 0)


def _stood(row: PastPlacement) -> str:
    until = fmt.moment(row.until) if row.until else ""
    return _("{since} to {until}", since=fmt.moment(row.since), until=until or _("today"))
