"""The present moment of a fresh demo store: what waits for whoever opens it (Rules L2, L9, I2, R1)."""

from __future__ import annotations

from datetime import datetime, timedelta

from salesops.demo.days import arrivals, negotiation, visits
from salesops.demo.rows import Row
from salesops.demo.world import Die, World
from salesops.models.enums import Level, Stage

_LEADS = (
    (7, "douyin"),
    (16, "kuaishou"),
    (19, "autohome"),
    (24, "dongchedi"),
    (41, "douyin"),
    (52, "douyin"),
)
"""Untouched leads: minutes ago, channel. The limits are 60 minutes for short video, 30 for portals."""

_NIGHT = (
    ("douyin", 1268),
    ("autohome", 1290),
    ("dongchedi", 1335),
    ("kuaishou", 1391),
    ("factory", 1402),
    ("douyin", 1431),
)
"""Leads of the night: channel, minute of the evening before."""

_PRICES = ((Level.SUPERVISOR, 9), (Level.MANAGER, 17), (Level.SUPERVISOR, 31))
_WAITING = (6, 19)
"""Parties that nobody has greeted: minutes ago."""


def stage(world: World) -> None:
    """Let things wait, by the hour at which the store is looked at."""
    local = world.now.astimezone(world.zone)
    if world.hours.is_open(local):
        _open(world)
    elif world.hours.next_opening(local).date() == local.date():
        _before_opening(world)
    else:
        _prices(world, world.at(world.today, 17 * 60 + 50))


def _open(world: World) -> None:
    since = world.hours.opens.hour * 60
    minute = world.minute_of(world.now)
    for number, (ago, key) in enumerate(_LEADS):
        if minute - ago > since:
            _lead(world, world.now - timedelta(minutes=ago), key, number)
    breached = world.now - timedelta(minutes=95)
    if world.minute_of(breached) < since:
        breached = world.at(world.today - timedelta(days=1), 16 * 60 + 20)
    _lead(world, breached, "autohome", 90)
    _lead(world, world.now - timedelta(minutes=4), "factory", 91, owned=False)
    for number, ago in enumerate(_WAITING):
        if minute - ago > since:
            visits.walk_in(world, world.now - timedelta(minutes=ago), 900 + number)
    _prices(
        world, world.now if minute - since > 35 else world.at(world.today - timedelta(days=1), 17 * 60 + 55)
    )


def _before_opening(world: World) -> None:
    yesterday = world.today - timedelta(days=1)
    for number, (key, minute) in enumerate(_NIGHT):
        _lead(world, world.at(yesterday, minute), key, number)
    _lead(world, world.at(yesterday, 16 * 60 + 20), "autohome", 90)
    _prices(world, world.at(yesterday, 17 * 60 + 55))


def _lead(world: World, received: datetime, key: str, number: int, *, owned: bool = True) -> Row:
    """A lead that nobody has touched yet; without an owner it surfaces as unassigned."""
    return arrivals.arrive(world, received, world.channel(key), 900 + number, owned=owned)


def _prices(world: World, now: datetime) -> None:
    """Prices asked for that wait for the supervisor and the manager."""
    deals = [
        deal
        for deal in world.state.deals.values()
        if deal["stage"] in (Stage.DRIVEN, Stage.VISITED) and deal["id"] not in world.state.prices
    ]
    for (level, ago), deal in zip(_PRICES, sorted(deals, key=lambda each: -each["id"]), strict=False):
        dice = world.dice(Die.PRESENT, deal["id"])
        negotiation.request(world, now - timedelta(minutes=ago), deal, dice, level)
