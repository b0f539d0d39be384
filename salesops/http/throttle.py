"""How many wrong passwords one address may send, whatever names it tries (Rule X2)."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

_ADDRESSES = 10_000


class Tries:
    """Wrong tries by address within a window, in this process; the oldest address is forgotten when there are many."""

    def __init__(self, *, most: int, within: timedelta) -> None:
        self._most, self._within = most, within
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def spent(self, address: str, *, now: datetime) -> bool:
        """Whether the address has used up its tries for now."""
        with self._lock:
            return len(self._recent(address, now)) >= self._most

    def note(self, address: str, *, now: datetime) -> None:
        """Count a wrong try."""
        with self._lock:
            self._recent(address, now).append(now)
            self._seen.move_to_end(address)
            while len(self._seen) > _ADDRESSES:
                self._seen.popitem(last=False)

    def _recent(self, address: str, now: datetime) -> deque[datetime]:
        tries = self._seen.setdefault(address, deque(maxlen=self._most))
        while tries and now - tries[0] > self._within:
            tries.popleft()
        return tries
