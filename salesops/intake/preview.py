"""A file before it is imported: its columns, what it leaves open, and its first rows as they will be read (Rule L7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import Message
from salesops.intake import fields, files, leads
from salesops.intake.rows import Context, RowReader
from salesops.intake.runs import Incoming
from salesops.models.enums import ImportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file as it will be read: the proposed or remembered columns and the first rows.

    `open_date` is a date that leaves open whether day or month comes first; a person says it once for the file.
    """

    header: tuple[str, ...]
    mapping: dict[str, str]
    rows: tuple[dict[str, str], ...]
    count: int
    encoding: str
    open_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A row of a file as it will be read: by field, and every reason against it."""

    row_no: int
    values: dict[str, str]
    reasons: tuple[Message, ...]


def preview(
    session: Session, actor: Actor, *, kind: ImportKind, name: str, content: bytes, first: int = 8
) -> Preview:
    """How a file will be read. Raises UnreadableFile."""
    actor.require(Permission.IMPORT)
    table = files.read(kind, name, content)
    mapping = files.mapping_of(session, actor, kind, table.header)
    order, open_date = files.order_in(kind, table, mapping)
    return Preview(
        header=fields.told(table.header),
        mapping=mapping,
        rows=tuple(cells for _number, cells in islice(table.numbered(), first)),
        count=sum(1 for _ in table.numbered()),
        encoding=table.encoding,
        open_date="" if order is not None else open_date,
    )


def first_rows(
    session: Session, actor: Actor, *, now: datetime, file: Incoming, first: int = 8
) -> tuple[Seen, ...]:
    """The first rows as they will be read under the chosen columns; nothing is written. Raises UnreadableFile."""
    actor.require(Permission.IMPORT)
    table = files.read(file.kind, file.name, file.content)
    mapping = dict(file.mapping or files.mapping_of(session, actor, file.kind, table.header))
    context = Context(session=session, actor=actor, now=now)
    context.load()
    found = []
    for number, cells in islice(table.numbered(), first):
        reader = RowReader(file.kind, mapping, cells)
        if file.kind is ImportKind.LEADS:
            values = leads.shown(context, reader)
        else:
            values = {field.name: reader.text(field.name) for field in fields.FIELDS[file.kind]}
        found.append(Seen(row_no=number, values=values, reasons=tuple(reader.reasons)))
    return tuple(found)
