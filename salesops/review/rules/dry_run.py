"""Days without an order, and how likely such a run is by chance alone (Rule R2)."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_, Message
from salesops.kpi.statistics import chance_of_none

RARE = 0.05
"""A run less likely than this by chance speaks by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """One consultant without an order: for how many selling days, and what chance alone would make of it."""

    days: int
    orders: float
    """Orders in the look-back."""
    history_days: int
    """Selling days of the look-back on which he could have sold."""

    @property
    def per_day(self) -> float:
        """Orders per selling day."""
        return self.orders / self.history_days if self.history_days else 0.0

    @property
    def by_chance(self) -> float:
        """The probability of so long a run at that rate: e^(−λ·days)."""
        return chance_of_none(self.per_day, self.days)

    @property
    def per_month(self) -> float:
        """The rate as it is spoken of: orders in 26 selling days."""
        return self.per_day * 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What somebody did in the run's days, and what the others did on average a person."""

    figure: str
    own: float
    peers: float

    @property
    def under(self) -> bool:
        """Clearly under the others: less than two thirds."""
        return self.peers > 0 and self.own < self.peers * 2 / 3


def calls_for_shadowing(run: DryRun, *, dry_days: int) -> bool:
    """Whether the run is long enough to go along tomorrow (Rule R2)."""
    return run.days >= dry_days


def told(run: DryRun, process: tuple[Process, ...]) -> tuple[Message, ...]:
    """How the run is to be read: by its chance, and by what the person can change."""
    found = [_chance(run)]
    under = tuple(each for each in process if each.under)
    found += [_process(each) for each in under]
    if not under and run.by_chance >= RARE:
        found.append(
            Message(
                N_("Touches, invitations and test drives are not under the others: go on, and look again.")
            )
        )
    return tuple(found)


def _chance(run: DryRun) -> Message:
    values: dict[str, object] = {
        "days": run.days,
        "rate": round(run.per_month, 1),
        "share": f"{run.by_chance:.0%}",
    }
    if not run.orders:
        return Message(
            N_("No order in {history} selling days: there is no own rate to compare with."),
            {"history": run.history_days},
        )
    if run.by_chance < RARE:
        return Message(
            N_(
                "At {rate} sales a month, {days} days without an order happen by chance in only {share}: not ordinary."
            ),
            values,
        )
    return Message(
        N_("At {rate} sales a month, {days} days without an order happen by chance in {share}: ordinary."),
        values,
    )


_UNDER = {
    "touches": N_("Touches {own}, the others {peers} on average."),
    "invitations": N_("Invitations {own}, the others {peers} on average."),
    "test_drives": N_("Test drives {own}, the others {peers} on average."),
    "visits": N_("Visits received {own}, the others {peers} on average."),
}


def _process(each: Process) -> Message:
    return Message(_UNDER[each.figure], {"own": round(each.own, 1), "peers": round(each.peers, 1)})
