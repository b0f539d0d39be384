"""What a stage still owes today, for the time rail."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """How many things are open, said in a sentence, and the page where they are done."""

    count: int
    sentence: Message
    page: str
