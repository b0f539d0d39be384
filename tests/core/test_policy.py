"""Business numbers: defaults, stored values, bounds, and sentences for what does not fit."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

import pytest

from salesops.core import policy
from salesops.core.errors import NotFound
from salesops.core.policy import BadSetting, Policy, policies, setting, spec, specs


class Manner(StrEnum):
    KIND = "kind"
    STRICT = "strict"


@pytest.fixture(scope="module")
def example() -> Iterator[type[Policy]]:
    """A policy of every type of value; it leaves the registry as it was."""

    @dataclass(frozen=True, kw_only=True)
    class Example(Policy):
        prefix = "test_policy"
        minutes: int = setting(60, label="Limit", unit="minutes", rule="L2", minimum=1, maximum=600)
        share: float = setting(0.25, label="Share", minimum=0, maximum=1)
        floor: Decimal = setting(Decimal(3000), label="Floor", unit="yuan", minimum=Decimal(0))
        opens: time = setting(time(9), label="Opens", minimum=time(6))
        since: date = setting(date(2026, 1, 1), label="Since")
        asks: bool = setting(True, label="Asks")
        name: str = setting("x", label="Name")
        manner: Manner = setting(Manner.KIND, label="Manner")
        ages: tuple[int, ...] = setting((30, 45), label="Ages", minimum=1)

    yield Example
    policy._REGISTRY.pop("test_policy")


def test_without_stored_values_the_defaults_hold(example: type[Policy]) -> None:
    made = example.from_values({"other.minutes": 5})
    assert made == example()
    assert specs(example)[0].default == 60


@pytest.mark.parametrize(
    ("name", "stored", "value"),
    [
        ("minutes", 30, 30),
        ("minutes", "30", 30),
        ("minutes", 30.0, 30),
        ("share", "0.5", 0.5),
        ("share", 1, 1.0),
        ("floor", "2500.50", Decimal("2500.50")),
        ("floor", 2500, Decimal(2500)),
        ("opens", "08:30", time(8, 30)),
        ("since", "2026-02-12", date(2026, 2, 12)),
        ("asks", False, False),
        ("asks", "false", False),
        ("name", "语", "语"),
        ("manner", "strict", Manner.STRICT),
        ("ages", [30, 60], (30, 60)),
        ("ages", "30, 45，60", (30, 45, 60)),
        ("ages", [], ()),
    ],
)
def test_a_stored_value_replaces_the_default(
    example: type[Policy], name: str, stored: object, value: object
) -> None:
    made = example.from_values({f"test_policy.{name}": stored})
    found = getattr(made, name)
    assert found == value
    assert type(found) is type(value)
    described = spec(f"test_policy.{name}")
    assert described.parse(described.dump(found)) == value


@pytest.mark.parametrize(
    ("name", "stored", "sentence"),
    [
        ("minutes", 0, "Limit: at least 1 minutes"),
        ("minutes", 601, "Limit: at most 600 minutes"),
        ("minutes", 2.5, "Limit: “2.5” does not fit."),
        ("minutes", True, "Limit: “True” does not fit."),
        ("minutes", None, "Limit: “None” does not fit."),
        ("share", "nan", "Share: “nan” does not fit."),
        ("floor", "-1", "Floor: at least 0 yuan"),
        ("opens", "25:00", "Opens: “25:00” does not fit."),
        ("asks", "maybe", "Asks: “maybe” does not fit."),
        ("manner", "rude", "Manner: “rude” does not fit."),
        ("ages", [30, 0], "Ages: at least 1"),
        ("ages", "30,x", "Ages: “x” does not fit."),
        ("ages", 30, "Ages: “30” does not fit."),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    example: type[Policy], name: str, stored: object, sentence: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        example.from_values({f"test_policy.{name}": stored})
    assert str(refused.value).strip() == sentence


def test_the_settings_page_finds_every_policy_and_number(example: type[Policy]) -> None:
    assert example in policies()
    assert [each.key for each in specs(example)][:2] == ["test_policy.minutes", "test_policy.share"]
    assert spec("test_policy.minutes").rule == "L2"
    with pytest.raises(NotFound):
        spec("test_policy.nothing")
    with pytest.raises(NotFound):
        spec("nothing")


def test_a_policy_does_not_change(example: type[Policy]) -> None:
    made = example()
    with pytest.raises(FrozenInstanceError):
        made.minutes = 5


def test_two_policies_cannot_share_a_prefix(example: type[Policy]) -> None:
    with pytest.raises(TypeError, match="belongs to"):

        class Other(Policy):
            prefix = "test_policy"
