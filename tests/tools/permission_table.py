"""Writes docs/permissions.md from the one table in code: `python tests/tools/permission_table.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from salesops.access.permissions import MATRIX, PAGES, Permission  # noqa: E402
from salesops.core.i18n import label, speaking  # noqa: E402
from salesops.models.enums import Role  # noqa: E402

FILE = ROOT / "docs" / "permissions.md"


def document() -> str:
    """The tables of actions and pages by role."""
    with speaking("en"):
        heads = [label(role) for role in Role]
        actions = [_row(label(each), [each in MATRIX[role] for role in Role]) for each in Permission]
        pages = [_row(name, [role in roles for role in Role]) for name, roles in PAGES.items()]
    head = ["| | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    lines = [
        "# Who may do what",
        "",
        "Made from `salesops/access/permissions.py`; roles are asked in operations and queries, not only by hiding buttons.",
        "A consultant sees own customers in full and others' masked.",
        "",
        "## Actions",
        "",
        *head,
        *actions,
        "",
        "## Pages",
        "",
        *head,
        *pages,
        "",
    ]
    return "\n".join(lines)


def _row(name: str, cells: list[bool]) -> str:
    return f"| {name} | " + " | ".join("yes" if cell else "" for cell in cells) + " |"


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
