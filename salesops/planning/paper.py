"""Printed matter: a plain sheet in HTML that any browser prints on A4, words escaped, no outside files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from salesops.core.i18n import language

_STYLE = """
@page { size: A4; margin: 16mm; }
body { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1b2430; margin: 24px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 15px; margin: 20px 0 6px; border-bottom: 1px solid #8a94a3; }
.under { color: #556070; margin: 0 0 12px; font-size: 13px; }
p, li, td, th { font-size: 13px; line-height: 1.5; } ul { margin: 4px 0; padding-left: 18px; }
table { border-collapse: collapse; width: 100%; margin: 4px 0; page-break-inside: auto; }
tr { page-break-inside: avoid; } th, td { border: 1px solid #b6bfcb; padding: 4px 8px; text-align: left; }
th { background: #eef1f5; } td.blank { height: 22px; }
"""


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


def html(sheet: Sheet) -> str:
    """The sheet as one HTML file."""
    body = [f"<h1>{escape(sheet.title)}</h1>"]
    if sheet.under:
        body.append(f'<p class="under">{escape(sheet.under)}</p>')
    body += [_block(block) for block in sheet.blocks]
    if sheet.foot:
        body.append(f'<p class="under">{escape(sheet.foot)}</p>')
    tongue = "zh-CN" if language() == "zh_CN" else "en"
    return (
        f'<!doctype html><html lang="{tongue}"><head><meta charset="utf-8">'
        f"<title>{escape(sheet.title)}</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"
    )


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


def _block(block: Block) -> str:
    parts = [f"<h2>{escape(block.heading)}</h2>"]
    parts += [f"<p>{escape(sentence)}</p>" for sentence in block.sentences]
    if block.points:
        parts.append("<ul>" + "".join(f"<li>{escape(point)}</li>" for point in block.points) + "</ul>")
    if block.grid is not None:
        parts.append(_grid(block.grid))
    return "".join(parts)


def _grid(grid: Grid) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in grid.headings)
    blank = ('<td class="blank"></td>' * len(grid.headings),) * grid.blank_rows
    rows = [*(_cells(row) for row in grid.rows), *blank]
    return f"<table><tr>{head}</tr>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _cells(row: Sequence[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in row)
