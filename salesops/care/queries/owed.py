"""What care still owes today, for the time rail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.care.queries.queue import due_until
from salesops.core.i18n import N_, Message, nmessage
from salesops.models import CareTask
from salesops.planning.owed import Owed


def owed(session: Session, viewer: Actor, *, now: datetime) -> Owed:
    """Owners who are due for care by tonight; a consultant's own (Rule C1)."""
    count = (
        session.scalar(select(func.count()).select_from(CareTask).where(due_until(viewer, viewer.today(now))))
        or 0
    )
    sentence = (
        nmessage("{n} owner is due for care tonight.", "{n} owners are due for care tonight.", count)
        if count
        else Message(N_("Nobody is due for care tonight."))
    )
    return Owed(count=count, sentence=sentence, page="care")
