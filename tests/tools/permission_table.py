"""Writes docs/permissions.md from the one table in code: `python tests/tools/permission_table.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from salesops.access.permissions import MATRIX, PAGES, Permission  # noqa: E402
from salesops.core.i18n import label, speaking  # noqa: E402
from salesops.models.enums import Role  # noqa: E402
from tests.access.actions import ACTIONS, OTHERS_ROWS  # noqa: E402
from tests.access.doors import ADDRESSES, HANDOUTS, MACHINE_COMMANDS, STORE_COMMANDS  # noqa: E402

_WORDS: dict[bool | str, str] = {True: "yes", False: ""}
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
        "## Operations",
        "",
        "Every change that a page can ask for. “Own” means: in rows of one's own.",
        "",
        *head,
        *[_row(f"`{name}`", _cells(name)) for name in sorted(ACTIONS.keys() | OTHERS_ROWS.keys())],
        "",
        *_doors(head),
    ]
    return "\n".join(lines)


def _doors(head: list[str]) -> list[str]:
    """Commands, addresses and files that go out."""
    return [
        "## Commands",
        "",
        "The command line runs as the operator of the machine: in a store it acts as the store itself, with the manager's",
        "rights and in the store's name in the trail. Each command asks for these rights all the same; `kpi` leaves out",
        "what a role may not see.",
        "",
        *head,
        *[_row(f"`{name}`", [role in may for role in Role]) for name, may in STORE_COMMANDS.items()],
        "",
        "Whoever runs the server has the database in hand; these ask nobody: "
        + ", ".join(f"`{name}`" for name in MACHINE_COMMANDS)
        + ".",
        "",
        "## Addresses",
        "",
        "Pages, uploads, downloads and the websocket ask for a sign-in; the role decides which pages there are. Beside them:",
        "",
        "| | Asks for |",
        "|---|---|",
        *[f"| `{path}` | {asked} |" for path, asked in ADDRESSES.items()],
        "",
        "## Files that go out",
        "",
        "Lists ask for “Export” and leave an entry in the trail. Other files are made of what the page shows to the role.",
        "",
        *head,
        *[
            _row(what, [role in PAGES[panel.split("_")[0]] for role in Role])
            for panel, what in HANDOUTS.items()
        ],
        "",
    ]


def _row(name: str, cells: list[bool | str]) -> str:
    return f"| {name} | " + " | ".join(_WORDS.get(cell, str(cell)) for cell in cells) + " |"


def _cells(name: str) -> list[bool | str]:
    if name in ACTIONS:
        return [role in ACTIONS[name] for role in Role]
    return [role in OTHERS_ROWS[name] or _own(role) for role in Role]


def _own(role: Role) -> bool | str:
    """A consultant reaches his own rows; nobody but people of the sales floor has any."""
    return "own" if role is Role.CONSULTANT else False


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
