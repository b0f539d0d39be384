"""What every test starts from: a clean environment, English, a clock that can be held still, a database."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy.orm import Session

from salesops.core import clock, i18n
from salesops.core.settings import settings
from salesops.db.engine import WRITES, get_engine, make_engine
from salesops.db.migrate import upgrade
from tests.builders import StoreFixture, a_store
from tests.postgres import TestServer, running

hypothesis.settings.register_profile("salesops", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("salesops")


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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file at the newest schema, made once and copied for each test."""
    path = tmp_path_factory.mktemp("database") / "migrated.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    with engine.connect() as connection:  # everything into the one file that is copied
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """A PostgreSQL server for this run, started when the first test asks for it."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on: each in turn (Rule X5). Folders of slow tests override it."""
    return str(request.param)


@pytest.fixture
def database(
    request: pytest.FixtureRequest, backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A database of the test's own, which `reading()` and `writing()` use too; gives its URL."""
    with _fresh(request, backend, tmp_path) as url:
        monkeypatch.setenv("SALESOPS_DATABASE_URL", url)
        settings.cache_clear()
        get_engine.cache_clear()
        yield url
        get_engine().dispose()
        get_engine.cache_clear()


@contextmanager
def _fresh(request: pytest.FixtureRequest, backend: str, folder: Path) -> Iterator[str]:
    if backend == "postgresql":
        server: TestServer = request.getfixturevalue("postgres")
        yield server.emptied()
    else:
        migrated: Path = request.getfixturevalue("migrated")
        yield f"sqlite:///{shutil.copyfile(migrated, folder / 'store.db')}"


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    """One open unit of work on the test's database."""
    engine = get_engine().execution_options(**{WRITES: True})
    with Session(engine, expire_on_commit=False) as opened:
        yield opened


@pytest.fixture
def store(session: Session) -> StoreFixture:
    """A small store in that unit of work: its people, a channel, a model."""
    return a_store(session)
