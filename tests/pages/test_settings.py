"""Settings: numbers with their bounds, people, sign-ins, targets, files (Rules X2, X3, L7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from salesops.access import accounts, policies, staff, tokens
from salesops.access.permissions import MATRIX, PAGES
from salesops.core.hours import HoursPolicy
from salesops.core.i18n import label
from salesops.db import unit_of_work
from salesops.models.enums import AbsenceKind, Role
from salesops.planning import queries as planning
from salesops.planning.rules.wall import WallPolicy
from tests.builders import NOON, TODAY, StoreFixture
from tests.pages.conftest import OpenPage

SECTIONS = ("store", "numbers", "targets", "people", "accounts", "roles", "import", "export", "check")


def saved(query: Callable[..., Any], *asked: Any, **values: Any) -> Any:
    """What a query finds now, in a unit of work of its own."""
    with unit_of_work.reading() as session:
        return query(session, *asked, **values)


def section(open_page: OpenPage, name: str, **how: Any) -> AppTest:
    app = open_page("settings", **how)
    app.query_params["section"] = name
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_opens_in_both_languages(open_page: OpenPage, language: str, name: str) -> None:
    """Rule X1."""
    app = section(open_page, name, language=language)
    assert app.title[0].value == ("设置" if language == "zh" else "Settings")


def test_a_supervisor_sees_only_what_he_may_change(open_page: OpenPage) -> None:
    """Rule X2."""
    app = open_page("settings", role="supervisor")
    assert app.button_group(key="settings.section").options == [
        "Import",
        "Export",
    ]


def test_opening_hours_are_saved_and_taken_back(demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule L2."""
    app = section(open_page, "store")
    app.time_input(key="settings.number.hours.closes").set_value(time(20, 0))
    app.button(key="settings.save.hours").click().run()
    assert app.success[0].value == "1 number saved."
    assert saved(policies.load, demo.id, HoursPolicy).closes == time(20, 0)
    app.button(key="settings.reset.hours").click().run()
    assert saved(policies.load, demo.id, HoursPolicy) == HoursPolicy()


def test_a_number_that_does_not_fit_is_refused_and_stays_typed(open_page: OpenPage) -> None:
    app = section(open_page, "store")
    app.text_input(key="settings.number.hours.closed_weekdays").set_value("1, 9")
    app.button(key="settings.save.hours").click().run()
    assert "at most 6" in app.error[0].value
    assert app.text_input(key="settings.number.hours.closed_weekdays").value == "1, 9"


def test_every_business_number_has_its_group(open_page: OpenPage) -> None:
    """Every bold number of the spec can be set here."""
    app = section(open_page, "numbers")
    groups = app.selectbox(key="settings.group").options
    assert {"First touch", "Showroom screen", "Opening hours"} <= set(groups)
    for group in groups:
        app.selectbox(key="settings.group").select(group).run()
        assert not app.exception, group


def test_numbers_of_a_group_are_saved(demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule U1."""
    app = section(open_page, "numbers")
    app.selectbox(key="settings.group").select("Showroom screen").run()
    app.number_input(key="settings.number.wall.rotate_seconds").set_value(45)
    app.button(key="settings.save.wall").click().run()
    assert saved(policies.load, demo.id, WallPolicy).rotate_seconds == 45
    app.button(key="settings.save.wall").click().run()
    assert app.info[0].value == "Nothing was changed."


def test_somebody_is_added(demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule X2."""
    app = section(open_page, "people")
    app.button(key="settings.people.add").click().run()
    app.button(key="settings.staff.0.save").click().run()
    assert app.error[0].value == "Somebody needs a name and an employee number."
    app.button(key="settings.people.add").click().run()
    app.text_input(key="settings.staff.0.name").set_value("Zhao Lei")
    app.text_input(key="settings.staff.0.no").set_value("S99")
    app.button(key="settings.staff.0.save").click().run()
    assert "Zhao Lei" in [row.facts.name for row in saved(staff.staff, demo.manager)]


def test_days_away_are_noted(demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule M5."""
    app = section(open_page, "people")
    app.button(key="settings.away.add").click().run()
    noted = saved(planning.absences, demo.manager, start=TODAY, end=TODAY.replace(day=28))
    assert [row.kind for row in noted] == [AbsenceKind.DAY_OFF]


def test_a_sign_in_is_given_and_closed(demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule X2."""
    app = section(open_page, "accounts")
    person = app.selectbox(key="settings.new.staff").options.index("Senior")
    app.selectbox(key="settings.new.staff").select_index(person)
    app.text_input(key="settings.new.username").set_value("senior")
    app.text_input(key="settings.new.password").set_value("short")
    app.button(key="settings.new.save").click().run()
    assert "at least 8" in app.error[0].value
    app.text_input(key="settings.new.password").set_value("long enough")
    app.button(key="settings.new.save").click().run()
    assert [row.username for row in saved(accounts.list_accounts, demo.manager)] == ["senior"]
    app.button(key=f"settings.account.{demo.senior.staff_id}.close").click().run()
    assert [row.disabled for row in saved(accounts.list_accounts, demo.manager)] == [True]


def test_the_table_of_roles_is_the_one_that_is_asked(open_page: OpenPage) -> None:
    """Rule X2."""
    app = section(open_page, "roles")
    actions, pages = (each.value for each in (*app.table, *app.dataframe))
    for role in Role:
        assert sum(bool(cell) for cell in actions[label(role)]) == len(MATRIX[role])
        assert sum(bool(cell) for cell in pages[label(role)]) == sum(
            role in roles for roles in PAGES.values()
        )


def test_a_screens_link_is_shown_once(demo: StoreFixture, open_page: OpenPage) -> None:
    """Rule U1."""
    app = section(open_page, "accounts")
    app.text_input(key="settings.link.name").set_value("Door")
    app.button(key="settings.link.make").click().run()
    assert app.code[0].value.startswith("/device/")
    app.run()
    assert not app.code
    link = saved(tokens.device_links, demo.manager)[0]
    app.button(key=f"settings.link.{link.id}.revoke").click().run()
    assert saved(tokens.device_links, demo.manager)[0].revoked_at == NOON
