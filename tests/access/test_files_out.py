"""Cell by cell: every list and every other file that can be taken out of the store (Rules X2, X3)."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import Engine

from salesops.access.actors import Actor
from salesops.intake import exports
from salesops.models.enums import Role
from tests.access.actions import LEADERS
from tests.access.calling import refusal
from tests.access.doors import HANDOUTS

PAGES = Path(__file__).resolve().parents[2] / "pages"
BUTTONS = {"download_button", "Handout"}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", sorted(exports.KINDS))
def test_a_whole_list_is_for_leading_roles(
    lived_in: Engine, people: Mapping[Role, Actor], kind: str, suffix: str
) -> None:
    given = {"kind": kind, "suffix": suffix}
    may = {role for role in Role if not refusal(lived_in, exports.export_bytes, people[role], **given)}
    assert may == LEADERS


def test_every_panel_that_hands_out_files_is_written_down() -> None:
    """A new one is added to tests/access/doors.py."""
    found = {file.stem for file in PAGES.rglob("*.py") if file.parent.name != "_ui" and _hands_out(file)}
    assert found == HANDOUTS.keys()


def _hands_out(file: Path) -> bool:
    calls = (each.func for each in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(each, ast.Call))
    return any((getattr(call, "attr", "") or getattr(call, "id", "")) in BUTTONS for call in calls)
