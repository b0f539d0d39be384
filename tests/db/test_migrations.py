"""The migrations make exactly the schema that the models describe."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from salesops.db import migrate
from salesops.db.engine import get_engine
from salesops.models import Base


def test_migrations_and_models_agree(database: str) -> None:
    """Rule X5: the same migrations on SQLite and PostgreSQL."""
    with get_engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(database: str) -> None:
    migrate.upgrade()
    with get_engine().connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == migrate.head()


def test_every_store_owned_index_begins_with_the_store_or_a_key() -> None:
    """Rule X5: rows of many stores lie together, so an index leads with the store or follows a foreign key."""
    for table in Base.metadata.sorted_tables:
        if "store_id" not in table.columns:
            continue
        for index in table.indexes:
            first = index.columns[0]
            assert first.name == "store_id" or first.foreign_keys or index.unique, index.name
