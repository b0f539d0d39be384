"""The watch over ages: crossing a threshold makes a task with an owner, a missed one goes up (Rule V6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import audit, policies
from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.i18n import N_, Message
from salesops.inventory.rules.ageing import AgeStep, age_days, crossed, owner_role, step_of
from salesops.inventory.rules.policies import AgePolicy
from salesops.messaging.outbox import enqueue
from salesops.models import CarModel, Task, Vehicle
from salesops.models.enums import OutboxTarget, Role, TaskKind, TaskStatus, VehicleKind, VehicleStatus
from salesops.planning.operations.tasks import About, add_task
from salesops.planning.queries import Person, people

_MISSED = "age-missed:"

TITLES = {
    AgeStep.CHECK: N_("{days} days in stock: check price card and display of {car}"),
    AgeStep.SHOW: N_("{days} days in stock: move {car} to a better place and set a bonus"),
    AgeStep.PLAN: N_("{days} days in stock: make a digestion plan for {car}"),
    AgeStep.DECIDE: N_("{days} days in stock: decide on {car} (transfer, sub-dealer, test car, write-down)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What one look at the stock has changed."""

    created: int
    escalated: int
    settled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Car:
    """An unsold car: what a task about it says."""

    id: int
    name: str
    age: int


def watch_ages(session: Session, actor: Actor, *, now: datetime) -> Watched:
    """Make the tasks that ages ask for; running it twice changes nothing (Rule V6).

    A car has one open age task: the one of the highest threshold it has crossed. A task that is missed goes to the
    manager with a message. Tasks of cars that are sold or kept for a customer are settled.
    """
    actor.require(Permission.MANAGE_STOCK)
    policy = policies.load(session, actor.store_id, AgePolicy)
    cars = _unsold(session, actor, now)
    tasks = _tasks(session, actor)
    settled = _settle(actor, tasks, {car.id for car in cars}, now)
    owners = _Owners(
        people(session, actor, day=actor.today(now), roles=(Role.SUPERVISOR, Role.MANAGER)), tasks
    )
    created = 0
    for car in cars:
        threshold = crossed(car.age, policy.thresholds)
        if threshold is None or _known(tasks[car.id], car.id, threshold):
            continue
        _supersede(actor, tasks[car.id], now)
        _give(session, actor, now, (car, threshold), policy, owners)
        created += 1
    escalated = _escalate(session, actor, now, tasks, policy, owners)
    if created or escalated or settled:
        audit.record(
            session,
            actor,
            now=now,
            action="inventory.watch_ages",
            entity="task",
            entity_id=0,
            after={"created": created, "escalated": escalated, "settled": settled},
        )
    return Watched(created=created, escalated=escalated, settled=settled)


class _Owners:
    """Who gets the next task: among those of the role who are here, the one with the fewest open ones."""

    def __init__(self, staff: Sequence[Person], tasks: dict[int, list[Task]]) -> None:
        self._staff = staff
        self._load: dict[int, int] = defaultdict(int)
        for rows in tasks.values():
            for task in rows:
                if task.owner_id is not None and task.status is TaskStatus.OPEN:
                    self._load[task.owner_id] += 1

    def choose(self, role: Role) -> int | None:
        """The owner for a role; somebody away only when nobody else is there, the manager when the role is empty."""
        fitting = [person for person in self._staff if person.role is role] or list(self._staff)
        fitting.sort(key=lambda person: (person.away is not None, self._load[person.id], person.id))
        if not fitting:
            return None
        self._load[fitting[0].id] += 1
        return fitting[0].id


def _unsold(session: Session, actor: Actor, now: datetime) -> list[_Car]:
    rows = session.execute(
        select(Vehicle.id, Vehicle.arrived_on, Vehicle.vin, CarModel.name)
        .join(CarModel, CarModel.id == Vehicle.model_id)
        .where(
            Vehicle.store_id == actor.store_id,
            Vehicle.status == VehicleStatus.IN_STOCK,
            Vehicle.kind != VehicleKind.TEST_DRIVE,
            Vehicle.arrived_on.is_not(None),
        )
        .order_by(Vehicle.arrived_on, Vehicle.id)
    )
    today = actor.today(now)
    return [
        _Car(id=row.id, name=f"{row.name} · {row.vin[-6:]}", age=age_days(row.arrived_on, today))
        for row in rows
        if row.arrived_on is not None
    ]


