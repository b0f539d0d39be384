"""What every test starts from: a clean environment, English, and a clock that can be held still."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from salesops.core import clock, i18n
from salesops.core.settings import settings


@pytest.fixture(autouse=True)
def _isolated_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """No setting of the developer's shell reaches a test, and no test reaches the developer's data."""
    for name in [name for name in os.environ if name.startswith("SALESOPS_")]:
        monkeypatch.delenv(name)
    database: Path = tmp_path_factory.getbasetemp() / "unset.db"
    monkeypatch.setenv("SALESOPS_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("SALESOPS_LANG", "en")
    settings.cache_clear()
    i18n.set_language("en")
    yield
    i18n.set_language(None)
    settings.cache_clear()


@pytest.fixture
def freeze(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Hold the clock at a moment (ISO; store time unless it says otherwise); gives the moment in UTC."""

    def hold(moment: str) -> datetime:
        monkeypatch.setenv("SALESOPS_NOW", moment)
        settings.cache_clear()
        return clock.now()

    return hold
