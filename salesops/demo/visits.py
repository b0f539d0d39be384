"""What happens in the showroom: visits, waits, test drives, feedback, prices asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from salesops.demo import texts
from salesops.demo.arrivals import Life
from salesops.demo.catalogue import Model
from salesops.demo.lives import objection
from salesops.demo.world import World
from salesops.intent.rules import profit
from salesops.intent.rules.policies import ProfitPolicy
from salesops.models import (
    Booking,
    BookingSlot,
    Feedback,
    Opportunity,
    PriceDecision,
    PriceRequest,
    PriceRequestGift,
    Solution,
    SolutionOffer,
    TestDrive,
    Visit,
)
from salesops.models.enums import (
    Aspect,
    BookingPurpose,
    Level,
    NextStep,
    Objection,
    RequestStatus,
    SolutionKind,
    Stage,
    TestDriveStatus,
    VisitKind,
)
from salesops.planning.operations.bookings import slots

_PROFIT = ProfitPolicy()
_LIBRARY = (
    (Aspect.RANGE, Objection.WINTER_RANGE, SolutionKind.DEMONSTRATION, ("冬季续航实测视频与热泵演示", "Winter range video and heat pump"), ("先问每天里程，再放实测视频，用每天只用三成电量打消顾虑", "Ask the daily distance first, then show the test: a third of the battery a day")),
    (Aspect.RANGE, None, SolutionKind.MODEL, ("推荐增程或插混版本", "Offer the range extender or plug-in"), ("长途用油、市区用电，两头都不焦虑", "Petrol for trips, electricity in town")),
    (Aspect.FUEL, Objection.FUEL_USE, SolutionKind.COMPARISON, ("竞品油耗对比表", "Consumption against rivals"), ("用同排量三款的实测对比，算一年油费差", "Three rivals measured alike; work out a year's fuel")),
    (Aspect.FUEL, None, SolutionKind.MODEL, ("推荐混动版本", "Offer the hybrid"), ("混动百公里低两升多，三年差价可回本", "Two litres less per 100 km pays back in three years")),
    (Aspect.PRICE, Objection.PRICE, SolutionKind.OFFER, ("礼包替代现金优惠", "Gifts in place of cash"), ("同样的感受价值，用保养和隔热膜代替让价", "The same felt value by services and film")),
    (Aspect.PRICE, Objection.FINANCE_COMPLEX, SolutionKind.OFFER, ("一页纸金融方案", "Finance on one page"), ("只比较首付、月供、总利息三个数", "Compare down payment, instalment and total interest only")),
    (Aspect.SPACE, Objection.SPACE, SolutionKind.DEMONSTRATION, ("后备箱装载挑战", "Boot-loading challenge"), ("请客户自己装婴儿车和行李箱", "Let the customer load a pram and suitcases")),
    (Aspect.COMFORT, None, SolutionKind.DEMONSTRATION, ("隔音静音体验", "Quietness demonstration"), ("关窗放音乐，对比开窗", "Music with windows shut, then open")),
    (Aspect.DRIVING, None, SolutionKind.DEMONSTRATION, ("高架路线试驾", "Elevated-road drive"), ("选含高架的路线，体验加速和变道", "Take the elevated road: acceleration and lane change")),
    (Aspect.SMART, None, SolutionKind.DEMONSTRATION, ("语音与自动泊车演示", "Voice and parking demonstration"), ("让客户自己说一句，再看自动泊车", "Let the customer speak, then show parking")),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Showroom:
    """What the showroom has: test-drive cars by model, held quarters of an hour, the library, gifts, busy evenings."""

    test_cars: dict[int, int]
    taken: set[tuple[str, datetime]]
    library: dict[Aspect, list[int]]
    gift_ids: list[int]


def fill_library(world: World) -> dict[Aspect, list[int]]:
    """The store's answers to concerns."""
    found: dict[Aspect, list[int]] = {}
    for aspect, against, kind, title, talk in _LIBRARY:
        number = world.add(
            Solution,
            aspect=aspect,
            objection=against,
            kind=kind,
            title=world.word(title),
            talk_track=world.word(talk),
        )
        found.setdefault(aspect, []).append(number)
    return found


