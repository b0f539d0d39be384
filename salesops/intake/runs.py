"""An import from the first byte to the last row: rows = created + merged + rejected, and nothing is lost (Rule L7)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from types import MappingProxyType

from sqlalchemy import update
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.access.policies import load
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import Message
from salesops.db import unit_of_work
from salesops.intake import fields, files, leads, orders, staff, vehicles
from salesops.intake.cells import DateOrder
from salesops.intake.fields import DATE_ORDER, ROW_COLUMN
from salesops.intake.reading import Table
from salesops.intake.rows import Context, RowReader, RowRejected, Verdict, take_turn
from salesops.leads.operations import assign_waiting
from salesops.leads.rules.policies import AssignmentPolicy
from salesops.models import ImportRun, QuarantineRow
from salesops.models.enums import ImportKind, QuarantineStatus

_CHUNK = 250
"""Rows of one unit of work: short enough that others who write need not wait."""
MOST_TOLD = 1_000
"""Rejected rows that an outcome carries; all of them wait in the quarantine."""
TAKERS: Mapping[ImportKind, Callable[[Context, RowReader], bool]] = MappingProxyType(
    {
        ImportKind.LEADS: leads.take,
        ImportKind.VEHICLES: vehicles.take,
        ImportKind.ORDERS: orders.take,
        ImportKind.STAFF: staff.take,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that did not go in: its number in the file, its cells, and every reason."""

    row_no: int
    cells: dict[str, str]
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file."""

    rows: int
    created: int
    merged: int
    rejected: int
    quarantine: tuple[Rejected, ...]
    """The first of the rejected rows."""
    run_id: int | None
    assigned: int = 0
    """Leads that got their consultant when all rows were in."""
    unexplained: int = 0
    """Orders below the floor or the purchase cost that wait for the manager's reason (Rules I2, Z2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file to import: what it holds, its name and bytes, and the columns when a person has set them."""

    kind: ImportKind
    name: str
    content: bytes
    mapping: Mapping[str, str] | None = None
    dates: DateOrder | None = None
    """How dates that leave it open are read; without it, as was said of the last file of this source."""


