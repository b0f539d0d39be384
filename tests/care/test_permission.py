"""Whether somebody may be written to: consent by way and purpose, quiet hours, the cap, a way to refuse (Rules Z3, Z4)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.care.rules import texts
from salesops.care.rules.permission import Permit, consented, permit
from salesops.core.i18n import speaking
from salesops.leads.rules.policies import DormantPolicy
from salesops.models.enums import CareKind, ConsentChannel, ConsentPurpose, Gender
from tests.builders import at

LIMITS = DormantPolicy()
SMS_SERVICE = (ConsentChannel.SMS, ConsentPurpose.SERVICE)
WECHAT_ADVERTISING = (ConsentChannel.WECHAT, ConsentPurpose.MARKETING)
Said = dict[tuple[ConsentChannel, ConsentPurpose], bool]
any_said = st.dictionaries(
    st.tuples(st.sampled_from(ConsentChannel), st.sampled_from(ConsentPurpose)), st.booleans()
)


def allowed(
    said: Said,
    *,
    marketing: bool = True,
    service_text: bool = True,
    hour: int = 20,
    minute: int = 0,
    contacted: tuple[datetime, ...] = (),
) -> Permit:
    return permit(
        said,
        marketing=marketing,
        has_service_text=service_text,
        contacted=contacted,
        clock=(at(hour, minute), LIMITS),
    )


def test_without_any_consent_nothing_leaves_and_the_reason_is_said() -> None:
    for marketing in (True, False):
        found = allowed({}, marketing=marketing)
        assert not found.allowed
        assert found.objection is not None


def test_a_refusal_is_told_from_never_having_been_asked() -> None:
    refused = allowed({WECHAT_ADVERTISING: False}, service_text=False)
    asked = allowed({}, service_text=False)
    assert refused.objection != asked.objection


def test_who_agreed_to_service_only_gets_service_words() -> None:
    found = allowed({SMS_SERVICE: True})
    assert found.allowed
    assert found.service_only
    assert found.ways == (ConsentChannel.SMS,)
    assert not allowed({SMS_SERVICE: True}, service_text=False).allowed


@pytest.mark.parametrize(
    ("hour", "minute", "open_"), [(20, 0, True), (20, 30, False), (8, 59, False), (9, 0, True)]
)
def test_advertising_keeps_quiet_hours(hour: int, minute: int, open_: bool) -> None:
    """Rule Z4: 20:30 to 9:00 by default; service messages keep none."""
    found = allowed({WECHAT_ADVERTISING: True}, hour=hour, minute=minute)
    assert found.allowed is open_
    assert found.until_later is not open_
    assert allowed({SMS_SERVICE: True}, marketing=False, hour=hour, minute=minute).allowed


def test_advertising_keeps_the_cap() -> None:
    """Rule Z4: two in seven days by default."""
    yesterday = at(19) - timedelta(days=1)
    assert allowed({WECHAT_ADVERTISING: True}, contacted=(yesterday,)).allowed
    found = allowed({WECHAT_ADVERTISING: True}, contacted=(yesterday, yesterday))
    assert found.until_later


@given(any_said, st.booleans(), st.booleans(), st.integers(0, 23))
def test_no_way_is_open_that_was_not_agreed_to(
    said: Said, marketing: bool, service_text: bool, hour: int
) -> None:
    """Rule Z3, whatever was said and when."""
    found = allowed(said, marketing=marketing, service_text=service_text, hour=hour)
    purpose = ConsentPurpose.MARKETING if marketing and not found.service_only else ConsentPurpose.SERVICE
    assert all(said.get((way, purpose)) for way in found.ways)
    assert consented(said, marketing=marketing, has_service_text=service_text) is bool(found.ways)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", list(CareKind))
def test_the_words_that_come_with_the_product_may_be_sent(kind: CareKind, language: str) -> None:
    """Rule Z4: advertising says how to refuse; service words make no offer to refuse."""
    from salesops.care.rules.schedule import MARKETING

    with speaking(language):  # type: ignore[arg-type]
        template = texts.default_template(kind)
        service = texts.service_template(kind)
    assert texts.template_objection(template, marketing=kind in MARKETING) is None
    assert service is None or texts.template_objection(service, marketing=False) is None
    filled = texts.fill(template, dict.fromkeys(texts.VARIABLES, "X"))
    assert "{" not in filled


@pytest.mark.parametrize(
    ("text", "marketing"),
    [("", False), ("Hello {surname}", False), ("Hello {", False), ("Come and buy, {name}!", True)],
)
def test_words_that_cannot_be_sent_are_refused(text: str, marketing: bool) -> None:
    assert texts.template_objection(text, marketing=marketing) is not None


def test_a_customer_is_addressed_as_people_do() -> None:
    with speaking("zh_CN"):
        assert texts.salutation("张小明", Gender.MALE) == "张先生"
        assert texts.salutation("欧阳娜娜", Gender.FEMALE) == "欧阳女士"
        assert texts.salutation("李雷", Gender.UNKNOWN) == "李雷"
    with speaking("en"):
        assert texts.salutation("Wang Wei", Gender.FEMALE) == "Ms Wang"
