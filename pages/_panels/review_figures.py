"""Today against target and what is usual by this time, the deviation split over the funnel, and its likely cause (R1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st

from pages._panels import root_causes as root_causes_panel
from pages._ui import charts, figures, measures, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.charts import Look
from pages._ui.components import Badge, Tone
from pages._ui.figures import Card
from pages._ui.measures import Ask
from pages._ui.store import Reader
from pages._ui.tables import Column
from salesops.core.calendar import DAY, Period
from salesops.core.i18n import _, label, render
from salesops.kpi.figures import Better
from salesops.kpi.registry import FIGURES
from salesops.planning.queries.roots import root_causes
from salesops.planning.rules.split import Share
from salesops.review import queries
from salesops.review.queries.figures import SHOWN, ChannelMix, ReviewFigures, TodayLine
from salesops.review.rules.causes import CauseRow, Conclusion, Explanation

_SPAN = "review.span"
_WEEKS = 28
"""Stands for the weeks of the root causes, however many the store looks at."""
_TONES = {
    Conclusion.ON_PLAN: Tone.GOOD,
    Conclusion.CAUSE: Tone.URGENT,
    Conclusion.NOT_ENOUGH_DATA: Tone.QUIET,
}


def show(read: Reader, now: datetime) -> None:
    """The sentence, the four figures, the split, the candidates, the channels."""
    days = state.widget(_SPAN, 1)
    if days == _WEEKS:
        roots = read(root_causes, now=now)
        ui.page_title(_("Where the orders went"), render(roots.headline))
        _choose_span()
        root_causes_panel.show(roots, key="review.roots")
        return
    found = read(queries.review_figures, now=now, days=days)
    ui.page_title(_("What the day says"), render(found.explanation.headline))
    _choose_span()
    _cards(read, found, now)
    with ui.side_by_side():
        with ui.panel(_("Where the deviation comes from")):
            _split(found.explanation)
        with ui.panel(_("Candidates, tested")):
            _causes(found.explanation)
    if found.mix is not None:
        with ui.panel(
            _mix_title(found.mix),
            note=_("Four weeks against the four before; mix and rates add up to the change."),
        ):
            tables.table(_shares(found.mix), _columns(found.mix), key="review.mix", height="content")


def _choose_span() -> None:
    names = {1: _("Today so far"), 7: _("Last 7 days"), _WEEKS: _("Last weeks")}
    st.segmented_control(
        _("Days looked at"),
        list(names),
        format_func=lambda days: names[days],
        default=1,
        required=True,
        key=_SPAN,
        label_visibility="collapsed",
    )


def _cards(read: Reader, found: ReviewFigures, now: datetime) -> None:
    lines = {line.figure: line for line in found.lines}
    opened = None
    with figures.stat_row():
        for figure in (*SHOWN, "leads", "test_drives", "close_rate", "wait_over_limit"):
            if figures.figure_card(_card(lines[figure], unfinished=found.unfinished)):
                opened = figure
    if opened is not None:
        today = store.actor().today(now)
        period = Period(today - timedelta(days=found.days - 1), today + DAY)
        measures.open_rows(read, Ask(figures=(opened,), period=period, now=now), opened)


def _card(line: TodayLine, *, unfinished: bool) -> Card:
    """A figure against its target; while the store is open, a count is held against what is usual by now."""
    figure = FIGURES[line.figure]
    notes = []
    if line.now.denominator is not None and figure.is_share:
        notes.append(fmt.ratio(line.now.numerator, line.now.denominator))
    usual = _("usual by now") if unfinished else _("same weekday")
    if line.usual is not None:
        notes.append(f"{usual} {_text(line, line.usual)}")
    wanted, against = line.target, _("target")
    if wanted is not None:
        notes.append(_("Target {value}", value=_text(line, wanted)))
    if wanted is None or (unfinished and figure.adds_up):
        wanted, against = line.usual, usual
    delta, good = None, None
    if wanted is not None and line.now.value is not None:
        difference = float(line.now.value) - wanted
        delta = f"{_difference(line, difference)} ({against})"
        good = difference >= 0 if figure.better is Better.UP else difference <= 0
    return Card(
        label=_(figure.name),
        value=measures.value_text(line.figure, line.now.value),
        key=f"review.figure.{line.figure}",
        delta=delta,
        good=good,
        note=" · ".join(notes),
        small=line.now.small and figure.is_share,
        help=_(figure.formula),
        opens=True,
    )


def _text(line: TodayLine, value: float) -> str:
    if FIGURES[line.figure].is_share:
        return fmt.percent(value)
    return fmt.number(value, 0 if value == int(value) else 1)


def _difference(line: TodayLine, difference: float) -> str:
    if FIGURES[line.figure].is_share:
        return fmt.points(difference)
    return fmt.signed(difference, 0 if difference == int(difference) else 1)


def _split(found: Explanation) -> None:
    split = found.split
    steps = list(split.steps)
    names = [measures.name(step.figure) if not step.of else _per(step.figure, step.of) for step in steps]
    title = _(
        "Orders {now}, usually {before}: the parts add up to {deviation}",
        now=fmt.number(split.now),
        before=fmt.number(split.before, 1),
        deviation=fmt.signed(split.deviation, 1),
    )
    lowest = min((step.part for step in steps), default=0.0)
    marked = frozenset(n for n, step in enumerate(steps) if step.part == lowest and lowest < 0)
    charts.bars(
        title,
        names,
        [step.part for step in steps],
        key="review.split",
        look=Look(decimals=1, marked=marked, horizontal=True),
    )


def _per(figure: str, of: str) -> str:
    return _("{figure} per {of}", figure=measures.name(figure), of=measures.name(of))


def _causes(found: Explanation) -> None:
    ui.badge(Badge(text=label(found.conclusion), tone=_TONES[found.conclusion]))
    if not found.causes:
        ui.note(_("Nothing in the funnel is below what is usual."), Tone.GOOD)
    named = [row for row in found.causes if row.named]
    others = sorted(
        (row for row in found.causes if not row.named), key=lambda row: (row.part is None, row.chance)
    )
    for row in (*named, *others[: max(5 - len(named), 2)]):
        st.markdown(f"{_mark(row)} {fmt.plain(render(row.sentence))}")


def _mark(row: CauseRow) -> str:
    chance = _("by chance {share}", share=fmt.percent(row.chance, 0))
    if row.named:
        return ui.badge_text(Badge(text=f"{label(row.kind)} · {chance}", tone=Tone.URGENT))
    return ui.badge_text(Badge(text=f"{label(row.kind)} · {chance}", tone=Tone.QUIET, icon=":material/help:"))


def _mix_title(mix: ChannelMix) -> str:
    split = mix.split
    return _(
        "Lead conversion {now} ({change}): {mix} from the mix of channels, {rate} from their rates",
        now=fmt.percent(split.now),
        change=fmt.points(split.now - split.before),
        mix=fmt.points(split.mix),
        rate=fmt.points(split.rate),
    )


def _shares(mix: ChannelMix) -> Sequence[Share[int]]:
    return sorted(mix.split.shares, key=lambda share: share.mix + share.rate)


def _columns(mix: ChannelMix) -> list[Column[Share[int]]]:
    names = dict(mix.names)
    return [
        Column(label=_("Channel"), value=lambda share: names.get(share.key, ""), pinned=True),
        Column(label=_("Share of leads"), value=lambda share: _moved(share.weight_before, share.weight_now)),
        Column(label=_("Conversion"), value=lambda share: _moved(share.rate_before, share.rate_now)),
        Column(label=_("By mix, points"), value=lambda share: fmt.signed(share.mix * 100, 2)),
        Column(label=_("By rate, points"), value=lambda share: fmt.signed(share.rate * 100, 2)),
    ]


def _moved(before: float, now: float) -> str:
    return f"{fmt.percent(before)} → {fmt.percent(now)}"
