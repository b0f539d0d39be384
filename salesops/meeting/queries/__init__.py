"""What the morning meeting shows, one module a topic, as frozen rows."""

from salesops.meeting.queries.briefing import BriefingRow, briefing
from salesops.meeting.queries.diagnosis import Traffic, traffic
from salesops.meeting.queries.evening import FromLastEvening, from_last_evening
from salesops.meeting.queries.expected import ExpectedDay, expected_day
from salesops.meeting.queries.figures import MorningFigures, last_selling_day, morning_figures
from salesops.meeting.queries.forecasts import ForecastBoard, forecast_board
from salesops.meeting.queries.key_customers import KeyCustomer, candidates, key_customers
from salesops.meeting.queries.lost_cases import LessonRow, LostCase, lessons, lost_cases
from salesops.meeting.queries.meeting import DecisionRow, MeetingState, decisions, meeting_state, owed

__all__ = [
    "BriefingRow",
    "DecisionRow",
    "ExpectedDay",
    "ForecastBoard",
    "FromLastEvening",
    "KeyCustomer",
    "LessonRow",
    "LostCase",
    "MeetingState",
    "MorningFigures",
    "Traffic",
    "briefing",
    "candidates",
    "decisions",
    "expected_day",
    "forecast_board",
    "from_last_evening",
    "key_customers",
    "last_selling_day",
    "lessons",
    "lost_cases",
    "meeting_state",
    "morning_figures",
    "owed",
    "traffic",
]
