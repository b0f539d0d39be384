"""import and export: files in, files out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from salesops.cli.answer import acting, common, say
from salesops.core import clock
from salesops.core.i18n import N_, render
from salesops.db import migrate, unit_of_work
from salesops.intake import exports, runs
from salesops.intake.cells import DateOrder
from salesops.intake.reading import UnreadableFile
from salesops.models.enums import ImportKind


def add_commands(commands: Any) -> None:
    """Add this family's commands."""
    taking = commands.add_parser(
        "import", help="bring in leads, vehicles, orders or staff from CSV, XLSX or ADF"
    )
    taking.add_argument("kind", choices=[kind.value for kind in ImportKind], metavar="KIND")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument(
        "--dates",
        choices=[order.value for order in DateOrder],
        help="how dates such as 03/04/2026 are to be read; needed only where the file leaves it open",
    )
    taking.add_argument("--dry-run", action="store_true", help="read and check only, change nothing")
    common(taking)
    taking.set_defaults(run=_import)
    giving = commands.add_parser("export", help="write a list to CSV or XLSX, safe to open in a spreadsheet")
    giving.add_argument("kind", choices=sorted(exports.KINDS), metavar="KIND")
    giving.add_argument("file", type=Path, metavar="FILE", help="ends in .csv or .xlsx")
    common(giving)
    giving.set_defaults(run=_export)


def _import(options: argparse.Namespace) -> int:
    migrate.upgrade()
    with unit_of_work.reading() as session:
        actor = acting(session, options)
    outcome = runs.import_file(
        actor,
        now=clock.now(),
        file=runs.Incoming(
            kind=ImportKind(options.kind),
            name=options.file.name,
            content=_content(options.file),
            dates=DateOrder(options.dates) if options.dates else None,
        ),
        dry_run=options.dry_run,
    )
    answer = {
        "rows": outcome.rows,
        "created": outcome.created,
        "merged": outcome.merged,
        "rejected": outcome.rejected,
        "unexplained": outcome.unexplained,
        "quarantine": [
            {"row": each.row_no, "reasons": [render(reason) for reason in each.reasons], "cells": each.cells}
            for each in outcome.quarantine
        ],
    }
    lines = [
        f"{outcome.rows} rows: {outcome.created} created, {outcome.merged} merged, {outcome.rejected} rejected"
    ]
    if outcome.unexplained:
        lines.append(
            f"  {outcome.unexplained} orders lie below the floor or the purchase cost: the manager has to say why"
        )
    lines += [
        f"  row {each.row_no}: {render(reason)}" for each in outcome.quarantine for reason in each.reasons
    ]
    return say(options, answer, "\n".join(lines))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise UnreadableFile(
            N_("The file {name} cannot be read: {reason}"), name=str(file), reason=str(problem.strerror)
        ) from problem


def _export(options: argparse.Namespace) -> int:
    with unit_of_work.writing() as session:
        actor = acting(session, options)
        count = exports.export_file(session, actor, now=clock.now(), kind=options.kind, file=options.file)
    return say(
        options, {"rows": count, "file": str(options.file)}, f"{count} rows written to {options.file}."
    )
