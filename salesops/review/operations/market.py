"""Market response: news, an answer the same night, and what the meeting is told tomorrow (Rule R5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_, Message
from salesops.models import BriefingItem, MarketNote
from salesops.models.enums import BriefingKind, IssueKind, NoteKind, TaskKind
from salesops.planning.operations.issues import Problem, name_issue
from salesops.planning.operations.tasks import About, add_task
from salesops.planning.queries.tomorrow import next_selling_day
from salesops.review.rules.policies import ReviewPolicy


class ResponsePart(StrEnum):
    """What is made ready the same night."""

    PRICE_BOARDS = "price_boards"
    POSTER = "poster"
    COUPON = "coupon"
    TALK_TRACK = "talk_track"


_TITLES = {
    ResponsePart.PRICE_BOARDS: N_("Change the price boards: {news}"),
    ResponsePart.POSTER: N_("Write the poster text: {news}"),
    ResponsePart.COUPON: N_("Prepare the coupon: {news}"),
    ResponsePart.TALK_TRACK: N_("Hand out the talk track: {news}"),
}
_BRIEFED_AS = {
    NoteKind.COMPETITOR_PRICE: BriefingKind.COMPETITOR,
    NoteKind.SUBSIDY: BriefingKind.POLICY,
    NoteKind.NEWS: BriefingKind.POLICY,
    NoteKind.REPORT: BriefingKind.PRODUCT,
}


class BadResponse(SalesOpsError):
    """News or an answer that says too little, or a deadline that is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The news, what the store answers, who makes what ready, until when tonight."""

    kind: NoteKind
    news: str
    answer: str
    talk_track: str
    parts: tuple[ResponsePart, ...]
    owner_id: int | None
    due_at: datetime
    source: str = ""


def respond(session: Session, actor: Actor, *, now: datetime, response: Response) -> int:
    """Record the news with its response plan: tasks for tonight, briefing for tomorrow (Rule R5).

    Returns the briefing item's id. Raises BadResponse.
    """
    actor.require(Permission.LEAD_MEETING)
    _check(response, now)
    item = _brief(session, actor, now=now, response=response)
    session.add(
        MarketNote(
            store_id=actor.store_id,
            day=actor.today(now),
            kind=response.kind,
            title=response.news.strip(),
            source=response.source.strip(),
            response=response.answer.strip(),
            respond_by=response.due_at,
            briefing_item_id=item.id,
            staff_id=actor.staff_id,
        )
    )
    issue_id = name_issue(
        session,
        actor,
        now=now,
        problem=Problem(kind=IssueKind.MARKET, title=response.news.strip(), evidence=response.answer.strip()),
    )
    for part in response.parts:
        add_task(
            session,
            actor,
            now=now,
            kind=TaskKind.MARKET_RESPONSE,
            owner_id=response.owner_id,
            due_at=response.due_at,
            title=Message(_TITLES[part], {"news": response.news.strip()}),
            detail=response.answer.strip(),
            about=About(issue_id=issue_id),
            key=f"response:{issue_id}:{part.value}",
        )
    audit.record(
        session,
        actor,
        now=now,
        action="market.respond",
        entity="briefing_item",
        entity_id=item.id,
        after={"news": response.news.strip(), "parts": [part.value for part in response.parts]},
    )
    return item.id


def _brief(session: Session, actor: Actor, *, now: datetime, response: Response) -> BriefingItem:
    policy = policies.load(session, actor.store_id, ReviewPolicy)
    begins = next_selling_day(session, actor, day=actor.today(now))
    item = BriefingItem(
        store_id=actor.store_id,
        kind=_BRIEFED_AS[response.kind],
        title=response.news.strip(),
        body=response.answer.strip(),
        talk_track=response.talk_track.strip(),
        source=response.source.strip(),
        valid_from=begins,
        valid_until=begins + timedelta(days=policy.response_valid_days - 1),
        created_by=actor.staff_id,
    )
    session.add(item)
    session.flush()
    return item


def _check(response: Response, now: datetime) -> None:
    if not response.news.strip():
        raise BadResponse(N_("Say what has happened in the market."))
    if not response.answer.strip():
        raise BadResponse(N_("Say how the store answers."))
    if response.due_at <= now:
        raise BadResponse(N_("The deadline is over already. Choose a later time tonight."))
