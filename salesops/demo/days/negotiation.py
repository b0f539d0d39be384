"""Prices: asked for during a visit, decided by who may, accepted or not (Rules I2, I3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from salesops.demo.days import orders
from salesops.demo.days.intents import intent
from salesops.demo.rows import Row
from salesops.demo.texts import talk
from salesops.demo.world import Die, Model, World, pick
from salesops.intent.rules.authority import Terms, level_needed
from salesops.intent.rules.policies import AuthorityPolicy, ProfitPolicy
from salesops.intent.rules.profit import Deal, gross_profit
from salesops.models import Opportunity, PriceDecision, PriceRequest, PriceRequestGift
from salesops.models.enums import Level, NextStep, RequestStatus, Stage, VisitKind

_ASKS = {VisitKind.INCOMPLETE: 0.215, VisitKind.FIRST_OF_LEAD: 0.265, VisitKind.RETURN: 0.58}
"""Chance that a party asks for a price, before the seller's strength."""

_ANSWERS = {RequestStatus.APPROVED: 0.70, RequestStatus.COUNTERED: 0.19, RequestStatus.REJECTED: 0.11}
_ACCEPTS = {RequestStatus.APPROVED: 0.80, RequestStatus.COUNTERED: 0.55, RequestStatus.REJECTED: 0.12}
_WISHES = {Level.CONSULTANT: 0.30, Level.SUPERVISOR: 0.37, Level.MANAGER: 0.33}
"""How far customers go, by the level that it takes."""

_TAKES = {Level.CONSULTANT: (1, 3), Level.SUPERVISOR: (4, 16), Level.MANAGER: (8, 45)}
"""Minutes until the answer."""


def plan_of_visit(world: World, visit: Row, leaves: datetime) -> None:
    """Whether and when the party asks for a price."""
    deal = world.state.deals.get(visit["customer_id"] or 0)
    seller = world.team.of(deal["owner_id"] if deal else visit["staff_id"])
    if seller is None or (
        deal is not None and (deal["stage"] == Stage.ORDERED or deal["id"] in world.state.prices)
    ):
        return
    dice = world.dice(Die.DEAL, visit["id"], 2)
    share = _ASKS.get(visit["kind"], 0.0) * seller.closes
    if world.model(visit["model_id"]).part == "slow":
        share *= 0.6
    if dice.random() < share:
        asked = max(
            leaves - timedelta(minutes=dice.uniform(14, 38)), visit["greeted_at"] + timedelta(minutes=6)
        )
        world.plan(asked, ask, visit)


def ask(world: World, moment: datetime, visit: Row) -> None:
    """The consultant asks for a price, with what the whole deal would earn."""
    seller = world.team.of(visit["staff_id"])
    if seller is None or visit["left_at"] is not None:
        return
    deal = intent(world, moment, visit, seller)
    if deal["stage"] != Stage.ORDERED:
        request(world, moment, deal, world.dice(Die.DEAL, visit["id"], 3))


def request(world: World, moment: datetime, deal: Row, dice: Random, level: Level | None = None) -> Row:
    """A price request in its own right."""
    wish = level or pick(dice, _WISHES)
    gifts = _gifts(world, wish, dice)
    row = world.rows.add(
        PriceRequest,
        opportunity_id=deal["id"],
        staff_id=deal["owner_id"],
        asked_at=moment,
        asked_on=world.day_of(moment),
        reason=world.some(dice, talk.PRICE_REASONS),
        expires_at=moment + timedelta(hours=24),
    )
    row |= _terms(world.model(deal["model_id"]), wish, gifts, dice)
    for gift in gifts:
        world.rows.add(
            PriceRequestGift,
            request_id=row["id"],
            gift_id=gift["id"],
            face_value=gift["face_value"],
            cost=_expected_cost(gift),
        )
    world.rows.change(
        Opportunity,
        deal,
        stage=Stage.NEGOTIATING,
        last_progress_on=world.day_of(moment),
        next_step=NextStep.DECISION,
        next_step_on=world.day_of(moment),
    )
    world.state.prices[deal["id"]] = row
    plan_decision(world, row)
    return row


def _terms(model: Model, wish: Level, gifts: list[Row], dice: Random) -> Row:
    """What the whole deal would earn, and who may grant it, by the store's own rules (Rule I2)."""
    income = [Decimal(dice.choice(each)) for each in ((0, 1600, 2400), (700, 1100, 1500), (0, 600, 1200))]
    kept: Row = {
        "list_price": Decimal(model.price),
        "discount": Decimal(_discount(model, wish, dice)),
        "purchase_cost": Decimal(model.cost),
        "rebate": Decimal(model.rebate),
        "gift_cost": sum((_expected_cost(gift) for gift in gifts), Decimal(0)),
        "finance_income": income[0],
        "insurance_income": income[1],
        "aftersales_income": income[2],
    }
    profit = gross_profit(Deal(**kept), ProfitPolicy())
    terms = Terms(
        list_price=kept["list_price"],
        discount=kept["discount"],
        gift_cost=kept["gift_cost"],
        gross_profit=profit,
        floor=Decimal(model.floor),
    )
    return kept | {
        "model_id": model.id,
        "gift_face_value": sum((gift["face_value"] for gift in gifts), Decimal(0)),
        "gross_profit": profit,
        "floor": Decimal(model.floor),
        "level": level_needed(terms, AuthorityPolicy()),
    }


