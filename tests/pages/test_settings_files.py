"""Files on the settings page: preview, import, quarantine, export (Rules L7, X3)."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import store as ui_store
from salesops.db import unit_of_work
from salesops.intake import quarantine
from tests.builders import StoreFixture
from tests.pages.conftest import OpenPage

LEADS = "姓名,手机号,渠道,意向车型\n李四,13811112222,抖音,S5\n王五,123,抖音,S5\n"


@pytest.fixture
def uploaded(open_page: OpenPage) -> AppTest:
    """The import section with a file of two rows in GBK, the second of them wrong."""
    app = open_page("settings")
    app.query_params["section"] = "import"
    app.run()
    app.file_uploader(key="settings.import.file").upload("leads.csv", LEADS.encode("gbk")).run()
    assert not app.exception
    return app


def waiting(demo: StoreFixture) -> list[Any]:
    with unit_of_work.reading() as session:
        return quarantine.waiting_rows(session, demo.manager)


def test_a_file_is_shown_as_it_will_be_read(uploaded: AppTest) -> None:
    """Rule L7."""
    shown = uploaded.dataframe[0].value
    assert list(shown["Name"]) == ["李四", "王五"]
    assert [bool(why) for why in shown["Rejected because"]] == [False, True]
    assert uploaded.selectbox(key="settings.column.leads.phone").value == "手机号"


def test_a_check_changes_nothing(demo: StoreFixture, uploaded: AppTest) -> None:
    """Rule L7."""
    uploaded.button(key="settings.import.try").click().run()
    assert "1 new, 0 merged, 1 rejected" in uploaded.info[0].value
    assert waiting(demo) == []


def test_what_is_rejected_waits_and_can_be_mended(demo: StoreFixture, uploaded: AppTest) -> None:
    """Rule L7."""
    uploaded.button(key="settings.import.go").click().run()
    assert uploaded.success[0].value == "2 rows: 1 new, 0 merged, 1 rejected."
    row = waiting(demo)[0]
    uploaded.button(key=f"settings.mend.{row.id}").click().run()
    uploaded.text_input(key=f"settings.cell.{row.id}.手机号").set_value("13911113333")
    uploaded.button(key=f"settings.rerun.{row.id}").click().run()
    assert uploaded.success[0].value == "The row is in."
    assert waiting(demo) == []


def test_a_row_can_be_given_up(demo: StoreFixture, uploaded: AppTest) -> None:
    """Rule L7."""
    uploaded.button(key="settings.import.go").click().run()
    uploaded.button(key=f"settings.discard.{waiting(demo)[0].id}").click().run()
    assert waiting(demo) == []


def test_an_export_knows_who_asked_for_it(
    demo: StoreFixture, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules X2, X3."""
    made: dict[str, Any] = {}
    later = ui_store.later

    def keep(operation: Any, /, **values: Any) -> Any:
        made[f"{values['kind']}{values['suffix']}"] = later(operation, **values)
        return made[f"{values['kind']}{values['suffix']}"]

    monkeypatch.setattr(ui_store, "later", keep)
    app = open_page("settings")
    app.query_params["section"] = "export"
    app.run()
    assert len(made) == 8
    assert "Senior" in made["staff.csv"]().decode("utf-8-sig")
