"""What reaches beyond the day: plans for slow cars, requests to the factory, events, a wake-up campaign, key customers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from salesops.demo.rows import Row
from salesops.demo.texts import growth, talk
from salesops.demo.world import Die, World
from salesops.leads.rules.dormant import arm
from salesops.leads.rules.policies import DormantPolicy
from salesops.models import (
    Customer,
    DigestionCar,
    DigestionPlan,
    EventGuest,
    FactoryRequest,
    StoreEvent,
    WakeCampaign,
    WakeMember,
)
from salesops.models.enums import (
    CampaignArm,
    FactoryRequestKind,
    GuestStatus,
    LeadStatus,
    PlanStatus,
    Profile,
    RequestStatus,
    VehicleStatus,
)

_KEY_CUSTOMERS = 6


def run(world: World) -> None:
    """Everything at once, as it stands on the anchor day."""
    _plans(world)
    _requests(world)
    _events(world)
    _wake(world)
    _key_customers(world)


def _slow(world: World) -> int:
    return next((model.id for model in world.models if model.part == "slow"), world.models[0].id)


def _plans(world: World) -> None:
    """One plan for the slow model runs, an earlier one is over (Rule V2)."""
    anchor = world.story.anchor
    cars = [
        car
        for car in world.state.vehicles.values()
        if car["model_id"] == _slow(world)
        and car["status"] in (VehicleStatus.IN_STOCK, VehicleStatus.ALLOCATED)
    ]
    for kind, begins, ends, cost, title, offer in growth.PLANS:
        over = ends < 0
        row = world.rows.add(
            DigestionPlan,
            model_id=_slow(world),
            kind=kind,
            title=world.say(title),
            offer=world.say(offer),
            cost_per_car=Decimal(cost),
            expected_units=6 if over else 8,
            owner_id=world.team.supervisor_ids[0],
            starts_on=anchor + timedelta(days=begins),
            ends_on=anchor + timedelta(days=ends),
            status=PlanStatus.DONE if over else PlanStatus.RUNNING,
            result_note=world.say(
                (
                    "成交 3 台，低于预期，价格力度不足",
                    "Three sold, below expectation; the price was not enough",
                )
            )
            if over
            else "",
            created_at=world.at(anchor + timedelta(days=begins - 1), 1000),
            closed_on=anchor + timedelta(days=ends) if over else None,
        )
        for car in cars[: 6 if over else len(cars)]:
            world.rows.add(DigestionCar, plan_id=row["id"], vehicle_id=car["id"])


def _requests(world: World) -> None:
    """The factory was asked to hurry with the scarce hybrid, and for support of the slow model (Rules V2, V3)."""
    scarce = next((model.id for model in world.models if model.part == "scarce"), world.models[0].id)
    ask, status_ = FactoryRequestKind, RequestStatus
    lines = (
        (ask.EXPEDITE, scarce, 8, 3, status_.PENDING, ("订单排期超过两周，7 位客户投诉", "Backlog beyond two weeks, seven complaints"), ("", "")),
        (ask.EXPEDITE, scarce, 5, 24, status_.APPROVED, ("混动现车不足", "Too few hybrids in stock"), ("追加 2 台，下周到", "Two more, next week")),
        (ask.SUBSIDY, _slow(world), 10, 12, status_.APPROVED, ("库龄超过 60 天占比过高", "Too many beyond 60 days"), ("单台支持 1500 元", "1,500 a car")),
        (ask.ORDER, scarce, 10, 6, status_.PENDING, ("下月计划加单", "More for next month's plan"), ("", "")),
    )  # fmt: skip
    for kind, model_id, quantity, back, status, reason, answer in lines:
        day = world.story.anchor - timedelta(days=back)
        world.rows.add(
            FactoryRequest,
            kind=kind,
            model_id=model_id,
            quantity=quantity,
            reason=world.say(reason),
            asked_at=world.at(day, 950),
            staff_id=world.team.manager_id,
            status=status,
            answered_on=day + timedelta(days=3) if status is status_.APPROVED else None,
            answer=world.say(answer),
        )


def _events(world: World) -> None:
    """Experiences for intent customers, evenings and trips for owners (Rules I4, C2)."""
    for kind, ahead, minute, places, profile, title, result in growth.EVENTS:
        day = world.story.anchor + timedelta(days=ahead)
        row = world.rows.add(
            StoreEvent,
            kind=kind,
            title=world.say(title),
            day=day,
            starts_at=world.at(day, minute),
            capacity=places,
            profile=profile,
            result_note=world.say(result),
        )
        owners = kind.value in ("owner_dinner", "road_trip")
        people = _guests(world, profile, owners=owners, number=round(places * 1.2))
        for place, customer in enumerate(people):
            dice = world.dice(Die.CARE, row["id"], place)
            if ahead < 0:
                shares = {GuestStatus.CAME: 62, GuestStatus.NO_SHOW: 16, GuestStatus.DECLINED: 22}
            else:
                shares = {GuestStatus.INVITED: 45, GuestStatus.ACCEPTED: 42, GuestStatus.DECLINED: 13}
            status = dice.choices(list(shares), list(shares.values()))[0]
            world.rows.add(
                EventGuest,
                event_id=row["id"],
                customer_id=customer["id"],
                staff_id=customer["owner_id"],
                status=status,
            )


def _guests(world: World, profile: Profile, *, owners: bool, number: int) -> list[Row]:
    customers = world.state.customers
    if owners:
        ids = [owner for owner, _ in world.state.owners][-number * 3 :: 3]
    else:
        fitting = [key for key in world.state.deals if customers[key]["profile"] == profile]
        ids = (fitting or list(world.state.deals))[:number]
    return [customers[key] for key in dict.fromkeys(ids) if key in customers][:number]


def _wake(world: World) -> None:
    """Sleeping leads were written to nine days ago, a fifth of them held back to compare (Rule L6)."""
    started = world.story.anchor - timedelta(days=9)
    policy = DormantPolicy()
    name, text = growth.WAKE
    campaign = world.rows.add(
        WakeCampaign,
        name=world.say(name),
        segment={"at_least_days": 30},
        text=world.say(text),
        started_on=started,
        staff_id=world.team.supervisor_ids[1 % len(world.team.supervisor_ids)],
    )
    asleep = [
        lead
        for lead in world.state.leads.values()
        if lead["status"] == LeadStatus.WORKING and (started - lead["received_on"]).days >= 30
    ]
    for lead in asleep[:90]:
        dice = world.dice(Die.CARE, lead["id"], 7)
        group = arm(campaign["id"], lead["id"], policy)
        contacted = world.at(started + timedelta(days=dice.choice((0, 1))), dice.uniform(600, 740))
        answers = dice.random() < (0.16 if group is CampaignArm.CONTACTED else 0.05)
        world.rows.add(
            WakeMember,
            campaign_id=campaign["id"],
            lead_id=lead["id"],
            arm=group,
            contacted_at=contacted if group is CampaignArm.CONTACTED else None,
            responded_at=contacted + timedelta(days=dice.randint(1, 5)) if answers else None,
        )


def _key_customers(world: World) -> None:
    """A few intent customers have a dedicated host and points to stress (Rule M6)."""
    known = [world.state.customers[key] for key in world.state.deals if key in world.state.booked]
    known += [world.state.customers[key] for key in world.state.deals]
    chosen = list({row["id"]: row for row in known}.values())[:_KEY_CUSTOMERS]
    for place, row in enumerate(chosen):
        points = talk.KEY_POINTS[place % len(talk.KEY_POINTS)]
        host = row["owner_id"] or world.team.sellers[0].id
        world.rows.change(Customer, row, is_key=True, host_id=host, key_points=world.say(points))
