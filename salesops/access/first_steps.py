"""What a new store still has to be given before its first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.permissions import Permission
from salesops.core.calendar import month_start
from salesops.core.i18n import N_
from salesops.models import Account, ImportRun, Lead, Staff, Store, Target, Vehicle

_NEW_FOR = timedelta(days=30)


STEPS = {
    "store": N_("Store and hours"),
    "people": N_("Add the people"),
    "import": N_("Bring in leads, cars and orders"),
    "accounts": N_("Give sign-ins"),
    "targets": N_("Set the month's targets"),
}
"""Each step by the section of the settings that does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """One step and whether it is done."""

    step: str
    title: str
    done: bool


def first_steps(session: Session, viewer: Actor, *, now: datetime) -> list[StepState]:
    """The steps of a store younger than a month, for its manager; nothing once all are done."""
    if not viewer.may(Permission.MANAGE_ACCOUNTS):
        return []
    store_id = viewer.store_id
    row = session.execute(
        select(
            Store.is_demo,
            Store.created_at,
            select(func.count()).where(Staff.store_id == store_id).scalar_subquery().label("people"),
            select(func.count()).where(Account.store_id == store_id).scalar_subquery().label("accounts"),
            (
                exists().where(ImportRun.store_id == store_id)
                | exists().where(Lead.store_id == store_id)
                | exists().where(Vehicle.store_id == store_id)
            ).label("files"),
            exists()
            .where(Target.store_id == store_id, Target.month >= month_start(viewer.today(now)))
            .label("targets"),
        ).where(Store.id == store_id)
    ).one()
    if row.is_demo or now - row.created_at > _NEW_FOR:
        return []
    done = {
        "store": True,
        "people": row.people > 1,
        "import": bool(row.files),
        "accounts": row.accounts > 1,
        "targets": bool(row.targets),
    }
    return (
        []
        if all(done.values())
        else [StepState(step=step, title=title, done=done[step]) for step, title in STEPS.items()]
    )
