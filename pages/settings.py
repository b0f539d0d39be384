"""Settings: the store, its business numbers, its people, its files."""

from collections.abc import Callable

import streamlit as st

from pages._panels import settings_accounts as accounts
from pages._panels import settings_files as files
from pages._panels import settings_numbers as numbers
from pages._panels import settings_people as people
from pages._panels import settings_roles as roles
from pages._panels import settings_store as the_store
from pages._panels import settings_targets as targets
from pages._ui import components as ui
from pages._ui import nav, state, store
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, _

SECTIONS: dict[str, tuple[str, Permission, Callable[[], None]]] = {
    "store": (N_("Store and hours"), Permission.CHANGE_SETTINGS, the_store.show),
    "numbers": (N_("Business numbers"), Permission.CHANGE_SETTINGS, numbers.show),
    "targets": (N_("Targets"), Permission.SET_TARGETS, targets.show),
    "people": (N_("People"), Permission.MANAGE_ACCOUNTS, people.show),
    "accounts": (N_("Sign-ins and screens"), Permission.MANAGE_ACCOUNTS, accounts.show),
    "roles": (N_("Roles"), Permission.MANAGE_ACCOUNTS, roles.show),
    "import": (N_("Import"), Permission.IMPORT, files.show_import),
    "export": (N_("Export"), Permission.EXPORT, files.show_export),
    "check": (N_("Data check and changes"), Permission.CHANGE_SETTINGS, the_store.show_check),
}


def render() -> None:
    """Show one section at a time, those that the role may change."""
    ui.page_title(nav.title("settings"), _("Every change is kept with who made it and when."))
    mine = [name for name, (_title, needs, _show) in SECTIONS.items() if store.actor().may(needs)]
    if not mine:
        ui.empty_state(_("Your role has nothing to set."), next_step="home")
        return
    wanted = state.asked("section") or ""
    state.set_widget("settings.section", wanted if wanted in mine else mine[0])
    chosen = st.segmented_control(
        _("Section"),
        mine,
        format_func=lambda name: _(SECTIONS[name][0]),
        required=True,
        key="settings.section",
        on_change=_turn,
        label_visibility="collapsed",
    )
    SECTIONS[str(chosen)][2]()


def _turn() -> None:
    state.set_query("section", state.widget("settings.section", ""))


render()
