"""Every way in and out beside the pages, written down door by door (Rule X2): commands, addresses, files that go out."""

from __future__ import annotations

from salesops.models.enums import Role
from tests.access.actions import LEADERS, MANAGER

EVERYBODY = frozenset(Role)

STORE_COMMANDS: dict[str, frozenset[Role]] = {
    "import": LEADERS,
    "export": LEADERS,
    "kpi": EVERYBODY,
    "user add": MANAGER,
    "user list": MANAGER,
    "user passwd": MANAGER,
    "user disable": MANAGER,
    "token new": MANAGER,
    "token revoke": MANAGER,
}
"""Commands that act in one store, and the roles whose rights they ask for; `kpi` leaves out what a role may not see.

Whoever has the machine acts as the store itself: with the manager's rights, and in the store's name in the trail.
"""
MACHINE_COMMANDS = (
    "db upgrade",
    "demo",
    "store new",
    "store list",
    "backup",
    "restore",
    "check",
    "serve",
    "worker",
    "routes",
)
"""Belong to whoever runs the server: the database is in their hands anyhow."""

ANYBODY, SIGNED_IN, TOKEN, LINK = "anybody", "who is signed in", "a valid token", "a valid link of a screen"
ADDRESSES: dict[str, str] = {
    "/healthz": ANYBODY,
    "/readyz": ANYBODY,
    "/login": ANYBODY,
    "/logout": ANYBODY,
    "/device/{secret}": LINK,
    "/api/v1/leads": TOKEN,
}
"""Addresses beside the pages and what they ask for; all others, Streamlit's own among them, ask for a sign-in."""

HANDOUTS: dict[str, str] = {
    "care_file": "what is kept of a customer, for himself",
    "intent_papers": "offer, instalments, test-drive agreement",
    "meeting_summary": "minutes, paper pack",
    "review_market": "proposal for a key customer",
    "review_response_print": "poster, price boards",
    "settings_files": "whole lists, rejected rows of an import",
    "showroom_poster": "comparison of costs",
    "training_orders": "card of an order",
}
"""Panels with buttons that hand out a file, and which; whoever the page is for, and masked as on the page."""
