"""The boards of the showroom screen: what stands on each (U1). No customer, no money, no ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pages._ui import format as fmt
from pages._ui import measures, nav
from pages._ui.board import Board, Cheer, Row, Tile
from pages._ui.measures import Ask
from pages._ui.store import Reader
from salesops.core.calendar import Period
from salesops.core.i18n import _, ngettext
from salesops.kpi.measure import Measured
from salesops.planning import queries as planning
from salesops.planning.queries import wall
from salesops.planning.queries.door import door
from salesops.planning.rules.wall import WallPolicy

DAY_FIGURES = ("visits", "test_drives", "orders", "deliveries")
MONTH_FIGURES = ("visits", "orders", "deliveries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The moment that all boards are drawn for."""

    at: datetime
    day: date
    policy: WallPolicy


def names(read: Reader, now: Now) -> list[str]:
    """The boards that take turns; a fresh delivery pushes in front of all."""
    return ["celebration"] if _fresh(read, now) else now.policy.boards()


def build(name: str, read: Reader, now: Now) -> Board:
    """One board by its name."""
    makers = {
        "today": _today,
        "month": _month,
        "waiting": _waiting,
        "leads": _first_touches,
        "deliveries": _deliveries,
        "news": _news,
        "celebration": _celebration,
    }
    return makers[name](read, now)


def rota(read: Reader, now: Now) -> list[tuple[str, str]]:
    """Who takes the next walk-in, and who follows (Rule M5)."""
    line = read(door, now=now.at)
    shown = [(_("Receiving now"), line.now_name), (_("Next in line"), line.next_name)]
    if line.all_busy:
        return [(_("Receiving now"), _("all busy"))]
    return [(name, person) for name, person in shown if person]


def _today(read: Reader, now: Now) -> Board:
    goals = _store_goals(read, now)
    got = measures.measured(read, Ask(figures=DAY_FIGURES, period=Period.day(now.day), now=now.at))[None]
    tiles = [_progress(figure, got[figure], goals.get(figure)) for figure in DAY_FIGURES]
    return Board(title=_("The store today"), tiles=tuple(tiles))


def _month(read: Reader, now: Now) -> Board:
    goals = {row.figure: row.value for row in read(planning.targets, month=now.day) if row.staff_id is None}
    month = Period.month_to_date(now.day)
    got = measures.measured(read, Ask(figures=MONTH_FIGURES, period=month, now=now.at))[None]
    tiles = [_progress(figure, got[figure], goals.get(figure)) for figure in MONTH_FIGURES]
    return Board(title=_("This month"), tiles=tuple(tiles))


def _store_goals(read: Reader, now: Now) -> Mapping[str, float]:
    """Today's goals of the store; where only people have goals, their sum."""
    return measures.goals_of(read(planning.day_targets, day=now.day), None)


def _progress(figure: str, got: Measured, goal: float | None) -> Tile:
    value = float(got.value or 0)
    reached = goal is not None and goal > 0 and value >= goal
    return Tile(
        label=measures.name(figure),
        value=fmt.number(value),
        of=f"/ {fmt.number(goal)}" if goal else "",
        share=value / goal if goal else None,
        note=_("target reached") if reached else "",
        tone="good" if reached else "quiet",
    )


def _waiting(read: Reader, now: Now) -> Board:
    parties = read(wall.waiting_parties, now=now.at)
    amber = timedelta(minutes=now.policy.wait_amber_minutes)
    limit = read(wall.wait_limit)
    rows = [
        Row(
            label=ngettext("Party of {n}", "Party of {n}", party.party_size),
            since=party.arrived_at,
            warn_after=amber,
            limit=limit,
        )
        for party in parties
    ]
    title = ngettext("{n} party waits", "{n} parties wait", len(rows)) if rows else _("Waiting customers")
    return Board(title=title, rows=tuple(rows), empty=_("Nobody is waiting."))


def _first_touches(read: Reader, now: Now) -> Board:
    found = read(wall.first_touches, now=now.at)
    tiles = [
        Tile(label=_("Over the limit"), value=fmt.number(found.over), tone="alarm" if found.over else "good"),
        Tile(
            label=_("Due within 30 minutes"),
            value=fmt.number(found.within_30),
            tone="warn" if found.within_30 else "quiet",
        ),
        Tile(label=_("Later"), value=fmt.number(found.later)),
    ]
    if found.next_due_at is not None:
        tiles.append(Tile(label=_("Next limit in"), until=found.next_due_at))
    return Board(title=_("First touches"), tiles=tuple(tiles))


def _deliveries(read: Reader, now: Now) -> Board:
    cars = read(wall.deliveries_today, now=now.at)
    rows = [
        Row(
            label=car.model,
            end=_("delivered {time}", time=fmt.clock_time(car.delivered_at))
            if car.delivered_at
            else _("today"),
            tone="good" if car.delivered_at else "quiet",
        )
        for car in cars
    ]
    title = ngettext("{n} delivery today", "{n} deliveries today", len(rows)) if rows else _("Deliveries")
    return Board(title=title, rows=tuple(rows), empty=_("No delivery is planned for today."))


def _news(read: Reader, now: Now) -> Board:
    rows = [
        Row(label=item.title, end=_("until {day}", day=fmt.day(item.valid_until)))
        for item in read(wall.news, day=now.day)
    ]
    return Board(title=_("New for you"), rows=tuple(rows), empty=_("Ask us about our cars: we have time."))


def _celebration(read: Reader, now: Now) -> Board:
    cars = _fresh(read, now)
    model = cars[0].model if cars else ""
    cheer = Cheer(big=_("Congratulations on your new car!"), small=model)
    return Board(title=nav.title("wall"), cheer=cheer)


def _fresh(read: Reader, now: Now) -> list[wall.DeliveryToday]:
    since = now.at - timedelta(minutes=now.policy.celebrate_minutes)
    cars = read(wall.deliveries_today, now=now.at)
    return [car for car in cars if car.delivered_at is not None and since <= car.delivered_at <= now.at]
