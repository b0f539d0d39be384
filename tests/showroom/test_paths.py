"""Heat, routes and what a move changed (Rules S2, S3, S5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.core.errors import NotAllowed
from salesops.models import AuditEntry, Footfall, PathObservation
from salesops.models.enums import Zone
from salesops.showroom import operations, queries
from salesops.showroom.operations.observing import BadObservation
from salesops.showroom.rules.paths import Path, Stop, common_routes, effect, heat
from tests.builders import NOON, TODAY, StoreFixture


def a_path(*zones: Zone, seconds: int = 60, days_ago: int = 0) -> Path:
    return Path(
        day=TODAY - timedelta(days=days_ago), stops=tuple(Stop(zone=zone, seconds=seconds) for zone in zones)
    )


stops = st.lists(st.builds(Stop, zone=st.sampled_from(Zone), seconds=st.integers(0, 900)), max_size=8)


@given(st.lists(st.builds(Path, day=st.just(TODAY), stops=stops.map(tuple)), max_size=15))
def test_heat_counts_each_party_once_a_zone(paths: list[Path]) -> None:
    """Rule S2: shares are shares of parties."""
    for each in heat(paths):
        assert 1 <= each.parties <= len(paths)
        assert 0 < each.share <= 1
    assert sum(route.parties for route in common_routes(paths, limit=99)) == sum(
        bool(path.stops) for path in paths
    )


def test_dwell_is_the_usual_time_of_a_party() -> None:
    """Rule S2: two stops in one zone are one visit, their times add up."""
    paths = [a_path(Zone.GOLDEN, Zone.LINE, Zone.GOLDEN, seconds=30), a_path(Zone.GOLDEN, seconds=100)]
    golden, line = heat(paths)
    assert (golden.zone, golden.parties, golden.dwell_seconds) == (Zone.GOLDEN, 2, 80)
    assert (line.parties, line.share) == (1, 0.5)


def test_the_most_common_path_ignores_standing_still() -> None:
    paths = [
        a_path(Zone.GOLDEN, Zone.GOLDEN, Zone.LOUNGE),
        a_path(Zone.GOLDEN, Zone.LOUNGE),
        a_path(Zone.LINE),
    ]
    first = common_routes(paths)[0]
    assert (first.zones, first.parties) == ((Zone.GOLDEN, Zone.LOUNGE), 2)
    assert first.share == pytest.approx(2 / 3)


def test_before_and_after_leave_the_day_of_the_move_out() -> None:
    """Rule S3: the effect of a move, with whether chance alone does that."""
    before = [a_path(Zone.LINE, days_ago=days) for days in range(3, 13)]
    after = [a_path(Zone.GOLDEN, days_ago=days) for days in (0, 1)] * 5
    found = effect(
        [*before, *after, a_path(days_ago=2)], zone=Zone.GOLDEN, moved_on=TODAY - timedelta(2), days=14
    )
    assert (found.before, found.before_of, found.after, found.after_of) == (0, 10, 10, 10)
    assert found.change == 1.0
    assert not found.likely_chance
    assert effect(before, zone=Zone.GOLDEN, moved_on=TODAY, days=14).change is None


def test_a_path_is_recorded_in_order_and_read_again(session: Session, store: StoreFixture) -> None:
    """Rule S2: tapped zone by zone."""
    way = [Stop(zone=Zone.GOLDEN, seconds=120), Stop(zone=Zone.LOUNGE, seconds=0)]
    path_id = operations.record_path(session, store.senior, now=NOON, stops=way)
    seen = queries.latest_paths(session, store.manager)
    assert [(path.id, list(path.stops), path.by) for path in seen] == [(path_id, way, "Senior")]
    flow = queries.flow(session, store.manager, start=TODAY, end=TODAY + timedelta(1))
    assert (flow.parties, flow.routes[0].zones) == (1, (Zone.GOLDEN, Zone.LOUNGE))


def test_an_empty_path_is_refused_and_a_wrong_one_taken_back(session: Session, store: StoreFixture) -> None:
    with pytest.raises(BadObservation):
        operations.record_path(session, store.senior, now=NOON, stops=[])
    path_id = operations.record_path(session, store.senior, now=NOON, stops=[Stop(zone=Zone.LINE, seconds=5)])
    with pytest.raises(NotAllowed):
        operations.remove_path(session, store.trainee, now=NOON, path_id=path_id)
    operations.remove_path(session, store.senior, now=NOON, path_id=path_id)
    assert session.scalar(select(func.count()).select_from(PathObservation)) == 0
    assert session.scalars(select(AuditEntry.action)).all()[-1] == "showroom.remove_path"


def test_people_are_counted_by_hand_once_an_hour(session: Session, store: StoreFixture) -> None:
    """Rule S5: by hand or by a door counter; a second count replaces the first."""
    for people in (7, 9):
        operations.count_people(session, store.reception, now=NOON, day=TODAY, hour=11, people=people)
    session.add(Footfall(store_id=store.id, day=TODAY, hour=11, people=4, source="door"))
    for weeks, people in ((1, 6), (2, 10)):
        day = TODAY - timedelta(weeks=weeks)
        session.add(Footfall(store_id=store.id, day=day, hour=11, people=people))
    session.flush()
    counts = queries.footfall(session, store.manager, today=TODAY)
    assert [each.hour for each in counts] == list(range(9, 18))
    assert [(each.today, each.usual) for each in counts[1:4]] == [(None, 0), (9, 8), (None, 0)]


@pytest.mark.parametrize(("hour", "people"), [(24, 1), (-1, 1), (10, -1), (10, 9999)])
def test_impossible_counts_are_refused(session: Session, store: StoreFixture, hour: int, people: int) -> None:
    with pytest.raises(BadObservation):
        operations.count_people(session, store.reception, now=NOON, day=TODAY, hour=hour, people=people)


def test_tomorrow_cannot_be_counted(session: Session, store: StoreFixture) -> None:
    tomorrow = TODAY + timedelta(1)
    with pytest.raises(BadObservation):
        operations.count_people(session, store.reception, now=NOON, day=tomorrow, hour=10, people=1)
