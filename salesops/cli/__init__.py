"""The command line: one module per family of commands; exit 0 done, 1 refused or failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from salesops.cli import database, figures, files, people, server
from salesops.cli.answer import print_refusal
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import set_language
from salesops.core.settings import settings


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    made = argparse.ArgumentParser(
        prog="python -m salesops", description="SalesOps: the working day of a car store's sales manager."
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for family in (database, files, figures, people, server):
        family.add_commands(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    set_language("zh_CN" if settings().lang == "zh" else "en")
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except SalesOpsError as refused:
        print_refusal(refused, as_json=getattr(options, "json", False))
        return 1
    except BrokenPipeError:  # whoever read our answer has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, KeyboardInterrupt) as stopped:
        print(f"{type(stopped).__name__}: {stopped}", file=sys.stderr)
        return 1
    return status
