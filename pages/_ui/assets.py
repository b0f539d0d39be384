"""Reads the browser parts (HTML, CSS, JavaScript) of the custom components."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "assets"


@cache
def text(name: str) -> str:
    """The content of a file in assets/."""
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def picture(name: str) -> str:
    """An SVG of assets/ as an address that carries the picture itself."""
    return f"data:image/svg+xml;base64,{b64encode((_FOLDER / name).read_bytes()).decode()}"
