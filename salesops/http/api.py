"""The door for leads: POST /api/v1/leads with a bearer token (Rule L7)."""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse

from salesops.access import tokens
from salesops.access.actors import Actor
from salesops.access.secrets import hash_secret
from salesops.core import clock
from salesops.core.i18n import set_language
from salesops.db import unit_of_work
from salesops.http.pace import Pace
from salesops.intake import door
from salesops.intake.adf_text import BadDocument
from salesops.models import IdempotencyKey

MOST_BYTES = 1_000_000
_XML = ("application/xml", "text/xml", "application/x-adf+xml")


_pace = Pace()


class Refused(Exception):
    """A request that is refused as a whole, with its HTTP status."""

    def __init__(self, status: int, reason: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.headers = status, reason, headers


async def post_leads(request: Request) -> JSONResponse:
    """Take leads as a JSON object, a JSON list or ADF/XML; answer per lead: created, merged or rejected and why."""
    set_language("en")
    try:
        secret = _bearer(request)
        _keep_pace(secret)
        body = await _body(request)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        key = request.headers.get("idempotency-key", "")[:200]
        answer = await asyncio.to_thread(_take, secret, kind, key, body)
    except Refused as refused:
        return JSONResponse({"error": refused.reason}, status_code=refused.status, headers=refused.headers)
    return JSONResponse(answer)


def _keep_pace(secret: str) -> None:
    """Refuse a sender who is too quick, before anything is read or asked of the database."""
    seconds = math.ceil(_pace.wait(hash_secret(secret), now=time.monotonic()))
    if seconds:
        raise Refused(
            429, f"Too many requests; try again in {seconds} s.", headers={"Retry-After": str(seconds)}
        )


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise Refused(413, f"The body is larger than {MOST_BYTES} bytes; send fewer leads at once.")
    return body


def _bearer(request: Request) -> str:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Refused(401, "Send the token of this store as: Authorization: Bearer TOKEN")
    return secret.strip()


def _take(secret: str, kind: str, key: str, body: bytes) -> dict[str, Any]:
    now = clock.now()
    with unit_of_work.writing() as session:
        actor = tokens.actor_of_token(session, now=now, secret=secret)
    if actor is None:
        raise Refused(401, "This token is unknown or revoked.")
    leads = _leads(kind, body)
    digest = hashlib.sha256(body).hexdigest()
    try:
        with unit_of_work.writing(actor.store_id) as session:
            known = _known(session, actor, key, digest)
            if known is not None:
                return known
            answer = {"results": door.take(session, actor, now=now, handed=leads)}
            if key:
                session.add(
                    IdempotencyKey(
                        store_id=actor.store_id, key=key, request_hash=digest, answer=answer, created_at=now
                    )
                )
            return answer
    except IntegrityError as twice:
        raise Refused(409, "The same leads are just being taken in another request; try again.") from twice


def _known(session: Session, actor: Actor, key: str, digest: str) -> dict[str, Any] | None:
    if not key:
        return None
    kept = session.scalars(
        select(IdempotencyKey).where(IdempotencyKey.store_id == actor.store_id, IdempotencyKey.key == key)
    ).one_or_none()
    if kept is None:
        return None
    if kept.request_hash != digest:
        raise Refused(422, "This Idempotency-Key was used for another request.")
    answer: dict[str, Any] = kept.answer
    return answer


def _leads(kind: str, body: bytes) -> list[dict[str, Any]]:
    if kind in _XML:
        try:
            return door.from_adf(body)
        except BadDocument as bad:
            raise Refused(400, str(bad)) from bad
    if kind != "application/json":
        raise Refused(415, "Send application/json or ADF as application/xml.")
    try:
        sent = json.loads(body)
    except (ValueError, UnicodeDecodeError, RecursionError) as bad:
        raise Refused(400, f"This is not JSON: {bad}") from bad
    leads = sent if isinstance(sent, list) else [sent]
    objects = [each for each in leads if isinstance(each, dict)]
    if not objects or len(objects) < len(leads):
        raise Refused(400, "Send one JSON object or a list of objects, each a lead.")
    return objects
