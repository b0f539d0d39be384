"""The care page: every view in both languages, by role, and the actions at the end of its lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.models import (
    BriefingItem,
    CareRule,
    CareTask,
    Consent,
    Customer,
    EventGuest,
    MarketNote,
    TrainingSession,
)
from salesops.models.enums import CareKind, CareStatus
from tests.builders import StoreFixture, at
from tests.pages.care_store import fill, press, view
from tests.pages.conftest import OpenPage
from tests.pages.counting import statements_of_page

VIEWS = ("queue", "events", "market", "effect", "people", "texts")
EVENING = at(20, 10)


@pytest.fixture
def busy(session: Session, demo: StoreFixture, freeze: Callable[[str], object]) -> StoreFixture:
    """Ten past eight in the evening of a store with owners."""
    fill(session, demo)
    freeze(EVENING.isoformat())
    return demo


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_opens_in_both_languages(
    busy: StoreFixture, open_page: OpenPage, language: str, name: str
) -> None:
    """Rule X1."""
    app = view(open_page, name, language=language)
    assert app.title[0].value == ("延伸管理" if language == "zh" else "After-hours care")
    assert app.subheader[0].value


@pytest.mark.parametrize("name", VIEWS[:-1])
def test_consultants_open_each_view_but_the_texts(
    busy: StoreFixture, open_page: OpenPage, language: str, name: str
) -> None:
    app = view(open_page, name, language=language, role="consultant")
    assert "texts" not in app.segmented_control(key="care.view").options


@pytest.mark.parametrize("name", VIEWS)
def test_an_empty_store_says_what_to_do(demo: StoreFixture, open_page: OpenPage, name: str) -> None:
    assert view(open_page, name).subheader[0].value


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_asks_few_times(busy: StoreFixture, open_page: OpenPage, name: str) -> None:
    assert len(statements_of_page(view(open_page, name))) <= 12


def counted(session: Session, table: type) -> int:
    found = session.scalar(select(func.count()).select_from(table)) or 0
    session.rollback()  # so that the page may write
    return found


def tasks(session: Session, status: CareStatus) -> list[CareTask]:
    found = list(session.scalars(select(CareTask).where(CareTask.status == status).order_by(CareTask.id)))
    session.rollback()  # so that the page may write
    return found


def test_one_click_says_that_it_was_sent(session: Session, busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule C1."""
    app = view(open_page, "queue", role="consultant")
    key = next(each.key for each in app.button if each.key and each.key.startswith("care.queue.done."))
    press(app, key)
    done = tasks(session, CareStatus.DONE)
    assert [task.id for task in done] == [int(key.rpartition(".")[2])]
    assert done[0].text


def test_what_has_no_consent_says_so_and_cannot_be_sent(
    session: Session, busy: StoreFixture, open_page: OpenPage
) -> None:
    """Rule Z3."""
    blocked = tasks(session, CareStatus.BLOCKED)
    assert blocked
    app = view(open_page, "queue")
    keys = {each.key for each in app.button}
    assert not any(f"care.queue.done.{task.id}" in keys for task in blocked)
    assert any("No agreement to service messages" in each.value for each in app.markdown)


def test_care_is_skipped_with_a_reason_in_the_dialog(
    session: Session, busy: StoreFixture, open_page: OpenPage
) -> None:
    number = tasks(session, CareStatus.BLOCKED)[0].id
    app = press(view(open_page, "queue"), f"care.queue.held.{number}")
    press(app, f"care.more.{number}.skip")
    assert not tasks(session, CareStatus.SKIPPED)
    press(app, f"care.queue.held.{number}")
    app.text_input(key=f"care.more.{number}.reason").set_value("Abroad until spring")
    press(app, f"care.more.{number}.skip")
    assert [task.id for task in tasks(session, CareStatus.SKIPPED)] == [number]


def test_a_refusal_is_recorded_where_it_is_heard(
    session: Session, busy: StoreFixture, open_page: OpenPage
) -> None:
    """Rule Z3: at once, on every way."""
    number = tasks(session, CareStatus.DUE)[0].id
    before = counted(session, Consent)
    app = press(view(open_page, "queue", role="consultant"), f"care.queue.more.{number}")
    app.button_group(key=f"care.more.part.{number}").set_value("consent")
    press(app, f"care.queue.more.{number}")
    app.text_input(key=f"care.more.{number}.source").set_value("on the telephone")
    press(app, f"care.more.{number}.opt_out")
    assert counted(session, Consent) == before + 4


def test_owners_are_invited_from_the_page(session: Session, busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule C2: only who agreed is offered."""
    app = view(open_page, "events")
    pills = next(each for each in app.button_group if each.key and each.key.startswith("care.guests.invite."))
    chosen = session.scalars(select(Customer.id).where(Customer.name == "Owner Li")).one()
    session.rollback()
    assert len(pills.options) == 1
    pills.set_value([chosen]).run()
    press(app, f"{pills.key}.save")
    assert session.scalars(select(EventGuest.customer_id)).all() == [chosen]


def test_a_trend_becomes_training_and_briefing(
    session: Session, busy: StoreFixture, open_page: OpenPage
) -> None:
    """Rule C3: one click each."""
    note = session.scalars(select(MarketNote.id)).one()
    session.rollback()
    app = view(open_page, "market")
    press(press(app, f"care.market.train.{note}"), f"care.market.brief.{note}")
    assert (counted(session, TrainingSession), counted(session, BriefingItem)) == (1, 1)


def test_the_effect_of_care_is_said_honestly(busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule C4: nobody was cared for yet, so nothing can be told."""
    app = view(open_page, "effect")
    assert "Too few results to tell" in app.subheader[0].value
    press(app, "care.effect.referred.others.rows")


def test_the_stores_own_words_are_saved(session: Session, busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule Z4: advertising without a way to refuse is refused."""
    app = press(view(open_page, "texts"), f"care.texts.{CareKind.BIRTHDAY}")
    key = f"care.texts.{CareKind.BIRTHDAY}"
    app.text_area(key=f"{key}.text").set_value("Happy birthday, {name}!")
    press(app, f"{key}.save")
    assert any("way to refuse" in each.value for each in app.error)
    press(app, key)
    app.text_area(key=f"{key}.text").set_value("Happy birthday, {name}! 拒收请回复R")
    press(app, f"{key}.save")
    assert counted(session, CareRule) == 1


def test_a_customer_is_found_and_his_consent_opened(busy: StoreFixture, open_page: OpenPage) -> None:
    """Rule Z3."""
    app = view(open_page, "people", role="consultant")
    app.text_input(key="care.people.words").set_value("Owner Wang").run()
    key = next(each.key for each in app.button if each.key and each.key.startswith("care.people.consents."))
    press(app, key)
    assert any("WeChat" in each.value for each in app.markdown)
