"""A crash at any moment loses nothing that was confirmed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from salesops.access import stores
from salesops.db import unit_of_work
from salesops.models import Customer
from tests.builders import NOON

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("confirmed", [1, 7, 40])
def test_what_was_confirmed_before_a_kill_is_there_afterwards(database: str, confirmed: int) -> None:
    """Rule X5: on both databases."""
    with unit_of_work.writing() as session:
        store_id = stores.new_store(session, now=NOON, code="S1", name="Store")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", str(store_id)],
        cwd=ROOT,
        env=os.environ | {"SALESOPS_DATABASE_URL": database},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = [int(process.stdout.readline()) for _ in range(confirmed)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with unit_of_work.reading() as session:
        kept = set(session.scalars(select(Customer.id)))
    assert set(said) <= kept
