"""When the store is open: a setting that first touches, rota and calendars share (L2, M5, I5)."""

from dataclasses import dataclass
from datetime import date, time

from salesops.core.calendar import OpeningHours
from salesops.core.i18n import N_
from salesops.core.policy import Policy, setting


@dataclass(frozen=True, kw_only=True)
class HoursPolicy(Policy):
    """Opening hours of the store, in its local time."""

    prefix = "hours"
    title = N_("Opening hours")

    opens: time = setting(time(9, 0), label=N_("Opens at"), rule="L2")
    closes: time = setting(time(18, 0), label=N_("Closes at"), rule="L2")
    closed_weekdays: tuple[int, ...] = setting(
        (),
        label=N_("Weekdays closed"),
        help=N_("Numbers of the days on which the store never opens: 0 is Monday, 6 is Sunday."),
        rule="L2",
        minimum=0,
        maximum=6,
    )
    closed_days: tuple[date, ...] = setting((), label=N_("Dates closed"), rule="L2")

    def hours(self) -> OpeningHours:
        """The opening hours to reckon with."""
        return OpeningHours(
            opens=self.opens,
            closes=self.closes,
            closed_weekdays=frozenset(self.closed_weekdays),
            closed_days=frozenset(self.closed_days),
        )
