"""The documents name every command and every setting of the installation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from salesops.cli import parser
from salesops.core.settings import Settings

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")


def _commands(made: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    families = [action for action in made._actions if isinstance(action, argparse._SubParsersAction)]
    if not families:
        yield before
    for family in families:
        for name, command in family.choices.items():
            yield from _commands(command, f"{before} {name}".strip())


def test_every_command_stands_in_the_readme() -> None:
    missing = [command for command in _commands(parser()) if f"`{command}" not in README]
    assert missing == []


def test_every_setting_stands_in_the_readme() -> None:
    missing = [
        f"SALESOPS_{name.upper()}"
        for name in Settings.model_fields
        if f"`SALESOPS_{name.upper()}`" not in README
    ]
    assert missing == []


def test_the_first_command_is_one_line() -> None:
    run, test = (README.split(f"## {title}")[1].split("```")[1] for title in ("Run it", "Test it"))
    assert len(run.strip().splitlines()) == 2  # the language of the block, and the command
    assert len(test.strip().splitlines()) == 2