def _tasks(session: Session, actor: Actor) -> dict[int, list[Task]]:
    """Every age task of cars that have one open or are unsold, by car."""
    rows = session.scalars(
        select(Task)
        .join(Vehicle, Vehicle.id == Task.vehicle_id)
        .where(
            Task.store_id == actor.store_id,
            Task.kind == TaskKind.AGE_THRESHOLD,
            (Task.status == TaskStatus.OPEN) | (Vehicle.status == VehicleStatus.IN_STOCK),
        )
        .order_by(Task.id)
    )
    found: dict[int, list[Task]] = defaultdict(list)
    for task in rows:
        if task.vehicle_id is not None:
            found[task.vehicle_id].append(task)
    return found


def _known(tasks: Sequence[Task], vehicle_id: int, threshold: int) -> bool:
    return any(task.key == _key(vehicle_id, threshold) for task in tasks)


def _key(vehicle_id: int, threshold: int) -> str:
    return f"age:{vehicle_id}:{threshold}"


def _settle(actor: Actor, tasks: dict[int, list[Task]], unsold: set[int], now: datetime) -> int:
    over = [task for car, rows in tasks.items() if car not in unsold for task in rows]
    return sum(_cancel(actor, task, now) for task in over)


def _supersede(actor: Actor, tasks: Sequence[Task], now: datetime) -> None:
    """The next threshold asks for more: what was open for the lower one goes."""
    for task in tasks:
        _cancel(actor, task, now)


def _cancel(actor: Actor, task: Task, now: datetime) -> bool:
    if task.status is not TaskStatus.OPEN:
        return False
    task.status, task.done_at, task.done_by = TaskStatus.CANCELLED, now, actor.staff_id
    return True


def _give(
    session: Session,
    actor: Actor,
    now: datetime,
    what: tuple[_Car, int],
    policy: AgePolicy,
    owners: _Owners,
) -> None:
    car, threshold = what
    step = step_of(threshold, policy.thresholds)
    due_on = actor.today(now) + timedelta(days=policy.act_within_days)
    add_task(
        session,
        actor,
        now=now,
        kind=TaskKind.AGE_THRESHOLD,
        owner_id=owners.choose(owner_role(step)),
        due_at=datetime.combine(due_on, policy.due_time, tzinfo=actor.zone),
        title=Message(TITLES[step], {"days": threshold, "car": car.name}),
        about=About(vehicle_id=car.id),
        key=_key(car.id, threshold),
    )


def _escalate(
    session: Session,
    actor: Actor,
    now: datetime,
    tasks: dict[int, list[Task]],
    policy: AgePolicy,
    owners: _Owners,
) -> int:
    """Tasks open so long after their due time become one of the manager's, with a message; each once."""
    limit = timedelta(days=policy.escalate_after_days)
    known = {task.key for rows in tasks.values() for task in rows}
    missed = [
        task
        for rows in tasks.values()
        for task in rows
        if task.status is TaskStatus.OPEN
        and not (task.key or "").startswith(_MISSED)
        and f"{_MISSED}{task.id}" not in known
        and task.due_at + limit <= now
    ]
    for task in missed:
        title = Message(N_("Missed: {task}"), {"task": Message.from_json(task.title)})
        due_on = actor.today(now) + timedelta(days=1)
        add_task(
            session,
            actor,
            now=now,
            kind=TaskKind.AGE_THRESHOLD,
            owner_id=owners.choose(Role.MANAGER),
            due_at=datetime.combine(due_on, policy.due_time, tzinfo=actor.zone),
            title=title,
            about=About(vehicle_id=task.vehicle_id),
            key=f"{_MISSED}{task.id}",
        )
        enqueue(
            session,
            store_id=actor.store_id,
            now=now,
            kind="age_missed",
            target=OutboxTarget.MANAGER,
            payload=title,
            key=f"{_MISSED}{task.id}",
        )
    return len(missed)
