"""How many come and from where: a channel, the whole market, the mix of channels, walk-ins (Rules M2, R1)."""

from __future__ import annotations

from math import log, sqrt

from salesops.planning.rules.chance import fewer
from salesops.planning.rules.policies import RootCausePolicy
from salesops.planning.rules.roots.facts import Group, Pair, Root, RootFacts
from salesops.planning.rules.roots.suspects import Known, Suspect, own_rate, store_rate, summed, worth

_NEARLY_ALL = 0.8


def of_volume(facts: RootFacts, known: Known, policy: RootCausePolicy) -> list[Suspect]:
    """Suspects among channels, their mix and walk-ins."""
    if known.has(Root.MIX, Root.MARKET):
        return _walk_ins(facts, known)
    left = known.without(facts.channels, Root.CHANNEL)
    mixed = _mix(facts, left)
    found = [_market(facts, left), *_walk_ins(facts, known)]
    if mixed is not None:
        found.append(mixed)
        if _is_mix(facts, left):
            return found
    return [*found, *(each for group in left if (each := _channel(facts, group, policy)) is not None)]


def _channel(facts: RootFacts, group: Group, policy: RootCausePolicy) -> Suspect | None:
    leads = group.of("leads")
    expected = facts.expected(leads)
    if group.key is None or expected < policy.expected_leads:
        return None
    little = leads.now > expected * (1 - policy.drop_percent / 100)
    sold = own_rate(group, "orders", "leads", store_rate(facts, "orders", "leads"))
    return Suspect(
        root=Root.CHANNEL,
        group=group,
        chance=1.0 if little else _fewer(facts, leads),  # looked at in any case: the correction counts it
        lost=(expected - leads.now) * sold,
        now=leads.now,
        expected=expected,
    )


def _fewer(facts: RootFacts, counted: Pair) -> float:
    """Leads come in bursts: as many independent ones as there are are fewer."""
    return fewer(counted.now / facts.bursts, facts.days, counted.before / facts.bursts, facts.before_days)


def _market(facts: RootFacts, left: list[Group]) -> Suspect:
    leads = summed(left, "leads")
    expected = facts.expected(leads)
    return Suspect(
        root=Root.MARKET,
        chance=_fewer(facts, leads),
        lost=max(expected - leads.now, 0.0) * worth(facts, "leads"),
        now=leads.now,
        expected=expected,
    )


def _walk_ins(facts: RootFacts, known: Known) -> list[Suspect]:
    if known.has(Root.WALK_INS):
        return []
    walk_ins = facts.whole.of("visits") - facts.whole.of("invited")
    expected = facts.expected(walk_ins)
    return [
        Suspect(
            root=Root.WALK_INS,
            chance=_fewer(facts, walk_ins),
            lost=max(expected - walk_ins.now, 0.0) * worth(facts, "visits"),
            now=walk_ins.now,
            expected=expected,
        )
    ]


def _mix(facts: RootFacts, left: list[Group]) -> Suspect | None:
    """The leads of now at the channels' earlier rates, against as many leads in the earlier mix."""
    leads = summed(left, "leads")
    if not leads.now or not leads.before:
        return None
    store = store_rate(facts, "orders", "leads")
    weighed = [(own_rate(group, "orders", "leads", store), group.of("leads")) for group in left]
    mean = sum(rate * pair.before for rate, pair in weighed) / leads.before
    spread = sum((rate - mean) ** 2 * pair.before for rate, pair in weighed) / leads.before
    sold = sum(rate * pair.now for rate, pair in weighed)
    if not spread or not mean:
        return None
    error = sqrt(leads.now * spread * facts.bursts * (1 + leads.now / leads.before))
    return Suspect(
        root=Root.MIX,
        chance=_below((sold - mean * leads.now) / error),
        lost=max(mean * leads.now - sold, 0.0),
        now=sold / leads.now,
        expected=mean,
    )


def _below(z: float) -> float:
    from scipy.stats import norm

    return float(norm.cdf(z))


def _is_mix(facts: RootFacts, left: list[Group]) -> bool:
    """Whether moved weights explain the leads better than one channel that fell (Akaike's measure).

    A channel that died takes its leads away; a mix that moved gives them to others. Where the channel that fell most
    is nearly all there is to explain, it is the channel.
    """
    pairs = [pair for group in left if facts.expected(pair := group.of("leads")) > 0]
    each = [_surprise(pair.now, facts.expected(pair)) / facts.bursts for pair in pairs]
    fall = max(
        (value for value, pair in zip(each, pairs, strict=True) if pair.now < facts.expected(pair)),
        default=0.0,
    )
    whole = summed(left, "leads")
    moved = sum(each) - _surprise(whole.now, facts.expected(whole)) / facts.bursts
    return moved - 2 * (len(pairs) - 1) > fall - 2 and fall < _NEARLY_ALL * sum(each)


def _surprise(count: float, expected: float) -> float:
    """Twice the gain in log-likelihood when a count is taken at its own mean instead of the expected."""
    if expected <= 0:
        return 0.0
    return 2 * ((count * log(count / expected) if count else 0.0) - (count - expected))
