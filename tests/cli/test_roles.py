"""Cell by cell: each command that acts in a store against the rights it is given (Rule X2)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from salesops import cli
from salesops.access import accounts, tokens
from salesops.access.actors import Actor, system_actor
from salesops.cli import answer
from salesops.models.enums import Role
from tests.access.doors import STORE_COMMANDS
from tests.builders import NOON, StoreFixture, a_staff

REFUSAL = "Your role does not allow this."
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "staff.csv"
MONEY = "gross_profit_per_car"


@pytest.fixture
def backend() -> str:
    """What is asked does not depend on the database."""
    return "sqlite"


@pytest.fixture
def commands(session: Session, store: StoreFixture, tmp_path: Path) -> Mapping[str, list[str]]:
    """Each command as one would type it, on what is there."""
    boss = system_actor(session, store.id)
    person = a_staff(session, store.id, name="Known", role=Role.CONSULTANT)
    accounts.add_account(
        session, boss, now=NOON, username="known", staff_id=person.id, password="long enough"
    )
    tokens.new_api_token(session, boss, now=NOON, name="Site")
    token = tokens.api_tokens(session, boss)[0].id
    session.commit()
    return {
        "import": ["staff", str(SAMPLE), "--dry-run"],
        "export": ["leads", str(tmp_path / "leads.csv")],
        "kpi": ["--date", "2026-11-24", "--json"],
        "user add": ["fresh", "--password-stdin"],
        "user list": [],
        "user passwd": ["known", "--password-stdin"],
        "user disable": ["known"],
        "token new": ["Other"],
        "token revoke": [str(token)],
    }


@pytest.mark.parametrize("role", list(Role))
def test_each_command_asks_for_the_role(
    commands: Mapping[str, list[str]],
    role: Role,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Rule X2: the command line leans on no right that its operations do not ask for."""

    def as_role(session: Session, store_id: int) -> Actor:
        return replace(system_actor(session, store_id), role=role)

    monkeypatch.setattr(answer, "system_actor", as_role)
    assert commands.keys() == STORE_COMMANDS.keys()
    for name, arguments in commands.items():
        monkeypatch.setattr("sys.stdin", io.StringIO("another long one\n"))
        status = cli.main([*name.split(), *arguments])
        said = capsys.readouterr()
        allowed = role in STORE_COMMANDS[name]
        assert (status, REFUSAL in said.err) == ((0, False) if allowed else (1, True)), name
        if name == "kpi":
            assert (MONEY in said.out) == (role in {Role.MANAGER, Role.SUPERVISOR})
