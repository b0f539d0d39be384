"""Units of work as pages use them: read with a cache that writing empties, run one operation, say how it ended."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from pages._ui import clock, leave, state, viewer
from salesops.access.actors import Actor
from salesops.core import i18n
from salesops.core.errors import SalesOpsError
from salesops.core.settings import settings
from salesops.db import unit_of_work

T = TypeVar("T")

_ATOMS = (str, int, float, bool, bytes, date, datetime, time, timedelta, Decimal, Enum, type(None))
_MAX_ENTRIES = 600


class Uncacheable(Exception):
    """An argument of a read cannot be part of a key."""


class _Answers:
    """Frozen results of reads, shared by all viewers who may see the same; the oldest unused go first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._rows: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...]) -> tuple[bool, Any]:
        with self._lock:
            if key not in self._rows:
                return False, None
            self._rows.move_to_end(key)
            return True, self._rows[key]

    def put(self, key: tuple[Any, ...], value: object) -> None:
        with self._lock:
            self._rows[key] = value
            self._rows.move_to_end(key)
            while len(self._rows) > self._size:
                self._rows.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()


_answers = _Answers(_MAX_ENTRIES)


class Reader:
    """Asks queries within one unit of work; call it like `read(queries.waiting_leads, now=clock.minute())`."""

    __slots__ = ("_actor", "_seen", "_session")

    def __init__(self, session: Callable[[], Any], actor: Actor, version: int) -> None:
        self._session = session
        self._actor = actor
        self._seen = (
            settings().database_url,
            actor.store_id,
            version,
            actor.role,
            actor.staff_id,
            i18n.language(),
        )
        """What every answer depends on beside the question: whose, of which state, for whose eyes, in which words."""

    def __call__(self, query: Callable[..., T], *args: object, **values: object) -> T:
        """The query's answer for this viewer: from the cache when nothing was written since."""
        try:
            key = (self._seen, query.__module__, query.__qualname__, _frozen(args), _frozen(values))
        except Uncacheable:
            return query(self._session(), self._actor, *args, **values)
        found, answer = _answers.get(key)
        if not found:
            answer = query(self._session(), self._actor, *args, **values)
            _answers.put(key, answer)
        mine: T = _own_copy(answer)
        return mine


@contextmanager
def reading() -> Iterator[Reader]:
    """One unit of work to read in. The viewer is the first argument after the session of every query.

    The database is asked only for what is not known yet: a read of cached answers right after another opens nothing.
    """
    with ExitStack() as stack:
        opened: list[Any] = []

        def session() -> Any:
            if not opened:
                opened.append(stack.enter_context(unit_of_work.reading()))
            return opened[0]

        try:
            viewing = viewer.lately() or viewer.refresh(session())
        except viewer.SignedOut:
            leave.for_sign_in()
        yield Reader(session, viewing.actor, viewing.version)


def actor() -> Actor:
    """Who looks at this page."""
    return viewer.actor()


def is_demo() -> bool:
    """Whether this is the demo store that needs no sign-in."""
    return viewer.is_demo()


def run(
    operation: Callable[..., T],
    /,
    *,
    done: str | Callable[[T], str] | None = None,
    **values: object,
) -> T | None:
    """Run one operation in its own unit of work; return its result, or None when it was refused.

    `done` is the sentence shown afterwards (or a function of the result that makes it). A SalesOpsError becomes the
    sentence instead, and nothing is saved. Call it from callbacks, so that the page is drawn with the new state.
    """
    try:
        with unit_of_work.writing(viewer.actor().store_id) as session:
            result = operation(session, viewer.refresh(session).actor, now=clock.now(), **values)
    except SalesOpsError as refused:
        _say_refusal(refused)
        return None
    finally:
        viewer.look_again()
    if done is not None:
        state.tell(state.FeedbackKind.DONE, done(result) if callable(done) else done)
    return result


def run_in_steps(operation: Callable[..., T], /, **values: object) -> T | None:
    """Run long work that saves in units of its own (an import); None when it was refused. Shows nothing itself."""
    try:
        return operation(viewer.actor(), now=clock.now(), **values)
    except SalesOpsError as refused:
        _say_refusal(refused)
        return None
    finally:
        viewer.look_again()


def later(operation: Callable[..., T], /, **values: object) -> Callable[[], T]:
    """The operation as a function without arguments, for a download that is made when it is asked for.

    It then runs outside the page, so who looks and in which language is settled now.
    """
    person, spoken = viewer.actor(), i18n.language()

    def run_it() -> T:
        with i18n.speaking(spoken), unit_of_work.writing(person.store_id) as session:
            return operation(session, person, now=clock.now(), **values)

    return run_it


def _say_refusal(refused: SalesOpsError) -> None:
    """The sentence, and where there are several reasons, each on its own line."""
    reasons = [i18n.render(reason) for reason in getattr(refused, "reasons", ())]
    state.tell(state.FeedbackKind.REFUSED, "\n".join([i18n.render(refused.message), *reasons]))


def forget_answers() -> None:
    """Empty the cache of reads (tests, and after a restore)."""
    _answers.clear()


def _own_copy(answer: T) -> T:
    """Lists and dicts are copied, so that a page that sorts its rows does not change another viewer's."""
    if isinstance(answer, list | dict):
        return answer.copy()  # type: ignore[return-value]
    return answer


def _frozen(value: object) -> Any:
    if isinstance(value, _ATOMS):
        return value
    if isinstance(value, Mapping):
        return frozenset((name, _frozen(item)) for name, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, set | frozenset):
        return frozenset(_frozen(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        try:
            hash(value)
        except TypeError:
            raise Uncacheable from None
        return value
    raise Uncacheable
