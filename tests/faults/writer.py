"""A process that writes customers one after the other and says each number once it is saved; it is killed from outside."""

from __future__ import annotations

import sys

from salesops.db import unit_of_work
from tests.builders import a_customer


def main(store_id: int) -> None:
    """Write until killed."""
    while True:
        with unit_of_work.writing(store_id) as session:
            made = a_customer(session, store_id, phone=None).id
        sys.stdout.write(f"{made}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
