"""Many leads at once end as one after the other does (L7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.leads.operations import BadLead, LeadResult, NewLead, create_or_merge_lead
from salesops.leads.operations.incoming_many import create_or_merge_leads
from salesops.models import Consent, Customer, Lead, LeadSource, TierChange
from salesops.models.enums import LeadStatus
from tests.builders import StoreFixture, a_channel, at

NOW = at(12)
Way = Callable[[Session, StoreFixture, Sequence[NewLead]], list[LeadResult | BadLead]]


def _together(session: Session, store: StoreFixture, new: Sequence[NewLead]) -> list[LeadResult | BadLead]:
    return create_or_merge_leads(session, store.manager, now=NOW, new=new)


def _one_by_one(session: Session, store: StoreFixture, new: Sequence[NewLead]) -> list[LeadResult | BadLead]:
    answers: list[LeadResult | BadLead] = []
    for each in new:
        try:
            answers.append(create_or_merge_lead(session, store.manager, now=NOW, new=each, assign=False))
        except BadLead as bad:
            answers.append(bad)
    return answers


def _arrivals(store: StoreFixture, other: int, chance: Random) -> list[NewLead]:
    return [
        NewLead(
            channel_id=chance.choice((store.channel.id, other)),
            received_at=at(chance.randrange(8, 13), chance.choice((0, 30))),
            phone=chance.choice(("13812345678", "13912345678", "138****5678", "1.38E+10", "95013812345678")),
            external_id=chance.choice((None, "X1", "X2", "X3")),
            name=chance.choice(("王小明", "李雷", "")),
            horizon_days=chance.choice((None, 2, 20, 90)),
            model_id=chance.choice((None, store.model.id)),
        )
        for _ in range(14)
    ]


def _left_behind(session: Session) -> list[object]:
    """Everything kept of the leads, without numbers of rows."""
    told: list[object] = []
    for lead in session.scalars(select(Lead)):
        person = session.get_one(Customer, lead.customer_id)
        sources = session.scalars(select(LeadSource).where(LeadSource.lead_id == lead.id)).all()
        tiers = session.scalars(
            select(TierChange).where(TierChange.lead_id == lead.id).order_by(TierChange.id)
        ).all()
        consents = session.scalars(select(Consent).where(Consent.customer_id == person.id)).all()
        told.append(
            repr(
                (
                    (person.name, person.phone, person.phone_as_given, person.owner_id),
                    (lead.status, lead.tier, lead.trade_grade, lead.tier_reasons, lead.first_touch_due_at),
                    (lead.received_at, lead.channel_id, lead.external_id, lead.horizon_days, lead.model_id),
                    sorted((each.received_at, each.external_id or "", str(each.facts)) for each in sources),
                    [(each.tier_before, each.tier_after) for each in tiers],
                    sorted(each.at for each in consents),
                )
            )
        )
    return sorted(told, key=str)


@pytest.mark.parametrize("seed", range(6))
def test_the_outcome_is_that_of_one_after_the_other(session: Session, store: StoreFixture, seed: int) -> None:
    """Rule L7: the same leads, customers, sources, tiers and consents, and the same answer to each row."""
    other = a_channel(session, store.id).id
    new = _arrivals(store, other, Random(seed))
    ends = []
    for way in (_together, _one_by_one):
        with session.begin_nested() as trial:
            answers = [getattr(each, "created", None) for each in way(session, store, new)]
            ends.append((answers, _left_behind(session)))
            trial.rollback()
            session.expunge_all()
    assert ends[0] == ends[1]


def test_the_same_file_again_changes_nothing(session: Session, store: StoreFixture) -> None:
    """Rule L7: not even where the lead was lost since and its customer has asked again."""
    first = NewLead(channel_id=store.channel.id, received_at=at(9), phone="13812345678")
    again = NewLead(channel_id=store.channel.id, received_at=at(11), phone="13812345678")
    (was,) = _together(session, store, [first])
    assert isinstance(was, LeadResult)
    session.get_one(Lead, was.lead_id).status = LeadStatus.LOST
    session.flush()
    _together(session, store, [again])
    before = _left_behind(session)
    for way in (_together, _one_by_one):
        answers = way(session, store, [first, again])
        assert [getattr(each, "created", None) for each in answers] == [False, False]
        assert _left_behind(session) == before
