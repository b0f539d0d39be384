"""Reads the browser parts (HTML, CSS, JavaScript) of the custom components."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "assets"


@cache
def text(name: str) -> str:
    """The content of a file in assets/."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def path(name: str) -> str:
    """Where a file of assets/ lies."""
    return str(_FOLDER / name)
