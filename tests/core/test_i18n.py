"""Sentences in two languages (Rule X1): marked in English, stored as messages, rendered at the edge."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core import catalogues, i18n
from salesops.core.calendar import DayKind
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import Message, _, closest, label, language, ngettext, nmessage, render, speaking

NO_SETTING = "There is no setting {key}."


def test_the_same_sentence_in_both_languages() -> None:
    """Rule X1."""
    assert _(NO_SETTING, key="a.b") == "There is no setting a.b."
    with speaking("zh_CN"):
        assert _(NO_SETTING, key="a.b") == "没有名为 a.b 的设置项。"
    assert language() == "en"


def test_an_untranslated_sentence_falls_back_to_its_english() -> None:
    with speaking("zh_CN"):
        assert _("Nobody translated {this}.", this="me") == "Nobody translated me."
        assert i18n.pgettext("Nowhere", "word") == "word"
        assert ngettext("{n} thing", "{n} things", 2) == "2 things"
        assert _("") == ""


def test_a_text_without_values_keeps_its_braces() -> None:
    assert _("A {brace} stays") == "A {brace} stays"


def test_counts_choose_the_form() -> None:
    assert [ngettext("{n} lead", "{n} leads", n) for n in (0, 1, 2)] == ["0 leads", "1 lead", "2 leads"]
    assert render(nmessage("{n} lead of {who}", "{n} leads of {who}", 1, who="Li")) == "1 lead of Li"


def test_enum_members_have_labels_in_both_languages() -> None:
    assert label(DayKind.MAKEUP_WORKDAY) == "Make-up working day"
    with speaking("zh_CN"):
        assert label(DayKind.MAKEUP_WORKDAY) == "调休上班日"


def test_values_are_written_by_locale() -> None:
    message = Message(
        "{amount} {day} {at} {clock} {kind} {names} {wait} {rate:.0%}",
        {
            "amount": Decimal("12345.5"),
            "day": date(2026, 3, 2),
            "at": datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
            "clock": time(9),
            "kind": DayKind.HOLIDAY,
            "names": ["A", "B"],
            "wait": timedelta(minutes=95),
            "rate": 0.25,
        },
    )
    assert message.in_english() == (
        "12,345.5 2 Mar 2026 2 Mar 09:30 09:00 Public holiday A and B 1 hr 35 min 25%"
    )
    assert message.in_language("zh_CN") == (
        "12,345.5 2026年3月2日 3月2日 09:30 09:00 法定节假日 A和B 1小时35分钟 25%"
    )


def test_a_message_inside_a_message_speaks_the_same_language() -> None:
    outer = Message(
        "{label}: “{value}” does not fit.", {"label": Message(NO_SETTING, {"key": 1}), "value": 2}
    )
    assert outer.in_language("zh_CN") == "没有名为 1 的设置项。：“2”不符合要求。"


plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.just(UTC))
    | st.timedeltas(timedelta(days=-900), timedelta(days=900)).map(lambda t: timedelta(seconds=t.seconds))
    | st.sampled_from(DayKind)
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(Message, st.text(), st.dictionaries(st.text(min_size=1), inner, max_size=3))
    ),
    max_leaves=6,
)


@given(st.builds(Message, st.text(), st.dictionaries(st.text(min_size=1), values, max_size=4), st.text()))
def test_a_message_survives_storage(message: Message) -> None:
    assert Message.from_json(message.to_json()) == message
    assert Message.from_json(message.as_dict()) == message


def test_what_cannot_be_stored_is_refused_when_storing() -> None:
    with pytest.raises(TypeError, match="cannot keep a object"):
        Message("{x}", {"x": object()}).to_json()


def test_a_person_s_own_words_are_not_translated() -> None:
    assert render("{not} a template") == "{not} a template"


def test_an_error_is_a_message_and_reads_english_in_logs() -> None:
    error = NotFound("There is no setting {key}.", key="a.b")
    with speaking("zh_CN"):
        assert str(error) == "There is no setting a.b."
        assert render(error.message) == "没有名为 a.b 的设置项。"
    assert isinstance(error, SalesOpsError)


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [("zh-CN", "zh_CN"), ("zh", "zh_CN"), ("zh_TW", "zh_CN"), ("en-US", "en"), ("de", "en"), (None, "zh_CN")],
)
def test_the_browser_s_language_decides(locale: str | None, spoken: str) -> None:
    """Rule X1."""
    assert closest(locale) == spoken


def test_where_no_context_chose_the_source_decides() -> None:
    i18n.set_language(None)
    i18n.set_language_source(None)  # a page tested before in this process leaves its own
    assert language() == "zh_CN"
    i18n.set_language_source(lambda: "en")
    try:
        assert language() == "en"
        i18n.set_language("zh_CN")
        assert language() == "zh_CN"
    finally:
        i18n.set_language_source(None)


def test_many_threads_may_need_the_catalogue_first() -> None:
    catalogues.forget()
    found: list[str] = []

    def ask() -> None:
        with speaking("zh_CN"):
            found.append(_(NO_SETTING))

    threads = [threading.Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["没有名为 {key} 的设置项。"] * 8
