"""Each figure is defined once, completely, in both languages, and written down."""

from __future__ import annotations

import pytest

from salesops.core.i18n import _, speaking
from salesops.kpi.counts import COUNTS, parts_of
from salesops.kpi.figures import Basis, Dimension, Figure, Kind
from salesops.kpi.policies import FigurePolicy
from salesops.kpi.registry import FIGURES, visible_figures
from tests.builders import StoreFixture
from tests.tools import figures as documented

EACH = pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))


@EACH
def test_a_figure_is_counted_and_split_as_it_says(figure: Figure) -> None:
    """Rule X7: every part of a figure is a count whose rows can be opened."""
    if figure.kind is Kind.STOCK:
        return
    parts = [part for part in (figure.numerator, figure.denominator) if part is not None]
    for name in (name for part in parts for name in parts_of(part.count)):
        splits = {*COUNTS[name].source.splits, Dimension.DAY}
        assert figure.dimensions <= splits, f"{figure.id}: {name} cannot be split so"


@EACH
def test_a_cohort_says_how_long_it_is_followed(figure: Figure) -> None:
    assert (figure.basis is Basis.COHORT) == bool(figure.follows)
    assert not figure.follows or hasattr(FigurePolicy(), figure.follows)


def test_names_differ_in_both_languages() -> None:
    """Rule X1."""
    for language in ("en", "zh_CN"):
        with speaking(language):
            assert len({_(figure.name) for figure in FIGURES.values()}) == len(FIGURES)


def test_the_trade_finds_its_own_names() -> None:
    """Rule X1: names of the specification."""
    expected = {
        "visits": "客户到店量",
        "close_rate": "成交率",
        "lead_conversion": "线索转化率",
        "first_touch_on_time": "首触及时率",
        "activation_rate": "线索激活率",
        "stock_turnover": "库存周转率",
        "stock_coefficient": "库存系数",
    }
    with speaking("zh_CN"):
        assert {name: _(FIGURES[name].name) for name in expected} == expected


def test_only_those_who_see_cost_see_figures_of_cost(store: StoreFixture) -> None:
    """Rules X2, U1: cost and margin are for supervisor and manager."""
    hidden = {figure.id for figure in FIGURES.values() if figure.sensitive}
    assert hidden == {"gross_profit_per_car", "stock_turnover"}
    for actor in (store.manager, store.supervisor):
        assert {figure.id for figure in visible_figures(actor)} == set(FIGURES)
    for actor in (store.senior, store.trainee, store.reception):
        assert {figure.id for figure in visible_figures(actor)} == set(FIGURES) - hidden


def test_the_documented_table_is_up_to_date() -> None:
    written = documented.PAGE.read_text("utf-8")
    assert written == documented.page(), "run: python -m tests.tools.figures"
