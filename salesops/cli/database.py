"""db, store, demo, backup, restore, check: the data as a whole."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from salesops import demo
from salesops.access import stores
from salesops.cli.answer import common, say, say_rows
from salesops.cli.backup import load_backup, save_backup
from salesops.cli.integrity import problems
from salesops.core import clock
from salesops.core.settings import settings
from salesops.db import migrate, unit_of_work
from salesops.db.engine import get_engine


def add_commands(commands: Any) -> None:
    """Add this family's commands."""
    db = commands.add_parser("db", help="schema of the database")
    upgrade = db.add_subparsers(dest="action", required=True, metavar="ACTION").add_parser(
        "upgrade", help="bring the database to the newest schema"
    )
    common(upgrade, store=False)
    upgrade.set_defaults(run=_upgrade)
    _store_commands(commands)
    filling = commands.add_parser("demo", help="fill the demo store")
    filling.add_argument("--lang", choices=("zh", "en"), default="en" if settings().lang == "en" else "zh")
    filling.add_argument("--days", type=int, default=92, help="days of history (default 92)")
    filling.add_argument("--scale", type=float, default=1.0, help="volume, 1 is an ordinary store")
    filling.add_argument("--seed", type=int, default=demo.SEED, help="the same seed makes the same store")
    filling.add_argument("--reset", action="store_true", help="remove the demo store first; own stores stay")
    common(filling, store=False)
    filling.set_defaults(run=_demo)
    for name, run, text in (
        ("backup", _backup, "write everything to a file that any database can take back"),
        ("restore", _restore, "replace everything by a backup"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("file", type=Path, metavar="FILE")
        common(command, store=False)
        command.set_defaults(run=run)
    check = commands.add_parser("check", help="integrity of the data; exit 1 when something is wrong")
    common(check, store=False)
    check.set_defaults(run=_check)


def _store_commands(commands: Any) -> None:
    store = commands.add_parser("store", help="the stores of this database")
    actions = store.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = actions.add_parser("new", help="make an empty store")
    new.add_argument("code")
    new.add_argument("name")
    new.add_argument("--brand", default="")
    common(new, store=False)
    new.set_defaults(run=_new_store)
    listing = actions.add_parser("list", help="list the stores")
    common(listing, store=False)
    listing.set_defaults(run=_list_stores)


def _upgrade(options: argparse.Namespace) -> int:
    migrate.upgrade()
    return say(options, {"revision": migrate.head()}, f"The schema is at revision {migrate.head()}.")


def _new_store(options: argparse.Namespace) -> int:
    migrate.upgrade()
    with unit_of_work.writing() as session:
        made = stores.new_store(
            session, now=clock.now(), code=options.code, name=options.name, brand=options.brand
        )
    return say(options, {"store_id": made}, f"Store {options.code} is ready.")


def _list_stores(options: argparse.Namespace) -> int:
    with unit_of_work.reading() as session:
        rows = stores.stores(session)
    return say_rows(options, [{"code": row.code, "name": row.name, "demo": row.is_demo} for row in rows])


def _demo(options: argparse.Namespace) -> int:
    migrate.upgrade()
    with unit_of_work.writing() as session:
        if options.reset:
            demo.reset(session)
        made = demo.fill(
            session,
            now=clock.now(),
            lang=options.lang,
            days=options.days,
            scale=options.scale,
            seed=options.seed,
        )
    return say(options, {"store_id": made}, "The demo store is ready.")


def _backup(options: argparse.Namespace) -> int:
    rows = save_backup(get_engine(), options.file)
    return say(options, {"file": str(options.file), "rows": rows}, f"{rows} rows saved to {options.file}.")


def _restore(options: argparse.Namespace) -> int:
    migrate.upgrade()
    rows = load_backup(get_engine(), options.file)
    return say(
        options, {"file": str(options.file), "rows": rows}, f"{rows} rows restored from {options.file}."
    )


def _check(options: argparse.Namespace) -> int:
    found = [each.in_english() for each in problems(get_engine())]
    text = "\n".join(found) if found else "No problems found."
    say(options, {"problems": found}, text)
    return 1 if found else 0
