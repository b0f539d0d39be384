"""Rejected rows: seen, mended, run again, or given up (Rule L7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_, Message, render
from salesops.db import unit_of_work
from salesops.intake import files
from salesops.intake.exports import table_bytes
from salesops.intake.fields import REASON_COLUMN, ROW_COLUMN
from salesops.intake.rows import Context, RowReader
from salesops.intake.runs import TAKERS
from salesops.models import ImportRun, QuarantineRow
from salesops.models.enums import ImportKind, QuarantineStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A rejected row that waits to be mended."""

    id: int
    run_id: int
    kind: ImportKind
    source: str
    row_no: int
    cells: dict[str, str]
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One import as the history lists it."""

    id: int
    kind: ImportKind
    source: str
    started_at: datetime
    rows: int
    created: int
    merged: int
    rejected: int
    waiting: int


def waiting_rows(session: Session, viewer: Actor, *, limit: int = 200) -> list[WaitingRow]:
    """Rejected rows that nobody has settled, oldest first."""
    viewer.require(Permission.IMPORT)
    rows = session.execute(
        select(QuarantineRow, ImportRun.kind, ImportRun.source)
        .join(ImportRun, ImportRun.id == QuarantineRow.run_id)
        .where(QuarantineRow.store_id == viewer.store_id, QuarantineRow.status == QuarantineStatus.WAITING)
        .order_by(QuarantineRow.id)
        .limit(limit)
    )
    return [
        WaitingRow(
            id=row.id,
            run_id=row.run_id,
            kind=kind,
            source=source,
            row_no=row.row_no,
            cells=row.cells,
            reasons=tuple(Message.from_json(reason) for reason in row.reasons),
        )
        for row, kind, source in rows
    ]


def recent_runs(session: Session, viewer: Actor, *, limit: int = 20) -> list[RunRow]:
    """The last imports, newest first, with what still waits of each."""
    viewer.require(Permission.IMPORT)
    waiting = (
        select(QuarantineRow.run_id, func.count().label("waiting"))
        .where(QuarantineRow.store_id == viewer.store_id, QuarantineRow.status == QuarantineStatus.WAITING)
        .group_by(QuarantineRow.run_id)
        .subquery()
    )
    rows = session.execute(
        select(ImportRun, func.coalesce(waiting.c.waiting, 0))
        .outerjoin(waiting, waiting.c.run_id == ImportRun.id)
        .where(ImportRun.store_id == viewer.store_id)
        .order_by(ImportRun.started_at.desc(), ImportRun.id.desc())
        .limit(limit)
    )
    return [
        RunRow(
            id=run.id,
            kind=run.kind,
            source=run.source,
            started_at=run.started_at,
            rows=run.rows,
            created=run.created,
            merged=run.merged,
            rejected=run.rejected,
            waiting=count,
        )
        for run, count in rows
    ]


def rerun(session: Session, actor: Actor, *, now: datetime, row_id: int, cells: Mapping[str, str]) -> bool:
    """Run a mended row again; True when it made something new, False when it merged.

    Raises RowRejected with every reason when it is still wrong; the row then waits on as it was.
    """
    actor.require(Permission.IMPORT)
    row, run = _row(session, actor, row_id)
    mapping = files.mapping_of(session, actor, run.kind, tuple(row.cells))
    context = Context(session=session, actor=actor, now=now, run_id=run.id)
    context.alone()
    created = TAKERS[run.kind](context, RowReader(run.kind, mapping, cells))
    before = dict(row.cells)
    row.cells, row.status, row.settled_at = dict(cells), QuarantineStatus.FIXED, now
    run.rejected -= 1
    run.created += created
    run.merged += not created
    audit.record(
        session,
        actor,
        now=now,
        action="import.rerun",
        entity="quarantine_row",
        entity_id=row.id,
        before=before,
        after=dict(cells),
    )
    return created


def discard(session: Session, actor: Actor, *, now: datetime, row_id: int) -> None:
    """Give a rejected row up; it stays on record."""
    actor.require(Permission.IMPORT)
    row, _run = _row(session, actor, row_id)
    row.status, row.settled_at = QuarantineStatus.DISCARDED, now
    audit.record(session, actor, now=now, action="import.discard", entity="quarantine_row", entity_id=row.id)


def _row(session: Session, actor: Actor, row_id: int) -> tuple[QuarantineRow, ImportRun]:
    row = session.get(QuarantineRow, row_id)
    if row is None or row.store_id != actor.store_id or row.status is not QuarantineStatus.WAITING:
        raise NotFound(N_("This row is settled already."))
    return row, session.get_one(ImportRun, row.run_id)


def as_file(session: Session, viewer: Actor, *, run_id: int, suffix: str) -> bytes:
    """The rejected rows of an import as a file: why, and the cells as they were. Mended, it is imported again."""
    viewer.require(Permission.IMPORT)
    rows = _waiting_of(session, viewer, run_id)
    columns = list(dict.fromkeys(column for row in rows for column in row.cells))
    lines = [
        [
            str(row.id),
            "; ".join(render(Message.from_json(reason)) for reason in row.reasons),
            *(row.cells.get(column, "") for column in columns),
        ]
        for row in rows
    ]
    return table_bytes([ROW_COLUMN, REASON_COLUMN, *columns], lines, suffix)


def rerun_all(actor: Actor, *, now: datetime, run_id: int) -> tuple[int, int]:
    """Run every waiting row of an import again, after its cause is gone; how many are in, and how many wait on."""
    actor.require(Permission.IMPORT)
    with unit_of_work.reading() as session:
        rows = [(row.id, dict(row.cells)) for row in _waiting_of(session, actor, run_id)]
    taken = 0
    for row_id, cells in rows:
        with suppress(SalesOpsError), unit_of_work.writing(actor.store_id) as session:
            rerun(session, actor, now=now, row_id=row_id, cells=cells)
            taken += 1
    return taken, len(rows) - taken


def _waiting_of(session: Session, viewer: Actor, run_id: int) -> Sequence[QuarantineRow]:
    return session.scalars(
        select(QuarantineRow)
        .where(
            QuarantineRow.store_id == viewer.store_id,
            QuarantineRow.run_id == run_id,
            QuarantineRow.status == QuarantineStatus.WAITING,
        )
        .order_by(QuarantineRow.row_no)
    ).all()
