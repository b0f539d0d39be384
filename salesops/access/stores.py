"""The stores of a database: make one, find one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor, system_actor
from salesops.access.permissions import Permission
from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_
from salesops.models import DataVersion, Store


class BadStore(SalesOpsError):
    """A store that cannot be made so, or is not clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreRow:
    """A store as it is listed."""

    id: int
    code: str
    name: str
    is_demo: bool


def stores(session: Session) -> list[StoreRow]:
    """Every store of the database."""
    rows = session.execute(select(Store.id, Store.code, Store.name, Store.is_demo).order_by(Store.id))
    return [StoreRow(id=row.id, code=row.code, name=row.name, is_demo=row.is_demo) for row in rows]


def new_store(
    session: Session, *, now: datetime, code: str, name: str, brand: str = "", language: str = "zh_CN"
) -> int:
    """Make an empty store and return its id. Raises BadStore when the code is taken or something is missing."""
    if not code.strip() or not name.strip():
        raise BadStore(N_("A store needs a code and a name."))
    if session.scalar(select(Store.id).where(Store.code == code.strip())) is not None:
        raise BadStore(N_("The store code “{code}” is taken. Choose another."), code=code.strip())
    store = Store(
        code=code.strip(), name=name.strip(), brand=brand.strip(), language=language, created_at=now
    )
    session.add(store)
    session.flush()
    session.add(DataVersion(store_id=store.id))
    session.flush()
    audit.record(
        session,
        system_actor(session, store.id),
        now=now,
        action="store.new",
        entity="store",
        entity_id=store.id,
        after={"code": store.code, "name": store.name},
    )
    return store.id


def find_store(session: Session, code: str | None) -> int:
    """The store with a code; without one, the only store. Raises NotFound, BadStore when there are several."""
    known = stores(session)
    if code is not None:
        for each in known:
            if each.code == code:
                return each.id
        raise NotFound(N_("There is no store with the code “{code}”."), code=code)
    if not known:
        raise NotFound(N_("There is no store yet. Make one: python -m salesops store new CODE NAME"))
    if len(known) > 1:
        raise BadStore(N_("There are several stores; say which: --store CODE"))
    return known[0].id


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """What the settings page shows and changes of a store."""

    name: str
    brand: str
    zone: str
    language: str


def store_facts(session: Session, viewer: Actor) -> StoreFacts:
    """The viewer's store."""
    row = session.execute(
        select(Store.name, Store.brand, Store.zone, Store.language).where(Store.id == viewer.store_id)
    ).one()
    return StoreFacts(name=row.name, brand=row.brand, zone=row.zone, language=row.language)


def save_store(session: Session, actor: Actor, *, now: datetime, facts: StoreFacts) -> None:
    """Change name, brand, zone or language of the store. Raises BadStore."""
    actor.require(Permission.CHANGE_SETTINGS)
    if not facts.name.strip():
        raise BadStore(N_("The store needs a name."))
    if facts.zone not in available_timezones():
        raise BadStore(N_("“{zone}” is no time zone."), zone=facts.zone)
    row = session.get_one(Store, actor.store_id)
    before = asdict(store_facts(session, actor))
    row.name, row.brand, row.zone, row.language = (
        facts.name.strip(),
        facts.brand.strip(),
        facts.zone,
        facts.language,
    )
    session.flush()
    audit.record(
        session,
        actor,
        now=now,
        action="store.save",
        entity="store",
        entity_id=row.id,
        before=before,
        after=asdict(facts),
    )
