"""What each stage still owes today, asked of the stages themselves: for the rail and for the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pages._ui.store import Reader
from salesops.care.queries.owed import owed as owed_in_care
from salesops.intent.queries import owed as owed_in_intent
from salesops.inventory.queries.owed import owed as owed_in_inventory
from salesops.leads.queries.owed import owed as owed_in_leads
from salesops.meeting.queries.meeting import owed as owed_in_meeting
from salesops.planning.owed import Owed
from salesops.review.queries.open_things import owed as owed_in_review
from salesops.showroom.queries.owed import owed as owed_in_showroom
from salesops.training.queries.owed import owed as owed_in_training

QUESTIONS: MappingProxyType[str, Callable[..., Any]] = MappingProxyType(
    {
        "meeting": owed_in_meeting,
        "leads": owed_in_leads,
        "intent": owed_in_intent,
        "training": owed_in_training,
        "showroom": owed_in_showroom,
        "inventory": owed_in_inventory,
        "review": owed_in_review,
        "care": owed_in_care,
    }
)
"""The question of every stage, by its page."""


def owed(read: Reader, stages: Iterable[str], *, now: datetime) -> dict[str, Owed]:
    """What the stages owe, by page; pages that are no stage are left out."""
    return {stage: read(QUESTIONS[stage], now=now) for stage in stages if stage in QUESTIONS}
