"""Tells the browser where the application's root is, so that a page's own address asks no wrong doors first.

Opened at /leads, Streamlit's client looks for its server below /leads and then above it; both answers are known here,
so the failed attempts (and their errors in the console) are spared.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SCRIPT = b"<script>window.__streamlit={BACKEND_BASE_URL:location.origin+'/',MAIN_PAGE_BASE_URL:location.origin+'/'};</script>"
_NAMES = (
    b"<script>setInterval(()=>{const all=(what,act)=>document.querySelectorAll(what).forEach(act);"
    b"all('[data-testid=stSidebarNavItems]:not([role])',list=>list.setAttribute('role','group'));"
    b"all('[data-testid=stSidebarNavItems] li:not([role])',item=>item.setAttribute('role','presentation'));"
    b"all('[role=graphics-symbol]:not([aria-label]):not([aria-hidden])',mark=>mark.setAttribute('aria-hidden','true'));"
    b"all('.stTable > div:not([tabindex])',box=>box.scrollWidth>box.clientWidth&&box.setAttribute('tabindex','0'))"
    b"},1000)</script>"
)
"""What a screen reader is told of two things that Streamlit draws without saying what they are: the groups of the
navigation, which no list may hold, and the empty marks of a small trend line, whose figure stands beside it. And a table
that does not fit can be moved with the keys."""
_BEFORE, _END = b"<head>", b"</body>"


class Root:
    """ASGI middleware: adds to the HTML page that loads the application; `style` stands in it before anything is drawn."""

    def __init__(self, app: ASGIApp, style: str = "") -> None:
        self.app = app
        self._style = f"<style>{style}</style>".encode() if style else b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; only HTML is changed."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        if _wants_html(scope):  # a packed answer could not be changed; this one page is small
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, _Rewriting(send, self._style))
        else:
            await self.app(scope, receive, send)


def _wants_html(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


class _Rewriting:
    """Holds an HTML answer back until it is whole, then sends it with the line added."""

    def __init__(self, send: Send, style: bytes) -> None:
        self._send = send
        self._style = style
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if headers.get("content-type", "").startswith("text/html") and message["status"] == 200:
                self._start = message
                return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = self._body.replace(_BEFORE, _BEFORE + _SCRIPT + _NAMES, 1)
        body = body.replace(_END, self._style + _END, 1)
        headers = MutableHeaders(raw=start["headers"])
        headers["content-length"] = str(len(body))
        if "etag" in headers:  # the file's own mark no longer fits
            del headers["etag"]
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})
