"""Accounts: who can sign in (Rule X2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policy import SignInPolicy
from salesops.access.secrets import hash_password
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import Account, Staff, UserSession
from salesops.models.enums import Role


class BadAccount(SalesOpsError):
    """An account that cannot be made or changed so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account as the settings page and the command line list it."""

    username: str
    staff_id: int
    name: str
    role: Role
    disabled: bool
    locked_until: datetime | None
    must_change: bool


def list_accounts(session: Session, viewer: Actor) -> list[AccountRow]:
    """Every account of the store, by name."""
    viewer.require(Permission.MANAGE_ACCOUNTS)
    rows = session.execute(
        select(Account, Staff.name, Staff.role)
        .join(Staff, Staff.id == Account.staff_id)
        .where(Account.store_id == viewer.store_id)
        .order_by(Account.username)
    )
    return [
        AccountRow(
            username=account.username,
            staff_id=account.staff_id,
            name=name,
            role=role,
            disabled=account.disabled_at is not None,
            locked_until=account.locked_until,
            must_change=account.must_change,
        )
        for account, name, role in rows
    ]


def add_account(
    session: Session, actor: Actor, *, now: datetime, username: str, staff_id: int, password: str
) -> int:
    """Give a member of staff a sign-in and return its id. Raises BadAccount, NotFound."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    name = username.strip().lower()
    if not name or any(letter.isspace() for letter in name):
        raise BadAccount(N_("A user name has at least one letter and no spaces."))
    if session.scalar(select(Account.id).where(Account.username == name)) is not None:
        raise BadAccount(N_("The user name “{username}” is taken. Choose another."), username=name)
    staff = session.scalars(
        select(Staff).where(Staff.store_id == actor.store_id, Staff.id == staff_id)
    ).one_or_none()
    if staff is None:
        raise NotFound(N_("This member of staff does not exist."))
    if session.scalar(select(Account.id).where(Account.staff_id == staff_id)) is not None:
        raise BadAccount(N_("{name} has an account already."), name=staff.name)
    _check_password(session, actor.store_id, password)
    account = Account(
        store_id=actor.store_id,
        username=name,
        staff_id=staff_id,
        password_hash=hash_password(password),
        must_change=True,
        created_at=now,
    )
    session.add(account)
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="account.add",
        entity="account",
        entity_id=account.id,
        after={"username": name, "staff_id": staff_id},
    )
    return account.id


def set_password(session: Session, actor: Actor, *, now: datetime, username: str, password: str) -> None:
    """Set a password, unlock the account, and sign it out everywhere. Raises BadAccount, NotFound.

    Everybody may set his own; the manager may reset anybody's, who then has to change it.
    """
    account = _account(session, actor, username)
    own = account.staff_id == actor.staff_id
    if not own:
        actor.require(Permission.MANAGE_ACCOUNTS)
    _check_password(session, actor.store_id, password)
    account.password_hash, account.must_change = hash_password(password), not own
    account.failed_count, account.locked_until = 0, None
    sign_out_everywhere(session, now=now, account_id=account.id)
    audit.record(session, actor, now=now, action="account.password", entity="account", entity_id=account.id)


def disable_account(session: Session, actor: Actor, *, now: datetime, username: str) -> None:
    """Close an account and sign it out everywhere. Raises NotFound, BadAccount for one's own."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    account = _account(session, actor, username)
    if account.staff_id == actor.staff_id:
        raise BadAccount(N_("You cannot close your own account; ask another manager."))
    account.disabled_at = now
    sign_out_everywhere(session, now=now, account_id=account.id)
    audit.record(
        session,
        actor,
        now=now,
        action="account.disable",
        entity="account",
        entity_id=account.id,
        after={"disabled_at": now},
    )


def end_sessions(session: Session, actor: Actor, *, now: datetime, username: str) -> int:
    """Sign an account out on every device, and say on how many; one's own, or as the manager anybody's. Raises NotFound."""
    if actor.staff_id is None:
        actor.require(Permission.MANAGE_ACCOUNTS)
    account = _account(session, actor, username)
    if account.staff_id != actor.staff_id:
        actor.require(Permission.MANAGE_ACCOUNTS)
    ended = session.scalar(
        select(func.count()).where(
            UserSession.account_id == account.id,
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > now,
        )
    )
    sign_out_everywhere(session, now=now, account_id=account.id)
    audit.record(session, actor, now=now, action="account.sign_out", entity="account", entity_id=account.id)
    return ended or 0


def sign_out_everywhere(session: Session, *, now: datetime, account_id: int) -> None:
    """End every session of an account."""
    session.execute(
        update(UserSession)
        .where(UserSession.account_id == account_id, UserSession.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _account(session: Session, actor: Actor, username: str) -> Account:
    account = session.scalars(
        select(Account).where(
            Account.store_id == actor.store_id, Account.username == username.strip().lower()
        )
    ).one_or_none()
    if account is None:
        raise NotFound(N_("There is no account “{username}”."), username=username)
    return account


def _check_password(session: Session, store_id: int, password: str) -> None:
    shortest = policies.load(session, store_id, SignInPolicy).password_length
    if len(password) < shortest:
        raise BadAccount(N_("A password needs at least {count} characters."), count=shortest)
