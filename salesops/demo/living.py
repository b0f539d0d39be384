"""The demo store lives on: what happened since it was last looked at is added (Rule X6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from salesops.access.actors import system_actor
from salesops.core.calendar import DAY, month_start, next_month
from salesops.demo import filling, finishing, loading, simulate
from salesops.demo.days import office
from salesops.demo.rows import Rows
from salesops.demo.standing import library, people, sources, targets
from salesops.demo.story import SETTING, Story
from salesops.demo.world import World
from salesops.models import Absence, AuditEntry, DayTarget, RotaShift, Setting, Store
from salesops.planning.operations.targets import prepare_day

_SOON = timedelta(minutes=1)
_FRESH = timedelta(days=14)
"""A story that nobody has touched begins anew after so long; its chapters are told by then."""


def demo_store(session: Session) -> Store | None:
    """The demo store of the database, when there is one."""
    return session.scalars(select(Store).where(Store.is_demo).order_by(Store.id).limit(1)).one_or_none()


def story_of(session: Session, store: Store) -> Story | None:
    """How the store was made; None for one that was made otherwise."""
    kept = session.scalar(select(Setting.value).where(Setting.store_id == store.id, Setting.key == SETTING))
    return Story.from_setting(kept) if kept else None


def is_stale(session: Session, store: Store, *, now: datetime) -> bool:
    """Whether the story is old, and nobody has worked in the store."""
    if now - store.created_at < _FRESH:
        return False
    worked = select(func.count()).where(
        AuditEntry.store_id == store.id,
        AuditEntry.at > store.created_at,
        AuditEntry.actor_staff_id.is_not(None),
    )
    return not session.scalar(worked)


def live_on(session: Session, store: Store, story: Story, *, now: datetime) -> None:
    """Add what happened between the store's last moment and now; rows that people changed are left to them."""
    since = store.demo_until or store.created_at
    if now - since < _SOON:
        return
    rows = Rows(session, living=True)
    world = World(rows, story, now=now, zone=store.zone)
    world.since = since
    loading.load(world, store)
    _look_ahead(world, world.day_of(since))
    simulate.run(world, since, now)
    rows.write()
    rows.count_on()
    finishing.close_days(world, session)
    rows.count_on()
    _must_do(world, session)
    session.execute(update(Store).where(Store.id == store.id).values(demo_until=now))
    session.expire_all()


def _look_ahead(world: World, known: date) -> None:
    """Days off, rota, and what a new month brings, as far as they are not there yet."""
    until = world.today + filling.AHEAD
    session, store_id = world.rows.session, world.rows.store_id
    last_off = session.scalar(select(func.max(Absence.ends_on)).where(Absence.store_id == store_id))
    if last_off is not None and last_off < until:
        staff_away = people.plan_days_off(world, last_off + DAY, until)
        for row in staff_away:
            world.team.away.setdefault(row["staff_id"], set()).add(row["starts_on"])  # type: ignore[attr-defined]
    last_rota = session.scalar(select(func.max(RotaShift.day)).where(RotaShift.store_id == store_id))
    if last_rota is not None and last_rota < until:
        office.rota(world, max(last_rota, known) + DAY, until)
    month = next_month(month_start(known))
    while month <= world.today:
        targets.set_for(world, month, month)
        sources.pay(world, month, month)
        library.budget(world, month)
        month = next_month(month)


def _must_do(world: World, session: Session) -> None:
    """Today's must-do, once the store is about to open."""
    store_id = world.rows.store_id
    known = session.scalar(
        select(func.count()).where(DayTarget.store_id == store_id, DayTarget.day == world.today)
    )
    if not known and world.minute_of(world.now) >= 8 * 60 + 20:
        prepare_day(session, system_actor(session, store_id), now=world.now)
