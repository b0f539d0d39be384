"""The trail of changes speaks to people: nothing is recorded that has no words."""

from __future__ import annotations

import pytest

from salesops.access import trail_fields, trail_words
from salesops.access.policy import SignInPolicy
from salesops.core.i18n import speaking
from salesops.intake.exports import KINDS
from salesops.models import ApiToken, DeviceLink
from salesops.models.base import Base
from salesops.models.enums import ReceptionEventKind
from tests.tools.audited import Written, written

DOOR = [f"door.{kind.value}" for kind in ReceptionEventKind]
ONLY_RUNNING = {
    "salesops/access/tokens.py": [ApiToken.__tablename__, DeviceLink.__tablename__],
    "salesops/intake/exports.py": list(KINDS),
}
"""Entities that the source does not spell out, by the module that records them."""


def spelled(keyword: str) -> list[Written]:
    return [each for each in written(keyword) if "*" not in each.value]


def test_every_recorded_action_has_words() -> None:
    """Rules X1, X2."""
    codes = {each.value: each.place for each in spelled("action")} | dict.fromkeys(DOOR, "the door")
    assert {code: place for code, place in codes.items() if code not in trail_words.ACTIONS} == {}
    assert sorted(set(trail_words.ACTIONS) - set(codes)) == [], "words for what is never recorded"


def test_every_recorded_entity_has_words() -> None:
    """Rules X1, X2."""
    tables = {each.value: each.place for each in spelled("entity")}
    tables |= {table: module for module, named in ONLY_RUNNING.items() for table in named}
    assert {table: place for table, place in tables.items() if table not in trail_words.ENTITIES} == {}
    assert sorted(set(trail_words.ENTITIES) - set(tables)) == [], "words for what is never recorded"
    assert set(tables) - set(KINDS) <= set(Base.metadata.tables)


def test_what_the_source_does_not_spell_out_is_known_here() -> None:
    hidden = [each for keyword in ("action", "entity") for each in written(keyword) if "*" in each.value]
    assert {each.value for each in hidden} == {"door.*", "*"}
    assert {each.place.partition(":")[0] for each in hidden if each.value == "*"} <= set(ONLY_RUNNING)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Touch recorded", "Lead 12", "Status", "Lost"]),
        ("zh_CN", ["记录跟进", "线索 12", "状态", "战败"]),
    ],
)
def test_an_entry_reads_in_both_languages(language: str, said: list[str]) -> None:
    """Rule X1."""
    with speaking(language):  # type: ignore[arg-type]
        assert [
            trail_words.action("leads.touch"),
            trail_words.entity("lead", 12),
            trail_fields.field("status"),
            trail_fields.member("lead", "status", "lost"),
        ] == said


def test_what_has_no_words_is_shown_as_it_is_kept() -> None:
    assert trail_words.action("leads.long_gone") == "leads.long_gone"
    assert trail_words.entity("vehicles_of_old", 3) == "vehicles_of_old 3"
    assert trail_fields.field("odd") == "odd"
    assert trail_fields.member("lead", "status", "no such status") is None
    assert trail_fields.member("lead", "kind", "visit") is None, "many tables have a kind"


def test_a_setting_is_called_as_on_its_page() -> None:
    with speaking("zh_CN"):
        assert trail_fields.field(f"{SignInPolicy.prefix}.idle_hours") == "无操作自动退出"
