"""Tomorrow's targets, moved by what today left undone, with the arithmetic (Rule R3)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from salesops.core.i18n import N_, Message
from salesops.planning.rules.must_do import rounded_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A target of tomorrow: what the month's plan asks, what it became, and why."""

    base: int
    value: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """How one figure of one person went today."""

    target: int
    done: int

    @property
    def short(self) -> int:
        """What is missing; nothing when the target was passed."""
        return max(self.target - self.done, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How the store's visits went today, and how many invitations make one of them."""

    target: int
    done: int
    shown_per_invitation: float
    people: int
    """Who can invite tomorrow."""

    @property
    def short(self) -> int:
        """Visits that were missing."""
        return max(self.target - self.done, 0)

    @property
    def each(self) -> int:
        """Invitations that each must add so that the missing visits come."""
        if not self.short or not self.people:
            return 0
        return rounded_up(self.short / max(self.shown_per_invitation, 0.01) / self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a target may rise: by a share of itself, and never above what can be done in a day."""

    raise_percent: int
    cap: int


def tomorrow(base: int, today: Today, limits: Limits, *, traffic: Traffic | None = None) -> Moved:
    """What tomorrow asks: its own plan plus the larger of the own shortfall and the share of the missing visits.

    A good day does not lower tomorrow: the month's plan has counted it already. `5 → 8` is 5 and 3 missing, at a rise
    of 60 percent at most.
    """
    reasons = [Message(N_("{base} by the month's plan."), {"base": base})]
    move = today.short
    if today.target:
        reasons.append(_own(today))
    if traffic is not None and traffic.each > move:
        move = traffic.each
        reasons.append(_thin(traffic))
    if not move:
        return Moved(base=base, value=base, reasons=tuple(reasons))
    highest = max(min(max(ceil(base * (100 + limits.raise_percent) / 100), 1), limits.cap), base)
    value = min(base + move, highest)
    reasons.append(_sum(base, move, value, limits))
    return Moved(base=base, value=value, reasons=tuple(reasons))


def _own(today: Today) -> Message:
    values: dict[str, object] = {"done": today.done, "target": today.target, "short": today.short}
    if today.short:
        return Message(N_("Today {done} of {target}: {short} missing."), values)
    return Message(N_("Today {done} of {target}: nothing missing."), values)


def _thin(traffic: Traffic) -> Message:
    return Message(
        N_(
            "Visits {done} of {target}, {short} missing; at {share} visits per invitation and {people} people "
            "that is {each} more invitations each."
        ),
        {
            "done": traffic.done,
            "target": traffic.target,
            "short": traffic.short,
            "share": f"{traffic.shown_per_invitation:.0%}",
            "people": traffic.people,
            "each": traffic.each,
        },
    )


def _sum(base: int, move: int, value: int, limits: Limits) -> Message:
    if value == base + move:
        return Message(
            N_("{base} + {move} = {value}."),
            {"base": base, "move": move, "value": value},
        )
    return Message(
        N_("{base} + {move} = {sum}, but a rise stops at {percent} percent and at {cap} a day: {value}."),
        {
            "base": base,
            "move": move,
            "sum": base + move,
            "percent": limits.raise_percent,
            "cap": limits.cap,
            "value": value,
        },
    )
