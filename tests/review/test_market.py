"""The market answered the same night, and proposals for key customers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from salesops.core.errors import NotFound
from salesops.meeting import queries as meeting
from salesops.models import Task
from salesops.models.enums import NoteKind, TaskKind, VehicleStatus
from salesops.planning import paper
from salesops.planning import queries as planning
from salesops.review import queries
from salesops.review.operations.market import BadResponse, Response, ResponsePart, respond
from salesops.review.operations.proposals import EmptyProposal, Handover, hand_over
from salesops.review.proposal import Proposal, sheet
from salesops.review.queries.price_boards import price_boards
from salesops.review.response_sheets import Poster, poster
from salesops.review.response_sheets import price_boards as boards_sheet
from tests.builders import TODAY, StoreFixture, a_customer, a_vehicle, at

EVENING = at(17, 30)
TOMORROW = TODAY + timedelta(days=1)

RESPONSE = Response(
    kind=NoteKind.COMPETITOR_PRICE,
    news="Rival cuts ¥8,000",
    answer="Show total cost of use",
    talk_track="Count five years",
    parts=(ResponsePart.PRICE_BOARDS, ResponsePart.POSTER),
    owner_id=None,
    due_at=at(21),
)


def test_the_market_is_answered_the_same_night(session: Session, store: StoreFixture) -> None:
    """Rule R5: tasks with tonight's deadline, and tomorrow's briefing (M7)."""
    respond(session, store.manager, now=EVENING, response=RESPONSE)
    tasks = planning.open_tasks(session, store.manager, now=EVENING, kinds=(TaskKind.MARKET_RESPONSE,))
    assert [(task.due_at, task.title.in_english()) for task in tasks] == [
        (at(21), "Change the price boards: Rival cuts ¥8,000"),
        (at(21), "Write the poster text: Rival cuts ¥8,000"),
    ]
    assert meeting.briefing(session, store.senior, day=TODAY) == []
    (item,) = meeting.briefing(session, store.senior, day=TOMORROW)
    assert (item.title, item.talk_track) == (RESPONSE.news, "Count five years")
    (note,) = queries.market_notes(session, store.manager, now=EVENING)
    assert (note.response, note.briefed) == (RESPONSE.answer, True)


@pytest.mark.parametrize("change", [{"news": " "}, {"answer": ""}, {"due_at": at(17)}])
def test_a_response_without_words_or_time_is_refused(
    session: Session, store: StoreFixture, change: dict[str, object]
) -> None:
    with pytest.raises(BadResponse):
        respond(session, store.manager, now=EVENING, response=replace(RESPONSE, **change))  # type: ignore[arg-type]


def test_a_proposal_is_printed_and_handed_over(session: Session, store: StoreFixture) -> None:
    """Rule R4."""
    customer = a_customer(session, store.id, name="Fleet & Co", is_key=True)
    proposal = Proposal(
        store="Testhaus",
        customer=customer.name,
        model="E7",
        quantity=5,
        price_terms="¥6,000 off a car from five cars on",
        services=("wall box with installation", " "),
        valid_until=TODAY,
        host="Senior",
    )
    page = paper.text(sheet(proposal))
    assert "Proposal for Fleet & Co" in page
    assert "5 × E7" in page
    handover = Handover(
        customer_id=customer.id, points=proposal.points, owner_id=store.senior.staff_id or 0, due_at=at(20)
    )
    hand_over(session, store.manager, now=EVENING, handover=handover)
    assert (
        session.query(Task).one().detail == "¥6,000 off a car from five cars on\nwall box with installation"
    )
    with pytest.raises(EmptyProposal):
        hand_over(session, store.manager, now=EVENING, handover=replace(handover, points=(" ",)))
    other = a_customer(session, store.id)
    with pytest.raises(NotFound):
        hand_over(session, store.manager, now=EVENING, handover=replace(handover, customer_id=other.id))


def test_a_poster_and_the_price_boards_are_printed(session: Session, store: StoreFixture) -> None:
    """Rules R5 and Z2: what is offered with its end date, and every model on show with its true price."""
    a_vehicle(session, store)
    a_vehicle(session, store, status=VehicleStatus.SOLD)
    said = Poster(
        store="Testhaus", headline="Free care", terms=("first three services", " "), valid_until=TODAY
    )
    words = paper.text(poster(said))
    assert "· first three services" in words
    assert "Valid until 24 November 2026." in words
    found = price_boards(session, store.senior)
    assert [(board.list_price, board.in_stock) for board in found] == [(store.model.list_price, 1)]
    listed = paper.text(boards_sheet(found, news="Rival cuts", by=TODAY))
    assert "List price ¥149,800 · In stock 1" in listed
