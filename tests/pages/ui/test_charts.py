"""Charts from plain lists, and the floor plan's moves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import chart_theme as theme
from pages._ui import floorplan
from pages._ui.floorplan import Move
from salesops.core import i18n


def every_chart() -> None:
    """A script that draws one chart of each kind."""
    from decimal import Decimal

    from pages._ui import charts
    from pages._ui.charts import Look, Series, Table

    days = ["1", "2", "3"]
    charts.line(
        "Leads fell",
        days,
        [Series(name="Video", values=[3, 2, 1]), Series(name="Portal", values=[1, None, 1])],
        key="c.line",
        look=Look(unit="leads", target=2),
    )
    charts.bars(
        "One is low",
        days,
        [Decimal("0.2"), 0.05, None],
        key="c.bars",
        look=Look(share=True, target=0.1, marked=frozenset({1})),
    )
    charts.bars("Sideways", days, [3, 2, 1], key="c.side", look=Look(horizontal=True, target=2))
    charts.stacked_bars(
        "Parts", days, [Series(name="A", values=[1, 2, 3]), Series(name="B", values=[1, 1, 1])], key="c.stack"
    )
    charts.grouped_bars("Pairs", days, [Series(name="A", values=[1, 2, 3])], key="c.group")
    charts.heat("Busy", Table(columns=days, rows=["Mon"], values=[[1, 2, None]]), key="c.heat")
    charts.scatter("Together", [("Li", 1.0, 2.0)], axes=("touches", "orders"), key="c.dots")
    assert charts.bars("Taps", days, [1, 2, 3], key="c.tap", look=Look(pick=True)) == []


def specs(app: AppTest) -> list[dict[str, Any]]:
    found = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    assert len(found) == 8
    return found


def test_every_chart_draws_with_its_finding_as_title() -> None:
    app = AppTest.from_function(every_chart).run()
    assert not app.exception
    titles = [each.value for each in app.markdown]
    assert titles == [
        f"**{title}**"
        for title in ("Leads fell", "One is low", "Sideways", "Parts", "Pairs", "Busy", "Together", "Taps")
    ]
    assert len(specs(app)) == 8


def test_a_target_is_a_line_with_its_number() -> None:
    line, shares, sideways = specs(AppTest.from_function(every_chart).run())[:3]
    assert line["layout"]["shapes"][0]["y0"] == 2
    assert line["layout"]["annotations"][0]["text"].endswith("2")
    assert shares["layout"]["annotations"][0]["text"].endswith("10%")
    assert sideways["layout"]["shapes"][0]["x0"] == 2


def test_what_is_marked_has_a_sign_besides_its_colour() -> None:
    shares = specs(AppTest.from_function(every_chart).run())[1]
    assert shares["data"][0]["text"] == ["20%", "5% ▲", "—"]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ink", list(theme.Ink))
@pytest.mark.parametrize("ground", ["#FFFFFF", "#12171D"])
def test_inks_read_on_light_and_dark(ink: theme.Ink, ground: str) -> None:
    assert contrast(ink, ground) >= 3


def test_plotly_speaks_chinese_with_us() -> None:
    """Rule X1."""
    i18n.set_language("zh_CN")
    assert theme.config()["locale"] == "zh-CN"
    i18n.set_language("en")
    assert "locale" not in theme.config()


def test_a_drop_on_a_taken_place_is_a_swap() -> None:
    """Rule S3."""
    raw = {"car": 5, "from": None, "to": 2, "swap": 9, "revision": 4}
    assert floorplan._move(raw) == Move(car_id=5, from_place=None, to_place=2, swap_with=9, revision=4)
