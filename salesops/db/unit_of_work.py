"""A unit of work: one read, or one action that happens whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from salesops.core.errors import Conflict, SalesOpsError
from salesops.core.i18n import N_
from salesops.db.engine import WRITES, get_engine

_WROTE = "wrote"
_VERSION = text("SELECT version FROM data_version WHERE store_id = :store")


class Busy(SalesOpsError):
    """The database did not answer in time."""


@contextmanager
def reading() -> Iterator[Session]:
    """A session that reads one consistent state and never writes."""
    with Session(get_engine(), autoflush=False, expire_on_commit=False) as session:
        yield session  # closing rolls back


@contextmanager
def writing(store_id: int | None = None, *, visible: bool = True) -> Iterator[Session]:
    """A session that commits once at its end, or not at all.

    When something was written, the data version of the store (of every store when None) goes up with the commit,
    so that cached reads of the old state are never shown again; `visible=False` is for writes that no page shows.
    Raises Conflict when somebody else changed the same row first.
    """
    engine = get_engine().execution_options(**{WRITES: True})
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            event.listen(session, "after_flush", _note_flush)
            event.listen(session, "do_orm_execute", _note_statement)
            yield session
            session.flush()
            if visible and session.info.get(_WROTE):
                _raise_version(session, store_id)
    except StaleDataError as stale:
        raise Conflict(
            N_("Somebody else has just changed this. Look at the new state and try again.")
        ) from stale
    except OperationalError as error:
        if "locked" in str(error.orig):
            raise Busy(N_("The database is busy. Nothing was saved; please try again.")) from error
        raise


def data_version(session: Session, store_id: int) -> int:
    """How many writes the store has seen; -1 when it is gone."""
    found = session.scalar(_VERSION, {"store": store_id})
    return -1 if found is None else int(found)


def _raise_version(session: Session, store_id: int | None) -> None:
    statement = "UPDATE data_version SET version = version + 1"
    if store_id is None:
        session.execute(text(statement))
    else:
        session.execute(text(statement + " WHERE store_id = :store"), {"store": store_id})


def _note_flush(session: Session, _context: object) -> None:
    session.info[_WROTE] = True


def _note_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        state.session.info[_WROTE] = True
