"""Telephone numbers as files bring them (Rule L7): cleaned, told apart, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.i18n import render, speaking
from salesops.core.phone import PhoneKind, mask, parse, split


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "+86 138-1234-5678",
        "0086 13812345678",
        "8613812345678",
        "'13812345678",
        "13812345678.0",
        "１３８１２３４５６７８",
        "\u3000138\xa01234\u200b5678 ",
        "（138）12345678",
    ],
)
def test_one_mobile_written_many_ways_is_one_number(written: str) -> None:
    """Rule L7: duplicates merge by the cleaned number."""
    found = parse(written)
    assert (found.kind, found.e164) == (PhoneKind.MOBILE, "+8613812345678")


@pytest.mark.parametrize("written", ["1.38E+10", "1.38123E+10", "1.3812345678e10"])
def test_scientific_notation_is_refused_not_guessed(written: str) -> None:
    """Rule L7: the digits are lost."""
    found = parse(written)
    assert found.kind is PhoneKind.INVALID
    assert found.reason is not None
    assert "lost digits" in render(found.reason)


@pytest.mark.parametrize("written", ["138****5678", "138 **** 5678", "138xxxx5678", "*******5678"])
def test_masked_numbers_are_kept_but_identify_nobody(written: str) -> None:
    found = parse(written)
    assert found.kind is PhoneKind.MASKED
    assert found.e164 is None


@pytest.mark.parametrize(
    ("written", "extension"),
    [
        ("13812345678,1234", "1234"),
        ("13812345678转1234", "1234"),
        ("4001234567转80123", "80123"),
        ("17012345678", ""),
        ("17112345678", ""),
        ("95013123456789", ""),
    ],
)
def test_privacy_numbers_identify_nobody(written: str, extension: str) -> None:
    """Rule L7: shared, short-lived numbers are aliases."""
    found = parse(written)
    assert (found.kind, found.e164, found.extension) == (PhoneKind.VIRTUAL, None, extension)


@pytest.mark.parametrize(
    ("written", "e164", "extension"),
    [
        ("0571-87654321", "+8657187654321", ""),
        ("057187654321", "+8657187654321", ""),
        ("(0571) 8765 4321", "+8657187654321", ""),
        ("86-0571-87654321", "+8657187654321", ""),
        ("+86 571 87654321", "+8657187654321", ""),
        ("0571-87654321-8001", "+8657187654321", "8001"),
        ("010-12345678", "+861012345678", ""),
        ("400-123-4567", "+864001234567", ""),
    ],
)
def test_landlines_are_numbers_too(written: str, e164: str, extension: str) -> None:
    found = parse(written)
    assert (found.kind, found.e164, found.extension) == (PhoneKind.LANDLINE, e164, extension)


@pytest.mark.parametrize("written", ["12345", "1381234567", "138123456789", "12812345678", "张三", "", "   "])
def test_what_is_no_number_says_why(written: str) -> None:
    found = parse(written)
    assert found.kind is PhoneKind.INVALID
    assert found.reason is not None
    with speaking("zh_CN"):
        assert "号" in render(found.reason)


def test_a_foreign_number_needs_its_country() -> None:
    assert parse("+852 9123 4567").e164 == "+85291234567"
    assert parse("+852 1").kind is PhoneKind.INVALID


@pytest.mark.parametrize("separator", ["/", "、", "，", ",", ";", " ", " / ", "\n"])
def test_a_cell_may_hold_several_numbers(separator: str) -> None:
    assert split(f"13812345678{separator}13987654321") == ("13812345678", "13987654321")


@pytest.mark.parametrize("one", ["138 1234 5678", "13812345678,1234", "0571-87654321-8001", "0571-8765 4321"])
def test_one_number_is_not_torn_apart(one: str) -> None:
    assert split(one) == (one,)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("+8613812345678", "138****5678"),
        ("13812345678", "138****5678"),
        ("+8657187654321", "057****4321"),
        ("95512", "****"),
        ("138****5678", "138****5678"),
    ],
)
def test_a_masked_number_hides_the_middle(number: str, masked: str) -> None:
    assert mask(number) == masked


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).filter(lambda n: n[:3] not in ("170", "171")))
def test_every_mobile_is_read_back_from_its_own_e164(number: str) -> None:
    assert parse(parse(number).e164 or "").e164 == f"+86{number}"
    assert number[3:7] not in mask(number) or number[3:7] in number[:3] + "****" + number[7:]


@given(st.text(max_size=30))
def test_any_text_has_an_answer(text: str) -> None:
    found = parse(text)
    assert (found.kind is PhoneKind.INVALID) == (found.reason is not None)
    if found.e164 is not None:
        assert found.e164.startswith("+")
        assert found.e164[1:].isdigit()
