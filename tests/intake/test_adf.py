"""ADF as it really arrives (Rule L7)."""

from __future__ import annotations

import html
import quopri
from collections.abc import Callable

import pytest

from salesops.intake import adf
from salesops.intake.adf_text import BadDocument


def _prospect(
    inner: str = "", contact: str = "<name part='full'>Jo Li</name><phone>13812345678</phone>"
) -> str:
    return f"<prospect><customer><contact>{contact}</contact></customer>{inner}</prospect>"


def _one(document: str) -> dict[str, str]:
    (found,) = adf.parse(document.encode())
    assert "fault" not in found
    return found


def test_an_odd_header_does_not_matter() -> None:
    document = '<?ADF VERSION "1.0"?>\n<?XML VERSION “1.0”?>\n<adf>' + _prospect() + "</adf>"
    assert _one(document) == {"name": "Jo Li", "phone": "13812345678"}


def test_a_trade_in_is_never_the_wanted_car() -> None:
    vehicles = (
        "<vehicle interest='trade-in'><year>2019</year><make>Old</make><model>One</model></vehicle>"
        "<vehicle interest='buy'><make>星驰</make><model>云驰 S5</model></vehicle>"
    )
    fields = _one(f"<adf>{_prospect(vehicles)}</adf>")
    assert fields["model"] == "星驰 云驰 S5"
    assert "Old One" in fields["remark"]


def test_the_providers_phone_never_becomes_the_customers() -> None:
    provider = "<provider><name>Portal</name><contact><phone>4008001234</phone></contact></provider>"
    fields = _one(f"<adf>{_prospect(provider, contact='<name>Jo</name><email>jo@example.com</email>')}</adf>")
    assert "phone" not in fields
    assert fields["channel"] == "Portal"


def test_a_cell_phone_comes_before_others_and_a_fax_never() -> None:
    contact = "<name>Jo</name><phone type='fax'>021</phone><phone>02112345678</phone><phone type='cellphone'>138</phone>"
    assert _one(f"<adf>{_prospect(contact=contact)}</adf>")["phone"] == "138"


@pytest.mark.parametrize(("first", "last", "name"), [("小明", "王", "王小明"), ("Ming", "Wang", "Ming Wang")])
def test_a_name_in_parts_is_put_together_in_its_own_order(first: str, last: str, name: str) -> None:
    contact = f"<name part='first'>{first}</name><name part='last'>{last}</name><phone>1</phone>"
    assert _one(f"<adf>{_prospect(contact=contact)}</adf>")["name"] == name


def test_one_bad_prospect_does_not_sink_the_others() -> None:
    found = adf.parse(
        f"<adf><prospect/>{_prospect()}{_prospect('<leadtype>service</leadtype>')}</adf>".encode()
    )
    assert ["fault" in each for each in found] == [True, False, False]
    assert found[2]["request"] == "service"


def test_cdata_and_unknown_elements_are_no_trouble() -> None:
    inner = "<odd><x>1</x></odd><requestdate>2026-11-24T09:00:00+08:00</requestdate>"
    contact = "<name><![CDATA[Jo & Li]]></name><phone>138</phone>"
    fields = _one(f"<adf>{_prospect(inner, contact)}</adf>")
    assert (fields["name"], fields["received_at"]) == ("Jo & Li", "2026-11-24T09:00:00+08:00")


BOMB = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><adf><prospect>&z;</prospect></adf>'


@pytest.mark.parametrize("document", ["", "hello", "<adf><prospect></adf>", "<adf></adf>", BOMB])
def test_what_is_no_adf_is_refused(document: str) -> None:
    with pytest.raises(BadDocument):
        adf.parse(document.encode())


P = "<prospect sequence=1><customer><contact><name part=“full”>Jo</name><phone>138</phone></contact><comments>{}</comments></customer></prospect>"


def test_loose_quotes_values_and_ampersands_are_mended() -> None:
    assert _one(f"<adf>{P.format('a & b')}</adf>") == {"name": "Jo", "phone": "138", "remark": "a & b"}


def test_a_broken_prospect_is_kept_with_its_text_and_the_others_are_read() -> None:
    found = adf.parse(f"<adf>{P.format('<b>x')}{P.format('ok')}<prospect><customer></adf>".encode())
    assert ["fault" in each for each in found] == [True, False, True]
    assert "<b>x" in found[0]["remark"]


@pytest.mark.parametrize("wrap", [html.escape, lambda text: quopri.encodestring(text.encode()).decode()])
def test_a_document_is_found_in_a_mail(wrap: Callable[[str], str]) -> None:
    body = wrap(f'<?xml version="1.0"?><adf>{_prospect()}</adf>')
    assert _one(f"<html><body>{body}")["phone"] == "13812345678"


def test_a_window_of_dates_is_counted_in_days() -> None:
    inner = "<requestdate>2026-11-24T09:00</requestdate>"
    customer = "<timeframe><latestdate>2026-11-30</latestdate></timeframe></customer>"
    (found,) = adf.parse(f"<adf>{_prospect(inner).replace('</customer>', customer)}</adf>".encode())
    assert found["horizon"] == "6 days"
