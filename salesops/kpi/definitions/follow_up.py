"""Figures of leads: how many, how soon and how often touched, what came of them."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.kpi.definitions.parts import LEAD_SPLITS, LEADS, OPEN_LEADS, SPLITS
from salesops.kpi.figures import Basis, Better, Figure, Kind, Part, Unit

FOLLOW_UP: tuple[Figure, ...] = (
    Figure(
        id="leads",
        name=N_("Leads received"),
        unit=Unit.LEADS,
        formula=N_("Leads by the day they came in; duplicates that were merged count once."),
        kind=Kind.COUNT,
        numerator=LEADS,
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="valid_leads",
        name=N_("Valid leads"),
        unit=Unit.LEADS,
        formula=N_("Leads received, without those found invalid; a lost lead stays valid."),
        kind=Kind.COUNT,
        numerator=Part(count="valid_leads", meaning=N_("leads received that are not invalid")),
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="touches",
        name=N_("Touches made"),
        unit=Unit.TOUCHES,
        formula=N_("Logged calls, messages and meetings, answered or not."),
        kind=Kind.COUNT,
        numerator=Part(count="touches", meaning=N_("logged touches")),
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="invitations",
        name=N_("Invitations made"),
        unit=Unit.INVITATIONS,
        formula=N_(
            "Appointments by the day they were agreed, kept or not; appointments for a delivery do not count."
        ),
        kind=Kind.COUNT,
        numerator=Part(count="invitations", meaning=N_("appointments agreed, deliveries left out")),
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="first_touch_minutes",
        name=N_("First-touch time"),
        unit=Unit.MINUTES,
        formula=N_(
            "Median of the open minutes between arrival and first touch, over leads of the period that were touched."
        ),
        kind=Kind.MEDIAN,
        better=Better.DOWN,
        numerator=Part(count="first_touched", meaning=N_("open minutes until the first touch")),
        denominator=Part(count="first_touched", meaning=N_("leads received that were touched")),
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="first_touch_on_time",
        name=N_("First touch on time"),
        unit=Unit.SHARE,
        formula=N_(
            "Leads of the period touched within their channel's limit ÷ those touched, or whose limit is over."
        ),
        kind=Kind.RATE,
        numerator=Part(count="on_time", meaning=N_("leads touched within the limit")),
        denominator=Part(
            count="first_due",
            meaning=N_("leads touched or past their limit, invalid ones without a touch left out"),
        ),
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="invitation_rate",
        name=N_("Invitation rate"),
        unit=Unit.SHARE,
        formula=N_("Visits by appointment in the period ÷ leads touched in the period."),
        kind=Kind.RATE,
        numerator=Part(count="invited_visits", meaning=N_("parties that came by appointment")),
        denominator=Part(count="touched_leads", meaning=N_("different leads touched in the period")),
        dimensions=SPLITS,
    ),
    Figure(
        id="lead_to_visit",
        name=N_("Lead-to-visit rate"),
        unit=Unit.SHARE,
        formula=N_(
            "Leads of the period whose customer came on that day or within the follow-up ÷ leads of the period."
        ),
        kind=Kind.RATE,
        basis=Basis.COHORT,
        numerator=Part(count="leads_visited", meaning=N_("leads that came within the follow-up")),
        denominator=LEADS,
        follows="lead_visit_days",
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="lead_conversion",
        name=N_("Lead conversion"),
        unit=Unit.SHARE,
        formula=N_("Orders of the period that began as a lead ÷ leads of the period."),
        kind=Kind.RATE,
        numerator=Part(count="lead_orders", meaning=N_("orders that began as a lead")),
        denominator=LEADS,
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="lead_conversion_cohort",
        name=N_("Conversion of the leads"),
        unit=Unit.SHARE,
        formula=N_("Leads of the period that became an order within the follow-up ÷ leads of the period."),
        kind=Kind.RATE,
        basis=Basis.COHORT,
        numerator=Part(count="leads_ordered", meaning=N_("leads that became an order within the follow-up")),
        denominator=LEADS,
        follows="lead_order_days",
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="lost_rate",
        name=N_("Lost rate"),
        unit=Unit.SHARE,
        formula=N_(
            "Losses approved in the period ÷ leads open on its first morning and leads received in it together."
        ),
        kind=Kind.RATE,
        better=Better.DOWN,
        numerator=Part(count="losses", meaning=N_("losses approved")),
        denominator=Part(count="open_or_new", meaning=N_("leads open at the start, and new ones")),
        dimensions=LEAD_SPLITS,
    ),
    Figure(
        id="activation_rate",
        name=N_("Lead activation rate"),
        unit=Unit.SHARE,
        formula=N_(
            "Open leads touched as often as their tier asks, up to the evening of the last day ÷ leads open "
            "that morning; A every day, B every 3 days, C twice a month unless the store sets it otherwise."
        ),
        kind=Kind.RATE,
        basis=Basis.STATE,
        numerator=Part(
            count="active_leads", meaning=N_("leads whose last touch is no older than their tier allows")
        ),
        denominator=OPEN_LEADS,
        dimensions=LEAD_SPLITS,
    ),
)
