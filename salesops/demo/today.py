"""What is under way at this very moment: leads that wait, visitors in the showroom, prices to be decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesops.demo import texts
from salesops.demo.arrivals import HOURS, arrive
from salesops.demo.catalogue import Model, Source
from salesops.demo.people import Team
from salesops.demo.visits import Showroom, offer, visit
from salesops.demo.world import World
from salesops.models import Opportunity, PriceRequest
from salesops.models.enums import ChannelKind, RequestStatus, Stage, VisitKind

_WAITING_MINUTES = (4, 16, 24, 38)
"""Since when leads wait that nobody has touched; besides one is about to run out and one is late."""
_SOON = 20
"""Younger ones come from portals, where a lead must be touched within half an hour."""


def under_way(world: World, team: Team, models: list[Model], sources: list[Source], room: Showroom) -> None:
    """Leads without a first touch; within opening hours also two parties that wait to be greeted."""
    videos = [each for each in sources if each.kind is ChannelKind.SHORT_VIDEO]
    portals = [each for each in sources if each.kind is ChannelKind.VERTICAL_MEDIA]
    for at, minutes in enumerate(_WAITING_MINUTES):
        source = portals[at % 2] if minutes < _SOON else videos[at % 2]
        arrive(world, team, models, source, world.now - timedelta(minutes=minutes))
    arrive(world, team, models, videos[0], _open_minutes_ago(world, videos[0].minutes - 8))
    arrive(world, team, models, videos[1], _open_minutes_ago(world, videos[1].minutes + 90))
    local = world.now.astimezone(world.zone)
    if not (HOURS.is_open_day(local.date()) and HOURS.opens <= local.time() < HOURS.closes):
        return
    walk_in = next(each for each in sources if each.kind is ChannelKind.WALK_IN)
    for minutes in (6, 17):
        arrived = world.now - timedelta(minutes=minutes)
        if arrived >= world.at(world.today, 9):
            life = arrive(world, team, models, walk_in, arrived)
            row = visit(world, life, room, arrived, VisitKind.INCOMPLETE)
            row |= {"greeted_at": None, "left_at": None, "staff_id": None}


def _open_minutes_ago(world: World, minutes: int) -> datetime:
    """The moment since which the store was open for so many minutes."""
    local = world.now.astimezone(world.zone)
    moment, wanted = local, timedelta(minutes=minutes)
    while HOURS.open_time_between(moment, local) < wanted:
        moment -= timedelta(minutes=1)
    return moment.astimezone(UTC)


def ask_prices(world: World, models: list[Model]) -> None:
    """Prices that were asked for within the hour: one for a supervisor, two for the manager."""
    by_id = {model.id: model for model in models}
    asked = {
        row["opportunity_id"] for row in world.rows(PriceRequest) if row["status"] is RequestStatus.PENDING
    }
    early = (Stage.VISITED, Stage.DRIVEN)
    waiting = [
        row
        for row in world.rows(Opportunity)
        if row["closed_on"] is None and row["stage"] in early and row["id"] not in asked
    ]
    for deal, discount, minutes in zip(
        waiting[:: max(1, len(waiting) // 3)], (1500, 5000, 7000), (9, 22, 35), strict=False
    ):
        _ask(world, deal, by_id[deal["model_id"]], Decimal(discount), minutes)


def _ask(world: World, deal: dict[str, Any], model: Model, discount: Decimal, minutes: int) -> None:
    moment = world.now - timedelta(minutes=minutes)
    world.add(
        PriceRequest,
        opportunity_id=deal["id"],
        model_id=model.id,
        staff_id=deal["owner_id"],
        asked_at=moment,
        asked_on=world.day_of(moment),
        reason=world.some(texts.PRICE_REASONS),
        status=RequestStatus.PENDING,
        expires_at=moment + timedelta(hours=24),
        **offer(world, model, discount),
    )
    deal |= {"stage": Stage.NEGOTIATING, "next_step_on": world.today}
