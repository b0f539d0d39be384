"""What the stages share, as frozen rows: tasks, targets, bookings, rota, issues, forecasts, people."""

from salesops.planning.queries.bookings import BookingRow, bookings_of_day
from salesops.planning.queries.forecasts import ForecastRow, forecasts
from salesops.planning.queries.issues import ActionRow, IssueRow, actions, issues
from salesops.planning.queries.people import AbsenceRow, Person, absences, people
from salesops.planning.queries.rota import RotaSlot, rota_between, rota_of_day
from salesops.planning.queries.targets import DayTargetRow, TargetRow, day_targets, targets
from salesops.planning.queries.tasks import TaskRow, open_tasks, tasks_of_day

__all__ = [
    "AbsenceRow",
    "ActionRow",
    "BookingRow",
    "DayTargetRow",
    "ForecastRow",
    "IssueRow",
    "Person",
    "RotaSlot",
    "TargetRow",
    "TaskRow",
    "absences",
    "actions",
    "bookings_of_day",
    "day_targets",
    "forecasts",
    "issues",
    "open_tasks",
    "people",
    "rota_between",
    "rota_of_day",
    "targets",
    "tasks_of_day",
]
