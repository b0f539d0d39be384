"""Showroom: each view in both languages and by role; the comparison wall and its poster."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from tests.builders import TODAY, StoreFixture
from tests.pages.conftest import OpenPage
from tests.pages.counting import statements_of_page
from tests.pages.showroom.conftest import view

VIEWS = ("round", "floor", "paths", "footfall", "wall", "history", "setup")


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_opens_in_both_languages(
    hall: StoreFixture, open_page: OpenPage, language: str, name: str
) -> None:
    """Rule X1."""
    app = view(open_page, name, language=language)
    assert app.title[0].value == ("展厅" if language == "zh" else "Showroom")
    assert app.subheader[0].value


@pytest.mark.parametrize("name", VIEWS)
def test_an_empty_store_says_what_to_do(demo: StoreFixture, open_page: OpenPage, name: str) -> None:
    assert view(open_page, name).subheader[0].value


@pytest.mark.parametrize("role", ["consultant", "reception"])
def test_others_look_and_inspect_but_arrange_nothing(
    hall: StoreFixture, open_page: OpenPage, role: str
) -> None:
    """Rule X2."""
    app = view(open_page, "floor", role=role)
    assert "setup" not in app.segmented_control(key="showroom.view").options
    keys = {button.key for button in app.button}
    assert not keys & {"showroom.accept", "showroom.move.save"}
    assert "showroom.start" in {button.key for button in view(open_page, "round", role=role).button}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_asks_little(hall: StoreFixture, open_page: OpenPage, name: str) -> None:
    """At most twelve statements a run, whatever the view."""
    app = view(open_page, name)
    asked = statements_of_page(app)
    assert len(asked) <= 12, "\n".join(asked)


def test_the_wall_says_what_is_over_and_prints(hall: StoreFixture, open_page: OpenPage) -> None:
    """Rules S4, Z5: break-even from editable assumptions; an expired cut is named and not applied."""
    app = view(open_page, "wall")
    assert "km a year" in app.subheader[0].value
    assert any("ended on" in each.value and "not applied" in each.value for each in app.markdown)
    before = app.metric[1].value
    app.number_input(key="showroom.wall.km").set_value(30_000).run()
    assert app.metric[1].value != before


def test_the_setup_keeps_its_items(session: Session, demo: StoreFixture, open_page: OpenPage) -> None:
    app = view(open_page, "setup")
    app.button(key="showroom.setup.usual").click().run()
    assert "items added" in app.success[0].value
    app.text_input(key="showroom.setup.name").set_value("Hall")
    app.button(key="showroom.setup.room").click().run()
    assert app.success[0].value == "Room saved."


def test_the_poster_names_its_assumptions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules S4, Z2: printable in both languages; names are made harmless."""
    from pages._panels import showroom_poster as poster
    from salesops.showroom.queries import Wall
    from salesops.showroom.rules.cost_of_use import cost
    from salesops.showroom.rules.policies import CostOfUsePolicy
    from tests.showroom.test_cost_of_use import BEV, ICE, RATES, USE, replace

    monkeypatch.setattr(poster.viewer, "viewing", lambda: SimpleNamespace(store_name="Test <b>house"))
    monkeypatch.setattr(poster.clock, "today", lambda: TODAY)
    monkeypatch.setattr(poster.fmt, "_today", lambda: TODAY)
    cars = (replace(ICE, name="S3 <script>"), BEV)
    costs = tuple(cost(car, USE, RATES) for car in cars)
    wall = Wall(models=(), rates=(), policy=CostOfUsePolicy())
    made = poster.Poster(costs=costs, cars=cars, use=USE, wall=wall)
    english, chinese = poster.page(made, "en"), poster.page(made, "zh_CN")
    assert "S3 &lt;script&gt;" in english
    assert "<script>" not in english
    assert "15,000 km a year" in english
    assert 'lang="zh"' in chinese
