"""Why traffic is thin: a channel that fails, or weak invitation, or nothing that chance does not explain (Rule M2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from salesops.core.i18n import N_, Message
from salesops.meeting.rules.policies import DiagnosisPolicy
from salesops.models.enums import Objection
from salesops.planning.rules.chance import adjusted, fewer, more
from salesops.planning.rules.roots.facts import Confidence, Outcome


class Cause(StrEnum):
    """What thin traffic can come from."""

    CHANNEL = "channel"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count in the days looked at and in those before, each with how much the days weigh."""

    recent: float
    before: float
    recent_weight: float
    before_weight: float

    @property
    def expected(self) -> float:
        """What the days looked at should have brought."""
        return self.before * self.recent_weight / self.before_weight if self.before_weight else 0.0

    @property
    def change(self) -> float:
        """The change as a share: −0.4 is 40 percent fewer."""
        return self.recent / self.expected - 1 if self.expected else 0.0

    @property
    def chance(self) -> float:
        """How often chance alone brings so few."""
        return fewer(self.recent, self.recent_weight, self.before, self.before_weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCount:
    """The leads of one channel."""

    channel_id: int
    name: str
    leads: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionCount:
    """How often an objection was recorded; its weights are the touches of the days."""

    objection: Objection
    counted: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficFacts:
    """What the diagnosis reads. The weights of `invited` are leads touched: its counts are visits by appointment."""

    days: int
    visits: Counted
    channels: tuple[ChannelCount, ...]
    invited: Counted
    objections: tuple[ObjectionCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One cause: which, how much it took, how sure it is, and the evidence."""

    cause: Cause
    channel_id: int | None
    headline: Message
    lost: float
    """Leads of the channel, or visits by appointment, that are missing."""
    lost_visits: float
    """What that is in visits, to rank by."""
    chance: float
    confidence: Confidence
    evidence: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is said of the traffic: the sentence, the findings by size, and what was looked at."""

    outcome: Outcome
    headline: Message
    visits: Counted
    findings: tuple[Finding, ...]
    notes: tuple[Message, ...]


def diagnose(facts: TrafficFacts, policy: DiagnosisPolicy) -> Diagnosis:
    """Tell channel failure from weak invitation, with evidence, size and confidence (Rule M2).

    A channel fails when its leads fell by the least share that counts, more than chance explains after correction for
    looking at many channels, and when it was expected to bring enough leads to be judged. Invitation is weak when
    visits by appointment per lead touched fell more than chance explains. Else it is said that data do not suffice.
    """
    judged = [each for each in facts.channels if each.leads.expected >= policy.expected_leads]
    raw = [each.leads.chance for each in judged] + [facts.invited.chance]
    chances = adjusted(raw)
    level = policy.chance_percent / 100
    found = [
        _channel(each, chance, facts)
        for each, chance in zip(judged, chances, strict=False)
        if chance < level and -each.leads.change * 100 >= policy.drop_percent
    ]
    if chances[-1] < level and facts.invited.recent_weight:
        found.append(_invitation(facts, chances[-1]))
    found.sort(key=lambda finding: -finding.lost_visits)
    outcome, headline = _said(facts, found, level)
    return Diagnosis(
        outcome=outcome,
        headline=headline,
        visits=facts.visits,
        findings=tuple(found),
        notes=_notes(facts, judged, policy),
    )


def _said(facts: TrafficFacts, found: Sequence[Finding], level: float) -> tuple[Outcome, Message]:
    values: dict[str, object] = {
        "visits": round(facts.visits.recent),
        "days": facts.days,
        "expected": round(facts.visits.expected, 1),
    }
    if found:
        return Outcome.FOUND, found[0].headline
    if facts.visits.expected and facts.visits.change <= -0.1 and facts.visits.chance < 0.5:
        if facts.visits.chance < level:
            text = N_(
                "{visits} visits in {days} days, {expected} expected: fewer than chance explains, but no single cause "
                "stands out. Not enough data to name one."
            )
        else:
            text = N_(
                "{visits} visits in {days} days, {expected} expected: chance alone explains that. "
                "Not enough data to name a cause."
            )
        return Outcome.NOT_ENOUGH_DATA, Message(text, values)
    if not facts.visits.expected:
        return Outcome.NOT_ENOUGH_DATA, Message(
            N_("There are no earlier days to compare with: not enough data.")
        )
    return Outcome.HOLDS, Message(
        N_("Traffic holds: {visits} visits in {days} days, {expected} expected."), values
    )


def _channel(each: ChannelCount, chance: float, facts: TrafficFacts) -> Finding:
    leads = each.leads
    missing = leads.expected - leads.recent
    evidence = [
        Message(
            N_("{channel}: {leads} leads in {days} days, {expected} expected ({change})."),
            {
                "channel": each.name,
                "leads": round(leads.recent),
                "days": facts.days,
                "expected": round(leads.expected, 1),
                "change": _percent(leads.change),
            },
        ),
        _by_chance(chance),
    ]
    if not leads.recent:
        evidence.append(
            Message(N_("Not one lead came in: first check whether the import or the connection is broken."))
        )
    return Finding(
        cause=Cause.CHANNEL,
        channel_id=each.channel_id,
        headline=Message(
            N_("A channel fails: leads of {channel} {change}."),
            {"channel": each.name, "change": _percent(leads.change)},
        ),
        lost=missing,
        lost_visits=missing * _visits_per_lead(facts),
        chance=chance,
        confidence=_confidence(chance),
        evidence=tuple(evidence),
    )


def _visits_per_lead(facts: TrafficFacts) -> float:
    leads = sum(each.leads.before for each in facts.channels)
    return min(facts.invited.before / leads, 1.0) if leads else 0.0


def _invitation(facts: TrafficFacts, chance: float) -> Finding:
    invited = facts.invited
    evidence = [
        Message(
            N_(
                "{visits} visits by appointment from {touched} leads touched a day, summed up ({rate}); "
                "before {before} ({change})."
            ),
            {
                "visits": round(invited.recent),
                "touched": round(invited.recent_weight),
                "rate": _rate(invited.recent, invited.recent_weight),
                "before": _rate(invited.before, invited.before_weight),
                "change": _percent(invited.change),
            },
        ),
        _by_chance(chance),
        _leads_hold(facts),
        *_objections(facts),
    ]
    return Finding(
        cause=Cause.INVITATION,
        channel_id=None,
        headline=Message(
            N_("Invitation is weak: visits by appointment per lead touched changed by {change}."),
            {"change": _percent(invited.change)},
        ),
        lost=invited.expected - invited.recent,
        lost_visits=invited.expected - invited.recent,
        chance=chance,
        confidence=_confidence(chance),
        evidence=tuple(evidence),
    )


def _leads_hold(facts: TrafficFacts) -> Message:
    recent = sum(each.leads.recent for each in facts.channels)
    expected = sum(each.leads.expected for each in facts.channels)
    return Message(
        N_("Leads: {leads}, {expected} expected."), {"leads": round(recent), "expected": round(expected, 1)}
    )


def _objections(facts: TrafficFacts) -> list[Message]:
    """The objections that came up more often than before; with none, the commonest."""
    risen = [
        each
        for each in facts.objections
        if each.counted.recent >= 3
        and more(
            each.counted.recent,
            each.counted.recent_weight,
            each.counted.before,
            each.counted.before_weight,
        )
        < 0.05
    ]
    told = sorted(risen or facts.objections, key=lambda each: -each.counted.recent)[: 3 if risen else 1]
    return [
        Message(
            N_("“{objection}” was recorded {count} times, {expected} expected."),
            {
                "objection": each.objection,
                "count": round(each.counted.recent),
                "expected": round(each.counted.expected, 1),
            },
        )
        for each in told
        if each.counted.recent
    ]


def _notes(
    facts: TrafficFacts, judged: Sequence[ChannelCount], policy: DiagnosisPolicy
) -> tuple[Message, ...]:
    small = [each.name for each in facts.channels if each not in judged and each.leads.before]
    found = []
    if small:
        found.append(
            Message(
                N_("Too few leads in {days} days to judge: {channels} (under {least} expected)."),
                {"days": facts.days, "channels": tuple(small), "least": policy.expected_leads},
            )
        )
    if len(judged) > 1:
        found.append(
            Message(
                N_("{count} channels were looked at; the chances are corrected for that."),
                {"count": len(judged)},
            )
        )
    return tuple(found)


def _by_chance(chance: float) -> Message:
    share = "<0.1%" if chance < 0.001 else f"{chance:.1%}"
    return Message(N_("Chance alone brings so few in {share} of cases."), {"share": share})


def _confidence(chance: float) -> Confidence:
    if chance < 0.001:
        return Confidence.STRONG
    return Confidence.GOOD if chance < 0.01 else Confidence.FAIR


def _percent(change: float) -> str:
    return f"{change:+.0%}".replace("-", "\N{MINUS SIGN}")


def _rate(hits: float, cases: float) -> str:
    return f"{hits / cases:.1%}" if cases else "—"
