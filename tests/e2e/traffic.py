"""What a browser receives: every websocket frame and every body, and figures that are looked for in them."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page, Response, WebSocket


@dataclass(slots=True)
class Traffic:
    """All that one tab received since it was opened."""

    frames: list[bytes] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Traffic:
        """Listen to a tab from now on."""
        found = cls()

        def keep(payload: str | bytes) -> None:
            found.frames.append(payload.encode() if isinstance(payload, str) else payload)

        def listen(socket: WebSocket) -> None:
            socket.on("framereceived", keep)

        page.on("websocket", listen)

        def note(response: Response) -> None:
            found.responses.append(response)

        page.on("response", note)
        return found

    def received(self) -> bytes:
        """Everything in one piece; call it while the tab is open."""
        return b"\n".join([*self.frames, *(_body(response) for response in self.responses)])


_SHIPPED = {"script", "stylesheet", "font", "image"}
"""Files that are the same for everybody."""


def _body(response: Response) -> bytes:
    if response.request.resource_type in _SHIPPED:
        return b""
    try:
        return response.body()
    except Error:  # a redirect, or the websocket's own handshake, has none
        return b""


def found_in(received: bytes, figures: Iterable[int]) -> set[int]:
    """Which of these amounts, in fen, were received: written in any of the usual ways, or as the number of a table."""
    return {fen for fen in figures if _packed(fen, received) or re.search(_written(fen), received)}


def _packed(fen: int, received: bytes) -> bool:
    return struct.pack("<d", fen / 100) in received or struct.pack("<q", fen) in received


def _written(fen: int) -> bytes:
    whole = round(fen / 100)
    ways = {f"{whole:,}", str(whole), f"{fen / 100:.2f}", f"{fen / 100:,.2f}", str(fen)}
    found = "|".join(re.escape(way) for way in ways)
    return rf"(?<![0-9a-f.,])(?:{found})(?![0-9a-f]|[.,]\d)".encode()  # a figure within a hash is none