def import_file(
    actor: Actor,
    *,
    now: datetime,
    file: Incoming,
    dry_run: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Bring a file in, in chunks that each happen whole; a bad row never sinks the others.

    Importing the same file again merges what is there already, so an interrupted import is simply repeated.
    `dry_run` reads and checks the same way and changes nothing. Raises UnreadableFile, BadMapping.
    """
    actor.require(Permission.IMPORT)
    table = files.read(file.kind, file.name, file.content)
    with unit_of_work.reading() as session:
        mapping = (
            dict(file.mapping) if file.mapping else files.mapping_of(session, actor, file.kind, table.header)
        )
    fields.check_mapping(file.kind, mapping, table.header)
    if file.dates is not None:
        mapping[DATE_ORDER] = file.dates.value
    mapping = files.with_order(file.kind, table, mapping)
    run = _Run(actor=actor, now=now, file=file, mapping=mapping)
    if dry_run:
        return run.rehearse(table)
    run.open(table)
    for chunk in _chunked(table.numbered()):
        run.take(chunk)
        if on_progress is not None:
            on_progress(run.rows)
    if file.kind is ImportKind.LEADS:
        run.assigned = _assign(actor, now=now)
    return run.close()


def _assign(actor: Actor, *, now: datetime) -> int:
    """Give the leads that wait to consultants, together and best first, where the store lets this happen by itself.

    What nobody has room for stays in the pool with that reason (Rules L4, L9).
    """
    with unit_of_work.reading() as session:
        if not load(session, actor.store_id, AssignmentPolicy).automatic:
            return 0
    given = 0
    while True:
        with unit_of_work.writing(actor.store_id) as session:
            take_turn(session, actor)  # another importer gives the same leads away at its end
            found = assign_waiting(session, actor, now=now).given
        given += found
        if not found:
            return given


class _TakeBack(Exception):
    """Takes back what a rehearsal wrote."""


class _Run:
    """The state of one import while it runs."""

    def __init__(self, *, actor: Actor, now: datetime, file: Incoming, mapping: dict[str, str]) -> None:
        self._actor, self._now, self._file, self._mapping = actor, now, file, mapping
        self._id: int | None = None
        self.rows = self.created = self.merged = self.rejected = self.assigned = self.unexplained = 0
        self.told: list[Rejected] = []

    def open(self, table: Table) -> None:
        """Note that the import began, and remember its columns for the next file of this source."""
        with unit_of_work.writing(self._actor.store_id) as session:
            take_turn(session, self._actor)
            made = ImportRun(
                store_id=self._actor.store_id,
                kind=self._file.kind,
                source=self._file.name,
                sha256=hashlib.sha256(self._file.content).hexdigest(),
                encoding=table.encoding,
                started_at=self._now,
                staff_id=self._actor.staff_id,
            )
            session.add(made)
            session.flush()
            self._id = made.id
            files.remember(
                session,
                self._actor,
                now=self._now,
                kind=self._file.kind,
                header=table.header,
                mapping=self._mapping,
            )

    def take(self, chunk: list[tuple[int, dict[str, str]]]) -> None:
        """Bring a chunk in, and keep its rejected rows, in one unit of work."""
        with unit_of_work.writing(self._actor.store_id) as session:
            rejected = self._rows(session, chunk)
            session.add_all(
                QuarantineRow(
                    store_id=self._actor.store_id,
                    run_id=self._id,
                    row_no=each.row_no,
                    cells=each.cells,
                    reasons=[reason.to_json() for reason in each.reasons],
                )
                for each in rejected
            )
            self._note(session)

    def close(self) -> Outcome:
        """Note that the import ended."""
        with unit_of_work.writing(self._actor.store_id) as session:
            run = self._note(session)
            run.finished_at = self._now
            audit.record(
                session,
                self._actor,
                now=self._now,
                action="import.run",
                entity="import_run",
                entity_id=run.id,
                after={
                    "kind": self._file.kind,
                    "source": self._file.name,
                    "rows": run.rows,
                    "created": run.created,
                    "merged": run.merged,
                    "rejected": run.rejected,
                },
            )
        return self._outcome()

    def rehearse(self, table: Table) -> Outcome:
        """Do everything and take it back."""
        with suppress(_TakeBack), unit_of_work.writing(self._actor.store_id) as session:
            for chunk in _chunked(table.numbered()):
                self._rows(session, chunk)
            raise _TakeBack
        return self._outcome()

    def _rows(self, session: Session, chunk: list[tuple[int, dict[str, str]]]) -> list[Rejected]:
        context = Context(session=session, actor=self._actor, now=self._now, run_id=self._id, assign=False)
        context.alone()
        columns = fields.told(tuple(chunk[0][1]))
        told = [{column: cells[column] for column in columns} for _number, cells in chunk]
        readers = [RowReader(self._file.kind, self._mapping, own) for own in told]
        found = []
        for (number, cells), own, verdict in zip(chunk, told, self._verdicts(context, readers), strict=True):
            reasons = verdict if isinstance(verdict, tuple) else ()
            self.created += verdict is True
            self.merged += verdict is False
            if reasons:
                found.append(Rejected(row_no=number, cells=own, reasons=reasons))
            was = cells.get(ROW_COLUMN, "")
            if was.isdecimal():
                self._settle(session, int(was), mended=not reasons)
        self.unexplained += context.unexplained
        self.rows += len(chunk)
        self.rejected += len(found)
        self.told += found[: MOST_TOLD - len(self.told)]
        return found

    def _settle(self, session: Session, row_id: int, *, mended: bool) -> None:
        """A row that comes back in a file of rejected rows waits no more: it is in, or waits anew under this run."""
        session.execute(
            update(QuarantineRow)
            .where(
                QuarantineRow.store_id == self._actor.store_id,
                QuarantineRow.id == row_id,
                QuarantineRow.status == QuarantineStatus.WAITING,
            )
            .values(
                status=QuarantineStatus.FIXED if mended else QuarantineStatus.DISCARDED,
                settled_at=self._now,
            )
        )

    def _verdicts(self, context: Context, rows: list[RowReader]) -> list[Verdict]:
        if self._file.kind is ImportKind.LEADS:
            return leads.take_all(context, rows)
        return [_one(TAKERS[self._file.kind], context, row) for row in rows]

    def _note(self, session: Session) -> ImportRun:
        run = session.get_one(ImportRun, self._id)
        run.rows, run.created, run.merged, run.rejected = (
            self.rows,
            self.created,
            self.merged,
            self.rejected,
        )
        return run

    def _outcome(self) -> Outcome:
        return Outcome(
            rows=self.rows,
            created=self.created,
            merged=self.merged,
            rejected=self.rejected,
            quarantine=tuple(self.told),
            run_id=self._id,
            assigned=self.assigned,
            unexplained=self.unexplained,
        )


def _one(take: Callable[[Context, RowReader], bool], context: Context, row: RowReader) -> Verdict:
    try:
        with context.session.begin_nested():
            return take(context, row)
    except RowRejected as rejected:
        return tuple(rejected.reasons)
    except SalesOpsError as refused:
        return (refused.message,)


def _chunked(rows: Iterator[tuple[int, dict[str, str]]]) -> Iterator[list[tuple[int, dict[str, str]]]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk
