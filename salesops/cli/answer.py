"""How commands answer: for people, or with --json for machines; and which store they work on."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from salesops.access.actors import Actor, system_actor
from salesops.access.stores import find_store
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import render


def common(command: argparse.ArgumentParser, *, store: bool = True) -> None:
    """The options that every command has."""
    command.add_argument("--json", action="store_true", help="answer in JSON, for machines")
    if store:
        command.add_argument("--store", metavar="CODE", help="which store, when the database has several")


def acting(session: Session, options: argparse.Namespace) -> Actor:
    """The software itself, acting in the chosen store."""
    return system_actor(session, find_store(session, options.store))


def say(options: argparse.Namespace, answer: Mapping[str, Any], text: str) -> int:
    """Print the answer; 0."""
    print(json.dumps(answer, ensure_ascii=False, default=str) if options.json else text)
    return 0


def say_rows(options: argparse.Namespace, rows: Sequence[Mapping[str, Any]]) -> int:
    """Print rows as a JSON list or as aligned columns; 0."""
    if options.json:
        print(json.dumps(list(rows), ensure_ascii=False, default=str))
        return 0
    if rows:
        heads = list(rows[0])
        table = [heads, *[[_cell(row[head]) for head in heads] for row in rows]]
        widths = [max(len(line[column]) for line in table) for column in range(len(heads))]
        for line in table:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return 0


def print_refusal(refused: SalesOpsError, *, as_json: bool) -> None:
    """Say on stderr why a command was refused (on stdout as well for machines)."""
    sentence = render(refused.message)
    if as_json:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    print(sentence, file=sys.stderr)


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
