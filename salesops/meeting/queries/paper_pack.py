"""The paper pack: plan, rota, call lists and blank forms for a day without power or network (Rule M12)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.i18n import _, label
from salesops.leads.queries.due import DueLead, due_touches
from salesops.meeting.queries.briefing import briefing_titles
from salesops.meeting.queries.expected import expected_day
from salesops.meeting.queries.minutes import briefing_block, day_name, must_do_block, rota_block
from salesops.planning.paper import Block, Grid, Sheet
from salesops.planning.queries.rota import rota_of_day
from salesops.planning.queries.targets import day_targets

_CALLS = 200
_VISITS, _TOUCHES, _DRIVES = 14, 20, 8
"""Lines to write on, as many as fit a sheet."""


def paper_pack(session: Session, viewer: Actor, *, now: datetime) -> Sheet:
    """Everything a day needs on paper; what is written on it is entered afterwards with its true times."""
    today = viewer.today(now)
    blocks = [
        must_do_block(day_targets(session, viewer, day=today)),
        rota_block(viewer, rota_of_day(session, viewer, day=today)),
        _expected(session, viewer, now),
        briefing_block(briefing_titles(session, viewer, day=today)),
        *_call_lists(due_touches(session, viewer, now=now, limit=_CALLS).rows),
        *_forms(),
    ]
    return Sheet(
        title=_("Paper pack of {day}", day=day_name(today)),
        under=_(
            "For a day without power or network. Write down the times: they are entered afterwards as they were."
        ),
        blocks=tuple(block for block in blocks if block is not None),
        foot=_("Contains personal data: lock it away, and destroy it after it was entered."),
    )


def _expected(session: Session, viewer: Actor, now: datetime) -> Block:
    visits = expected_day(session, viewer, now=now).visits
    return Block(
        heading=_("Expected today"),
        grid=Grid(
            headings=(_("Time"), _("Customer"), _("Consultant"), _("What for"), _("Came at")),
            rows=tuple(
                (f"{viewer.local(visit.at):%H:%M}", visit.customer, visit.staff, label(visit.kind), "")
                for visit in visits
            ),
            blank_rows=0 if visits else 4,
        ),
    )


def _call_lists(rows: tuple[DueLead, ...]) -> list[Block]:
    by_owner: dict[str, list[DueLead]] = defaultdict(list)
    for row in rows:
        by_owner[row.owner or _("nobody")].append(row)
    return [
        Block(
            heading=_("Call list of {name}", name=owner),
            grid=Grid(
                headings=(_("Customer"), _("Phone"), _("Class"), _("Model"), _("Time"), _("What came of it")),
                rows=tuple((row.customer, row.phone, label(row.tier), row.model, "", "") for row in calls),
            ),
        )
        for owner, calls in by_owner.items()
    ]


def _forms() -> list[Block]:
    return [
        Block(
            heading=_("Visits"),
            grid=Grid(
                headings=(
                    _("Arrived at"),
                    _("Greeted at"),
                    _("Left at"),
                    _("Customer, phone"),
                    _("Consultant"),
                    _("Model, remarks"),
                ),
                blank_rows=_VISITS,
            ),
        ),
        Block(
            heading=_("Touches"),
            grid=Grid(
                headings=(
                    _("Time"),
                    _("Customer, phone"),
                    _("By which way"),
                    _("What came of it"),
                    _("Objection"),
                    _("Next step"),
                ),
                blank_rows=_TOUCHES,
            ),
        ),
        Block(
            heading=_("Test drives"),
            grid=Grid(
                headings=(
                    _("From"),
                    _("Until"),
                    _("Customer, phone"),
                    _("Licence seen"),
                    _("Car"),
                    _("Remarks"),
                ),
                blank_rows=_DRIVES,
            ),
        ),
    ]
