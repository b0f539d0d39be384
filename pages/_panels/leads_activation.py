"""Activation on the leads page: touched in cadence among due, by tier and by consultant, with the rows (L5, X7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from pages._ui import clock, figures, measures, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.figures import Behind, Card
from pages._ui.measures import Ask
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.calendar import Period
from salesops.core.i18n import _
from salesops.kpi.figures import Dimension
from salesops.kpi.measure import Measured
from salesops.kpi.registry import FIGURES
from salesops.kpi.rows import FigureRow, rows
from salesops.models.enums import Tier
from salesops.planning.queries import people

_FIGURE = "activation_rate"
_KEY = "leads.activation"
_MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One consultant."""

    staff_id: int
    name: str
    touched: int
    due: int

    @property
    def share(self) -> float:
        """Touched in cadence among due."""
        return self.touched / self.due

    @property
    def missing(self) -> int:
        """Due, and out of cadence."""
        return self.due - self.touched


def show() -> None:
    """Of the whole store by tier and by consultant; of a consultant his own by tier."""
    viewer = store.actor()
    leads_others = viewer.may(Permission.SEE_ALL_CUSTOMERS)
    with store.reading() as read:
        own = None if leads_others else viewer.staff_id
        lines = _lines(read) if leads_others else []
        with ui.panel(
            _title(lines), note=_("Leads touched as often as their tier asks, of all that are due")
        ):
            chosen = _consultants(lines)
            who = chosen.staff_id if chosen is not None else own
            if chosen is not None:
                ui.section(chosen.name)
            _tiers(measures.measured(read, _ask(by=Dimension.TIER, staff_id=who)), who)
            if ui.button(
                Action(label=_("Leads behind it"), key=f"{_KEY}.rows.{who}", icon=":material/list:")
            ):
                measures.open_rows(read, _ask(staff_id=who), _FIGURE)


def _ask(*, by: Dimension | None = None, staff_id: int | None = None) -> Ask:
    return Ask(
        figures=(_FIGURE,), period=Period.day(clock.today()), now=clock.minute(), by=by, staff_id=staff_id
    )


def _lines(read: Reader) -> list[_Line]:
    """The consultants who have leads that are due, the least active first."""
    found = measures.measured(read, _ask(by=Dimension.STAFF))
    names = {each.id: each.name for each in read(people, day=clock.today())}
    lines = [
        _Line(
            staff_id=staff_id,
            name=names[staff_id],
            touched=int(got[_FIGURE].numerator or 0),
            due=int(got[_FIGURE].denominator or 0),
        )
        for staff_id, got in found.items()
        if staff_id in names and got[_FIGURE].denominator
    ]
    return sorted(lines, key=lambda line: (line.share, -line.due))


def _title(lines: list[_Line]) -> str:
    """Who has most leads out of cadence."""
    behind = max(lines, key=lambda line: line.missing, default=None)
    if behind is None or not behind.missing:
        return _("Activation")
    return _(
        "Activation: {name} has most leads out of cadence, {count}", name=behind.name, count=behind.missing
    )


def _consultants(lines: list[_Line]) -> _Line | None:
    if not lines:
        return None
    return tables.table(
        lines,
        [
            Column(label=_("Consultant"), value=lambda line: line.name, pinned=True),
            Column(label=_("Activation"), value=lambda line: line.share, kind=Kind.PERCENT),
            Column(label=_("In cadence"), value=lambda line: line.touched, kind=Kind.NUMBER),
            Column(label=_("Out of cadence"), value=lambda line: line.missing, kind=Kind.NUMBER),
        ],
        key=f"{_KEY}.staff",
        select=True,
    )


def _leads_of(tier: Tier, staff_id: int | None) -> list[FigureRow]:
    ask = _ask(staff_id=staff_id)
    with store.reading() as read:
        found = read(rows, _FIGURE, ask.period, staff_id=staff_id, now=ask.now, limit=_MOST)
    return [row for row in found if row.tier is tier]


def _tiers(found: Mapping[object, Mapping[str, Measured]], staff_id: int | None) -> None:
    columns = measures.row_columns(_FIGURE, ())
    with figures.stat_row():
        for tier in Tier:
            got = found.get(tier, found.get(tier.value, {})).get(_FIGURE)
            has_any = got is not None and bool(got.denominator)
            figures.figure_card(
                Card(
                    label=_("Tier {tier}", tier=tier.value),
                    value=measures.value_text(_FIGURE, got.value) if got is not None else fmt.NOTHING,
                    key=f"{_KEY}.tier.{tier.value}",
                    note=fmt.ratio(got.numerator, got.denominator)
                    if got is not None and has_any
                    else _("none due"),
                    small=got is not None and has_any and got.small,
                    help=_(FIGURES[_FIGURE].formula),
                    behind=Behind(rows=partial(_leads_of, tier, staff_id), columns=columns),
                )
            )