def _gifts(world: World, wish: Level, dice: Random) -> list[Row]:
    """Gifts that go with the wish; what a consultant gives by himself is small."""
    gifts: list[Row] = world.facts["gifts"]
    if wish is Level.CONSULTANT:
        small = [gift for gift in gifts if _expected_cost(gift) <= 450]
        return dice.sample(small, dice.choice((0, 1)))
    if wish is Level.SUPERVISOR:
        middle = [gift for gift in gifts if _expected_cost(gift) <= 900]
        return dice.sample(middle, dice.choice((0, 1)))
    return dice.sample(gifts, dice.choices((0, 1, 2), (30, 50, 20))[0])


def _expected_cost(gift: Row) -> Decimal:
    return Decimal(gift["cost"] * gift["redemption_percent"] / 100).quantize(Decimal(1))


def _discount(model: Model, level: Level, dice: Random) -> int:
    """A discount that takes the level: within what the store lets it give, or beyond all of that."""
    policy = AuthorityPolicy()
    rooms = {
        Level.CONSULTANT: (policy.consultant_discount, policy.consultant_percent),
        Level.SUPERVISOR: (policy.supervisor_discount, policy.supervisor_percent),
    }
    if level in rooms:
        most, percent = rooms[level]
        room = min(most, model.price * percent / 100)
        return int(room * Decimal(str(dice.uniform(0.75, 1.0))) / 50) * 50
    share = dice.uniform(0.016, 0.032) + (0.014 if model.part == "slow" else 0.0)
    return max(2500, round(model.price * share / 100) * 100)


def plan(world: World) -> None:
    """Prices that wait for their answer get it."""
    for row in list(world.state.prices.values()):
        if row["status"] == RequestStatus.PENDING and not world.is_left_alone("price_request", row["id"]):
            plan_decision(world, row)


def plan_decision(world: World, row: Row) -> None:
    """When the answer comes; what waits for the demo's viewer is left to him for a while."""
    dice = world.dice(Die.DEAL, row["id"], 4)
    low, high = _TAKES[row["level"]]
    waits = 90 if world.facts["living"] and row["level"] != Level.CONSULTANT else 0
    world.soon(row["asked_at"] + timedelta(minutes=dice.uniform(low, high) + waits), decide, row)


def decide(world: World, moment: datetime, row: Row) -> None:
    """Approve, counter or reject; a customer who has left already is told by telephone."""
    if row["status"] != RequestStatus.PENDING:
        return
    dice = world.dice(Die.DEAL, row["id"], 5)
    level = Level(row["level"])
    answer = RequestStatus.APPROVED if level is Level.CONSULTANT else pick(dice, _ANSWERS)
    if row["gross_profit"] < row["floor"]:
        answer = RequestStatus.COUNTERED if dice.random() < 0.6 else RequestStatus.REJECTED
    counter = (
        (row["discount"] / 2 / 100).quantize(Decimal(1)) * 100 if answer is RequestStatus.COUNTERED else None
    )
    world.rows.change(PriceRequest, row, status=answer)
    world.rows.add(
        PriceDecision,
        request_id=row["id"],
        level=level,
        decision=answer,
        counter_discount=counter,
        reason=world.say(talk.DECISIONS[list(_ANSWERS).index(answer)])
        if level is not Level.CONSULTANT
        else "",
        staff_id=_decider(world, row, level, dice),
        at=moment,
    )
    deal = next((each for each in world.state.deals.values() if each["id"] == row["opportunity_id"]), None)
    if deal is None:
        world.state.prices.pop(row["opportunity_id"], None)
    elif not any(each["customer_id"] == deal["customer_id"] for each in world.state.visits.values()):
        _answer(world, moment, deal, row)


def _decider(world: World, row: Row, level: Level, dice: Random) -> int | None:
    if level is Level.CONSULTANT:
        return int(row["staff_id"])
    return world.team.manager_id if level is Level.MANAGER else dice.choice(world.team.supervisor_ids)


def after_visit(world: World, moment: datetime, visit: Row, deal: Row) -> None:
    """The party leaves with an order, or without one."""
    row = world.state.prices.get(deal["id"])
    if row is not None and row["status"] != RequestStatus.PENDING:
        _answer(world, moment, deal, row)


def _answer(world: World, moment: datetime, deal: Row, row: Row) -> None:
    """The customer takes the offer, or thinks about it."""
    world.state.prices.pop(deal["id"], None)
    seller = world.team.of(deal["owner_id"])
    day = world.day_of(moment)
    dice = world.dice(Die.DEAL, row["id"], 6)
    takes = _ACCEPTS[RequestStatus(row["status"])]
    if seller is None or not world.story.sells(seller.part, day) or dice.random() > takes:
        on = day + timedelta(days=dice.choice((1, 1, 2, 3)))
        world.rows.change(Opportunity, deal, next_step=NextStep.DECISION, next_step_on=on)
        return
    countered = row["status"] == RequestStatus.COUNTERED
    orders.take(world, moment, deal, (row, row["discount"] / 2 if countered else row["discount"]))
