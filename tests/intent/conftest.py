"""A store that other connections see, for many writers at once."""

from __future__ import annotations

import pytest

from salesops.db import unit_of_work
from tests.builders import StoreFixture, a_store


@pytest.fixture
def house(database: str) -> StoreFixture:
    """A store that is saved."""
    with unit_of_work.writing() as session:
        return a_store(session)
