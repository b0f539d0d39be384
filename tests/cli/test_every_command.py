"""Cell by cell: what the command line lets whoever has the machine do (Rule X2)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from salesops import cli
from salesops.cli.answer import acting
from salesops.db import unit_of_work
from salesops.models import AuditEntry
from salesops.models.enums import Role
from tests.access.doors import MACHINE_COMMANDS, STORE_COMMANDS
from tests.builders import StoreFixture


def _leaves(
    parser: argparse.ArgumentParser, before: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    families = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not families:
        yield before, parser
    for family in families:
        for name, child in family.choices.items():
            yield from _leaves(child, f"{before} {name}".strip())


def test_every_command_is_written_down() -> None:
    """A new one is added to tests/access/doors.py, with whose rights it asks for."""
    assert {name for name, _parser in _leaves(cli.parser())} == STORE_COMMANDS.keys() | set(MACHINE_COMMANDS)


def test_commands_of_a_store_can_name_the_store() -> None:
    for name, parser in _leaves(cli.parser()):
        named = any("--store" in each.option_strings for each in parser._actions)
        assert named or name not in STORE_COMMANDS, name


def test_the_command_line_acts_as_the_store_itself(session: Session, store: StoreFixture) -> None:
    """Rule X2: the manager's rights, nobody's name."""
    session.commit()
    actor = acting(session, argparse.Namespace(store="T01"))
    assert (actor.store_id, actor.staff_id, actor.role) == (store.id, None, Role.MANAGER)


@pytest.mark.parametrize("arguments", [["user", "disable", "nobody"], ["token", "revoke", "999"]])
def test_what_is_not_there_is_refused_without_a_trail(
    session: Session, store: StoreFixture, arguments: list[str]
) -> None:
    session.commit()
    assert cli.main(arguments) == 1
    with unit_of_work.reading() as looking:
        assert (
            looking.query(AuditEntry)
            .filter(AuditEntry.action.in_(["account.disable", "token.revoke"]))
            .count()
            == 0
        )
