"""Leads that another system hands over: JSON objects or ADF, each answered for itself (Rule L7)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_, Message, render
from salesops.intake import adf, leads
from salesops.intake.fields import FIELDS
from salesops.intake.rows import Context, RowReader, RowRejected
from salesops.models import ImportRun, QuarantineRow
from salesops.models.enums import ImportKind

SOURCE = "POST /api/v1/leads"
"""By this name the imports list what other systems handed over."""

_NAMES = {field.name for field in FIELDS[ImportKind.LEADS]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a lead that was handed over."""

    status: str
    cells: dict[str, str]
    reasons: tuple[Message, ...] = ()


def from_adf(document: bytes) -> list[dict[str, Any]]:
    """The prospects of an ADF document as leads. Raises BadDocument."""
    return [dict(each) for each in adf.parse(document)]


def take(
    session: Session, actor: Actor, *, now: datetime, handed: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Put leads in one after the other; for each: its status created, merged or rejected, and the reasons.

    Rejected ones wait in the quarantine like those of a file, so that nothing that arrived is lost.
    """
    context = Context(session=session, actor=actor, now=now)
    context.alone()
    return _kept(context, [_one(context, lead) for lead in handed])


def _kept(context: Context, answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """The answers, after what was rejected is kept; the same request once more keeps nothing twice."""
    count = Counter(answer.status for answer in answers)
    if count["rejected"] and not _is_kept(context, digest := _digest(answers)):
        run = ImportRun(
            store_id=context.actor.store_id,
            kind=ImportKind.LEADS,
            source=SOURCE,
            sha256=digest,
            encoding="",
            started_at=context.now,
            finished_at=context.now,
            rows=len(answers),
            **count,
        )
        context.session.add(run)
        context.session.flush()
        context.session.add_all(
            QuarantineRow(
                store_id=run.store_id,
                run_id=run.id,
                row_no=number,
                cells=answer.cells,
                reasons=[reason.to_json() for reason in answer.reasons],
            )
            for number, answer in enumerate(answers, 1)
            if answer.reasons
        )
    return [
        {"status": each.status} | ({"reasons": [render(why) for why in each.reasons]} if each.reasons else {})
        for each in answers
    ]


def _digest(answers: Sequence[Answer]) -> str:
    said = json.dumps([each.cells for each in answers], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def _is_kept(context: Context, digest: str) -> bool:
    known = select(ImportRun.id).where(
        ImportRun.store_id == context.actor.store_id, ImportRun.source == SOURCE, ImportRun.sha256 == digest
    )
    return context.session.scalars(known.limit(1)).first() is not None


def _one(context: Context, lead: Mapping[str, Any]) -> Answer:
    cells = {name: "" if value is None else str(value) for name, value in lead.items()}
    unknown = sorted(set(cells) - _NAMES)
    if unknown:
        reasons = tuple(Message(N_("unknown field: {name}"), {"name": name}) for name in unknown)
        return Answer(status="rejected", cells=cells, reasons=reasons)
    reader = RowReader(ImportKind.LEADS, {name: name for name in cells} | {"phone": "phone"}, cells)
    try:
        with context.session.begin_nested():
            created = leads.take(context, reader)
    except RowRejected as rejected:
        return Answer(status="rejected", cells=cells, reasons=tuple(rejected.reasons))
    except SalesOpsError as refused:
        return Answer(status="rejected", cells=cells, reasons=(refused.message,))
    return Answer(status="created" if created else "merged", cells=cells)
