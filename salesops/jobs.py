"""What the software does by itself, by one leader at a time: escalate, remind, look, send."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from salesops import demo
from salesops.access.actors import Actor, system_actor
from salesops.core import clock
from salesops.core.errors import SalesOpsError
from salesops.db import unit_of_work
from salesops.messaging.sender import send_waiting
from salesops.models import JobLease, Store

_log = logging.getLogger(__name__)
_HOLDER = f"{socket.gethostname()}:{os.getpid()}"
_LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work done every so often in each store."""

    name: str
    every: timedelta
    work: Callable[..., object]


def jobs() -> tuple[Job, ...]:
    """Every job, most frequent first."""
    from salesops.care.operations.due import make_due_tasks
    from salesops.care.operations.privacy import anonymise_expired
    from salesops.intent.operations import expire_requests, settle_no_shows
    from salesops.inventory.operations import watch_ages
    from salesops.leads.operations import escalate_first_touches
    from salesops.review.operations.looks import look_at_due_actions
    from salesops.training.operations.settlement import settle_referrals

    return (
        Job(name="escalate first touches", every=timedelta(minutes=1), work=escalate_first_touches),
        Job(name="send messages", every=timedelta(seconds=20), work=send_waiting),
        Job(name="live demo", every=timedelta(minutes=5), work=_live_demo),
        Job(name="watch stock ages", every=timedelta(hours=1), work=watch_ages),
        Job(name="settle no-shows", every=timedelta(minutes=5), work=settle_no_shows),
        Job(name="expire prices", every=timedelta(minutes=5), work=expire_requests),
        Job(name="make care due", every=timedelta(hours=1), work=make_due_tasks),
        Job(name="settle referral points", every=timedelta(hours=1), work=settle_referrals),
        Job(name="forget unsold prospects", every=timedelta(days=1), work=anonymise_expired),
        Job(name="look at actions", every=timedelta(hours=1), work=look_at_due_actions),
    )


def start() -> BackgroundScheduler:
    """Run the jobs in threads of this process until the scheduler is shut down."""
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
    for job in jobs():
        scheduler.add_job(run, "interval", args=[job], seconds=job.every.total_seconds(), id=job.name)
    scheduler.start()
    return scheduler


def run_forever() -> None:
    """Run the jobs until the process is told to stop."""
    scheduler = start()
    try:
        threading.Event().wait()
    finally:
        scheduler.shutdown()


def run(job: Job) -> None:
    """Run one job in every store, if this process leads; a failure is logged and tried again next time."""
    now = clock.now()
    if not lead(job.name, now=now):
        return
    with unit_of_work.reading() as session:
        stores = session.scalars(select(Store.id).order_by(Store.id)).all()
    for store_id in stores:
        try:
            with unit_of_work.writing(store_id) as session:
                job.work(session, system_actor(session, store_id), now=now)
        except SalesOpsError as refused:
            _log.warning("Job %s in store %s: %s", job.name, store_id, refused)
        except Exception:  # noqa: BLE001 - one job in one store must not stop the others; it is logged
            _log.exception("Job %s failed in store %s", job.name, store_id)


def lead(name: str, *, now: datetime, holder: str = _HOLDER) -> bool:
    """Take or keep the lease of a job; False when another process holds it."""
    try:
        with unit_of_work.writing(visible=False) as session:
            lease = session.get(JobLease, name, with_for_update=True)
            if lease is None:
                session.add(JobLease(name=name, holder=holder, until=now + _LEASE))
                return True
            if lease.holder != holder and lease.until > now:
                return False
            lease.holder, lease.until = holder, now + _LEASE
            return True
    except IntegrityError:  # two processes took a new lease at once; the other one has it
        return False


def _live_demo(session: Session, actor: Actor, *, now: datetime) -> None:
    if session.scalar(select(Store.is_demo).where(Store.id == actor.store_id)):
        demo.extend(session, now=now)
