"""A proposal that was accepted goes back as a whole (L4, L9)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from salesops.leads import operations, queries
from salesops.models import Lead
from salesops.models.enums import LeadStatus
from tests.builders import NOON, StoreFixture, a_lead


def test_one_undo_takes_a_whole_proposal_back(session: Session, store: StoreFixture) -> None:
    """Rules L4, L9: what was touched since stays, and the room is there again."""
    ids = [a_lead(session, store, owner_id=None).id for _ in range(3)]
    before = {room.id: room.room_today for room in queries.rooms(session, store.manager, now=NOON)}
    proposals = [each.proposal for each in queries.placing(session, store.manager, now=NOON).leads]
    operations.accept_proposal(session, store.manager, now=NOON, proposals=proposals)
    session.flush()
    touched = session.get_one(Lead, ids[0])
    touched.last_touch_at = touched.first_touched_at = NOON
    touched.status = LeadStatus.WORKING
    (run,) = queries.hand_over_runs(session, store.manager, now=NOON)
    assert (run.leads, run.can_undo) == (3, 2)
    result = operations.take_back(session, store.manager, now=NOON, at=run.at, by=run.by_id)
    assert (result.given, result.left) == (2, 1)
    assert [session.get_one(Lead, each).owner_id for each in ids[1:]] == [None, None]
    assert queries.hand_over_runs(session, store.manager, now=NOON) == []
    after = {room.id: room.room_today for room in queries.rooms(session, store.manager, now=NOON)}
    assert sum(before.values()) - sum(after.values()) == 1