def visit(
    world: World, life: Life, room: Showroom, arrived: datetime, kind: VisitKind, **link: Any
) -> dict[str, Any]:
    """A party comes: it waits, looks, says what it thinks, perhaps drives."""
    local = arrived.astimezone(world.zone)
    busy = local.weekday() >= 5 and 13 <= local.hour < 17
    wait = world.dice.expovariate(1 / (7.5 if busy else 4.0))
    greeted = arrived + timedelta(minutes=min(round(wait), 38))
    left = greeted + timedelta(minutes=world.dice.randint(44, 105))
    visit_id = world.add(
        Visit,
        customer_id=life.customer_id,
        lead_id=life.lead_id,
        staff_id=life.seller.staff_id,
        channel_id=life.source.id,
        model_id=life.model.id,
        kind=kind,
        profile=life.profile,
        party_size=world.dice.choices((1, 2, 3, 4), (22, 48, 20, 10))[0],
        day=world.day_of(arrived),
        arrived_at=arrived,
        greeted_at=greeted if world.past(greeted) else None,
        left_at=left if world.past(left) else None,
        **link,
    )
    found = world.rows(Visit)[-1]
    if world.past(left):
        _say(world, life, room, visit_id, left)
    return found


def _say(world: World, life: Life, room: Showroom, visit_id: int, moment: datetime) -> None:
    if not world.chance(0.6):
        return
    for aspect in dict.fromkeys((world.pick(texts.ASPECTS), world.pick(texts.ASPECTS))):
        liked = aspect not in texts.ANSWERS or world.chance(0.45)
        number = world.add(
            Feedback,
            customer_id=life.customer_id,
            visit_id=visit_id,
            staff_id=life.seller.staff_id,
            model_id=life.model.id,
            at=moment,
            day=world.day_of(moment),
            aspect=aspect,
            liked=liked,
            objection=None if liked else _against(world, life, aspect, moment),
            words=world.word(texts.WORDS[aspect]),
        )
        if not liked and room.library.get(aspect) and world.chance(0.6):
            world.add(
                SolutionOffer,
                solution_id=world.dice.choice(room.library[aspect]),
                feedback_id=number,
                staff_id=life.seller.staff_id,
                at=moment,
                helped=world.pick({True: 0.45, False: 0.3, None: 0.25}),
            )


def _against(world: World, life: Life, aspect: Aspect, moment: datetime) -> Objection:
    return texts.ANSWERS.get(aspect) or objection(world, life, world.day_of(moment))


def drive(world: World, life: Life, room: Showroom, starts: datetime, visit_id: int | None) -> bool:
    """A test drive when a car of the model, or any, is free; whether it was driven."""
    ends = starts + timedelta(minutes=30)
    own = room.test_cars.get(life.model.id)
    others = world.dice.sample(list(room.test_cars.values()), 2)
    quarters = slots(starts, ends)
    free = (
        each
        for each in (own, *others)
        if each and not any((f"car:{each}", at) in room.taken for at in quarters)
    )
    car = next(free, None)
    if car is None:
        return False
    resource = f"car:{car}"
    held = [(resource, slot) for slot in quarters]
    room.taken.update(held)
    done = world.past(ends)
    booking_id = world.add(
        Booking,
        resource=resource,
        day=world.day_of(starts),
        starts_at=starts,
        ends_at=ends,
        purpose=BookingPurpose.TEST_DRIVE,
        customer_id=life.customer_id,
        staff_id=life.seller.staff_id,
        created_at=min(starts, world.now),
    )
    for _resource, slot in held:
        world.add(BookingSlot, booking_id=booking_id, resource=resource, slot_at=slot)
    world.add(
        TestDrive,
        customer_id=life.customer_id,
        opportunity_id=None,
        visit_id=visit_id,
        staff_id=life.seller.staff_id,
        vehicle_id=car,
        model_id=life.model.id,
        booking_id=booking_id,
        day=world.day_of(starts),
        starts_at=starts,
        ends_at=ends,
        status=TestDriveStatus.DONE if done else TestDriveStatus.BOOKED,
        licence_seen=done or world.chance(0.5),
        licence_until=world.today + timedelta(days=world.dice.randint(200, 2000)),
        agreement_signed=done,
        rating=world.dice.choices((3, 4, 5), (20, 50, 30))[0] if done else None,
    )
    return done


