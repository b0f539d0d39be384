"""Sheets to print: words are escaped, empty lines can be written on."""

from __future__ import annotations

from salesops.planning.paper import Block, Grid, Sheet, html, text

SHEET = Sheet(
    title="Plan <today>",
    under="Testhaus",
    blocks=(
        Block(heading="Calls", sentences=("All & sundry.",), points=("first",)),
        Block(heading="Form", grid=Grid(headings=("Time", "Name"), rows=(("9:00", "Li"),), blank_rows=2)),
    ),
    foot="Lock away.",
)


def test_a_sheet_prints_without_outside_files() -> None:
    """Rules M9 and M12."""
    page = html(SHEET)
    assert "<title>Plan &lt;today&gt;</title>" in page
    assert "All &amp; sundry." in page
    assert page.count('<td class="blank">') == 4
    assert "http" not in page


def test_a_sheet_can_be_pasted_into_a_chat() -> None:
    """Rule M9."""
    assert text(SHEET).splitlines() == [
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
