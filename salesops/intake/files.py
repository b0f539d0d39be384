"""A file before anything is imported: its table, what its columns mean, and what it leaves open (Rule L7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_
from salesops.intake import adf, adf_text, fields
from salesops.intake.cells import DateOrder, order_of
from salesops.intake.fields import DATE_ORDER
from salesops.intake.reading import Table, UnreadableFile, read_table
from salesops.models import ColumnMapping
from salesops.models.enums import ImportKind


class OrderOpen(SalesOpsError):
    """Dates of a file that may mean two different days each."""


def read(kind: ImportKind, name: str, content: bytes) -> Table:
    """The table in a file; the prospects of an ADF document are lines too. Raises UnreadableFile."""
    if kind is ImportKind.LEADS and adf_text.looks_like_adf(content):
        return _adf(name, content)
    return read_table(name, content, known=fields.known_columns(kind))


def _adf(name: str, content: bytes) -> Table:
    try:
        prospects = adf.parse(content)
    except adf_text.BadDocument as bad:
        raise UnreadableFile(
            N_("{name} is no ADF document that can be read: {fault}"), name=name, fault=str(bad)
        ) from bad
    said = {field for prospect in prospects for field in prospect} | {"phone"}
    header = tuple(field.name for field in fields.LEADS if field.name in said)

    def lines() -> Iterator[list[str]]:
        yield list(header)
        for prospect in prospects:
            yield [prospect.get(field, "") for field in header]

    return Table(header=header, lines=lines, first_row=2, encoding="ADF/XML")


def order_in(kind: ImportKind, table: Table, mapping: Mapping[str, str]) -> tuple[DateOrder | None, str]:
    """Whether day or month comes first in the file's dates; without an answer, a date that leaves it open."""
    columns = [
        mapping[field.name] for field in fields.FIELDS[kind] if field.is_date and mapping.get(field.name)
    ]
    return order_of(cells[column] for _number, cells in table.numbered() for column in columns)


def with_order(kind: ImportKind, table: Table, mapping: Mapping[str, str]) -> dict[str, str]:
    """The mapping with the order of the file's dates. Raises OrderOpen when a person has to say it."""
    found, open_date = order_in(kind, table, mapping)
    if found is not None:
        return {**mapping, DATE_ORDER: found.value}
    if open_date and not mapping.get(DATE_ORDER):
        raise OrderOpen(
            N_(
                "“{value}” leaves open whether the day or the month comes first. Say it once; it holds for the whole file."
            ),
            value=open_date,
        )
    return dict(mapping)


def mapping_of(session: Session, actor: Actor, kind: ImportKind, header: tuple[str, ...]) -> dict[str, str]:
    """What the columns mean: as a person said of the last file of this source, else as their names suggest."""
    kept = _kept(session, actor, kind, header)
    return dict(kept.mapping) if kept is not None else fields.propose(kind, fields.told(header))


def remember(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    kind: ImportKind,
    header: tuple[str, ...],
    mapping: Mapping[str, str],
) -> None:
    """Keep what the columns mean for the next file of this source."""
    kept = _kept(session, actor, kind, header)
    if kept is None:
        kept = ColumnMapping(store_id=actor.store_id, kind=kind, header_hash=fields.header_hash(header))
        session.add(kept)
    kept.mapping, kept.used_at = dict(mapping), now


def _kept(session: Session, actor: Actor, kind: ImportKind, header: tuple[str, ...]) -> ColumnMapping | None:
    return session.scalars(
        select(ColumnMapping).where(
            ColumnMapping.store_id == actor.store_id,
            ColumnMapping.kind == kind,
            ColumnMapping.header_hash == fields.header_hash(header),
        )
    ).one_or_none()
