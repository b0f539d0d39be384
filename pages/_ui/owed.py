"""What each stage still owes today, asked of the stages themselves: for the rail and for the navigation."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from pages._ui.store import Reader
from salesops.planning.owed import Owed
from salesops.planning.rules.rail import STAGES


def owed(read: Reader, stages: Iterable[str], *, now: datetime) -> dict[str, Owed]:
    """What the stages owe, by page; a stage that counts nothing is left out."""
    questions = _questions()
    return {stage: read(questions[stage], now=now) for stage in stages if stage in questions}


@cache
def _questions() -> dict[str, Callable[..., Any]]:
    """The `owed` query of every stage."""
    found = {}
    for stage in STAGES:
        try:
            module = importlib.import_module(f"salesops.{stage}.queries")
        except ModuleNotFoundError:
            continue
        if hasattr(module, "owed"):
            found[stage] = module.owed
    return found
