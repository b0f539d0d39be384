"""VINs: good ones pass, a mistyped one is found (domain: weighted sum modulo 11)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core import vin

GOOD = (
    "1M8GDM9AXKP042788",
    "LJCPCBLCX11000237",
    "WBAXW1104J0X16755",
    "2GTEK19R7V1511644",
    "LZZA1B2C0TG000001",
)
LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"


@pytest.mark.parametrize("number", GOOD)
def test_a_good_number_has_no_problem(number: str) -> None:
    assert [each for each in vin.problems(number) if each.severe] == []


def test_a_chinese_number_with_a_wrong_digit_is_an_error_that_a_person_may_override() -> None:
    (problem,) = vin.problems("LSVAU033552134567")
    assert (problem.severe, problem.may_override) == (True, True)
    assert problem.reason.values == {"found": "5", "wanted": "8"}


def test_elsewhere_a_wrong_digit_is_only_a_warning() -> None:
    (problem,) = vin.problems("WBAXW1105J0X16755")
    assert not problem.severe


@pytest.mark.parametrize("number", ["", "LSV", "LSVAU033852134567X", "LSVAU03385213456I", "1" * 17])
def test_what_is_no_number_is_refused(number: str) -> None:
    (problem,) = vin.problems(number)
    assert problem.severe
    assert not problem.may_override


@given(st.text(LETTERS, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(LETTERS))
def test_one_mistyped_digit_is_found(number: str, at: int, typed: str) -> None:
    good = number[:8] + vin.check_digit(number) + number[9:]
    bad = good[:at] + typed + good[at + 1 :]
    values = vin._VALUES
    if at != 8 and (values[typed] - values[good[at]]) % 11:
        assert vin.check_digit(bad) != bad[8]
