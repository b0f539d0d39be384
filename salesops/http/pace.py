"""How often a sender may knock: so many requests at once, and so many a minute after that (Rule L7)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

AT_ONCE = 60
"""Requests that a sender may make without waiting; one request carries many leads."""
PER_SECOND = 2.0
_MOST_SENDERS = 2_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Pace:
    """A bucket for each sender that fills as time passes; the senders longest silent are forgotten first."""

    def __init__(self, *, at_once: int = AT_ONCE, per_second: float = PER_SECOND) -> None:
        self._at_once, self._per_second = at_once, per_second
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, sender: str, *, now: float) -> float:
        """Seconds that the sender has to wait before his next request; 0 when this one is allowed, and counted."""
        with self._lock:
            bucket = self._buckets.pop(sender, None) or _Bucket(left=float(self._at_once), at=now)
            bucket.left = min(self._at_once, bucket.left + (now - bucket.at) * self._per_second)
            bucket.at = now
            self._buckets[sender] = bucket
            while len(self._buckets) > _MOST_SENDERS:
                self._buckets.popitem(last=False)
            if bucket.left >= 1:
                bucket.left -= 1
                return 0.0
            return (1 - bucket.left) / self._per_second
