"""Cell by cell: each role against every operation that a page can ask for (Rule X2)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from salesops.access.actors import Actor
from salesops.models.enums import Role
from tests.access.actions import ACTIONS, OTHERS_ROWS, ROW_DECIDES
from tests.access.calling import refusal, used_by_pages


def test_every_operation_of_the_pages_is_written_down() -> None:
    """A new one is added to tests/access/actions.py with the roles that may."""
    assert set(used_by_pages("actor")) == ACTIONS.keys() | OTHERS_ROWS.keys() | ROW_DECIDES
    assert not ACTIONS.keys() & OTHERS_ROWS.keys()


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_the_role_decides(lived_in: Engine, people: Mapping[Role, Actor], name: str) -> None:
    """Rule X2: who may is let in, everybody else is refused before anything is looked at."""
    function = used_by_pages("actor")[name]
    assert {role for role in Role if not refusal(lived_in, function, people[role])} == ACTIONS[name]


@pytest.mark.parametrize("name", sorted(OTHERS_ROWS))
def test_somebody_elses_row_is_out_of_reach(
    lived_in: Engine, people: Mapping[Role, Actor], name: str
) -> None:
    """Rule X2."""
    function = used_by_pages("actor")[name]
    assert {role for role in Role if not refusal(lived_in, function, people[role])} == OTHERS_ROWS[name]


@pytest.mark.parametrize("name", ["set_password", "end_sessions"])
def test_only_the_manager_reaches_anothers_sign_in(
    lived_in: Engine, people: Mapping[Role, Actor], name: str
) -> None:
    """Rule X2."""
    function = used_by_pages("actor")[f"access.accounts.{name}"]
    assert {role for role in Role if not refusal(lived_in, function, people[role])} == {Role.MANAGER}
