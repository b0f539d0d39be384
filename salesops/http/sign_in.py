"""The sign-in form, signing out, and the link of a wall screen."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from html import escape
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from salesops.access import sessions
from salesops.access.sessions import Refusal, SignedIn
from salesops.core import clock
from salesops.core.i18n import _, render, set_language
from salesops.core.settings import settings
from salesops.db import unit_of_work
from salesops.http.throttle import Tries

WALL_ADDRESS = "/wall?embed=true&display=wall"
_WALL_LASTS = 3650 * 86400
TRIES = Tries(most=30, within=timedelta(minutes=5))
"""An account locks after a few wrong passwords; this stops one address that tries many names."""

_FORM = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>SalesOps</title><style>
:root {{ color-scheme: light dark; --line: #c9ced6; --accent: #0b5cad; --on-accent: #fff; --bad: #b3261e; --page: #f4f6f8; --card: #fff; --ink: #1c2430 }}
@media (prefers-color-scheme: dark) {{ :root {{ --line: #4a5463; --accent: #7db7f0; --on-accent: #0d1520; --bad: #ffb4ab; --page: #12171e; --card: #1b222c; --ink: #e8ecf1 }} }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--ink);
  font: 16px/1.5 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }}
form {{ width: min(22rem, 86vw); padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px }}
h1 {{ margin: 0 0 .25rem; font-size: 1.5rem }} p {{ margin: 0 0 1rem }} .bad {{ color: var(--bad) }}
label {{ display: block; margin: .75rem 0 .25rem }}
input, button {{ box-sizing: border-box; width: 100%; min-height: 44px; padding: .5rem .75rem; font: inherit;
  border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--ink) }}
button {{ margin-top: 1.25rem; border: 0; background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer }}
</style></head><body><main><form method="post" action="/login?next={next}">
<h1>SalesOps</h1><p>{intro}</p>{problem}
<label for="username">{username}</label><input id="username" name="username" autocomplete="username" value="{typed}" required autofocus>
<label for="password">{password}</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button>{button}</button></form></main></body></html>"""


async def sign_in(request: Request) -> Response:
    """Show the form, or check what was entered in it and set the cookie."""
    _speak(request)
    target = local_path(request.query_params.get("next", "/"))
    if request.method == "GET":
        return _form(target)
    entered = await request.form()
    username = str(entered.get("username", ""))
    address, now = request.client.host if request.client else "", clock.now()
    if TRIES.spent(address, now=now):
        problem = _("Too many wrong passwords from here. Wait five minutes.")
        return _form(target, problem=problem, typed=username, status=429)
    answer = await asyncio.to_thread(
        _check, username, str(entered.get("password", "")), request.headers.get("user-agent", "")
    )
    if isinstance(answer, Refusal):
        TRIES.note(address, now=now)
        return _form(target, problem=render(answer.error.message), typed=username, status=401)
    response = RedirectResponse(target, status_code=303)
    _set_cookie(response, request, answer.secret, int(answer.lasts.total_seconds()))
    return response


async def sign_out(request: Request) -> Response:
    """End the session and go to the form."""
    secret = request.cookies.get(sessions.COOKIE, "")
    await asyncio.to_thread(_end, secret)
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(sessions.COOKIE)
    return response


async def device(request: Request) -> Response:
    """Turn a wall screen's link into its cookie and show the wall (Rule U1)."""
    secret = str(request.path_params["secret"])
    response = RedirectResponse(WALL_ADDRESS, status_code=303)
    _set_cookie(response, request, secret, _WALL_LASTS)
    return response


def local_path(target: str) -> str:
    """The target when it is a path of this server, else the home page: a sign-in never leads elsewhere."""
    parts = urlsplit(target)
    safe = (
        target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and not parts.scheme
        and not parts.netloc
    )
    return target if safe and not any(ord(letter) < 32 for letter in target) else "/"


def _check(username: str, password: str, user_agent: str) -> SignedIn | Refusal:
    with unit_of_work.writing() as session:
        return sessions.sign_in(
            session, now=clock.now(), username=username, password=password, user_agent=user_agent
        )


def _end(secret: str) -> None:
    if secret:
        with unit_of_work.writing() as session:
            sessions.sign_out(session, now=clock.now(), secret=secret)


def _set_cookie(response: Response, request: Request, secret: str, lasts: int) -> None:
    secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
    response.set_cookie(sessions.COOKIE, secret, max_age=lasts, httponly=True, samesite="lax", secure=secure)


def _form(target: str, *, problem: str = "", typed: str = "", status: int = 200) -> HTMLResponse:
    page = _FORM.format(
        lang=_("en"),
        next=quote(target),
        intro=_("Sign in to your store."),
        problem=f'<p class="bad" role="alert">{escape(problem)}</p>' if problem else "",
        username=_("User name"),
        password=_("Password"),
        button=_("Sign in"),
        typed=escape(typed, quote=True),
    )
    return HTMLResponse(
        page, status_code=status, headers={"Cache-Control": "no-store", "X-Frame-Options": "DENY"}
    )


def _speak(request: Request) -> None:
    wanted = settings().lang
    if wanted == "auto":
        wanted = "zh" if request.headers.get("accept-language", "zh").lower().startswith("zh") else "en"
    set_language("zh_CN" if wanted == "zh" else "en")
