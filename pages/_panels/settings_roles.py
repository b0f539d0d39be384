"""Who may do what and who sees which page: the one table of roles, as the software keeps it (X2)."""

from __future__ import annotations

from pages._ui import components as ui
from pages._ui import nav, tables
from salesops.access.permissions import MATRIX, PAGES, Permission
from salesops.core.i18n import _, label
from salesops.models.enums import Role


def show() -> None:
    """Actions by role, then pages by role."""
    with ui.panel(
        _("What each role may do"),
        note=_("A consultant sees own customers in full and others' masked. Roles are given under People."),
    ):
        actions = tables.Column[Permission](label=_("Action"), value=label)
        tables.table(
            list(Permission),
            [actions, *(_may(role) for role in Role)],
            key="settings.roles.actions",
            height="content",
        )
    with ui.panel(_("Which pages each role sees")):
        pages = tables.Column[str](label=_("Page"), value=nav.title)
        tables.table(
            [entry.name for entry in nav.ENTRIES],
            [pages, *(_sees(role) for role in Role)],
            key="settings.roles.pages",
            height="content",
        )


def _may(role: Role) -> tables.Column[Permission]:
    return tables.Column[Permission](
        label=label(role), value=lambda action: action in MATRIX[role], kind=tables.Kind.YES_NO
    )


def _sees(role: Role) -> tables.Column[str]:
    return tables.Column[str](
        label=label(role), value=lambda page: role in PAGES[page], kind=tables.Kind.YES_NO
    )
