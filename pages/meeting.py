"""Morning meeting: one screen per topic, next and previous by button or key, decisions recorded while talking."""

from pages._panels import (
    meeting_briefing,
    meeting_diagnosis,
    meeting_evening,
    meeting_expected,
    meeting_figures,
    meeting_forecast,
    meeting_frame,
    meeting_key,
    meeting_lost,
    meeting_must_do,
    meeting_rota,
    meeting_summary,
)
from pages._ui import clock, store
from salesops.meeting import queries
from salesops.meeting.rules.screens import Screen

PANELS = {
    Screen.FIGURES: meeting_figures.show,
    Screen.DIAGNOSIS: meeting_diagnosis.show,
    Screen.LOST_CASES: meeting_lost.show,
    Screen.EVENING: meeting_evening.show,
    Screen.MUST_DO: meeting_must_do.show,
    Screen.ROTA: meeting_rota.show,
    Screen.KEY_CUSTOMERS: meeting_key.show,
    Screen.BRIEFING: meeting_briefing.show,
    Screen.EXPECTED: meeting_expected.show,
    Screen.FORECAST: meeting_forecast.show,
    Screen.SUMMARY: meeting_summary.show,
}


def render() -> None:
    """Show the present screen, and below it what was decided; only this screen's rows are read."""
    screen = meeting_frame.current()
    with meeting_frame.stage(), store.reading() as read:
        state = read(queries.meeting_state, day=clock.today())
        meeting_frame.steering(screen, state)
        PANELS[screen](read, clock.minute())
        meeting_frame.decisions(read, screen)


render()
