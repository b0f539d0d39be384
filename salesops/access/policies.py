"""A store's business numbers: load them, change them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core import policy
from salesops.core.errors import NotFound
from salesops.core.i18n import N_
from salesops.models import Setting, Store

P = TypeVar("P", bound=policy.Policy)


def load(session: Session, store_id: int, kind: type[P]) -> P:
    """The policy as the store has set it; all settings of the store are read once per unit of work."""
    made: dict[tuple[int, type[policy.Policy]], Any] = session.info.setdefault("policies", {})
    if (store_id, kind) not in made:
        made[store_id, kind] = kind.from_values(stored_values(session, store_id))
    found: P = made[store_id, kind]
    return found


def stored_values(session: Session, store_id: int) -> dict[str, Any]:
    """What the store has changed from the defaults, by full key."""
    return _known(session, store_id)[1]


def zone(session: Session, store_id: int) -> ZoneInfo:
    """The store's time zone, read together with its settings."""
    return _known(session, store_id)[0]


def _known(session: Session, store_id: int) -> tuple[ZoneInfo, dict[str, Any]]:
    kept: dict[int, tuple[ZoneInfo, dict[str, Any]]] = session.info.setdefault("settings", {})
    if store_id not in kept:
        rows = session.execute(
            select(Store.zone, Setting.key, Setting.value)
            .outerjoin(Setting, Setting.store_id == Store.id)
            .where(Store.id == store_id)
        ).all()
        if not rows:
            raise NotFound(N_("This store does not exist."))
        kept[store_id] = (ZoneInfo(rows[0].zone), {row.key: row.value for row in rows if row.key is not None})
    return kept[store_id]


def change(session: Session, actor: Actor, *, now: datetime, key: str, value: object) -> None:
    """Set one business number. Raises BadSetting with what is wrong, NotFound for an unknown key."""
    actor.require(Permission.CHANGE_SETTINGS)
    spec = policy.spec(key)
    stored = spec.dump(spec.parse(value))
    row = session.scalars(
        select(Setting).where(Setting.store_id == actor.store_id, Setting.key == key)
    ).one_or_none()
    before = spec.dump(spec.default) if row is None else row.value
    if row is None:
        row = Setting(store_id=actor.store_id, key=key)
        session.add(row)
    row.value, row.changed_at, row.changed_by = stored, now, actor.staff_id
    session.flush()
    for kept in ("settings", "policies"):
        session.info.pop(kept, None)
    audit.record(
        session,
        actor,
        now=now,
        action="settings.change",
        entity="setting",
        entity_id=row.id,
        before={key: before},
        after={key: stored},
    )


def change_all(session: Session, actor: Actor, *, now: datetime, values: dict[str, object]) -> int:
    """Set several business numbers, all or none; returns how many. Raises like `change`."""
    actor.require(Permission.CHANGE_SETTINGS)
    for key, value in values.items():
        change(session, actor, now=now, key=key, value=value)
    return len(values)
