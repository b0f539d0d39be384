"""What slips away, what stands on the board, and what happened: the lists the manager works from."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.core import i18n
from salesops.intent import operations, queries
from salesops.intent.operations import DriveSlot, Point, PriceRuling, Rescue, Said
from salesops.intent.queries import Happening, Slipping, Wanted
from salesops.intent.rules.reasons import RescueMove, kept
from salesops.intent.rules.steps import Step
from salesops.models import EventGuest, Opportunity, OrderMilestone, StoreEvent, Task
from salesops.models.enums import (
    Aspect,
    EventKind,
    GuestStatus,
    MilestoneKind,
    NextStep,
    Objection,
    RequestStatus,
    Stage,
    TaskKind,
)
from tests.builders import (
    NOON,
    TODAY,
    StoreFixture,
    a_customer,
    a_lead,
    a_touch,
    a_visit,
    an_opportunity,
    an_order,
    at,
)
from tests.intent.scenes import a_test_car, ask

STEP = Step(kind=NextStep.CALL, on=TODAY)


def left(session: Session, store: StoreFixture, name: str) -> int:
    """Somebody who was here yesterday and left without an order."""
    customer = a_customer(session, store.id, name=name, owner_id=store.senior.staff_id)
    moment = at(11, day=TODAY - timedelta(days=1))
    a_visit(session, store, customer_id=customer.id, arrived_at=moment, left_at=moment + timedelta(hours=1))
    return customer.id


def test_every_deal_that_may_slip_away_is_on_the_list_once(session: Session, store: StoreFixture) -> None:
    """Rule I9: open prices, stalled orders, visitors who left; one line a customer, the strongest reason."""
    deal = an_opportunity(session, store)
    ask(session, store.senior, deal.id, 1400)
    moment = at(10)
    a_visit(session, store, customer_id=deal.customer_id, arrived_at=moment, left_at=moment)
    order = an_order(session, store, promised_on=TODAY + timedelta(days=9))
    session.add(
        OrderMilestone(
            store_id=store.id, order_id=order.id, kind=MilestoneKind.ALLOCATED,
            planned_on=TODAY - timedelta(days=4),
        )
    )  # fmt: skip
    gone = left(session, store, "Gone Gao")
    session.flush()
    found = queries.deals_to_save(session, store.manager, now=NOON)
    assert [(row.kind, row.customer_id) for row in found] == [
        (Slipping.OPEN_PRICE, deal.customer_id),
        (Slipping.STALLED_ORDER, order.customer_id),
        (Slipping.LEFT_WITHOUT_ORDER, gone),
    ]
    assert found[0].pressing
    assert queries.deals_to_save(session, store.trainee, now=NOON) == []


def test_a_decision_gives_a_task_and_a_next_step(session: Session, store: StoreFixture) -> None:
    """Rules I9 and I6: who had none becomes an intent customer; a second word of the day replaces the first."""
    customer_id = left(session, store, "Gone Gao")
    for words in ("call tonight", "invite to the night drive"):
        operations.decide_rescue(
            session,
            store.manager,
            now=NOON,
            customer_id=customer_id,
            rescue=Rescue(decision=words, step=STEP),
        )
    task = session.scalars(select(Task).where(Task.kind == TaskKind.DECISION)).one()
    assert task.owner_id == store.senior.staff_id
    deal = session.scalars(select(Opportunity)).one()
    assert (deal.next_step, deal.next_step_on) == (NextStep.CALL, TODAY)
    row = queries.deals_to_save(session, store.manager, now=NOON)[0]
    assert row.decision == "invite to the night drive"


def test_a_decision_by_a_tap_is_read_in_the_reader_s_language(session: Session, store: StoreFixture) -> None:
    """Rules I9 and X1: a move of the list, without typing."""
    rescue = Rescue(decision=kept(RescueMove.MANAGER_CALLS), step=STEP)
    customer_id = left(session, store, "Gone Gao")
    operations.decide_rescue(session, store.manager, now=NOON, customer_id=customer_id, rescue=rescue)
    [row] = queries.deals_to_save(session, store.manager, now=NOON)
    assert row.decision == "The manager calls"
    i18n.set_language("zh_CN")
    [row] = queries.deals_to_save(session, store.manager, now=NOON)
    assert row.decision == "经理亲自致电"


def test_who_waits_for_a_price_leads_the_board(session: Session, store: StoreFixture) -> None:
    """Rule I6: then overdue steps, then who stands still; the counts by stage agree."""
    calm = an_opportunity(session, store, next_step_on=TODAY + timedelta(days=1))
    stuck = an_opportunity(
        session, store, next_step_on=TODAY, last_progress_on=TODAY - timedelta(days=8), stage=Stage.DRIVEN
    )
    late = an_opportunity(session, store, next_step_on=TODAY - timedelta(days=2))
    waits = an_opportunity(session, store)
    ask(session, store.senior, waits.id, 1400)
    found = queries.board(session, store.manager, now=NOON)
    assert [row.id for row in found] == [waits.id, late.id, stuck.id, calm.id]
    assert [bool(row.reasons) for row in found] == [True, True, True, False]
    counts = {row.stage: row for row in queries.stage_counts(session, store.manager, now=NOON)}
    assert (counts[Stage.VISITED].customers, counts[Stage.VISITED].without_step) == (2, 1)
    assert counts[Stage.DRIVEN].stuck == 1
    driven = queries.board(session, store.manager, now=NOON, wanted=Wanted(stage=Stage.DRIVEN))
    assert [row.id for row in driven] == [stuck.id]


def test_nobody_who_came_is_forgotten(session: Session, store: StoreFixture) -> None:
    """Rule I6: a known visitor without a next step is listed until he has one."""
    customer_id = left(session, store, "Gone Gao")
    assert [row.customer_id for row in queries.unfiled(session, store.senior, now=NOON)] == [customer_id]
    assert queries.unfiled(session, store.trainee, now=NOON) == []
    operations.lead_on(session, store.senior, now=NOON, customer_id=customer_id, model_id=None, step=STEP)
    assert queries.unfiled(session, store.senior, now=NOON) == []


def test_one_timeline_tells_everything_the_latest_first(session: Session, store: StoreFixture) -> None:
    """Rule I6; words of a customer only to those who may see him (Rule X2)."""
    owner = store.senior.staff_id
    customer = a_customer(session, store.id, owner_id=owner)
    lead = a_lead(session, store, customer_id=customer.id, owner_id=owner)
    a_touch(session, store, lead, at=at(9), note="wants a quiet car")
    a_visit(session, store, customer_id=customer.id, arrived_at=at(10))
    deal = an_opportunity(session, store, customer_id=customer.id)
    said = Said(points=(Point(aspect=Aspect.RANGE, liked=False, objection=Objection.WINTER_RANGE),))
    operations.record_feedback(session, store.senior, now=at(11), customer_id=customer.id, said=said)
    request_id = ask(session, store.senior, deal.id, 1400)
    refuse = PriceRuling(status=RequestStatus.REJECTED, reason="margin too low")
    operations.decide_price(session, store.supervisor, now=NOON, request_id=request_id, ruling=refuse)
    found = queries.timeline(session, store.senior, customer_id=customer.id)
    kinds = [Happening.PRICE, Happening.FEEDBACK, Happening.VISIT, Happening.TOUCH]
    assert [row.kind for row in found] == kinds
    assert found[0].what.in_english() == "Price request: 1,400 yuan off, Rejected"
    assert found[-1].note.in_english() == "wants a quiet car"
    other = queries.timeline(session, store.trainee, customer_id=customer.id)
    assert [row.note.in_english() for row in other] == ["", "", "", ""]


def test_a_car_offers_the_times_that_are_free(session: Session, store: StoreFixture) -> None:
    """Rule I5: the drive and the time to get ready behind it are held; what is over is not offered."""
    car = a_test_car(session, store)
    customer = a_customer(session, store.id)
    slot = DriveSlot(vehicle_id=car.id, starts_at=at(14), staff_id=store.senior.staff_id or 0)
    operations.book_test_drive(session, store.senior, now=NOON, customer_id=customer.id, slot=slot)
    day = queries.drive_day(session, store.senior, day=TODAY, now=NOON)[0]
    free = [moment.astimezone(store.senior.zone).strftime("%H:%M") for moment in day.free]
    assert free == ["12:30", "13:00", "15:00", "15:30", "16:00", "16:30", "17:00", "17:30"]
    other = queries.drive_day(session, store.trainee, day=TODAY, now=NOON)[0]
    assert [drive.customer for drive in (*day.drives, *other.drives)] == ["Zhang San", "Z**"]


def test_an_experience_is_measured_by_who_ordered_since(session: Session, store: StoreFixture) -> None:
    """Rule I4."""
    event = StoreEvent(
        store_id=store.id, kind=EventKind.NIGHT_DRIVE, title="Night drive", day=TODAY - timedelta(days=5),
        starts_at=NOON - timedelta(days=5), capacity=8,
    )  # fmt: skip
    session.add(event)
    session.flush()
    for status in (GuestStatus.CAME, GuestStatus.CAME, GuestStatus.NO_SHOW):
        customer = a_customer(session, store.id)
        session.add(EventGuest(store_id=store.id, event_id=event.id, customer_id=customer.id, status=status))
    session.flush()
    an_order(session, store, customer_id=customer.id - 1, price=Decimal(140000))
    row = queries.experiences(session, store.manager)[0]
    assert (row.came, row.no_shows, row.ordered) == (2, 1, 1)
    assert (row.stayed_away, row.stayed_away_ordered) == (1, 0)  # what those who came are compared with
