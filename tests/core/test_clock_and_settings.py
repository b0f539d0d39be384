"""The clock, and the settings of an installation."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from salesops.core import clock
from salesops.core.settings import DATA_DIRECTORY, settings

Freeze = Callable[[str], datetime]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-02T09:30", datetime(2026, 3, 2, 1, 30, tzinfo=UTC)),
        ("2026-03-02T09:30+08:00", datetime(2026, 3, 2, 1, 30, tzinfo=UTC)),
        ("2026-03-02T09:30:00Z", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-02 09:30:15", datetime(2026, 3, 2, 1, 30, 15, tzinfo=UTC)),
    ],
)
def test_salesops_now_holds_the_clock(freeze: Freeze, written: str, meant: datetime) -> None:
    """A moment without offset is store time."""
    assert freeze(written) == meant
    assert clock.now() == clock.now()
    assert clock.now().tzinfo is UTC
    assert clock.frozen()


def test_the_clock_runs_unless_frozen() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert not clock.frozen()


def test_a_moment_that_is_none_stops_the_start(freeze: Freeze) -> None:
    with pytest.raises(ValidationError, match="now"):
        freeze("tomorrow")


def test_the_embedded_file_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SALESOPS_DATABASE_URL")
    monkeypatch.delenv("SALESOPS_LANG")
    settings.cache_clear()
    assert settings().database_url == f"sqlite:///{DATA_DIRECTORY}/salesops.db"
    assert DATA_DIRECTORY.parent.joinpath("salesops").is_dir()
    assert (settings().lang, settings().demo) == ("auto", "auto")


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALESOPS_NOW", "")
    monkeypatch.setenv("SALESOPS_DEMO", "off")
    settings.cache_clear()
    assert settings().now is None
    assert settings().demo == "off"


def test_an_unknown_language_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALESOPS_LANG", "fr")
    settings.cache_clear()
    with pytest.raises(ValidationError, match="lang"):
        settings()
