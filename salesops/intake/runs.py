"""An import from the first byte to the last row: rows = created + merged + rejected, and nothing is lost (Rule L7)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import Message
from salesops.db import unit_of_work
from salesops.intake import fields, leads, orders, staff, vehicles
from salesops.intake.reading import Table, read_table
from salesops.intake.rows import Context, RowReader, RowRejected
from salesops.models import ColumnMapping, ImportRun, QuarantineRow
from salesops.models.enums import ImportKind

_CHUNK = 500
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
    run_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file as it will be read: the proposed or remembered columns and the first rows."""

    header: tuple[str, ...]
    mapping: dict[str, str]
    rows: tuple[dict[str, str], ...]
    count: int
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file to import: what it holds, its name and bytes, and the columns when a person has set them."""

    kind: ImportKind
    name: str
    content: bytes
    mapping: Mapping[str, str] | None = None


def preview(
    session: Session, actor: Actor, *, kind: ImportKind, name: str, content: bytes, first: int = 8
) -> Preview:
    """How a file will be read. Raises UnreadableFile."""
    actor.require(Permission.IMPORT)
    table = read_table(name, content, known=fields.known_columns(kind))
    numbered = list(table.numbered())
    return Preview(
        header=table.header,
        mapping=_mapping(session, actor, kind, table),
        rows=tuple(cells for _number, cells in numbered[:first]),
        count=len(numbered),
        encoding=table.encoding,
    )


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
    table = read_table(file.name, file.content, known=fields.known_columns(file.kind))
    with unit_of_work.reading() as session:
        mapping = dict(file.mapping) if file.mapping else _mapping(session, actor, file.kind, table)
    fields.check_mapping(file.kind, mapping, table.header)
    run = _Run(actor=actor, now=now, file=file, mapping=mapping)
    if dry_run:
        return run.rehearse(table)
    run.open(table)
    chunks = _chunked(table.numbered())
    for chunk in chunks:
        run.take(chunk)
        if on_progress is not None:
            on_progress(run.rows)
    return run.close()


class _TakeBack(Exception):
    """Takes back what a rehearsal wrote."""


class _Run:
    """The state of one import while it runs."""

    def __init__(self, *, actor: Actor, now: datetime, file: Incoming, mapping: dict[str, str]) -> None:
        self._actor, self._now, self._file, self._mapping = actor, now, file, mapping
        self._id: int | None = None
        self.rows = self.created = self.merged = 0
        self.rejected: list[Rejected] = []

    def open(self, table: Table) -> None:
        """Note that the import began, and remember its columns for the next file of this source."""
        with unit_of_work.writing(self._actor.store_id) as session:
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
            _remember(
                session,
                self._actor,
                self._now,
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
        context = Context(session=session, actor=self._actor, now=self._now, run_id=self._id)
        context.load()
        found = []
        for number, cells in chunk:
            self.rows += 1
            reasons = self._one(session, context, cells)
            if reasons:
                found.append(Rejected(row_no=number, cells=cells, reasons=reasons))
        self.rejected += found
        return found

    def _one(self, session: Session, context: Context, cells: dict[str, str]) -> tuple[Message, ...]:
        reader = RowReader(self._file.kind, self._mapping, cells)
        try:
            with session.begin_nested():
                created = TAKERS[self._file.kind](context, reader)
        except RowRejected as rejected:
            return tuple(rejected.reasons)
        except SalesOpsError as refused:
            return (refused.message,)
        self.created += created
        self.merged += not created
        return ()

    def _note(self, session: Session) -> ImportRun:
        run = session.get_one(ImportRun, self._id)
        run.rows, run.created, run.merged, run.rejected = (
            self.rows,
            self.created,
            self.merged,
            len(self.rejected),
        )
        return run

    def _outcome(self) -> Outcome:
        return Outcome(
            rows=self.rows,
            created=self.created,
            merged=self.merged,
            rejected=len(self.rejected),
            quarantine=tuple(self.rejected),
            run_id=self._id,
        )


def _chunked(rows: Iterator[tuple[int, dict[str, str]]]) -> Iterator[list[tuple[int, dict[str, str]]]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _mapping(session: Session, actor: Actor, kind: ImportKind, table: Table) -> dict[str, str]:
    kept = session.scalars(
        select(ColumnMapping.mapping).where(
            ColumnMapping.store_id == actor.store_id,
            ColumnMapping.kind == kind,
            ColumnMapping.header_hash == fields.header_hash(table.header),
        )
    ).one_or_none()
    return dict(kept) if kept is not None else fields.propose(kind, table.header)


def _remember(
    session: Session,
    actor: Actor,
    now: datetime,
    *,
    kind: ImportKind,
    header: tuple[str, ...],
    mapping: dict[str, str],
) -> None:
    hashed = fields.header_hash(header)
    kept = session.scalars(
        select(ColumnMapping).where(
            ColumnMapping.store_id == actor.store_id,
            ColumnMapping.kind == kind,
            ColumnMapping.header_hash == hashed,
        )
    ).one_or_none()
    if kept is None:
        kept = ColumnMapping(store_id=actor.store_id, kind=kind, header_hash=hashed)
        session.add(kept)
    kept.mapping, kept.used_at = mapping, now
