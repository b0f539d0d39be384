"""Figures of the showroom: who came, waited, drove, bought."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.kpi.definitions.parts import ORDERS, SPLITS, VISITS
from salesops.kpi.figures import Basis, Better, Figure, Kind, Part, Unit

TRAFFIC: tuple[Figure, ...] = (
    Figure(
        id="visits",
        name=N_("Showroom visits"),
        unit=Unit.PARTIES,
        formula=N_("Parties arriving in the showroom; a family is one party, errands do not count."),
        kind=Kind.COUNT,
        numerator=VISITS,
        dimensions=SPLITS,
    ),
    Figure(
        id="first_visits",
        name=N_("First visits"),
        unit=Unit.PARTIES,
        formula=N_("Parties that come for the first time, known from a lead or not."),
        kind=Kind.COUNT,
        numerator=Part(count="first_visits", meaning=N_("parties that come for the first time")),
        dimensions=SPLITS,
    ),
    Figure(
        id="return_visits",
        name=N_("Return visits"),
        unit=Unit.PARTIES,
        formula=N_("Parties that come again."),
        kind=Kind.COUNT,
        numerator=Part(count="return_visits", meaning=N_("parties that come again")),
        dimensions=SPLITS,
    ),
    Figure(
        id="wait_over_limit",
        name=N_("Waited too long"),
        unit=Unit.SHARE,
        formula=N_("Parties greeted later than the limit, or not at all within it ÷ showroom visits."),
        kind=Kind.RATE,
        better=Better.DOWN,
        numerator=Part(count="waited", meaning=N_("parties that waited longer than the limit")),
        denominator=VISITS,
        dimensions=SPLITS,
    ),
    Figure(
        id="test_drives",
        name=N_("Test drives"),
        unit=Unit.DRIVES,
        formula=N_("Test drives that were driven."),
        kind=Kind.COUNT,
        numerator=Part(count="test_drives", meaning=N_("test drives that were driven")),
        dimensions=SPLITS,
    ),
    Figure(
        id="test_drive_rate",
        name=N_("Test-drive rate"),
        unit=Unit.SHARE,
        formula=N_("Test drives driven in the period ÷ showroom visits of the period."),
        kind=Kind.RATE,
        numerator=Part(count="test_drives", meaning=N_("test drives that were driven")),
        denominator=VISITS,
        dimensions=SPLITS,
    ),
    Figure(
        id="close_rate",
        name=N_("Close rate"),
        unit=Unit.SHARE,
        formula=N_("Orders of the period ÷ showroom visits of the period."),
        kind=Kind.RATE,
        numerator=ORDERS,
        denominator=VISITS,
        dimensions=SPLITS,
    ),
    Figure(
        id="close_rate_cohort",
        name=N_("Close rate of the visits"),
        unit=Unit.SHARE,
        formula=N_(
            "Visits of the period whose customer ordered on that day or within the follow-up ÷ visits of the period."
        ),
        kind=Kind.RATE,
        basis=Basis.COHORT,
        numerator=Part(count="visits_ordered", meaning=N_("parties that ordered within the follow-up")),
        denominator=VISITS,
        follows="visit_order_days",
        dimensions=SPLITS,
    ),
)
