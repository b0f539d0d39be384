"""Sheets to print and to paste: every word embedded, tables go on over pages, empty lines can be written on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from salesops.core.settings import settings
from salesops.planning.paper import Block, Grid, Sheet, text
from salesops.planning.pdf import NoFont, can_print, pdf

CALLS = Block(
    heading="Calls",
    sentences=("邀约转化率下降，今天每人给上周的客户多打两个电话，" * 6,),
    points=("first",),
)
FORM = Block(heading="Form", grid=Grid(headings=("Time", "Name"), rows=(("9:00", "Li"),) * 60, blank_rows=2))


def test_a_sheet_is_a_pdf_with_its_letters_in_it(tmp_path: Path) -> None:
    """Rules M9 and M12: Chinese is embedded, lines break, tables go on with their headings, pages are numbered."""
    file = tmp_path / "sheet.pdf"
    sheet = Sheet(title="Plan <today>", under="星驰旗舰店", blocks=(CALLS, FORM), foot="Lock away.")
    file.write_bytes(pdf(sheet))
    words, fonts = (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for command in (["pdftotext", "-layout", file, "-"], ["pdffonts", file])
    )
    assert "Plan <today>" in words
    assert "星驰旗舰店" in words
    assert words.replace("\n", "").count("今天每人给上周的客户多打两个电话") == 6
    assert not [line for line in words.splitlines() if line.startswith(("，", "。"))]
    assert words.count("9:00") == 60
    pages = words.split("\f")[:-1]
    assert len(pages) > 1
    assert all("Time" in page and f"{n}/{len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all("Lock away." in page for page in pages)
    (font,) = fonts.splitlines()[2:]
    assert " yes yes yes " in font  # embedded, subset, readable


def test_without_a_font_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule M12."""
    assert can_print()
    monkeypatch.setenv("SALESOPS_PRINT_FONT", "/nowhere/font.ttf")
    settings.cache_clear()
    assert not can_print()
    with pytest.raises(NoFont, match="fonts-noto-cjk"):
        pdf(Sheet(title="Plan"))


def test_a_sheet_can_be_pasted_into_a_chat() -> None:
    """Rule M9."""
    calls = Block(heading="Calls", sentences=("All & sundry.",), points=("first",))
    form = Block(heading="Form", grid=Grid(headings=("Time", "Name"), rows=(("9:00", "Li"),)))
    sheet = Sheet(title="Plan <today>", under="Testhaus", blocks=(calls, form), foot="Lock away.")
    assert text(sheet).splitlines() == [
        "Plan <today>",
        "Testhaus",
        "",
        "【Calls】",
        "All & sundry.",
        "· first",
        "",
        "【Form】",
        "9:00 · Name Li",
        "",
        "Lock away.",
    ]
