"""What each role may do: one table (Rule X2)."""

from __future__ import annotations

from enum import StrEnum

from salesops.models.enums import Role


class Permission(StrEnum):
    """Something that not everybody may do."""

    SEE_ALL_CUSTOMERS = "see_all_customers"
    SEE_COST = "see_cost"
    RECORD_TOUCH = "record_touch"
    RECEIVE = "receive"
    ASSIGN_LEADS = "assign_leads"
    APPROVE_LOSS = "approve_loss"
    ASK_PRICE = "ask_price"
    DECIDE_PRICE_SUPERVISOR = "decide_price_supervisor"
    DECIDE_PRICE_MANAGER = "decide_price_manager"
    LEAD_MEETING = "lead_meeting"
    STATE_FORECAST = "state_forecast"
    CLOSE_DAY = "close_day"
    SET_TARGETS = "set_targets"
    RUN_TRAINING = "run_training"
    INSPECT = "inspect"
    ARRANGE_SHOWROOM = "arrange_showroom"
    MANAGE_STOCK = "manage_stock"
    EDIT_LIBRARY = "edit_library"
    CARE = "care"
    IMPORT = "import"
    EXPORT = "export"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_ACCOUNTS = "manage_accounts"


_CONSULTANT = frozenset(
    {
        Permission.RECORD_TOUCH,
        Permission.RECEIVE,
        Permission.ASK_PRICE,
        Permission.STATE_FORECAST,
        Permission.INSPECT,
        Permission.CARE,
    }
)
_SUPERVISOR = _CONSULTANT | {
    Permission.SEE_ALL_CUSTOMERS,
    Permission.SEE_COST,
    Permission.ASSIGN_LEADS,
    Permission.APPROVE_LOSS,
    Permission.DECIDE_PRICE_SUPERVISOR,
    Permission.LEAD_MEETING,
    Permission.CLOSE_DAY,
    Permission.RUN_TRAINING,
    Permission.ARRANGE_SHOWROOM,
    Permission.MANAGE_STOCK,
    Permission.EDIT_LIBRARY,
    Permission.IMPORT,
    Permission.EXPORT,
}
MATRIX: dict[Role, frozenset[Permission]] = {
    Role.MANAGER: frozenset(Permission),
    Role.SUPERVISOR: frozenset(_SUPERVISOR),
    Role.CONSULTANT: _CONSULTANT,
    Role.RECEPTION: frozenset({Permission.RECEIVE, Permission.INSPECT}),
    Role.WALL: frozenset(),
}

PAGES: dict[str, frozenset[Role]] = {
    "home": frozenset(Role) - {Role.WALL},
    "meeting": frozenset(Role) - {Role.WALL},
    "leads": frozenset({Role.MANAGER, Role.SUPERVISOR, Role.CONSULTANT}),
    "intent": frozenset(Role) - {Role.WALL},
    "training": frozenset({Role.MANAGER, Role.SUPERVISOR, Role.CONSULTANT}),
    "showroom": frozenset(Role) - {Role.WALL},
    "inventory": frozenset(Role) - {Role.WALL},
    "review": frozenset({Role.MANAGER, Role.SUPERVISOR, Role.CONSULTANT}),
    "care": frozenset({Role.MANAGER, Role.SUPERVISOR, Role.CONSULTANT}),
    "wall": frozenset(Role),
    "settings": frozenset({Role.MANAGER, Role.SUPERVISOR}),
}
"""Which roles a page is registered for; the rest never learn that it exists."""
