"""Leads that another system hands over: JSON objects or ADF, each answered for itself (Rule L7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import render
from salesops.intake import adf, leads
from salesops.intake.adf import BadDocument
from salesops.intake.fields import FIELDS
from salesops.intake.rows import Context, RowReader, RowRejected
from salesops.models.enums import ImportKind

__all__ = ["BadDocument", "from_adf", "take"]

_NAMES = {field.name for field in FIELDS[ImportKind.LEADS]}
_PROBLEM = "problem"


def from_adf(document: bytes) -> list[dict[str, Any]]:
    """The prospects of an ADF document as leads. Raises BadDocument."""
    return [{_PROBLEM: each.problem} if each.problem else dict(each.fields) for each in adf.parse(document)]


def take(
    session: Session, actor: Actor, *, now: datetime, handed: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Put leads in one after the other; for each: its status created, merged or rejected, and the reasons."""
    context = Context(session=session, actor=actor, now=now)
    context.load()
    return [_one(context, lead) for lead in handed]


def _one(context: Context, lead: Mapping[str, Any]) -> dict[str, Any]:
    if lead.get(_PROBLEM):
        return {"status": "rejected", "reasons": [str(lead[_PROBLEM])]}
    unknown = sorted(set(lead) - _NAMES)
    if unknown:
        return {"status": "rejected", "reasons": [f"unknown field: {name}" for name in unknown]}
    cells = {name: "" if value is None else str(value) for name, value in lead.items()}
    reader = RowReader(ImportKind.LEADS, {name: name for name in cells} | {"phone": "phone"}, cells)
    try:
        with context.session.begin_nested():
            created = leads.take(context, reader)
    except RowRejected as rejected:
        return {"status": "rejected", "reasons": [render(reason) for reason in rejected.reasons]}
    except SalesOpsError as refused:
        return {"status": "rejected", "reasons": [render(refused.message)]}
    return {"status": "created" if created else "merged"}
