"""The minutes of the meeting as a sheet: to be copied into the group, and printed (Rule M9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.i18n import _, label, language
from salesops.core.wording import date_locale
from salesops.kpi.registry import FIGURES
from salesops.meeting.queries.briefing import BriefingTitle, briefing_titles
from salesops.meeting.queries.figures import FigureLine, MorningFigures, morning_figures
from salesops.meeting.queries.meeting import DecisionRow, decisions
from salesops.planning.paper import Block, Grid, Sheet
from salesops.planning.queries.rota import RotaSlot, rota_of_day
from salesops.planning.queries.targets import DayTargetRow, day_targets
from salesops.planning.rules.must_do import ACTIONS, OUTCOMES


def minutes(session: Session, viewer: Actor, *, now: datetime) -> Sheet:
    """What the meeting said and decided, in the reader's language."""
    today = viewer.today(now)
    figures = morning_figures(session, viewer, now=now)
    blocks = [
        _figures(figures),
        _decisions(decisions(session, viewer, day=today)),
        must_do_block(day_targets(session, viewer, day=today)),
        rota_block(viewer, rota_of_day(session, viewer, day=today)),
        briefing_block(briefing_titles(session, viewer, day=today)),
    ]
    return Sheet(
        title=_("Morning meeting of {day}", day=day_name(today)),
        under=_("Led by {name}", name=viewer.name),
        blocks=tuple(block for block in blocks if block is not None),
    )


def day_name(day: date) -> str:
    """A date with its weekday, in words."""
    return str(format_date(day, "full", locale=date_locale(language())))


def figure_name(figure: str) -> str:
    """What a figure or counted action is called."""
    return _("Test-drive follow-ups") if figure == "drive_follow_ups" else _(FIGURES[figure].name)


def _figures(found: MorningFigures) -> Block:
    sentences = []
    if found.pace is not None:
        sentences.append(
            _(
                "Orders {done} of {target} this month; {per_day} on each of {days} selling days left.",
                done=round(found.pace.done),
                target=round(found.pace.target),
                per_day=round(found.pace.per_day, 1),
                days=found.pace.days_left,
            )
        )
    return Block(
        heading=_("Figures of {day}", day=day_name(found.day)),
        sentences=tuple(sentences),
        points=tuple(_figure(line) for line in found.lines),
    )


def _figure(line: FigureLine) -> str:
    name = _(FIGURES[line.figure].name)
    value = _shown(line, line.day.value)
    if line.usual is None:
        return _("{figure}: {value}", figure=name, value=value)
    return _(
        "{figure}: {value} (same weekday {usual})", figure=name, value=value, usual=_shown(line, line.usual)
    )


def _shown(line: FigureLine, value: object) -> str:
    if value is None:
        return "—"
    number = float(str(value))
    if FIGURES[line.figure].is_share:
        return f"{number:.1%}"
    return f"{number:.0f}" if number == int(number) else f"{number:.1f}"


def _decisions(rows: Sequence[DecisionRow]) -> Block:
    return Block(
        heading=_("Decisions"),
        sentences=() if rows else (_("Nothing was decided."),),
        grid=Grid(
            headings=(_("Topic"), _("What is decided"), _("Owner"), _("Due")),
            rows=tuple(
                (
                    label(row.step),
                    row.text,
                    row.owner,
                    str(format_date(row.due_on, "medium", locale=date_locale(language())))
                    if row.due_on
                    else "",
                )
                for row in rows
            ),
        )
        if rows
        else None,
    )


def must_do_block(rows: Sequence[DayTargetRow]) -> Block | None:
    """Everybody's counted actions of the day."""
    if not rows:
        return None
    shown = (*ACTIONS, *OUTCOMES)
    people = dict.fromkeys((row.staff_id, row.staff) for row in rows)
    value = {(row.staff_id, row.figure): row.value for row in rows}
    return Block(
        heading=_("Today's must-do"),
        grid=Grid(
            headings=(_("Consultant"), *(figure_name(figure) for figure in shown)),
            rows=tuple(
                (
                    staff or _("The store"),
                    *(str(value.get((staff_id, figure), "")) for figure in shown),
                )
                for staff_id, staff in people
            ),
        ),
    )


def rota_block(viewer: Actor, slots: Sequence[RotaSlot]) -> Block | None:
    """Who is at the door in each turn."""
    if not slots:
        return None
    return Block(
        heading=_("Reception rota"),
        grid=Grid(
            headings=(_("Turn"), _("First"), _("Then")),
            rows=tuple(
                (
                    f"{viewer.local(slot.starts_at):%H:%M}–{viewer.local(slot.ends_at):%H:%M}",
                    slot.names[0],
                    " · ".join(slot.names[1:]),
                )
                for slot in slots
            ),
        ),
    )


def briefing_block(items: Sequence[BriefingTitle]) -> Block | None:
    """What is valid today, with how to say it."""
    if not items:
        return None
    return Block(
        heading=_("Briefing"),
        points=tuple(
            _(
                "{kind}: {title} (until {day})",
                kind=label(item.kind),
                title=item.title,
                day=format_date(item.valid_until, "medium", locale=date_locale(language())),
            )
            for item in items
        ),
    )
