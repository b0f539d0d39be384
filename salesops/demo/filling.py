"""Make the demo store, take it away, and let it live on."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from salesops.access import stores
from salesops.access.actors import Actor, actor_of_staff
from salesops.care.operations.due import make_due_tasks
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_, speaking
from salesops.demo import catalogue, deals, growth, office, people, place, today, visits
from salesops.demo.simulate import Simulation
from salesops.demo.visits import Showroom
from salesops.demo.world import World
from salesops.inventory.operations import watch_ages
from salesops.models import AuditEntry, Base, CareTask, DataVersion, DayReview, Store
from salesops.models.enums import CareStatus
from salesops.planning.operations.rota import make_rota
from salesops.planning.operations.targets import prepare_day
from salesops.review.queries.days import figures_of_day

SEED = 20261
_CLOSED_DAYS = 14


class NotEmpty(SalesOpsError):
    """A demo store is there already."""


def fill(
    session: Session,
    *,
    now: datetime,
    lang: str = "zh",
    days: int = 92,
    scale: float = 1.0,
    seed: int = SEED,
) -> int:
    """Make the demo store with `days` of history up to now, and return its id; the same seed makes the same store.

    `scale` multiplies leads and visitors. Raises NotEmpty when there is a demo store.
    """
    if any(each.is_demo for each in stores.stores(session)):
        raise NotEmpty(N_("There is a demo store already; --reset makes it anew."))
    world = World(session, now=now, seed=seed, chinese=lang == "zh")
    people.found_store(world, seed=seed)
    team = people.hire(world)
    models = catalogue.stock_catalogue(world)
    sources = catalogue.open_channels(world, list(team.supervisor_ids), days=days)
    catalogue.date_rates(world)
    room = Showroom(
        test_cars=deals.stock(world, models),
        taken=set(),
        library=visits.fill_library(world),
        gift_ids=catalogue.put_up_gifts(world),
    )
    deals.owners_of_before(world, team, models, days=days)
    Simulation(world, team, models, sources, room).run(days=days, scale=scale)
    today.under_way(world, team, models, sources, room)
    today.ask_prices(world, models)
    deals.number_by_time(world)
    deals.refer(world, team, sources)
    place.build(world, team)
    office.run(world, team, models, scale=scale, days=days)
    growth.run(world, team, models)
    world.write()
    session.add(DataVersion(store_id=world.store_id, version=1))
    session.flush()
    with speaking("zh_CN" if world.chinese else "en"):
        _let_the_software_work(session, actor_of_staff(session, team.manager_id), now=now, days=days)
    _care_was_taken(session, world)
    return world.store_id


def _care_was_taken(session: Session, world: World) -> None:
    """Nearly everything that owners were due before today was done on its day; a few are still open."""
    due = select(CareTask).where(
        CareTask.store_id == world.store_id,
        CareTask.status == CareStatus.DUE,
        CareTask.due_on < world.today,
    )
    for task in session.scalars(due.order_by(CareTask.due_on, CareTask.id)):
        if world.chance(0.94 if (world.today - task.due_on).days > 4 else 0.7):
            task.status = CareStatus.DONE
            task.done_at = world.at(task.due_on, world.dice.uniform(9.5, 17.5))
            task.done_by = task.owner_id
    session.flush()


def extend(session: Session, *, now: datetime) -> None:
    """Let a demo store that was left alone for a day or more begin anew today; one that people work in stays theirs."""
    store = session.scalars(select(Store).where(Store.is_demo).order_by(Store.id).limit(1)).one_or_none()
    if store is None or store.demo_until is None or now - store.demo_until < timedelta(hours=20):
        return
    worked = (
        select(func.count())
        .select_from(AuditEntry)
        .where(
            AuditEntry.store_id == store.id,
            AuditEntry.at > store.demo_until,
            AuditEntry.actor_staff_id.is_not(None),
        )
    )
    if session.scalar(worked):
        return
    lang = "zh" if store.language.startswith("zh") else "en"
    seed = store.demo_seed or SEED
    reset(session)
    fill(session, now=now, lang=lang, seed=seed)


def reset(session: Session) -> None:
    """Take the demo store away with everything that is its own; stores of their own owners stay."""
    ids = select(Store.id).where(Store.is_demo)
    for table in reversed(Base.metadata.sorted_tables):
        if "store_id" in table.columns:
            own = [
                column
                for column in table.columns
                if any(key.column.table is table for key in column.foreign_keys)
            ]
            for column in own:  # rows that point to others of their own table let go first
                session.execute(
                    table.update()
                    .where(table.c.store_id.in_(ids), column.is_not(None))
                    .values({column: None})
                )
            session.execute(delete(table).where(table.c.store_id.in_(ids)))
    session.execute(delete(Store).where(Store.is_demo))
    session.expire_all()


def _let_the_software_work(session: Session, manager: Actor, *, now: datetime, days: int) -> None:
    """What the software itself would have made of these rows: rota, must-do, stock tasks, care, closed days."""
    make_rota(session, manager, now=now)
    prepare_day(session, manager, now=now)
    watch_ages(session, manager, now=now)
    make_due_tasks(session, manager, now=now)
    for back in range(1, min(days, _CLOSED_DAYS) + 1):
        day = manager.today(now) - timedelta(days=back)
        session.add(
            DayReview(
                store_id=manager.store_id,
                day=day,
                closed_at=datetime.combine(day, datetime.min.time(), tzinfo=manager.zone)
                + timedelta(hours=17, minutes=50),
                closed_by=manager.staff_id,
                figures=figures_of_day(session, manager, now=now, day=day),
            )
        )
    session.flush()
