"""Briefing items with their readers, and the reading of the market (Rules M7, M11, C3, R5)."""

from __future__ import annotations

from datetime import timedelta

from salesops.demo.days import office
from salesops.demo.texts import office as texts
from salesops.demo.world import Die, World
from salesops.models import BriefingItem, MarketNote
from salesops.models.enums import BriefingKind


def put_up(world: World) -> None:
    """The items of the last weeks, some of them over, and the notes behind them."""
    anchor = world.story.anchor
    rival = None
    for kind, begins, ends, open_to_all, title, body, track, question, answer in texts.BRIEFINGS:
        row = world.rows.add(
            BriefingItem,
            kind=kind,
            title=world.say(title),
            body=world.say(body),
            talk_track=world.say(track),
            source=world.say(
                ("厂家通知", "Notice of the factory")
                if open_to_all
                else ("本店整理", "Compiled by the store")
            ),
            valid_from=anchor + timedelta(days=begins),
            valid_until=anchor + timedelta(days=ends),
            for_customers=open_to_all,
            question=world.say(question),
            answer=world.say(answer),
            created_by=world.team.manager_id,
        )
        if kind is BriefingKind.COMPETITOR and begins == -1:
            rival = row["id"]
        _read(world, row["id"], begins)
    _note_market(world, rival)


def _note_market(world: World, rival: int | None) -> None:
    for kind, back, title, body, tags, trend, response in texts.NOTES:
        day = world.story.anchor - timedelta(days=back)
        world.rows.add(
            MarketNote,
            day=day,
            kind=kind,
            title=world.say(title),
            body=world.say(body),
            tags=[world.say(tag) for tag in tags],
            source=world.say(("行业媒体", "Trade press")),
            trend=world.say(trend),
            response=world.say(response),
            respond_by=world.at(day, 21 * 60) if response[0] else None,
            briefing_item_id=rival if response[0] else None,
            staff_id=world.team.supervisor_ids[0],
        )


def _read(world: World, item_id: int, begins: int) -> None:
    """Most have read it within two days; of the newest one only some."""
    for seller in world.team.sellers:
        dice = world.dice(Die.OFFICE, item_id, seller.id)
        day = world.story.anchor + timedelta(days=begins + dice.choice((0, 0, 1, 2)))
        at = world.at(day, dice.uniform(515, 620))
        if dice.random() < 0.9 and at <= world.now:
            office.read_briefing(world, at, item_id, seller.id)
