"""Who gets which lead: capacities, fit, reasons (L4, L9)."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from salesops.core.i18n import render
from salesops.leads.rules.assignment import Consultant, Record, Waiting, propose
from salesops.leads.rules.policies import AssignmentPolicy
from salesops.models.enums import Seniority, Tier

POLICY = AssignmentPolicy()


def a_consultant(id: int, **values: object) -> Consultant:  # noqa: A002 - the field's name
    defaults: dict[str, object] = {
        "name": f"C{id}",
        "seniority": Seniority.REGULAR,
        "room_today": 5,
        "room_month": 50,
    }
    return Consultant(id=id, **(defaults | values))  # type: ignore[arg-type]


def leads_of(*tiers: Tier, model_id: int | None = None) -> list[Waiting]:
    return [Waiting(id=n, tier=tier, model_id=model_id, model="S5") for n, tier in enumerate(tiers)]


def owners(leads: list[Waiting], people: list[Consultant]) -> list[int | None]:
    return [proposal.staff_id for proposal in propose(leads, people, POLICY)]


def test_a_goes_to_seniors_and_c_to_trainees() -> None:
    """Rule L4."""
    people = [
        a_consultant(1, seniority=Seniority.SENIOR),
        a_consultant(2),
        a_consultant(3, seniority=Seniority.TRAINEE),
    ]
    assert owners(leads_of(Tier.A, Tier.B, Tier.C), people) == [1, 2, 3]


def test_load_is_evened_among_equals() -> None:
    """Rule L4."""
    people = [a_consultant(1, open_leads=30), a_consultant(2, open_leads=10)]
    assert owners(leads_of(Tier.B, Tier.B), people) == [2, 2]


def test_who_sells_the_model_best_gets_it() -> None:
    """Rule L4: by many visits, not by one lucky one."""
    lucky = a_consultant(1, records={7: Record(orders=1, visits=1)})
    strong = a_consultant(2, records={7: Record(orders=30, visits=60)})
    weak = a_consultant(3, records={7: Record(orders=5, visits=60)})
    assert owners(leads_of(Tier.B, model_id=7), [lucky, strong, weak]) == [2]


def test_a_day_off_takes_no_lead() -> None:
    """Rule L4."""
    people = [a_consultant(1, seniority=Seniority.SENIOR, away=True), a_consultant(2)]
    assert owners(leads_of(Tier.A), people) == [2]


def test_what_nobody_has_room_for_stays_with_its_reason() -> None:
    """Rule L9: the A leads are placed first."""
    found = propose(leads_of(Tier.C, Tier.A), [a_consultant(1, room_today=1)], POLICY)
    assert [proposal.staff_id for proposal in found] == [None, 1]
    assert render(found[0].reasons[0]) == "The one consultant present has no more room today"


def test_every_placement_says_why() -> None:
    """Rule L4."""
    senior = a_consultant(
        1, seniority=Seniority.SENIOR, open_leads=4, records={7: Record(orders=2, visits=9)}
    )
    (found,) = propose(leads_of(Tier.A, model_id=7), [senior], POLICY)
    assert [render(reason) for reason in found.reasons] == [
        "A goes to: Senior",
        "closed 2 of 9 with S5",
        "4 open leads, room for 4 today",
    ]


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(Seniority), st.integers(0, 4), st.integers(0, 4), st.integers(0, 40), st.booleans()
    ),
    max_size=6,
).map(
    lambda rows: [
        a_consultant(n, seniority=s, room_today=d, room_month=m, open_leads=o, away=w)
        for n, (s, d, m, o, w) in enumerate(rows)
    ]
)
TIERS = st.lists(st.sampled_from(Tier), max_size=20)


@given(TIERS, PEOPLE)
def test_every_capacity_is_kept_and_used(tiers: list[Tier], people: list[Consultant]) -> None:
    """Rules L4, L9: nobody gets more than his room, and nothing waits while somebody has room."""
    found = propose(leads_of(*tiers), people, POLICY)
    given_to = Counter(each.staff_id for each in found if each.staff_id is not None)
    assert all(given_to[person.id] <= person.room for person in people)
    assert sum(given_to.values()) == min(len(tiers), sum(person.room for person in people))
    assert all(each.reasons for each in found)


@given(TIERS, PEOPLE)
def test_no_trainee_gets_an_a_while_a_senior_has_room(tiers: list[Tier], people: list[Consultant]) -> None:
    """Rule L4: neither room that is free, nor room that a lesser lead took."""
    leads = leads_of(*tiers)
    found = propose(leads, people, POLICY)
    by_id = {person.id: person for person in people}
    got = [
        (lead.tier, by_id[each.staff_id])
        for lead, each in zip(leads, found, strict=True)
        if each.staff_id is not None
    ]
    if not any(tier is Tier.A and person.seniority is Seniority.TRAINEE for tier, person in got):
        return
    seniors = [person for person in people if person.seniority is Seniority.SENIOR]
    for senior in seniors:
        theirs = [tier for tier, person in got if person.id == senior.id]
        assert len(theirs) == senior.room
        assert set(theirs) <= {Tier.A}
