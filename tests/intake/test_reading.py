"""Files as they really arrive become tables (Rule L7)."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from salesops.intake.fields import known_columns, propose
from salesops.intake.reading import UnreadableFile, read_table
from salesops.models.enums import ImportKind

LEADS = known_columns(ImportKind.LEADS)
TEXT = "姓名,手机号,渠道\n张三,13812345678,抖音\n李四,13912345678,汽车之家\n"


def _read(content: bytes, name: str = "leads.csv") -> list[dict[str, str]]:
    return [cells for _number, cells in read_table(name, content, known=LEADS).numbered()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_usual_encoding_reads_the_same(encoding: str) -> None:
    assert _read(TEXT.encode(encoding)) == _read(TEXT.encode("utf-8"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_reads_the_same(separator: str) -> None:
    assert _read(TEXT.replace(",", separator).encode()) == _read(TEXT.encode())


def test_title_rows_above_the_header_do_not_matter_and_rows_keep_their_numbers() -> None:
    table = read_table("x.csv", ("线索导出,,\n2026年11月,,\n" + TEXT).encode(), known=LEADS)
    assert table.header == ("姓名", "手机号", "渠道")
    assert [number for number, _cells in table.numbered()] == [4, 5]


def test_quoted_cells_may_hold_separators_and_line_breaks() -> None:
    rows = _read('姓名,手机号,备注\n张三,13812345678,"想看, \n周末来"\n'.encode())
    assert rows[0]["备注"] == "想看, \n周末来"


def test_a_short_row_is_filled_and_an_empty_one_is_passed_over() -> None:
    rows = _read("姓名,手机号,渠道\n张三,13812345678\n,,\n李四,13912345678,抖音,多\n".encode())
    assert [row["渠道"] for row in rows] == ["", "抖音"]


def test_a_web_table_that_calls_itself_xls_is_read() -> None:
    page = "<html><table><tr><th>姓名</th><th>手机号</th></tr><tr><td>张三</td><td>13812345678</td></tr></table></html>"
    assert _read(page.encode("gbk"), "线索.xls") == [{"姓名": "张三", "手机号": "13812345678"}]


def test_a_spreadsheet_keeps_phones_whole() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["导出时间", "2026-11-24"])
        sheet.write_row(1, 0, ["姓名", "手机号"])
        sheet.write_row(2, 0, ["张三", 13812345678])
    assert _read(out.getvalue(), "x.xlsx") == [{"姓名": "张三", "手机号": "13812345678"}]


@pytest.mark.parametrize("content", [b"", b"  \n ", b"PK\x03\x04 damaged"])
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_table("x.xlsx", content, known=LEADS)


def test_columns_are_found_under_the_names_of_many_systems() -> None:
    header = [
        "原始线索姓名",
        "手机号（脱敏）",
        "线索下发时间",
        "二级渠道名称",
        "首触意向车型/意向车型",
        "预算区间(购车预算)",
    ]
    assert propose(ImportKind.LEADS, header) == {
        "name": "原始线索姓名",
        "phone": "手机号（脱敏）",
        "received_at": "线索下发时间",
        "channel": "二级渠道名称",
        "model": "首触意向车型/意向车型",
        "budget": "预算区间(购车预算)",
    }


def test_width_case_and_brackets_of_a_column_name_do_not_matter() -> None:
    assert propose(ImportKind.VEHICLES, ["ＶＩＮ码", " 外观色 "])["vin"] == "ＶＩＮ码"


def test_the_same_column_twice_stays_apart() -> None:
    table = read_table("x.csv", "备注,备注,手机号\n一,二,13812345678\n".encode(), known=LEADS)
    assert table.header == ("备注", "备注 (2)", "手机号")
