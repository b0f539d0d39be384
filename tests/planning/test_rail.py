"""The time rail of the day: which stage has its time, which is late."""

from __future__ import annotations

from datetime import time

import pytest
from sqlalchemy.orm import Session

from salesops.access import policies
from salesops.planning.queries.rail import rail
from salesops.planning.rules.rail import RailPolicy, StageState, Stop, current, state_of, stops
from tests.builders import NOON, StoreFixture

LEADS = Stop(page="leads", starts=time(9, 30), ends=time(10, 30))


@pytest.mark.parametrize(
    ("at", "owed", "state"),
    [
        (time(9, 0), 5, StageState.LATER),
        (time(9, 30), 0, StageState.NOW),
        (time(10, 29), 5, StageState.NOW),
        (time(10, 30), 5, StageState.LATE),
        (time(10, 30), 0, StageState.DONE),
        (time(10, 30), None, StageState.DONE),
    ],
)
def test_a_stage_is_late_only_when_it_still_owes(at: time, owed: int | None, state: StageState) -> None:
    assert state_of(LEADS, at=at, owed=owed) is state


@pytest.mark.parametrize(
    ("at", "page"),
    [(time(7, 0), "meeting"), (time(10, 0), "leads"), (time(12, 30), "training"), (time(22, 0), None)],
)
def test_the_current_stage_is_the_running_one_or_the_next(at: time, page: str | None) -> None:
    found = current(stops(RailPolicy()), at)
    assert (found.page if found else None) == page


def test_the_store_sets_its_own_times(session: Session, store: StoreFixture) -> None:
    policies.change(session, store.manager, now=NOON, key="rail.leads_from", value="08:15")
    stop = next(stop for stop in rail(session, store.manager) if stop.page == "leads")
    assert stop.starts == time(8, 15)
