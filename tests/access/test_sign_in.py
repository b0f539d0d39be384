"""Signing in: who gets in, who does not, and for how long (Rule X2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import accounts, sessions, tokens
from salesops.access.accounts import BadAccount
from salesops.access.policy import SignInPolicy
from salesops.access.sessions import Refusal, SignedIn
from salesops.core.errors import NotAllowed
from salesops.models import Account, AuditEntry, UserSession
from salesops.models.enums import Role
from tests.builders import NOON, StoreFixture

PASSWORD = "correct horse"


@pytest.fixture
def account(session: Session, store: StoreFixture) -> str:
    """The senior consultant's account."""
    assert store.senior.staff_id is not None
    accounts.add_account(
        session, store.manager, now=NOON, username="Senior", staff_id=store.senior.staff_id, password=PASSWORD
    )
    return "senior"


def _enter(
    session: Session, password: str = PASSWORD, *, after: timedelta = timedelta()
) -> SignedIn | Refusal:
    return sessions.sign_in(session, now=NOON + after, username="senior", password=password)


def test_the_right_password_opens_a_session(session: Session, store: StoreFixture, account: str) -> None:
    entered = _enter(session)
    assert isinstance(entered, SignedIn)
    found = sessions.signed_in(session, entered.secret, now=NOON)
    assert found == store.senior
    assert session.scalar(select(UserSession.token_hash)) != entered.secret


def test_a_wrong_password_and_an_unknown_name_say_the_same(session: Session, account: str) -> None:
    wrong = _enter(session, "nonsense")
    unknown = sessions.sign_in(session, now=NOON, username="nobody", password=PASSWORD)
    assert isinstance(wrong, Refusal)
    assert isinstance(unknown, Refusal)
    assert str(wrong.error) == str(unknown.error)


def test_too_many_wrong_passwords_lock_for_a_while(session: Session, account: str) -> None:
    policy = SignInPolicy()
    for _ in range(policy.tries):
        _enter(session, "nonsense")
    assert isinstance(_enter(session), Refusal)
    assert isinstance(_enter(session, after=timedelta(minutes=policy.lock_minutes, seconds=1)), SignedIn)


def test_a_day_of_being_locked_is_told_in_minutes(session: Session, account: str) -> None:
    """Rule X2."""
    manager = session.scalars(select(Account)).one()
    manager.locked_until = NOON + timedelta(days=1)
    session.flush()
    refused = _enter(session)
    assert isinstance(refused, Refusal)
    assert "1440 min" in str(refused.error)


def test_signing_out_everywhere_ends_every_device(
    session: Session, store: StoreFixture, account: str
) -> None:
    """Rule X2: one's own, and anybody's for the manager."""
    entered = [_enter(session), _enter(session)]
    assert accounts.end_sessions(session, store.senior, now=NOON, username=account) == 2
    for each in entered:
        assert isinstance(each, SignedIn)
        assert sessions.signed_in(session, each.secret, now=NOON) is None
    _enter(session)
    assert accounts.end_sessions(session, store.manager, now=NOON, username=account) == 1
    with pytest.raises(NotAllowed):
        accounts.end_sessions(session, store.trainee, now=NOON, username=account)


def test_idle_and_absolute_limits_end_a_session(session: Session, account: str) -> None:
    entered = _enter(session)
    assert isinstance(entered, SignedIn)
    policy = SignInPolicy()
    idle = NOON + timedelta(hours=policy.idle_hours, seconds=1)
    assert sessions.signed_in(session, entered.secret, now=idle) is None
    sessions.mark_seen(session, now=idle - timedelta(hours=1), secret=entered.secret)
    assert sessions.signed_in(session, entered.secret, now=idle) is not None
    late = NOON + timedelta(days=policy.absolute_days)
    sessions.mark_seen(session, now=late, secret=entered.secret)
    assert sessions.signed_in(session, entered.secret, now=late) is None


def test_signing_out_resetting_and_closing_end_it_at_once(
    session: Session, store: StoreFixture, account: str
) -> None:
    first = _enter(session)
    assert isinstance(first, SignedIn)
    sessions.sign_out(session, now=NOON, secret=first.secret)
    assert sessions.signed_in(session, first.secret, now=NOON) is None
    second = _enter(session)
    assert isinstance(second, SignedIn)
    accounts.set_password(session, store.manager, now=NOON, username=account, password="another one")
    assert sessions.signed_in(session, second.secret, now=NOON) is None
    third = _enter(session, "another one")
    assert isinstance(third, SignedIn)
    accounts.disable_account(session, store.manager, now=NOON, username=account)
    assert sessions.signed_in(session, third.secret, now=NOON) is None
    assert isinstance(_enter(session, "another one"), Refusal)


def test_accounts_are_the_managers_business(session: Session, store: StoreFixture, account: str) -> None:
    with pytest.raises(NotAllowed):
        accounts.list_accounts(session, store.supervisor)
    with pytest.raises(NotAllowed):
        accounts.set_password(session, store.trainee, now=NOON, username=account, password=PASSWORD)
    with pytest.raises(BadAccount):
        accounts.set_password(session, store.senior, now=NOON, username=account, password="short")
    accounts.set_password(session, store.senior, now=NOON, username=account, password="my own choice")
    assert session.scalar(select(func.count()).where(AuditEntry.action == "account.password")) == 1


def test_a_wall_screen_enters_by_its_link_until_it_is_revoked(session: Session, store: StoreFixture) -> None:
    """Rule U1: the link shows the wall and nothing else, and ends at once."""
    secret = tokens.new_device_link(session, store.manager, now=NOON, name="Showroom")
    screen = sessions.signed_in(session, secret, now=NOON)
    assert screen is not None
    assert screen.role is Role.WALL
    link = tokens.device_links(session, store.manager)[0]
    tokens.revoke_device_link(session, store.manager, now=NOON, link_id=link.id)
    assert sessions.signed_in(session, secret, now=NOON) is None


def test_an_empty_cookie_is_nobody(session: Session, store: StoreFixture) -> None:
    assert sessions.signed_in(session, "", now=NOON) is None
