"""From a month's target to the counted actions of one day, with the arithmetic (Rule M4)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from salesops.core.i18n import N_, Message
from salesops.kpi.statistics import prior_of, shrunken
from salesops.planning.rules.policies import MustDoPolicy
from salesops.planning.rules.selling_days import Pace

ACTIONS = ("touches", "invitations", "drive_follow_ups", "test_drives")
"""What a consultant can do: the counted actions."""
OUTCOMES = ("visits", "orders")
"""What should come of it."""

USUAL = {"close": 0.35, "drive": 0.55, "show": 0.5, "invite": 0.2}
"""Shares that a store without any history starts from; ten cases of its own weigh as much."""
_USUAL_CASES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """What happened over a look-back: of one consultant, or of the whole store."""

    touches: float = 0
    invitations: float = 0
    invited_visits: float = 0
    visits: float = 0
    test_drives: float = 0
    orders: float = 0
    weight: float = 0
    """Weighted selling days that it spans, times the people for a store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A conversion as it is reckoned with: drawn towards the store's by its own few cases."""

    share: float
    hits: float
    cases: float
    of_store: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The steps of the way back: orders per drive, drives per visit, visits per invitation, invitations per touch."""

    close: Rate
    drive: Rate
    show: Rate
    invite: Rate
    walk_ins: float
    """Walk-in visits on an ordinary selling day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a consultant in any case."""

    drives: int = 0
    """Customers who drove lately and have not been spoken to since."""
    touches: int = 0
    """Leads whose touch is due by their cadence (Rule L5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MustDo:
    """One counted action or outcome of the day."""

    figure: str
    value: int
    reasons: tuple[Message, ...]


def shrunk(hits: float, cases: float, of_store: float, prior: int) -> float:
    """A share drawn towards the store's: the fewer own cases, the more (never nothing, never all)."""
    share = shrunken(hits, cases, prior_of(of_store, prior)) if cases + prior else of_store
    return min(max(share, 0.01), 1.0)


def rates(own: Funnel, store: Funnel, policy: MustDoPolicy) -> Rates:
    """A consultant's own conversions, shrunk to the store's, which lean on the usual ones while young."""

    def step(name: str, hits: str, cases: str) -> Rate:
        whole = shrunk(getattr(store, hits), getattr(store, cases), USUAL[name], _USUAL_CASES)
        mine = shrunk(getattr(own, hits), getattr(own, cases), whole, policy.prior)
        return Rate(share=mine, hits=getattr(own, hits), cases=getattr(own, cases), of_store=whole)

    return Rates(
        close=step("close", "orders", "test_drives"),
        drive=step("drive", "test_drives", "visits"),
        show=step("show", "invited_visits", "invitations"),
        invite=step("invite", "invitations", "touches"),
        walk_ins=_walk_ins(own, store),
    )


def _walk_ins(own: Funnel, store: Funnel) -> float:
    """Walk-ins of an ordinary day; ten days of the store's mean are added to the own ones."""
    usual = max(store.visits - store.invited_visits, 0.0) / store.weight if store.weight else 0.0
    mine = max(own.visits - own.invited_visits, 0.0)
    return (mine + usual * 10) / (own.weight + 10)


def must_do(pace: Pace, way: Rates, *, waiting: Waiting, policy: MustDoPolicy) -> list[MustDo]:
    """Walk today's share of the month's orders back to touches, rounded up and capped (Rule M4).

    Touches that are due by cadence are asked for in any case, and a few invitations also of who has reached his
    target: the next month lives on them.
    """
    orders = pace.today
    drives = orders / way.close.share
    visits = drives / way.drive.share
    walk_ins = min(way.walk_ins * pace.weight_today, visits)
    invitations = (visits - walk_ins) / way.show.share
    touches = invitations / way.invite.share
    return [
        _counted("orders", orders, None, of_pace(pace)),
        _counted("test_drives", drives, policy.cap_test_drives, _of_drives(orders, drives, way.close)),
        _counted("visits", visits, policy.cap_visits, _of_visits(drives, visits, way.drive)),
        _at_least(
            _counted(
                "invitations",
                invitations,
                policy.cap_invitations,
                _of_invitations(visits, walk_ins, invitations, way.show),
            ),
            policy.least_invitations,
            N_("At least {least} a day: the next month lives on them."),
        ),
        _at_least(
            _counted("touches", touches, policy.cap_touches, _of_touches(invitations, touches, way.invite)),
            min(waiting.touches, policy.cap_touches),
            N_("{least} leads are due by their cadence."),
        ),
        _counted(
            "drive_follow_ups",
            waiting.drives,
            policy.cap_drive_follow_ups,
            _of_follow_ups(waiting.drives, policy),
        ),
    ]


def _counted(figure: str, exact: float, cap: int | None, reason: Message) -> MustDo:
    value = rounded_up(exact)
    reasons = [reason]
    if cap is not None and value > cap:
        value = cap
        reasons.append(Message(N_("Capped at {cap}: more cannot be done well in a day."), {"cap": cap}))
    return MustDo(figure=figure, value=value, reasons=tuple(reasons))


def _at_least(counted: MustDo, least: int, why: str) -> MustDo:
    if counted.value >= least:
        return counted
    return MustDo(
        figure=counted.figure, value=least, reasons=(*counted.reasons, Message(why, {"least": least}))
    )


def rounded_up(exact: float) -> int:
    """The next whole number; what is whole but for the last bit stays."""
    return max(0, ceil(exact - 1e-9))


def of_pace(pace: Pace) -> Message:
    """What a day must bring of a month's target, told."""
    if pace.left <= 0:
        return Message(N_("The month's target of {target} is reached."), {"target": _n(pace.target)})
    return Message(
        N_(
            "Month {target}, done {done}, left {left} over {days} selling days; "
            "the day weighs {weight} of {rest}: {today}."
        ),
        {
            "target": _n(pace.target),
            "done": _n(pace.done),
            "left": _n(pace.left),
            "days": pace.days_left,
            "weight": _n(pace.weight_today),
            "rest": _n(pace.weight_left),
            "today": _n(pace.today),
        },
    )


def _of_drives(orders: float, drives: float, rate: Rate) -> Message:
    return Message(
        N_("{orders} orders ÷ {share} orders per test drive ({own}; store {store}) = {drives} test drives."),
        {"orders": _n(orders), "drives": _n(drives), **_rate(rate)},
    )


def _of_visits(drives: float, visits: float, rate: Rate) -> Message:
    return Message(
        N_("{drives} test drives ÷ {share} test drives per visit ({own}; store {store}) = {visits} visits."),
        {"drives": _n(drives), "visits": _n(visits), **_rate(rate)},
    )


def _of_invitations(visits: float, walk_ins: float, invitations: float, rate: Rate) -> Message:
    return Message(
        N_(
            "({visits} visits − {walk_ins} walk-ins) ÷ {share} visits per invitation ({own}; store {store}) "
            "= {invitations} invitations."
        ),
        {"visits": _n(visits), "walk_ins": _n(walk_ins), "invitations": _n(invitations), **_rate(rate)},
    )


def _of_touches(invitations: float, touches: float, rate: Rate) -> Message:
    return Message(
        N_(
            "{invitations} invitations ÷ {share} invitations per touch ({own}; store {store}) = {touches} touches."
        ),
        {"invitations": _n(invitations), "touches": _n(touches), **_rate(rate)},
    )


def _of_follow_ups(count: int, policy: MustDoPolicy) -> Message:
    return Message(
        N_("{count} customers drove in the last {days} days and have not been spoken to since."),
        {"count": count, "days": policy.follow_up_days},
    )


def _rate(rate: Rate) -> dict[str, object]:
    return {
        "share": _percent(rate.share),
        "own": Message(N_("own {hits} of {cases}"), {"hits": _n(rate.hits), "cases": _n(rate.cases)}),
        "store": _percent(rate.of_store),
    }


def _n(value: float) -> float | int:
    """A number as it is written in a sentence: whole, or to one or two places."""
    short = round(value, 1 if abs(value) >= 1 else 2)
    return int(short) if short == int(short) else short


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.1 else f"{share:.1%}"
