"""Root causes in words: the headline of each, its evidence, and what could not be judged (Rules M2, R1)."""

from __future__ import annotations

from salesops.core.i18n import N_, Message
from salesops.planning.rules.policies import RootCausePolicy
from salesops.planning.rules.roots.facts import Heard, Root, RootFacts
from salesops.planning.rules.roots.heard import risen
from salesops.planning.rules.roots.suspects import Step, Suspect

_HEADLINES = {
    Root.CHANNEL: N_("A channel fails: leads of {name} {change}."),
    Root.MARKET: N_("Leads over all channels: {change}. It is the market, or how the store shows itself."),
    Root.MIX: N_("The mix of leads moved to channels that sell less; none of them works worse."),
    Root.INVITATION: N_("Invitation is weak: visits by appointment per lead {change}."),
    Root.LATE_TOUCHES: N_("First touches come too late: {share} of the leads, usually {usual}."),
    Root.WALK_INS: N_("Walk-ins stay away: {change}."),
    Root.WAITS: N_("Parties wait too long at the door: {share} of them, usually {usual}."),
    Root.RECEPTION: N_("Reception is weak: test drives per visit {change}."),
    Root.CLOSING: N_("Closing is weak: orders per test drive {change}."),
    Root.CONSULTANT: N_("{name} fell behind own earlier figures while the others did not: {step}."),
    Root.MODEL: N_("{name}: orders per test drive {change}."),
}
_STEPS = {
    "invited": N_("{cases} leads, {came} visits by appointment; {expected} expected ({change})."),
    "test_drives": N_("{cases} visits, {came} test drives; {expected} expected ({change})."),
    "orders": N_("{cases} test drives, {came} orders; {expected} expected ({change})."),
    "waited": N_("{cases} visits, {came} waited longer than the limit; {expected} expected ({change})."),
    "late": N_("{cases} leads, {came} first touched too late; {expected} expected ({change})."),
}
_WORST = {
    "invited": N_("invitation {change}"),
    "test_drives": N_("test drives {change}"),
    "orders": N_("closing {change}"),
}
_OBJECTED_AT = frozenset({Root.INVITATION, Root.CLOSING, Root.MODEL, Root.LATE_TOUCHES})
_SIGNS = frozenset({Root.WAITS, Root.LATE_TOUCHES})


def headline(suspect: Suspect) -> Message:
    """The cause in one sentence."""
    values: dict[str, object] = {"change": percent(suspect.change)}
    if suspect.group is not None:
        values["name"] = suspect.group.name
    if suspect.root in _SIGNS:
        seen = suspect.steps[0]
        values |= {"share": _share(seen.came, seen.cases), "usual": _share(seen.expected, seen.cases)}
    if suspect.root is Root.CONSULTANT:
        worst = min(suspect.steps, key=lambda step: step.chance)
        values["step"] = Message(_WORST[worst.figure], {"change": percent(worst.change)})
    return Message(_HEADLINES[suspect.root], values)


def evidence(facts: RootFacts, suspect: Suspect, chance: float) -> tuple[Message, ...]:
    """What the cause rests on."""
    found = []
    if suspect.root in (Root.CHANNEL, Root.MARKET, Root.WALK_INS):
        found.append(_counted(facts, suspect))
    if suspect.root is Root.CHANNEL and not suspect.now:
        found.append(
            Message(N_("Not one lead came in: first check whether the import or the connection is broken."))
        )
    if suspect.root is Root.MIX:
        found += _moved(facts, suspect)
    found += [_step(step) for step in suspect.steps]
    found.append(
        Message(
            N_("About {lost} orders. Chance alone brings anything so striking in {share} of cases."),
            {"lost": round(suspect.lost, 1), "share": _rare(chance)},
        )
    )
    if suspect.root in _OBJECTED_AT:
        found += _heard(facts)
    return tuple(found)


def _counted(facts: RootFacts, suspect: Suspect) -> Message:
    values: dict[str, object] = {
        "count": round(suspect.now),
        "days": facts.days,
        "expected": round(suspect.expected, 1),
        "change": percent(suspect.change),
    }
    if suspect.root is Root.WALK_INS:
        return Message(N_("{count} walk-ins in {days} days, {expected} expected ({change})."), values)
    return Message(N_("{count} leads in {days} days, {expected} expected ({change})."), values)


def _moved(facts: RootFacts, suspect: Suspect) -> list[Message]:
    """The channels whose part of the leads moved most, and what the mix is worth."""
    leads = facts.whole.of("leads")
    parts = [
        (group.name, group.of("leads").before / leads.before, group.of("leads").now / leads.now)
        for group in facts.channels
        if group.key is not None and leads.now and leads.before
    ]
    parts.sort(key=lambda part: -abs(part[2] - part[1]))
    return [
        *(
            Message(
                N_("{channel}: {before} of the leads before, {now} now."),
                {"channel": name, "before": f"{before:.0%}", "now": f"{now:.0%}"},
            )
            for name, before, now in parts[:3]
        ),
        Message(
            N_("At the channels' own rates, orders per lead go from {before} to {now}."),
            {"before": f"{suspect.expected:.2%}", "now": f"{suspect.now:.2%}"},
        ),
    ]


def _step(step: Step) -> Message:
    return Message(
        _STEPS[step.figure],
        {
            "came": round(step.came),
            "cases": round(step.cases),
            "expected": round(step.expected, 1),
            "change": percent(step.change),
        },
    )


def _heard(facts: RootFacts) -> list[Message]:
    """Objections that are recorded more often than before, the commonest first."""
    found = [each for each, _chance in risen(facts)]
    found.sort(key=lambda each: -each.counted.now)
    return [_objection(facts, each) for each in found[:3]]


def _objection(facts: RootFacts, heard: Heard) -> Message:
    touches = facts.whole.of("touches")
    expected = heard.counted.before * touches.now / touches.before if touches.before else 0.0
    return Message(
        N_("“{objection}” was recorded {count} times, {expected} expected."),
        {"objection": heard.objection, "count": round(heard.counted.now), "expected": round(expected, 1)},
    )


def notes(facts: RootFacts, policy: RootCausePolicy) -> tuple[Message, ...]:
    """What could not be judged, and what the tests allow for."""
    found = []
    small = tuple(
        group.name
        for group in facts.channels
        if group.key is not None
        and group.of("leads").before
        and facts.expected(group.of("leads")) < policy.expected_leads
    )
    if small:
        found.append(
            Message(
                N_("Too few leads in {days} days to judge: {channels} (under {least} expected)."),
                {"days": facts.days, "channels": small, "least": policy.expected_leads},
            )
        )
    if facts.bursts > 1.2:
        found.append(
            Message(
                N_("Leads come in bursts, {bursts} times as uneven as by chance: the tests allow for that."),
                {"bursts": f"{facts.bursts:.1f}"},
            )
        )
    return tuple(found)


def percent(change: float) -> str:
    """A change in percent with its sign."""
    return f"{change:+.0%}".replace("-", "\N{MINUS SIGN}")


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.0%}" if whole else "—"


def _rare(chance: float) -> str:
    return "<0.1%" if chance < 0.001 else f"{chance:.1%}"
