"""A file as a table: whatever the spreadsheet, encoding, separator or title rows (Rule L7)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from html.parser import HTMLParser
from itertools import islice

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_

Row = list[str]
_TITLE_ROWS = 10
_ODD = re.compile("[\ufffd\ue000-\uf8ff\x00]")
"""Letters of no text: lost ones, and those of private use."""
_SEPARATORS = ",;\t|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class UnreadableFile(SalesOpsError):
    """A file that is no table, or whose letters cannot be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The lines of a file under its header; `first_row` is the number of the first line as the spreadsheet counts.

    `lines` begins anew at each call and reads on as lines are asked for, so that a long file never stands in
    memory as rows.
    """

    header: tuple[str, ...]
    lines: Callable[[], Iterator[Row]]
    first_row: int
    encoding: str

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """All lines at once, for short files."""
        return tuple(self._filled())

    def _filled(self) -> Iterator[tuple[str, ...]]:
        width = len(self.header)
        for row in islice(self.lines(), self.first_row - 1, None):
            yield tuple((row + [""] * width)[:width])

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each line that is not empty, with its number, by column."""
        for number, row in enumerate(self._filled(), self.first_row):
            if any(row):
                yield number, dict(zip(self.header, row, strict=True))


def read_table(name: str, content: bytes, *, known: frozenset[str]) -> Table:
    """The table in a file. `known` are folded column names, by which the header is found below title rows.

    Raises UnreadableFile when the file is empty, no table, or in letters that cannot be told.
    """
    if not content.strip():
        raise UnreadableFile(N_("The file {name} is empty."), name=name)
    lines, encoding = _lines(name, content)
    top = list(islice(lines(), _TITLE_ROWS))
    start = _header_line(top, known)
    if not top or not any(top[start]):
        raise UnreadableFile(N_("The file {name} is empty."), name=name)
    return Table(header=_unique(top[start]), lines=lines, first_row=start + 2, encoding=encoding)


def _lines(name: str, content: bytes) -> tuple[Callable[[], Iterator[Row]], str]:
    start = content[:512].lstrip().lower()
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _spreadsheet(name, content), "binary"
    text, encoding = decode(name, content)
    if start.startswith((b"<html", b"<table", b"<!doctype html", b"<meta")):  # many portals name HTML .xls
        return partial(iter, _html(text)), encoding
    return partial(_separated, text), encoding


def decode(name: str, content: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: a byte order mark, then strict UTF-8, then GB18030, then a guess.

    Raises UnreadableFile rather than guess when the result would have lost letters.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="strict"), encoding
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _plausible(text):
            return text, encoding
    guess = from_bytes(content).best()
    if guess is None or not _plausible(str(guess)):
        raise UnreadableFile(
            N_("The letters of {name} cannot be told. Save it as UTF-8 or as XLSX."), name=name
        )
    return str(guess), guess.encoding


def _plausible(text: str) -> bool:
    return sum(1 for _ in _ODD.finditer(text)) * 100 <= len(text)


def _separated(text: str) -> Iterator[Row]:
    top = list(islice(io.StringIO(text), _TITLE_ROWS))
    separator = max(_SEPARATORS, key=lambda each: max((line.count(each) for line in top), default=0))
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        yield [cell.strip() for cell in row]


def _spreadsheet(name: str, content: bytes) -> Callable[[], Iterator[Row]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [workbook.get_sheet_by_name(each) for each in workbook.sheet_names]
    except (CalamineError, OSError) as bad:
        raise UnreadableFile(
            N_("{name} is damaged or protected; open it and save it again as XLSX."), name=name
        ) from bad
    filled = next((sheet for sheet in sheets if any(any(row) for row in _sheet(sheet))), None)
    if filled is None:
        raise UnreadableFile(N_("The file {name} is empty."), name=name)
    return partial(_sheet, filled)


def _sheet(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows of a sheet from its first line on; a cell merged over several lines says its word in each."""
    left = sheet.start[1] if sheet.start else 0
    covered = {
        (row, column - left): (top, column - left)
        for (top, column), (bottom, _right) in sheet.merged_cell_ranges or ()
        for row in range(top + 1, bottom + 1)
    }
    corners = dict.fromkeys(covered.values(), "")
    for number, values in enumerate(sheet.iter_rows()):
        row = [_cell(value) for value in values]
        for column in range(len(row)) if corners else ():
            if (number, column) in corners:
                corners[number, column] = row[column]
            elif (number, column) in covered:
                row[column] = corners[covered[number, column]]
        yield row


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a phone or number that the spreadsheet keeps as 13812345678.0
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value).strip()


def _html(text: str) -> list[Row]:
    parser = _TableParser()
    parser.feed(text)
    return parser.rows or [[]]


class _TableParser(HTMLParser):
    """The cells of the first table that has any."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.rows[-1].append("".join(self._cell).strip())
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def _header_line(lines: Sequence[Row], known: frozenset[str]) -> int:
    """The line among the first ones that names most columns we know; the first filled one when none does."""
    best, best_count = next((at for at, row in enumerate(lines) if any(row)), 0), 0
    for at, row in enumerate(lines[:_TITLE_ROWS]):
        count = sum(fold(cell) in known for cell in row)
        if count > best_count:
            best, best_count = at, count
    return best


def fold(name: str) -> str:
    """A column name without the differences that do not matter: width, case, spaces, brackets, marks."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in name)
    return "".join(letter for letter in narrow.lower() if letter.isalnum())


def _unique(cells: Row) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    names = []
    for at, cell in enumerate(cells, 1):
        name = cell.lstrip("\ufeff").strip() or f"#{at}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)
