"""Files as stores really get them: every row is accounted for, and what was rejected comes back mended (Rule L7)."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest
from sqlalchemy import func, select

from salesops.access import stores
from salesops.access.actors import Actor, system_actor
from salesops.db import unit_of_work
from salesops.intake import preview, quarantine
from salesops.intake.cells import DateOrder
from salesops.intake.fields import DATE_ORDER
from salesops.intake.files import OrderOpen
from salesops.intake.runs import Incoming, Outcome, import_file
from salesops.models import Customer, Lead, LeadSource, QuarantineRow
from salesops.models.enums import ImportKind, QuarantineStatus
from tests.builders import NOON


@pytest.fixture
def actor(database: str) -> Actor:
    """The software itself, in an empty store."""
    with unit_of_work.writing() as session:
        return system_actor(session, stores.new_store(session, now=NOON, code="S1", name="Store"))


def _import(actor: Actor, content: bytes, name: str = "x.csv", **mapping: str) -> Outcome:
    file = Incoming(kind=ImportKind.LEADS, name=name, content=content, mapping=mapping or None)
    return import_file(actor, now=NOON, file=file)


def _count(record: type) -> int:
    with unit_of_work.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


TABLE = (
    "11月线索明细;;;;\n;;;;\n客户姓名;手机号（脱敏）;线索类型;询价时间;预算区间(购车预算)\n"
    "张三;+86 138-1234-5678;表单;2026/11/3 9:05;15-18万\n"
    "李四;1.38E+10;表单;2026-11-03;\n"
    "王五;138****5678;表单;46329.378;Select\n"
    "赵六;'13912345678/0571-87654321;表单;2026年11月3日 下午3点05分;null\n"
    "张三;13812345678;私信;1793667900;-\n"
    "孙七;13712345678;售后保养预约;2026-11-03;\n"
    ";;;;\n"
    "周八;95013812345678转12;表单;明天;多少都行\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_every_row_is_created_merged_or_rejected(actor: Actor, encoding: str) -> None:
    outcome = _import(actor, TABLE.encode(encoding))
    assert (outcome.rows, outcome.created, outcome.merged, outcome.rejected) == (7, 2, 1, 4)
    assert [row.row_no for row in outcome.quarantine] == [5, 6, 9, 11]
    assert len(outcome.quarantine[-1].reasons) == 3
    assert _count(QuarantineRow) == outcome.rejected
    assert _count(LeadSource) == 3


def test_the_file_of_rejected_rows_comes_back_mended(actor: Actor) -> None:
    outcome = _import(actor, TABLE.encode("gbk"))
    with unit_of_work.writing() as session:
        content = quarantine.as_file(session, actor, run_id=outcome.run_id or 0, suffix=".csv")
    mended = content.decode("utf-8-sig").replace("1.38E+10", "13612345678").replace("售后保养预约", "表单")
    again = _import(actor, mended.encode("gb18030"), "mended.csv")
    assert (again.rows, again.created, again.rejected) == (4, 2, 2)
    with unit_of_work.reading() as session:
        waiting = quarantine.waiting_rows(session, actor)
        mine = session.scalars(select(QuarantineRow.status).where(QuarantineRow.run_id == outcome.run_id))
        assert sorted(mine) == [*[QuarantineStatus.DISCARDED] * 2, *[QuarantineStatus.FIXED] * 2]
    assert {row.source for row in waiting} == {"mended.csv"}
    assert all("#quarantine" not in row.cells for row in waiting)


def test_all_rows_run_again_once_their_cause_is_gone(actor: Actor) -> None:
    outcome = _import(actor, "姓名,手机号,销售顾问\n张三,13812345678,新来的\n李四,1.3E+10,\n".encode())
    staff = Incoming(kind=ImportKind.STAFF, name="s.csv", content="工号,姓名,岗位\n9,新来的,顾问\n".encode())
    import_file(actor, now=NOON, file=staff)
    assert quarantine.rerun_all(actor, now=NOON, run_id=outcome.run_id or 0) == (1, 1)


@pytest.mark.parametrize(
    ("dates", "day"),
    [(("13/04/2026", "05/04/2026"), "2026-04-05"), (("04/13/2026", "05/04/2026 3:05 PM"), "2026-05-04")],
)
def test_one_date_settles_the_order_of_all(actor: Actor, dates: tuple[str, str], day: str) -> None:
    rows = [f"1381234567{at},{date}" for at, date in enumerate(dates)]
    _import(actor, "\n".join(["手机号,创建时间", *rows]).encode())
    with unit_of_work.reading() as session:
        assert str(session.scalars(select(Lead.received_on).order_by(Lead.id)).all()[1]) == day


def test_an_open_order_of_dates_is_asked_once_and_remembered(actor: Actor) -> None:
    content = "手机号,创建时间\n13812345678,03/04/2026\n13912345678,05/06/2026\n".encode()
    with pytest.raises(OrderOpen):
        _import(actor, content)
    assert _count(Lead) == 0
    with unit_of_work.reading() as session:
        seen = preview.preview(session, actor, kind=ImportKind.LEADS, name="x.csv", content=content)
    assert seen.open_date == "03/04/2026"
    _import(actor, content, **seen.mapping, **{DATE_ORDER: DateOrder.DAY_FIRST.value})
    again = _import(actor, content)
    assert (again.created, again.merged) == (0, 2)
    with unit_of_work.reading() as session:
        days = session.scalars(select(Lead.received_on).order_by(Lead.id))
        assert [day.isoformat() for day in days] == ["2026-04-03", "2026-06-05"]


def test_a_preview_shows_the_rows_as_they_will_be_read(actor: Actor) -> None:
    file = Incoming(kind=ImportKind.LEADS, name="x.csv", content=TABLE.encode("gbk"))
    with unit_of_work.reading() as session:
        first, second, *_rest = preview.first_rows(session, actor, now=NOON, file=file)
    assert (first.values["phone"], first.values["received_at"]) == ("13812345678", "2026-11-03 09:05")
    assert first.values["budget"] == "150,000 – 180,000"
    assert second.reasons
    assert _count(Lead) == 0


def test_a_merged_cell_and_title_rows_of_a_spreadsheet(actor: Actor) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in {
        "B2": "线索", "B3": "姓名", "C3": "手机", "D3": "来源", "B4": "甲", "C4": 13812345678, "D4": "抖音", "B5": "乙", "C5": "13912345678",
    }.items():  # fmt: skip
        sheet[place] = value
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("D4:D5")
    out = io.BytesIO()
    book.save(out)
    outcome = _import(actor, out.getvalue(), "x.xlsx")
    assert (outcome.created, outcome.rejected) == (2, 0)
    with unit_of_work.reading() as session:
        assert len(set(session.scalars(select(Lead.channel_id)))) == 1


def test_an_adf_file_is_read_prospect_by_prospect(actor: Actor) -> None:
    def contact(phone: str) -> str:
        return f"<customer><contact><name>Jo</name><phone>{phone}</phone></contact></customer>"

    content = (
        f"<adf><prospect sequence=1>{contact('13812345678')}<comments>a & b</comments></prospect>"
        f"<prospect>{contact('13912345678')}<broken></prospect><prospect type='service'>{contact('13712345678')}</prospect></adf>"
    ).encode()
    outcome = _import(actor, content, "leads.xml")
    assert (outcome.rows, outcome.created, outcome.rejected) == (3, 1, 2)
    assert "mismatched" in outcome.quarantine[0].reasons[0].in_english()


def test_two_importers_at_once_make_one_lead_for_each_customer(actor: Actor) -> None:
    rows = [f"客户{at},138{at:08d},抖音" for at in range(60)]
    files = ["\n".join(["姓名,手机号,渠道", *rows[start:], *rows[:start]]).encode() for start in (0, 30)]
    with ThreadPoolExecutor(2) as both:
        outcomes = list(both.map(lambda content: _import(actor, content), files))
    assert all(each.rows == each.created + each.merged == 60 for each in outcomes)
    assert sum(each.created for each in outcomes) == _count(Lead) == _count(Customer) == 60
