"""Tokens for other systems, and links for wall screens: made once, revocable at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor, system_actor
from salesops.access.permissions import Permission
from salesops.access.secrets import hash_secret, new_secret
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import ApiToken, DeviceLink


class BadName(SalesOpsError):
    """A token without a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """A token or link as it is listed; its secret is shown once, when it is made."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def new_api_token(session: Session, actor: Actor, *, now: datetime, name: str) -> str:
    """Make a token for POST /api/v1/leads and return its secret."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    secret = new_secret()
    row = ApiToken(store_id=actor.store_id, name=_name(name), token_hash=hash_secret(secret), created_at=now)
    _keep(session, actor, row, now)
    return secret


def new_device_link(session: Session, actor: Actor, *, now: datetime, name: str) -> str:
    """Make a wall screen's link and return its secret (Rule U1)."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    secret = new_secret()
    row = DeviceLink(
        store_id=actor.store_id, name=_name(name), token_hash=hash_secret(secret), created_at=now
    )
    _keep(session, actor, row, now)
    return secret


def revoke_api_token(session: Session, actor: Actor, *, now: datetime, token_id: int) -> None:
    """End a token at once. Raises NotFound."""
    _revoke(session, actor, session.get(ApiToken, token_id), now)


def revoke_device_link(session: Session, actor: Actor, *, now: datetime, link_id: int) -> None:
    """End a wall screen's link at once. Raises NotFound."""
    _revoke(session, actor, session.get(DeviceLink, link_id), now)


def api_tokens(session: Session, viewer: Actor) -> list[TokenRow]:
    """The store's tokens, newest first."""
    viewer.require(Permission.MANAGE_ACCOUNTS)
    rows = session.scalars(
        select(ApiToken).where(ApiToken.store_id == viewer.store_id).order_by(ApiToken.id.desc())
    )
    return [
        TokenRow(
            id=row.id,
            name=row.name,
            created_at=row.created_at,
            used_at=row.last_used_at,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]


def device_links(session: Session, viewer: Actor) -> list[TokenRow]:
    """The store's wall screens, newest first."""
    viewer.require(Permission.MANAGE_ACCOUNTS)
    rows = session.scalars(
        select(DeviceLink).where(DeviceLink.store_id == viewer.store_id).order_by(DeviceLink.id.desc())
    )
    return [
        TokenRow(
            id=row.id,
            name=row.name,
            created_at=row.created_at,
            used_at=row.last_seen_at,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]


def actor_of_token(session: Session, *, now: datetime, secret: str) -> Actor | None:
    """The store that a token speaks for, as the system's actor; None when unknown or revoked."""
    found = session.execute(
        select(ApiToken.id, ApiToken.store_id).where(
            ApiToken.token_hash == hash_secret(secret), ApiToken.revoked_at.is_(None)
        )
    ).one_or_none()
    if found is None:
        return None
    session.execute(update(ApiToken).where(ApiToken.id == found.id).values(last_used_at=now))
    return system_actor(session, found.store_id)


def _name(name: str) -> str:
    if not name.strip():
        raise BadName(N_("Give it a name that says who uses it."))
    return name.strip()


def _keep(session: Session, actor: Actor, row: ApiToken | DeviceLink, now: datetime) -> None:
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="token.new",
        entity=row.__tablename__,
        entity_id=row.id,
        after={"name": row.name},
    )


def _revoke(session: Session, actor: Actor, row: ApiToken | DeviceLink | None, now: datetime) -> None:
    actor.require(Permission.MANAGE_ACCOUNTS)
    if row is None or row.store_id != actor.store_id:
        raise NotFound(N_("This token does not exist."))
    row.revoked_at = row.revoked_at or now
    audit.record(
        session,
        actor,
        now=now,
        action="token.revoke",
        entity=row.__tablename__,
        entity_id=row.id,
        after={"revoked_at": row.revoked_at},
    )
