"""Money: exact to the fen, read as people write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.money import NotMoney, fen_from_yuan, parse_yuan, yuan_from_fen

amounts = st.integers(-(10**12), 10**12)


@given(amounts)
def test_fen_survive_the_way_there_and_back(fen: int) -> None:
    assert fen_from_yuan(yuan_from_fen(fen)) == fen


@given(amounts)
def test_a_written_amount_is_read_back(fen: int) -> None:
    yuan = yuan_from_fen(fen)
    assert parse_yuan(f"{yuan:,}") == yuan
    assert parse_yuan(f"{yuan}元") == yuan


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("12.98万", "129800"),
        ("12.98 万元", "129800"),
        ("12.98w", "129800"),
        ("3k", "3000"),
        ("1.2亿", "120000000"),
        ("¥129,800.50", "129800.50"),
        ("￥１２９，８００", "129800"),
        ("129800元", "129800"),
        ("CNY 500", "500"),
        ("-3.5", "-3.50"),
        ("-¥3.5", "-3.50"),
        ("¥-3.5", "-3.50"),
        (".5", "0.50"),
        ("0.005", "0.01"),
    ],
)
def test_amounts_as_people_write_them(written: str, yuan: str) -> None:
    assert parse_yuan(written) == Decimal(yuan)


@pytest.mark.parametrize("written", ["", "面议", "10-15万", "1,2", "1.2.3", "12万3", "NaN", "1e5", "万"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(NotMoney) as refused:
        parse_yuan(written)
    assert written in str(refused.value)


def test_half_a_fen_rounds_away_from_zero() -> None:
    assert fen_from_yuan(Decimal("0.125")) == 13
    assert fen_from_yuan(Decimal("-0.125")) == -13
