"""The permission table in the documents is the one in code (Rule X2)."""

from __future__ import annotations

from tests.tools import permission_table


def test_the_document_does_not_lag_behind_the_code() -> None:
    assert permission_table.FILE.read_text("utf-8") == permission_table.document(), (
        "run: python tests/tools/permission_table.py"
    )
