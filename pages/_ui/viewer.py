"""Who looks: the person of the session cookie, or in the demo store the person the viewer has put on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from pages._ui import clock, state
from salesops.access import sessions, viewers
from salesops.access.actors import Actor
from salesops.core.errors import NotAllowed
from salesops.core.i18n import N_
from salesops.core.settings import settings
from salesops.db import unit_of_work
from salesops.models.enums import Role

_KEPT = "viewing"
_CHECKED = "viewing.checked"
_TRUSTED_SECONDS = 0.25
"""About one run: its later reads need not ask again who looks at which state."""


class SignedOut(NotAllowed):
    """Nobody is signed in (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """Who looks at which state of which store."""

    actor: Actor
    version: int
    store_name: str
    is_demo: bool
    asked: tuple[str, str, str, datetime | None]
    """What this was decided from: address of the database, cookie, the person put on, and with a cookie the minute."""


_stands_in: ContextVar[Viewing | None] = ContextVar("so.stands_in", default=None)


def lately() -> Viewing | None:
    """The viewer when it was made sure of a moment ago in this tab, and nothing was written in it since."""
    checked: float | None = state.run_cache().get(_CHECKED)
    kept: Viewing | None = state.run_cache().get(_KEPT)
    if checked is None or kept is None or time.monotonic() - checked > _TRUSTED_SECONDS:
        return None
    return kept if kept.asked == _asked() else None


def look_again() -> None:
    """Make sure of the viewer and the state at the next read: something was written."""
    state.run_cache().pop(_CHECKED, None)


def refresh(session: Any) -> Viewing:
    """The viewer as of now: asked again when something was written, the minute is over, or another was put on.

    Raises SignedOut when the session ended, was revoked, or never began.
    """
    asked = _asked()
    kept: Viewing | None = state.run_cache().get(_KEPT)
    if kept is None or kept.asked != asked or _outdated(session, kept):
        kept = _find(session, asked)
        state.run_cache()[_KEPT] = kept
    state.run_cache()[_CHECKED] = time.monotonic()
    return kept


def enter() -> Viewing:
    """Find out who looks, at the beginning of a full run. Raises SignedOut."""
    secret = _secret()
    with unit_of_work.reading() as session:
        found = refresh(session)
        silent = bool(secret) and sessions.needs_seen(session, now=clock.now(), secret=secret)
    if silent:
        with unit_of_work.writing(found.actor.store_id) as session:
            sessions.mark_seen(session, now=clock.now(), secret=secret)
    return found


def viewing() -> Viewing:
    """The viewer as last found in this tab."""
    return _stands_in.get() or known() or enter()


def known() -> Viewing | None:
    """The viewer as last found in this tab; None where nobody was looked for yet."""
    kept: Viewing | None = state.run_cache().get(_KEPT)
    return kept


@contextmanager
def standing_in(seen: Viewing) -> Iterator[None]:
    """Work for somebody outside his page, where no tab says who looks: a file that is made later."""
    marked = _stands_in.set(seen)
    try:
        yield
    finally:
        _stands_in.reset(marked)


def actor() -> Actor:
    """Who looks at this page."""
    return viewing().actor


def zone() -> ZoneInfo:
    """The store's time zone."""
    return actor().zone


def is_demo() -> bool:
    """Whether this is the demo store, which needs no sign-in."""
    return viewing().is_demo


def demo_people(session: Any, viewer: Actor) -> list[Actor]:
    """The people of the demo store that the viewer can put on, a wall screen last."""
    return viewers.people(session, viewer.store_id)


def _outdated(session: Any, kept: Viewing) -> bool:
    return unit_of_work.data_version(session, kept.actor.store_id) != kept.version


def _asked() -> tuple[str, str, str, datetime | None]:
    """A sign-in is asked again every minute, as it may end by time; signing out writes, and is seen at once."""
    secret = _secret()
    return (settings().database_url, secret, _put_on(), clock.minute() if secret else None)


def _secret() -> str:
    """The session's secret in the browser's cookies; empty without one, and where there is no browser."""
    found: object = st.context.cookies.get(sessions.COOKIE, "")
    return found if isinstance(found, str) else ""


def _put_on() -> str:
    """Who was asked for by the sidebar or the address; kept, as a link to another page drops it from the address."""
    kept, asked = state.view_as(), state.asked("as") or ""
    if asked and not kept:
        state.set_view_as(asked)
    return kept or asked


def _find(session: Any, asked: tuple[str, str, str, datetime | None]) -> Viewing:
    demo_id = viewers.demo_store_id(session) if settings().demo == "auto" else None
    found = sessions.signed_in(session, asked[1], now=clock.now())
    if demo_id is None and found is None:
        raise SignedOut(N_("You are signed out. Sign in to go on."))
    if demo_id is not None and (found is None or found.store_id == demo_id):
        found = _demo_actor(viewers.people(session, demo_id), asked[2])
    assert found is not None
    sign = viewers.store_sign(session, found.store_id)
    return Viewing(
        actor=found,
        version=unit_of_work.data_version(session, found.store_id),
        store_name=sign.name,
        is_demo=found.store_id == demo_id,
        asked=asked,
    )


def _demo_actor(people: list[Actor], wish: str) -> Actor:
    """The person put on, by number or by role; the manager when nobody was chosen."""
    for person in people:
        if wish in (str(person.staff_id), person.role.value):
            return person
    return next((person for person in people if person.role is Role.MANAGER), people[0])