def open_opportunity(world: World, life: Life, moment: datetime, *, driven: bool) -> dict[str, Any]:
    """The customer becomes an intent customer with a dated next step."""
    day = world.day_of(moment)
    number = world.add(
        Opportunity,
        customer_id=life.customer_id,
        lead_id=life.lead_id,
        owner_id=life.seller.staff_id,
        model_id=life.model.id,
        stage=Stage.DRIVEN if driven else Stage.VISITED,
        opened_on=day,
        last_progress_on=day,
        next_step=world.pick(
            {NextStep.CALL: 0.4, NextStep.VISIT: 0.3, NextStep.QUOTE: 0.2, NextStep.DECISION: 0.1}
        ),
        next_step_on=day,
        next_step_note=world.some(texts.TOUCH_NOTES),
    )
    for row in reversed(world.rows(TestDrive)[-3:]):
        if row["customer_id"] == life.customer_id:
            row["opportunity_id"] = number
    return world.rows(Opportunity)[-1]


def ask_price(
    world: World, life: Life, room: Showroom, deal: dict[str, Any], asked: datetime
) -> Decimal | None:
    """A price is asked for and decided by whom it concerns: the discount granted, None while nobody has decided."""
    discount = Decimal(world.dice.choice((1000, 2000, 3000, 4000, 6000, 8000)))
    level = _level(discount)
    decided = asked + timedelta(minutes=world.dice.randint(4, 20))
    fresh = world.now - asked < timedelta(hours=2)
    settled = world.past(decided) and not (fresh and world.chance(0.6))
    outcome = world.pick(
        {RequestStatus.APPROVED: 0.62, RequestStatus.COUNTERED: 0.2, RequestStatus.REJECTED: 0.18}
    )
    status = outcome if settled else RequestStatus.PENDING
    terms = offer(world, life.model, discount)
    number = world.add(
        PriceRequest,
        opportunity_id=deal["id"],
        model_id=life.model.id,
        staff_id=life.seller.staff_id,
        asked_at=asked,
        asked_on=world.day_of(asked),
        reason=world.some(texts.PRICE_REASONS),
        status=status,
        expires_at=asked + timedelta(hours=24),
        **terms,
    )
    world.add(
        PriceRequestGift,
        request_id=number,
        gift_id=world.dice.choice(room.gift_ids),
        quantity=1,
        face_value=terms["gift_face_value"],
        cost=terms["gift_cost"],
    )
    deal["stage"] = Stage.NEGOTIATING
    if not settled:
        return None
    counter = discount / 2 if outcome is RequestStatus.COUNTERED else None
    world.add(
        PriceDecision, request_id=number, level=level, decision=outcome, counter_discount=counter, at=decided,
        reason=world.word(("已核对权限与毛利", "Checked authority and margin")),
    )  # fmt: skip
    if outcome is RequestStatus.REJECTED:
        return Decimal(500)
    return discount if outcome is RequestStatus.APPROVED else discount / 2


def offer(world: World, model: Model, discount: Decimal) -> dict[str, Any]:
    """The terms of a price request: what is given, what else is earned, and what remains against the floor."""
    cost = Decimal(880)
    incomes = (
        Decimal(world.dice.choice((0, 1800, 2600))),
        Decimal(world.dice.choice((900, 1300))),
        Decimal(800),
    )
    rebate = Decimal(round(model.price * 0.018))
    return {
        "list_price": Decimal(model.price),
        "discount": discount,
        "gift_face_value": Decimal(1600),
        "gift_cost": cost,
        "finance_income": incomes[0],
        "insurance_income": incomes[1],
        "aftersales_income": incomes[2],
        "rebate": rebate,
        "purchase_cost": Decimal(model.cost),
        "gross_profit": earned(
            model, discount, gift_cost=cost, income=sum(incomes, Decimal(0)), rebate=rebate
        ),
        "floor": Decimal(round(model.price * 0.012 / 100) * 100),
        "level": _level(discount),
    }


def _level(discount: Decimal) -> Level:
    if discount <= 1000:
        return Level.CONSULTANT
    return Level.SUPERVISOR if discount <= 2000 else Level.MANAGER


def earned(
    model: Model, discount: Decimal, *, gift_cost: Decimal, income: Decimal, rebate: Decimal
) -> Decimal:
    """What a deal earns, by the store's own rule."""
    deal = profit.Deal(
        list_price=Decimal(model.price),
        discount=discount,
        purchase_cost=Decimal(model.cost),
        rebate=rebate,
        gift_cost=gift_cost,
        aftersales_income=income,
    )
    return profit.gross_profit(deal, _PROFIT)
