"""The gate before every page, file and websocket: nothing without sign-in outside the demo (Rule X2)."""

from __future__ import annotations

import asyncio
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from salesops.access import sessions, viewers
from salesops.core import clock
from salesops.core.settings import settings
from salesops.db import unit_of_work

OPEN = (
    "/login",
    "/logout",
    "/device/",
    "/healthz",
    "/readyz",
    "/api/",
    "/static/",
    "/_stcore/health",
    "/favicon",
)
"""Addresses that ask for their own proof, or tell nothing."""

_CLOSED = 4401


class Gate:
    """ASGI middleware: HTTP without a valid sign-in goes to the form, a websocket is closed before it opens."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, send to the form, or close."""
        if (
            scope["type"] not in ("http", "websocket")
            or is_open(scope["path"])
            or await asyncio.to_thread(may_enter, secret_of(scope))
        ):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _CLOSED})
        else:
            form = RedirectResponse(f"/login?next={quote(scope['path'])}", status_code=303)
            await form(scope, receive, send)


def is_open(path: str) -> bool:
    """Whether an address needs no sign-in."""
    return any(
        path == each or (each.endswith("/") and path.startswith(each)) for each in OPEN
    ) or path.startswith("/favicon")


def secret_of(scope: Scope) -> str:
    """The session's secret in the cookies of a request; empty when there is none."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            cookies = SimpleCookie()
            try:
                cookies.load(value.decode("latin-1"))
            except CookieError:
                continue
            if sessions.COOKIE in cookies:
                return cookies[sessions.COOKIE].value
    return ""


def may_enter(secret: str) -> bool:
    """Whether the demo is open to all, or the secret stands for somebody."""
    with unit_of_work.reading() as session:
        if settings().demo == "auto" and viewers.demo_store_id(session) is not None:
            return True
        return sessions.signed_in(session, secret, now=clock.now()) is not None
