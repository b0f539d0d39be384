"""The reading of the market: tags, and which briefing a note becomes (Rule C3)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from salesops.models.enums import BriefingKind, NoteKind

BRIEFING_OF = {
    NoteKind.NEWS: BriefingKind.PRODUCT,
    NoteKind.REPORT: BriefingKind.PRODUCT,
    NoteKind.COMPETITOR_PRICE: BriefingKind.COMPETITOR,
    NoteKind.SUBSIDY: BriefingKind.POLICY,
}
_SEPARATORS = re.compile(r"[,，、;；#\s]+")


def tags_of(text: str) -> tuple[str, ...]:
    """The tags in a line as somebody types them, whatever stands between them."""
    return clean_tags(_SEPARATORS.split(text))


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without signs and space, each once, in the order given."""
    return tuple(dict.fromkeys(tag.strip().lstrip("#").strip() for tag in tags if tag.strip(" #")))
