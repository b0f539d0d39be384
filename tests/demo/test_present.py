"""Rule X6: today is in progress, whenever one looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta

import pytest

from tests.demo.conftest import Filled

Fill = Callable[..., Filled]


def moment(store: Filled, minutes: int = 0) -> str:
    return str(store.now.astimezone(UTC).replace(tzinfo=None) + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "at", ["2026-11-24T10:30", "2026-11-24T17:30", "2027-01-04T10:30", "2026-10-03T14:15"]
)
def test_while_open_leads_run_out_and_parties_wait(fill: Fill, at: str) -> None:
    """Rules L2, L9, I2: on an ordinary day, in a year without published holidays, on a holiday."""
    store = fill(at)
    fresh = "SELECT count(*) FROM lead WHERE status = 'new' AND first_touch_due_at > :now AND first_touch_due_at <= :soon"
    assert store.count(fresh, now=moment(store), soon=moment(store, 35)) >= 2
    breached = "SELECT count(*) FROM lead WHERE status = 'new' AND first_touch_due_at <= :now"
    assert store.count(breached, now=moment(store)) >= 1
    assert store.count("SELECT count(*) FROM lead WHERE status = 'new' AND owner_id IS NULL") >= 1
    assert store.count("SELECT count(*) FROM visit WHERE greeted_at IS NULL AND left_at IS NULL") >= 2
    levels = store.rows("SELECT level, count(*) FROM price_request WHERE status = 'pending' GROUP BY level")
    assert {level for level, _ in levels} >= {"supervisor", "manager"}
    stale = "SELECT count(*) FROM price_request WHERE status = 'pending' AND expires_at <= :now"
    assert store.count(stale, now=moment(store)) == 0


def test_before_opening_the_night_waits(fill: Fill) -> None:
    """Rule L2: a clock that starts at opening has not run out before."""
    store = fill("2026-11-24T08:45")
    night = """SELECT count(*) FROM lead WHERE status = 'new' AND received_at >= :from_ AND first_touch_due_at > :now"""
    assert store.count(night, from_=moment(store, -15 * 60), now=moment(store)) >= 5
    assert store.count("SELECT count(*) FROM visit WHERE left_at IS NULL") == 0
    assert store.count("SELECT count(*) FROM visit WHERE day = '2026-11-24'") == 0
    assert store.count("SELECT count(*) FROM price_request WHERE status = 'pending'") >= 2
    assert (
        store.count("SELECT count(*) FROM day_target WHERE day = '2026-11-24' AND staff_id IS NOT NULL") > 0
    )


def test_after_closing_nobody_waits_at_the_door(fill: Fill) -> None:
    store = fill("2026-11-24T21:40")
    assert store.count("SELECT count(*) FROM visit WHERE left_at IS NULL") == 0
    assert store.count("SELECT max(day) FROM day_review") == "2026-11-24"
    assert store.count("SELECT count(*) FROM care_task WHERE status = 'done'") > 0
    assert store.count("SELECT count(*) FROM price_request WHERE status = 'pending'") >= 2


def test_an_english_store_speaks_english(fill: Fill) -> None:
    """Rule X1: no Chinese text in a store filled in English."""
    store = fill("2026-10-03T17:30", lang="en")
    assert store.count("SELECT language FROM store") == "en"
    texts = {
        "staff": ("name",),
        "customer": ("name", "city", "key_points"),
        "channel": ("name", "partner_contact"),
        "car_model": ("name", "series", "trim", "selling_points"),
        "lead": ("remark", "model_text", "horizon_text", "campaign"),
        "touch": ("note",),
        "feedback": ("words",),
        "solution": ("title", "talk_track"),
        "gift": ("name",),
        "vehicle": ("colour", "interior", "location", "plate"),
        "complaint": ("words", "settlement"),
        "briefing_item": ("title", "body", "talk_track", "source"),
        "market_note": ("title", "body", "tags", "trend", "response"),
        "decision": ("text",),
        "task": ("title", "detail"),
        "loss_request": ("detail", "rival", "lesson", "call_back_note", "decision_note"),
        "price_request": ("reason",),
        "scenario": ("title", "situation", "rubric"),
        "training_session": ("note",),
        "care_rule": ("template",),
        "inspection_item": ("title",),
        "inspection_result": ("note",),
        "digestion_plan": ("title", "offer", "result_note"),
        "store_event": ("title", "result_note"),
        "consent": ("source",),
        "dated_rate": ("source",),
        "day_review": ("note",),
        "issue": ("title",),
        "improvement_action": ("title",),
    }  # fmt: skip
    for table, columns in texts.items():
        for column in columns:
            for (value,) in store.rows(f"SELECT DISTINCT {column} FROM {table}"):
                assert not any("\u4e00" <= letter <= "\u9fff" for letter in str(value or "")), (table, value)
