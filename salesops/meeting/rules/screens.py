"""The screens of the meeting in their order, and under which topic their decisions are kept (Rule M9)."""

from __future__ import annotations

from enum import StrEnum

from salesops.models.enums import MeetingStep


class Screen(StrEnum):
    """One screen per topic."""

    FIGURES = "figures"
    DIAGNOSIS = "diagnosis"
    LOST_CASES = "lost_cases"
    EVENING = "evening"
    MUST_DO = "must_do"
    ROTA = "rota"
    KEY_CUSTOMERS = "key_customers"
    BRIEFING = "briefing"
    EXPECTED = "expected"
    FORECAST = "forecast"
    SUMMARY = "summary"


_STEPS = {Screen.EVENING: MeetingStep.MUST_DO, Screen.SUMMARY: MeetingStep.FORECAST}


def step_of(screen: Screen) -> MeetingStep:
    """The topic under which a decision made at this screen is kept."""
    return _STEPS.get(screen) or MeetingStep(screen.value)


def beside(screen: Screen, by: int) -> Screen | None:
    """The screen before (−1) or after (+1); None at either end."""
    screens = list(Screen)
    place = screens.index(screen) + by
    return screens[place] if 0 <= place < len(screens) else None
