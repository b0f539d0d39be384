"""A sheet as a PDF on A4: one path for everything that is printed, its letters embedded (Rules M9, M12, R4, R5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_, language
from salesops.core.settings import settings
from salesops.planning.paper import Block, Grid, Sheet

if TYPE_CHECKING:
    from fpdf import FPDF

_PLACES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_FILES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "Hiragino Sans GB.ttc",
    "msyh.ttc",
    "simhei.ttf",
)
"""Fonts that write Chinese and Latin letters, the best looking first."""

_MARGIN, _LINE, _SMALL_LINE, _BLANK = 16.0, 5.4, 4.8, 8.5
"""Millimetres."""
_INK, _PALE, _RULE, _SHADE = (27, 36, 48), (85, 96, 112), (166, 175, 188), (238, 241, 245)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_TOKEN = re.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}]+")
_NOT_FIRST = frozenset("，。、；：！？）》」』”’】,.;:!?)]%")
"""Marks that may not begin a line."""

NO_FONT = N_(
    "No font for Chinese was found on the server, so that nothing can be printed. Install one (on Debian the "
    "package fonts-noto-cjk), or name a font file in SALESOPS_PRINT_FONT."
)


class NoFont(SalesOpsError):
    """No font on this computer writes Chinese."""


def can_print() -> bool:
    """Whether a font that writes Chinese is there."""
    path = _font()
    return path is not None and path.is_file()


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF file in the reader's language. Raises NoFont."""
    path = _font()
    if path is None or not path.is_file():
        raise NoFont(NO_FONT)
    page = _new(path, sheet)
    _title(page, sheet)
    for block in sheet.blocks:
        _block(page, block)
    return bytes(page.output())


def _font() -> Path | None:
    """The font file to embed: the one that was named, else the best that is found."""
    return settings().print_font or _found()


@lru_cache(maxsize=1)
def _found() -> Path | None:
    here = [path for place in _PLACES if (path := Path(place).expanduser()).is_dir()]
    files = {path.name: path for place in here for path in place.rglob("*") if path.name in _FILES}
    return next((files[name] for name in _FILES if name in files), None)


@lru_cache(maxsize=4)
def _face(path: Path) -> int:
    """The number of the simplified Chinese face in a collection; 0 in a file of one face."""
    if path.suffix.lower() != ".ttc":
        return 0
    from fontTools.ttLib import TTCollection

    with TTCollection(str(path), lazy=True) as collection:
        names = [str(face["name"].getDebugName(1)) for face in collection.fonts]
    return next((n for n, name in enumerate(names) if name.endswith(" SC")), 0)


def _new(path: Path, sheet: Sheet) -> FPDF:
    from fpdf import FPDF

    class Paper(FPDF):
        """A page with its foot line and number."""

        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("sheet", size=8)
            self.set_text_color(*_PALE)
            self.cell(self.epw * 0.8, 5, sheet.foot)
            self.cell(self.epw * 0.2, 5, f"{self.page_no()}/{{nb}}", align="R")
            self.set_text_color(*_INK)

    page = Paper(format="A4")
    page.set_title(sheet.title)
    page.set_lang("zh-CN" if language() == "zh_CN" else "en")
    page.set_margin(_MARGIN)
    page.set_auto_page_break(True, margin=18)
    page.add_font("sheet", fname=str(path), collection_font_number=_face(path))
    page.add_page()
    page.set_text_color(*_INK)
    page.set_draw_color(*_RULE)
    return page


def _title(page: FPDF, sheet: Sheet) -> None:
    if sheet.large:
        page.ln(30)
    _write(page, sheet.title, size=38 if sheet.large else 17, line=18 if sheet.large else 8.5)
    if sheet.under:
        page.set_text_color(*_PALE)
        _write(page, sheet.under, size=16 if sheet.large else 10, line=9 if sheet.large else _LINE)
        page.set_text_color(*_INK)


def _block(page: FPDF, block: Block) -> None:
    page.ln(4)
    if page.will_page_break(24 if block.grid is None else 34):
        page.add_page()
    if block.heading:
        _write(page, block.heading, size=12.5, line=6.5)
        page.line(page.l_margin, page.get_y(), page.l_margin + page.epw, page.get_y())
        page.ln(1.5)
    for sentence in block.sentences:
        _write(page, sentence, size=10, line=_LINE)
    for point in block.points:
        _point(page, point)
    if block.grid is not None:
        _grid(page, block.grid)


def _write(page: FPDF, text: str, *, size: float, line: float) -> None:
    page.set_font("sheet", size=size)
    for each in _lines(page, text, page.epw):
        page.cell(0, line, each, new_x="LMARGIN", new_y="NEXT")


def _point(page: FPDF, text: str) -> None:
    page.set_font("sheet", size=10)
    for n, each in enumerate(_lines(page, text, page.epw - 5)):
        page.cell(5, _LINE, "•" if n == 0 else "")
        page.cell(0, _LINE, each, new_x="LMARGIN", new_y="NEXT")


def _lines(page: FPDF, text: str, width: float) -> list[str]:
    """The text cut into lines: between words, and between any two Chinese letters, but never before a comma."""
    room = width - 2 * page.c_margin
    lines = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for token in _tokens(page, paragraph, room):
            if line and token[0] not in _NOT_FIRST and page.get_string_width(line + token.rstrip()) > room:
                lines.append(line.rstrip())
                line = ""
            line += token if line else token.lstrip()
        lines.append(line.rstrip())
    return lines


def _tokens(page: FPDF, text: str, room: float) -> Iterator[str]:
    """What may not be torn apart; a word longer than a line is cut where the line ends."""
    for token in _TOKEN.findall(text):
        if len(token) > 1 and page.get_string_width(token) > room:
            yield from token
        else:
            yield token


def _grid(page: FPDF, grid: Grid) -> None:
    page.set_font("sheet", size=9)
    widths = _widths(page, grid)
    _row(page, grid.headings, widths, head=grid)
    for row in grid.rows:
        _row(page, row, widths, head=grid)
    for _blank in range(grid.blank_rows):
        _row(page, [""] * len(widths), widths, head=grid, least=_BLANK)


def _row(
    page: FPDF, cells: Sequence[str], widths: Sequence[float], *, head: Grid, least: float = 0.0
) -> None:
    """A row that is never torn over two pages; a new page begins with the headings."""
    page.set_font("sheet", size=9)
    lines = [_lines(page, cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(max(len(cell) for cell in lines) * _SMALL_LINE + 1.6, least)
    if page.will_page_break(height):
        page.add_page()
        if cells is not head.headings:
            _row(page, head.headings, widths, head=head)
    x, y = page.l_margin, page.get_y()
    page.set_fill_color(*(_SHADE if cells is head.headings else (255, 255, 255)))
    for cell, width in zip(lines, widths, strict=True):
        page.rect(x, y, width, height, style="DF")
        for n, each in enumerate(cell):
            page.set_xy(x, y + 0.8 + n * _SMALL_LINE)
            page.cell(width, _SMALL_LINE, each)
        x += width
    page.set_xy(page.l_margin, y + height)


def _widths(page: FPDF, grid: Grid) -> list[float]:
    """Columns as wide as what stands in them asks, together the whole width; forms share it evenly."""
    if not grid.rows:
        return [page.epw / len(grid.headings)] * len(grid.headings)
    columns = list(zip(grid.headings, *grid.rows, strict=True))
    wanted = [min(max(page.get_string_width(cell) for cell in column) + 6, 80.0) for column in columns]
    return [page.epw * each / sum(wanted) for each in wanted]
