"""Printed matter: what stands on a sheet, to be made a PDF, or lines to paste into a group chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of words; empty rows are lines to write on."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank_rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a sheet: heading, sentences, points, a table."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document: title, a line under it, its blocks, and a foot line."""

    title: str
    under: str = ""
    blocks: tuple[Block, ...] = field(default=())
    foot: str = ""
    large: bool = False
    """A poster: its title is read from afar."""


def text(sheet: Sheet) -> str:
    """The sheet as plain lines, to paste into a group chat."""
    lines = [sheet.title, sheet.under] if sheet.under else [sheet.title]
    for block in sheet.blocks:
        lines += ["", f"【{block.heading}】", *block.sentences, *(f"· {point}" for point in block.points)]
        if block.grid is not None:
            lines += [_line(block.grid.headings, row) for row in block.grid.rows]
    return "\n".join([*lines, "", sheet.foot] if sheet.foot else lines)


def _line(headings: Sequence[str], row: Sequence[str]) -> str:
    """A row of a table in one line: its first cell, then each other one after its heading."""
    named = [f"{heading} {cell}" for heading, cell in zip(headings[1:], row[1:], strict=False) if cell]
    return " · ".join([row[0], *named])
