"""Roles: what each may do, see and reach (Rule X2)."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, masking, policies
from salesops.access.permissions import MATRIX, PAGES, Permission
from salesops.access.policy import SignInPolicy
from salesops.core.errors import NotAllowed
from salesops.core.policy import BadSetting
from salesops.models import AuditEntry
from salesops.models.enums import Role
from tests.builders import NOON, StoreFixture


def test_the_manager_may_everything_and_the_wall_nothing() -> None:
    assert MATRIX[Role.MANAGER] == frozenset(Permission)
    assert MATRIX[Role.WALL] == frozenset()
    assert [page for page, roles in PAGES.items() if Role.WALL in roles] == ["wall"]


def test_each_role_has_what_the_one_below_has() -> None:
    assert MATRIX[Role.CONSULTANT] < MATRIX[Role.SUPERVISOR] < MATRIX[Role.MANAGER]


def test_cost_is_for_supervisor_and_manager() -> None:
    assert {role for role in Role if Permission.SEE_COST in MATRIX[role]} == {Role.SUPERVISOR, Role.MANAGER}


def test_a_consultant_sees_his_own_in_full_and_others_masked(store: StoreFixture) -> None:
    """Rule Z3: masked where the role says so."""
    own, other = store.senior.staff_id, store.trainee.staff_id
    assert masking.shown_name(store.senior, own, "Zhang San") == "Zhang San"
    assert masking.shown_name(store.senior, other, "张三丰") == "张**"
    assert masking.shown_phone(store.senior, other, "+8613812345678") == "138****5678"
    assert masking.shown_name(store.supervisor, other, "张三丰") == "张三丰"
    assert masking.shown_name(store.reception, None, "张三丰") == "张**"


def test_a_business_number_changes_with_a_trace(session: Session, store: StoreFixture) -> None:
    policies.change(session, store.manager, now=NOON, key="sign_in.tries", value="7")
    assert policies.load(session, store.id, SignInPolicy).tries == 7
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "settings.change")).one()
    assert (entry.before, entry.after) == ({"sign_in.tries": 5}, {"sign_in.tries": 7})
    assert entry.actor_name == store.manager.name


def test_a_business_number_refuses_nonsense_and_strangers(session: Session, store: StoreFixture) -> None:
    with pytest.raises(BadSetting):
        policies.change(session, store.manager, now=NOON, key="sign_in.tries", value="many")
    with pytest.raises(NotAllowed):
        policies.change(session, store.supervisor, now=NOON, key="sign_in.tries", value=7)
    assert policies.load(session, store.id, SignInPolicy) == SignInPolicy()


def test_the_trail_keeps_before_and_after(session: Session, store: StoreFixture) -> None:
    audit.record(
        session,
        store.senior,
        now=NOON,
        action="test.change",
        entity="lead",
        entity_id=1,
        before={"role": Role.WALL},
        after={"at": NOON},
    )
    session.flush()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "test.change")).one()
    assert entry.before == {"role": "wall"}
    assert entry.after == {"at": NOON.isoformat()}
