"""kpi: the figures of a day, for people and machines."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops import kpi
from salesops.access.actors import Actor
from salesops.cli.answer import acting, common, say, say_rows
from salesops.core import clock
from salesops.core.errors import NotFound
from salesops.core.i18n import N_
from salesops.db import unit_of_work
from salesops.models import Staff


def add_commands(commands: Any) -> None:
    """Add this family's commands."""
    command = commands.add_parser("kpi", help="the figures of a day and of its month so far")
    command.add_argument("--date", type=date.fromisoformat, required=True, metavar="D", help="YYYY-MM-DD")
    command.add_argument("--staff", metavar="S", help="employee number or name of one consultant")
    common(command)
    command.set_defaults(run=_kpi)


def _kpi(options: argparse.Namespace) -> int:
    with unit_of_work.reading() as session:
        actor = acting(session, options)
        staff_id = None if options.staff is None else _staff_id(session, actor, options.staff)
        report = kpi.report(session, actor, day=options.date, staff_id=staff_id, now=clock.now())
    if options.json:
        return say(options, report, "")
    rows = [{"figure": name, **figure["day"]} for name, figure in report["figures"].items()]
    return say_rows(options, rows)


def _staff_id(session: Session, actor: Actor, wanted: str) -> int:
    rows = session.execute(
        select(Staff.id, Staff.employee_no, Staff.name).where(Staff.store_id == actor.store_id)
    )
    found: list[int] = [row.id for row in rows if wanted in (row.employee_no, row.name)]
    if len(found) != 1:
        raise NotFound(N_("“{name}” is not the number or name of exactly one member of staff."), name=wanted)
    return found[0]
