"""From the demo to a store of one's own: made whole in one step, after which the demo is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import accounts, policies, staff, stores
from salesops.access.actors import Actor, actor_of_staff, system_actor
from salesops.access.permissions import Permission
from salesops.access.staff import StaffFacts
from salesops.core.errors import NotAllowed, SalesOpsError
from salesops.core.i18n import N_
from salesops.demo import removing
from salesops.models import Store
from salesops.models.enums import Role, Seniority


class BadStart(SalesOpsError):
    """A store that cannot be started so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStore:
    """What is asked before the first day: the store, when it is open, and who manages it."""

    code: str
    name: str
    brand: str
    language: str
    opens: time
    closes: time
    manager: str
    username: str
    password: str


def start_own_store(session: Session, actor: Actor, *, now: datetime, wanted: OwnStore) -> str:
    """Make the store, its hours and its manager's sign-in, take the demo away; gives the user name.

    Raises NotAllowed outside the demo and beside a store that is there already, BadStart, BadStore, BadStaff, BadAccount.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    _only_from_the_demo(session, actor)
    if wanted.closes <= wanted.opens:
        raise BadStart(N_("The store has to close later than it opens."))
    store_id = stores.new_store(
        session, now=now, code=wanted.code, name=wanted.name, brand=wanted.brand, language=wanted.language
    )
    software = system_actor(session, store_id)
    hours: dict[str, object] = {"hours.opens": wanted.opens, "hours.closes": wanted.closes}
    policies.change_all(session, software, now=now, values=hours)
    facts = StaffFacts(
        employee_no="001",
        name=wanted.manager,
        role=Role.MANAGER,
        seniority=Seniority.SENIOR,
        receives=False,
    )
    manager_id = staff.save_staff(session, software, now=now, staff_id=None, facts=facts)
    signs_in = {"username": wanted.username, "password": wanted.password}
    accounts.add_account(session, software, now=now, staff_id=manager_id, **signs_in)
    manager = actor_of_staff(session, manager_id)
    accounts.set_password(session, manager, now=now, **signs_in)  # chosen by its owner: no need to change it
    removing.remove(session)
    return wanted.username.strip().lower()


def _only_from_the_demo(session: Session, actor: Actor) -> None:
    known = {row.id: row.is_demo for row in session.execute(select(Store.id, Store.is_demo))}
    if not known.get(actor.store_id, False):
        raise NotAllowed(N_("A store is started from the demo only."))
    if not all(known.values()):
        raise NotAllowed(N_("This database has a store already. Ask its manager for a sign-in."))
