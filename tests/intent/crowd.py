"""Many writers at the same moment, and how each of them ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from salesops.core.errors import SalesOpsError

WRITERS = 20


def all_at_once(work: Callable[[int], object]) -> Counter[str]:
    """How the writers ended: 'done', or the sentence that refused them."""

    def one(number: int) -> str:
        try:
            work(number)
        except SalesOpsError as refused:
            return refused.message.in_english()
        return "done"

    with ThreadPoolExecutor(WRITERS) as pool:
        return Counter(pool.map(one, range(WRITERS)))
