"""Root causes: the planted one is named first, alone, and adds up; without one, nothing is named."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from salesops.models.enums import Objection
from salesops.planning.queries.roots import root_causes
from salesops.planning.rules.chance import fewer
from salesops.planning.rules.policies import RootCausePolicy
from salesops.planning.rules.roots.facts import Group, Heard, Outcome, Pair, Root, RootFacts, Roots, remainder
from salesops.planning.rules.roots.ranking import explain_roots
from tests.bench.habits import Plant
from tests.bench.stores import NOW, plant

POLICY = RootCausePolicy()
CHANNELS = {"Portal": (300, 40), "Video": (250, 25), "Referrals": (120, 40)}
"""Leads in four weeks, and how many of them come."""
PEOPLE = 5


def group(key: int | None, name: str, now: Mapping[str, float], usual: Mapping[str, float]) -> Group:
    """Counts of now, and of the twelve weeks before as three times what is usual."""
    return Group(
        key=key, name=name, counts={figure: Pair(now.get(figure, 0), 3 * usual[figure]) for figure in usual}
    )


def usual_counts(leads: float, invited: float) -> dict[str, float]:
    """What comes of leads in an ordinary month: two of three drive, one of three drivers orders."""
    drives = invited * 2 / 3
    return {
        "leads": leads,
        "invited": invited,
        "visits": invited,
        "test_drives": drives,
        "orders": drives / 3,
        "waited": invited * 0.05,
        "first_due": leads,
        "late": leads * 0.05,
        "touches": leads * 2,
    }


def facts(
    channels: Mapping[str, tuple[float, float]] = CHANNELS,
    *,
    whole: Mapping[str, float] | None = None,
    weak: int | None = None,
    objections: tuple[Heard, ...] = (),
) -> RootFacts:
    """A store whose channels bring these leads and visits now; `whole` sets counts of now over all."""
    before = {name: usual_counts(*counts) for name, counts in CHANNELS.items()}
    now = {name: usual_counts(*counts) for name, counts in channels.items()}
    usual = {figure: sum(each[figure] for each in before.values()) for figure in before["Portal"]}
    seen = {figure: sum(each[figure] for each in now.values()) for figure in usual} | dict(whole or {})
    people = []
    for n in range(PEOPLE):
        part = {figure: seen[figure] / PEOPLE for figure in usual}
        if n == weak:
            part |= {figure: part[figure] / 4 for figure in ("invited", "visits", "test_drives", "orders")}
        people.append(group(n, f"Consultant {n}", part, {f: usual[f] / PEOPLE for f in usual}))
    all_of_it = group(None, "", seen, usual)
    return RootFacts(
        days=28,
        before_days=84,
        whole=all_of_it,
        channels=tuple(group(n, name, now[name], before[name]) for n, name in enumerate(CHANNELS)),
        staff=tuple(people),
        models=(group(0, "S5", seen, usual),),
        objections=objections,
    )


def named(found: Roots) -> list[tuple[Root, int | None]]:
    return [(cause.root, cause.key) for cause in found.causes]


def test_an_ordinary_month_has_no_cause() -> None:
    """Rules M2 and R1."""
    found = explain_roots(facts(), POLICY)
    assert (found.outcome, found.causes) == (Outcome.HOLDS, ())
    assert found.headline.in_english().startswith("Orders hold: 23 in 28 days")


def test_a_dead_channel_is_named_with_what_it_cost() -> None:
    """Rule M2."""
    found = explain_roots(facts({**CHANNELS, "Portal": (30, 4)}), POLICY)
    assert named(found) == [(Root.CHANNEL, 0)]
    (cause,) = found.causes
    assert cause.headline.in_english() == "A channel fails: leads of Portal −90%."
    assert cause.lost == pytest.approx(270 * 40 / 300 * 2 / 9, rel=0.05)


def test_every_channel_that_was_looked_at_is_counted() -> None:
    """Rule M2: the correction for looking at many also counts those that did not fall."""
    (cause,) = explain_roots(facts({**CHANNELS, "Portal": (205, 40 * 205 / 300)}), POLICY).causes
    assert cause.chance == pytest.approx(fewer(205, 28, 900, 84) * len(CHANNELS) / 0.2)


def test_a_moved_mix_is_not_taken_for_a_channel_that_fails() -> None:
    """Rule R1: as many leads, from channels that sell less, each at its own rate."""
    found = explain_roots(facts({"Portal": (300, 40), "Video": (310, 31), "Referrals": (60, 20)}), POLICY)
    assert named(found) == [(Root.MIX, None)]
    assert found.by_channel.mix < -2


def test_a_weak_script_is_named_with_what_customers_say() -> None:
    """Rule M2: leads hold, fewer come; 'offer unclear' is heard more often."""
    heard = Heard(objection=Objection.OFFER_UNCLEAR, counted=Pair(60, 60))
    found = explain_roots(
        facts({name: (leads, came * 0.6) for name, (leads, came) in CHANNELS.items()}, objections=(heard,)),
        POLICY,
    )
    assert named(found) == [(Root.INVITATION, None)]
    assert found.causes[0].evidence[-1].in_english() == "“Offer unclear” was recorded 60 times, 20 expected."


@pytest.mark.parametrize(("heard", "causes"), [(20, []), (60, [(Root.INVITATION, None)])])
def test_what_customers_say_makes_a_fair_finding_sure(heard: int, causes: list[tuple[Root, None]]) -> None:
    """Rule M2: invitations that fell a little are named when an objection is heard far more often, too."""
    said = Heard(objection=Objection.OFFER_UNCLEAR, counted=Pair(heard, 60))
    channels = {name: (leads, came * 0.8) for name, (leads, came) in CHANNELS.items()}
    assert named(explain_roots(facts(channels, objections=(said,)), POLICY)) == causes


def test_what_is_surer_stands_first() -> None:
    """Rule M2: a dead channel before a fair finding that would have cost more."""
    leads = {"Portal": (300, 24), "Video": (5, 0), "Referrals": (120, 26)}
    found = explain_roots(facts(leads), POLICY)
    assert named(found) == [(Root.CHANNEL, 1), (Root.INVITATION, None)]
    assert found.causes[0].lost < found.causes[1].lost


def test_long_waits_are_named_before_the_steps_they_explain() -> None:
    """Rule R1."""
    found = explain_roots(facts(whole={"waited": 40, "test_drives": 45, "orders": 13}), POLICY)
    assert named(found) == [(Root.WAITS, None)]
    assert "38% of them, usually 5%" in found.headline.in_english()


def test_waits_that_cost_nothing_are_no_cause() -> None:
    """Rule R1."""
    assert not explain_roots(facts(whole={"waited": 40}), POLICY).causes


def test_one_weak_consultant_is_named_and_not_the_store() -> None:
    """Rule R1."""
    usual = facts()
    visits = usual.whole.of("invited").now / PEOPLE * (PEOPLE - 0.75)
    whole = {"invited": visits, "visits": visits, "test_drives": visits * 2 / 3, "orders": visits * 2 / 9}
    found = explain_roots(facts(whole=whole, weak=2), POLICY)
    assert named(found)[0] == (Root.CONSULTANT, 2)


def test_a_thin_month_without_a_cause_says_that_data_do_not_suffice() -> None:
    """Rule M2."""
    found = explain_roots(facts(whole={"orders": 19}), POLICY)
    assert (found.outcome, found.causes) == (Outcome.NOT_ENOUGH_DATA, ())


counts = st.fixed_dictionaries({figure: st.integers(0, 500) for figure in usual_counts(1, 1)})


@settings(max_examples=60)
@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=5))
def test_the_parts_add_up_whatever_was_counted(rows: list[tuple[dict[str, int], dict[str, int]]]) -> None:
    """Rule R1: to the last tenth of an order, also of what was recorded without a channel."""
    groups = tuple(group(n, f"G{n}", now, before) for n, (now, before) in enumerate(rows[1:]))
    summed = {
        figure: Pair(sum(now[figure] for now, _ in rows), 3 * sum(before[figure] for _, before in rows))
        for figure in rows[0][0]
    }
    whole = Group(key=None, name="", counts=summed)
    every = (*groups, remainder(whole, groups))
    found = explain_roots(
        RootFacts(days=28, before_days=84, whole=whole, channels=every, staff=every, models=every), POLICY
    )
    deviation = whole.of("orders").now - found.usual
    for split in (found.by_channel, found.by_staff, found.by_model):
        assert split.volume + split.mix + split.rate == pytest.approx(deviation, abs=1e-6)
        assert sum(map(sum, split.in_units(0.1).values())) == round(split.deviation / 0.1)


@pytest.mark.parametrize(
    ("what", "root"),
    [(Plant.WEAK_SCRIPT, Root.INVITATION), (Plant.SLOW_GREETING, Root.WAITS), (Plant.NONE, None)],
)
def test_a_store_is_read_as_it_stands(session: Session, what: Plant, root: Root | None) -> None:
    """Rules M2 and R1: from the rows of four months to the cause; tests/bench does it 400 times."""
    planted = plant(session, 7, what)
    found = root_causes(session, planted.store.manager, now=NOW)
    assert [cause.root for cause in found.causes[:1]] == ([root] if root else [])
    assert found.by_channel.deviation == pytest.approx(found.facts.whole.of("orders").now - found.usual)
