"""What comes with the product: scenarios to begin with, and drills by step of the funnel (Rules T2, T3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from salesops.core.i18n import N_, Label, Message
from salesops.models.enums import FunnelStep


class CoachingDrill(StrEnum):
    """An exercise for a 1:1 plan."""

    FIRST_CALL = "first_call"
    OPENING_LINES = "opening_lines"
    TWO_TIMES = "two_times"
    INVITATION_SCRIPT = "invitation_script"
    CALL_OBJECTIONS = "call_objections"
    DOOR_GREETING = "door_greeting"
    NEEDS_QUESTIONS = "needs_questions"
    WALK_AROUND = "walk_around"
    DRIVE_OFFER = "drive_offer"
    ROUTE_POINTS = "route_points"
    AFTER_DRIVE = "after_drive"
    BARGAINING = "bargaining"
    CLOSING_QUESTIONS = "closing_questions"
    FINANCE_OFFER = "finance_offer"
    GIFT_SWAP = "gift_swap"
    REFERRAL_ASK = "referral_ask"
    OWNER_CALLS = "owner_calls"
    POINTS_OFFER = "points_offer"


DRILLS: Mapping[FunnelStep, tuple[CoachingDrill, ...]] = {
    FunnelStep.TOUCH: (CoachingDrill.FIRST_CALL, CoachingDrill.OPENING_LINES),
    FunnelStep.INVITE: (
        CoachingDrill.INVITATION_SCRIPT,
        CoachingDrill.TWO_TIMES,
        CoachingDrill.CALL_OBJECTIONS,
    ),
    FunnelStep.RECEIVE: (
        CoachingDrill.DOOR_GREETING,
        CoachingDrill.NEEDS_QUESTIONS,
        CoachingDrill.WALK_AROUND,
    ),
    FunnelStep.TEST_DRIVE: (
        CoachingDrill.DRIVE_OFFER,
        CoachingDrill.ROUTE_POINTS,
        CoachingDrill.AFTER_DRIVE,
    ),
    FunnelStep.CLOSE: (
        CoachingDrill.BARGAINING,
        CoachingDrill.CLOSING_QUESTIONS,
        CoachingDrill.FINANCE_OFFER,
        CoachingDrill.GIFT_SWAP,
    ),
    FunnelStep.REFERRAL: (
        CoachingDrill.REFERRAL_ASK,
        CoachingDrill.OWNER_CALLS,
        CoachingDrill.POINTS_OFFER,
    ),
}
"""Which exercises train which step."""


def drill_name(stored: str) -> Message:
    """What a drill is called: one of the library by its label, one's own by its words."""
    try:
        known: Label | str = Label.of(CoachingDrill(stored))
    except ValueError:
        known = stored
    return Message("{drill}", {"drill": known})


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A scenario that comes with the product (msgids)."""

    title: str
    situation: str
    criteria: tuple[tuple[str, int], ...]
    pass_mark: int
    figure: str


STARTERS = (
    Starter(
        title=N_("Winter range drops"),
        situation=N_(
            "A family looks at a battery car. A neighbour told them that its range halves in winter. They are about to "
            "leave for a petrol car of another brand."
        ),
        criteria=(
            (N_("Asks about daily distance and charging before he answers"), 20),
            (N_("Explains battery, heat pump and motor rightly, with figures of winter"), 30),
            (N_("Shows a fitting way out: charging plan, range extender, hybrid"), 30),
            (N_("Ends with a dated next step"), 20),
        ),
        pass_mark=70,
        figure="test_drive_rate",
    ),
    Starter(
        title=N_("Finance terms too complex"),
        situation=N_(
            "A young couple can pay a third now. Three offers lie on the table; they say that they do not understand a "
            "word and will pay cash for a smaller car."
        ),
        criteria=(
            (N_("Finds out what they can pay each month"), 25),
            (N_("Explains two offers in plain words, with the annual rate"), 35),
            (N_("Checks that it was understood"), 20),
            (N_("Asks for the decision"), 20),
        ),
        pass_mark=70,
        figure="close_rate",
    ),
    Starter(
        title=N_("Another dealer is cheaper"),
        situation=N_(
            "The customer shows a screenshot: the same car for 3,000 less at another dealer in town. He asks for the same "
            "price or he goes."
        ),
        criteria=(
            (N_("Stays calm and compares what is included, gift by gift"), 30),
            (N_("Offers value instead of cash, within his authority"), 30),
            (N_("Takes it to the supervisor instead of promising"), 20),
            (N_("Asks for the decision"), 20),
        ),
        pass_mark=70,
        figure="close_rate",
    ),
    Starter(
        title=N_("The car comes late"),
        situation=N_(
            "The promised day has passed. The customer calls for the third time, angry, and threatens to cancel and to post "
            "about it."
        ),
        criteria=(
            (N_("Knows stage and new date before he answers, or calls back within the hour"), 30),
            (N_("Apologises without blaming others"), 20),
            (N_("Offers what the store allows for late cars"), 25),
            (N_("Agrees on the next message and keeps it on record"), 25),
        ),
        pass_mark=75,
        figure="referral_rate",
    ),
    Starter(
        title=N_("Invitation by telephone"),
        situation=N_(
            "A lead of a short video asks for the lowest price in the chat and does not want to come by. You have three "
            "minutes on the telephone."
        ),
        criteria=(
            (N_("Opens with what the customer asked for"), 20),
            (N_("Asks two questions about use and time of purchase"), 25),
            (N_("Gives one good reason to come"), 30),
            (N_("Offers two times and books one"), 25),
        ),
        pass_mark=70,
        figure="invitation_rate",
    ),
)
