"""Signing in and out; every run asks here whose session a cookie is (Rule X2)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor, actor_of_staff
from salesops.access.policy import SignInPolicy
from salesops.access.secrets import hash_password, hash_secret, new_secret, password_fits
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Account, DeviceLink, Staff, Store, UserSession
from salesops.models.enums import Role

COOKIE = "so_session"
_SEEN_EVERY = timedelta(minutes=5)
_NOBODY = hash_password(
    "nobody has this password"
)  # so that an unknown name takes as long as a wrong password


class SignInRefused(SalesOpsError):
    """Name or password do not fit, or the account is closed or locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A fresh session: the secret goes into the cookie and nowhere else."""

    secret: str
    lasts: timedelta
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a sign-in was refused; returned, not raised, so that the failed try is counted and kept."""

    error: SignInRefused


def sign_in(
    session: Session, *, now: datetime, username: str, password: str, user_agent: str = ""
) -> SignedIn | Refusal:
    """Check a password and open a session, or say why not; too many wrong ones lock the account for a while."""
    account = session.scalars(
        select(Account).where(Account.username == username.strip().lower())
    ).one_or_none()
    if account is None:
        password_fits(password, _NOBODY)
        return Refusal(error=_wrong())
    policy = policies.load(session, account.store_id, SignInPolicy)
    if account.locked_until is not None and account.locked_until > now:
        minutes = math.ceil((account.locked_until - now) / timedelta(minutes=1))
        return Refusal(
            error=SignInRefused(
                N_("Too many wrong passwords. Try again in {minutes} min, or ask the manager to reset it."),
                minutes=minutes,
            )
        )
    if not password_fits(password, account.password_hash):
        account.failed_count += 1
        if account.failed_count >= policy.tries:
            account.failed_count, account.locked_until = 0, now + timedelta(minutes=policy.lock_minutes)
        return Refusal(error=_wrong())
    if account.disabled_at is not None:
        return Refusal(error=SignInRefused(N_("This account is closed. Ask the manager.")))
    account.failed_count, account.locked_until = 0, None
    return _open(session, account, now, timedelta(days=policy.absolute_days), user_agent)


def _open(session: Session, account: Account, now: datetime, lasts: timedelta, user_agent: str) -> SignedIn:
    secret = new_secret()
    row = UserSession(
        store_id=account.store_id,
        token_hash=hash_secret(secret),
        account_id=account.id,
        created_at=now,
        last_seen_at=now,
        expires_at=now + lasts,
        user_agent=user_agent[:200],
    )
    session.add(row)
    session.flush()
    actor = actor_of_staff(session, account.staff_id)
    audit.record(session, actor, now=now, action="session.open", entity="user_session", entity_id=row.id)
    return SignedIn(secret=secret, lasts=lasts, actor=actor)


def signed_in(session: Session, secret: str, *, now: datetime) -> Actor | None:
    """The person or wall screen that a cookie's secret stands for; None when it ended or was revoked."""
    if not secret:
        return None
    return _person(session, secret, now) or _screen(session, secret)


def _person(session: Session, secret: str, now: datetime) -> Actor | None:
    row = session.execute(
        select(UserSession.last_seen_at, UserSession.store_id, Staff.id, Staff.role, Staff.name, Store.zone)
        .join(Account, Account.id == UserSession.account_id)
        .join(Staff, Staff.id == Account.staff_id)
        .join(Store, Store.id == UserSession.store_id)
        .where(
            UserSession.token_hash == hash_secret(secret),
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > now,
            Account.disabled_at.is_(None),
            or_(Staff.left_on.is_(None), Staff.left_on > now.date()),
        )
    ).one_or_none()
    if row is None:
        return None
    idle = timedelta(hours=policies.load(session, row.store_id, SignInPolicy).idle_hours)
    if now - row.last_seen_at > idle:
        return None
    return Actor(
        store_id=row.store_id, staff_id=row.id, role=row.role, name=row.name, zone=ZoneInfo(row.zone)
    )


def needs_seen(session: Session, *, now: datetime, secret: str) -> bool:
    """Whether the last sign of life is old enough to be worth a write."""
    seen = session.scalar(
        select(UserSession.last_seen_at).where(UserSession.token_hash == hash_secret(secret))
    )
    return seen is not None and now - seen > _SEEN_EVERY


def mark_seen(session: Session, *, now: datetime, secret: str) -> None:
    """Note a sign of life."""
    session.execute(
        update(UserSession).where(UserSession.token_hash == hash_secret(secret)).values(last_seen_at=now)
    )


def sign_out(session: Session, *, now: datetime, secret: str) -> None:
    """End the session of a cookie."""
    session.execute(
        update(UserSession)
        .where(UserSession.token_hash == hash_secret(secret), UserSession.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _screen(session: Session, secret: str) -> Actor | None:
    row = session.execute(
        select(DeviceLink.store_id, DeviceLink.name, Store.zone)
        .join(Store, Store.id == DeviceLink.store_id)
        .where(DeviceLink.token_hash == hash_secret(secret), DeviceLink.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Actor(store_id=row.store_id, staff_id=None, role=Role.WALL, name=row.name, zone=ZoneInfo(row.zone))


def _wrong() -> SignInRefused:
    return SignInRefused(N_("User name or password is wrong."))
