"""A browser tab without a browser: speaks Streamlit's own messages and times a run from request to finish."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

_FINISHED_EARLY = 2  # st.rerun or st.switch_page: another run follows at once
_TIMEOUT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a script as a browser sees it."""

    milliseconds: float
    received: int
    """Bytes."""
    shape: Counter[str]
    """How many elements of each kind came."""
    errors: list[str] = field(default_factory=list)


class Tab:
    """One session with a server at http://127.0.0.1:port."""

    def __init__(self, port: int, *, query: str = "") -> None:
        self._query = query
        self._page_hash = ""
        self._port = port
        self._socket: ClientConnection | None = None

    def __enter__(self) -> Self:
        self._socket = connect(
            f"ws://127.0.0.1:{self._port}/_stcore/stream",
            subprotocols=["streamlit", "none"],  # type: ignore[list-item]
            origin=f"http://127.0.0.1:{self._port}",  # type: ignore[arg-type]
            max_size=None,
            proxy=None,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            self._socket.close()

    def open(self, page: str) -> Run:
        """Go to a page by its address, as with a first visit or a click in the navigation."""
        message = BackMsg()
        message.rerun_script.page_name = page
        return self._run(message)

    def rerun(self) -> Run:
        """Run the present page again, as after any click on it."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page_hash
        return self._run(message)

    def _run(self, message: BackMsg) -> Run:
        assert self._socket is not None
        request = message.rerun_script
        request.query_string = self._query
        request.context_info.timezone = "Asia/Shanghai"
        request.context_info.timezone_offset = -480
        request.context_info.locale = "zh-CN"
        request.context_info.url = f"http://127.0.0.1:{self._port}/"
        shape: Counter[str] = Counter()
        errors: list[str] = []
        received = 0
        started = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            frame = self._socket.recv(timeout=_TIMEOUT)
            assert isinstance(frame, bytes)
            received += len(frame)
            answer = ForwardMsg.FromString(frame)
            kind = answer.WhichOneof("type")
            if kind == "script_finished" and answer.script_finished != _FINISHED_EARLY:
                elapsed = (time.perf_counter() - started) * 1000
                return Run(milliseconds=elapsed, received=received, shape=shape, errors=errors)
            if kind == "delta":
                _note(answer, shape, errors)
            elif kind == "new_session":
                self._page_hash = answer.new_session.page_script_hash or self._page_hash
            elif kind == "navigation":
                self._page_hash = answer.navigation.page_script_hash or self._page_hash
            elif kind == "page_not_found":
                errors.append(f"page not found: {answer.page_not_found.page_name}")


def _note(answer: ForwardMsg, shape: Counter[str], errors: list[str]) -> None:
    """Count an element or block by its kind, and keep what went wrong."""
    change = answer.delta.WhichOneof("type")
    if change == "add_block":
        block = answer.delta.add_block
        shape[f"block_{block.WhichOneof('type') or 'vertical'}"] += 1
    elif change == "new_element":
        element = answer.delta.new_element
        kind = element.WhichOneof("type") or "empty"
        shape[kind] += 1
        if kind == "exception":
            errors.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            errors.append(element.alert.body)
