"""The pages of the application: names, icons, groups of the day, who sees them, links to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from pages._ui import state
from salesops.access.permissions import PAGES
from salesops.core.i18n import N_, _, language
from salesops.models.enums import Role

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

HOME = "home"
_BUILT = "nav.built"
_MOST_COUNTED = 99
PAGES_FOLDER = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """One page: file and address share the name."""

    name: str
    title: str
    icon: str
    group: str


MORNING, AFTERNOON, EVENING, STORE = N_("Morning"), N_("Afternoon"), N_("Evening"), N_("Store")

ENTRIES = (
    PageEntry(name="home", title=N_("Today"), icon="today", group=""),
    PageEntry(name="meeting", title=N_("Morning meeting"), icon="groups", group=MORNING),
    PageEntry(name="leads", title=N_("Leads"), icon="call", group=MORNING),
    PageEntry(name="intent", title=N_("Intent"), icon="handshake", group=MORNING),
    PageEntry(name="training", title=N_("Training"), icon="school", group=AFTERNOON),
    PageEntry(name="showroom", title=N_("Showroom"), icon="storefront", group=AFTERNOON),
    PageEntry(name="inventory", title=N_("Inventory"), icon="garage", group=AFTERNOON),
    PageEntry(name="review", title=N_("Evening review"), icon="fact_check", group=EVENING),
    PageEntry(name="care", title=N_("After-hours care"), icon="favorite", group=EVENING),
    PageEntry(name="wall", title=N_("Showroom screen"), icon="tv", group=STORE),
    PageEntry(name="settings", title=N_("Settings"), icon="settings", group=STORE),
)
_BY_NAME = {entry.name: entry for entry in ENTRIES}


def allowed(role: Role) -> list[PageEntry]:
    """The pages a role may open, in the order of the day, as far as they exist."""
    return [entry for entry in ENTRIES if role in PAGES[entry.name] and _is_there(entry.name)]


def page_file(name: str) -> Path:
    """The file of a page."""
    return PAGES_FOLDER / f"{name}.py"


@cache
def _is_there(name: str) -> bool:
    """Asked of the disk once, not for every link."""
    return page_file(name).is_file()


def build(role: Role, counts: Mapping[str, int] = MappingProxyType({})) -> Mapping[str, list[Page]]:
    """The navigation of a role: groups of the day and their pages; home answers at the bare address.

    `counts` says what a page still owes today. A tab keeps its pages until one of these changes.
    """
    wanted = (role, language(), tuple(counts.items()))
    kept = state.run_cache().get(_BUILT)
    if kept is None or kept[0] != wanted:
        kept = (wanted, _build(role, counts))
        state.run_cache()[_BUILT] = kept
    sections: Mapping[str, list[Page]] = kept[1]
    return sections


def _build(role: Role, counts: Mapping[str, int]) -> Mapping[str, list[Page]]:
    entries = allowed(role)
    sections: dict[str, list[Page]] = {}
    if not any(entry.name == HOME for entry in entries):
        sections[""] = [st.Page(_to_first, url_path="start", default=True, visibility="hidden")]
    for entry in entries:
        page = st.Page(
            page_file(entry.name),
            title=_titled(entry, counts.get(entry.name, 0)),
            icon=f":material/{entry.icon}:",
            url_path=entry.name,
            default=entry.name == HOME,
        )
        sections.setdefault(_(entry.group) if entry.group else "", []).append(page)
    return sections


def _titled(entry: PageEntry, count: int) -> str:
    shown = str(count) if count <= _MOST_COUNTED else f"{_MOST_COUNTED}+"
    return f"{_(entry.title)} :gray-badge[{shown}]" if count else _(entry.title)


def _to_first() -> None:
    """Who has no home page (a wall screen) goes to the first page of the role."""
    from pages._ui import viewer

    go(allowed(viewer.actor().role)[0].name, query=state.query())


def title(name: str) -> str:
    """The title of a page in the viewer's language."""
    return _(_BY_NAME[name].title)


def exists(name: str) -> bool:
    """Whether the viewer may open the page."""
    from pages._ui import viewer

    entry = _BY_NAME.get(name)
    return entry is not None and viewer.actor().role in PAGES[name] and _is_there(name)


def _built(name: str) -> Page | None:
    """The page in the navigation of this tab."""
    _wanted, sections = state.run_cache().get(_BUILT, ((), {}))
    address = "" if name == HOME else name
    return next((page for pages in sections.values() for page in pages if page.url_path == address), None)


def link(name: str, label: str | None = None, *, query: Mapping[str, str] | None = None) -> None:
    """A link to another page; nothing when the viewer may not open it."""
    if not exists(name):
        return
    st.page_link(
        _built(name) or str(page_file(name)),
        label=label or title(name),
        icon=f":material/{_BY_NAME[name].icon}:",
        query_params=dict(query) if query else None,
    )


def go(name: str, *, query: Mapping[str, str] | None = None) -> None:
    """Leave for another page (not from a callback)."""
    st.switch_page(str(page_file(name)), query_params=dict(query) if query else None)
