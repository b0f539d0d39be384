"""The sample files fill an empty store, and what is exported comes back as it was (Rules L7, X3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from salesops.access import stores
from salesops.access.actors import Actor, system_actor
from salesops.cli.integrity import problems
from salesops.core.i18n import speaking
from salesops.db import unit_of_work
from salesops.db.engine import get_engine
from salesops.intake import exports
from salesops.intake.runs import Incoming, Outcome, import_file
from salesops.models import Customer, Lead, Order, Staff, Vehicle
from salesops.models.enums import ImportKind
from tests.builders import NOON

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
FILES = {
    ImportKind.STAFF: "staff.csv",
    ImportKind.VEHICLES: "vehicles.xlsx",
    ImportKind.LEADS: "leads_gbk.csv",
    ImportKind.ORDERS: "orders.csv",
}
RECORDS = {
    ImportKind.STAFF: Staff,
    ImportKind.VEHICLES: Vehicle,
    ImportKind.LEADS: Lead,
    ImportKind.ORDERS: Order,
}


@pytest.fixture
def actor(database: str) -> Actor:
    """The software itself, in an empty store."""
    with unit_of_work.writing() as session:
        return system_actor(session, stores.new_store(session, now=NOON, code="S1", name="Store"))


def _import(actor: Actor, kind: ImportKind, name: str, content: bytes, *, dry_run: bool = False) -> Outcome:
    return import_file(actor, now=NOON, file=Incoming(kind=kind, name=name, content=content), dry_run=dry_run)


def _all(actor: Actor) -> dict[ImportKind, Outcome]:
    return {kind: _import(actor, kind, name, (SAMPLES / name).read_bytes()) for kind, name in FILES.items()}


def _count(record: type) -> int:
    with unit_of_work.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_the_samples_fill_an_empty_store_and_a_second_time_change_nothing(actor: Actor) -> None:
    for kind, outcome in _all(actor).items():
        assert outcome.rejected == 0, outcome.quarantine
        assert outcome.created == outcome.rows == _count(RECORDS[kind])
    assert problems(get_engine()) == []
    for outcome in _all(actor).values():
        assert (outcome.created, outcome.merged) == (0, outcome.rows)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_export_imports_again_in_either_language(actor: Actor, language: str, suffix: str) -> None:
    _all(actor)
    for kind in FILES:
        with speaking(language), unit_of_work.writing() as session:
            content, count = exports.export_bytes(session, actor, now=NOON, kind=kind.value, suffix=suffix)
        outcome = _import(actor, kind, f"x{suffix}", content)
        assert (outcome.rows, outcome.merged, outcome.quarantine) == (count, count, ())


def test_a_rehearsal_says_the_same_and_changes_nothing(actor: Actor) -> None:
    outcome = _import(actor, ImportKind.STAFF, "x.csv", (SAMPLES / "staff.csv").read_bytes(), dry_run=True)
    assert outcome.created == outcome.rows > 0
    assert _count(Staff) == 0


BROKEN = (
    "姓名,手机号,渠道\n张三,13812345678,抖音\n李四,1.38E+10,抖音\n王五,,抖音\n赵六,13812345678,汽车之家\n"
)


def test_a_bad_row_says_which_column_and_why_and_never_sinks_the_others(actor: Actor) -> None:
    outcome = _import(actor, ImportKind.LEADS, "x.csv", BROKEN.encode())
    assert (outcome.created, outcome.merged, outcome.rejected) == (1, 1, 2)
    assert [row.row_no for row in outcome.quarantine] == [3, 4]
    sentence = outcome.quarantine[0].reasons[0].in_english()
    assert sentence.startswith("手机号: ")
    assert "1.38E+10" in sentence


def test_a_formula_in_a_name_stays_text(actor: Actor) -> None:
    _import(actor, ImportKind.LEADS, "x.csv", "姓名,手机号\n=1+1,13812345678\n".encode())
    with unit_of_work.writing() as session:
        content, _count_of_rows = exports.export_bytes(session, actor, now=NOON, kind="leads", suffix=".csv")
        assert session.scalar(select(Customer.name)) == "=1+1"
    assert "'=1+1" in content.decode("utf-8-sig")
