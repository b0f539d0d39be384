"""The week's topics, ranked by the pain behind them, with the evidence (Rule T1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from salesops.core.i18n import N_, Message
from salesops.models.enums import PainSource
from salesops.training.rules.policies import TrainingPolicy
from salesops.training.rules.topics import (
    OF_A_SUBJECT,
    TrainingTopic,
    pain_name,
    proposal_key,
    topic_name,
    topic_of,
)

_FEW = 5
"""Cases added to each source's total, so that a single complaint is not the whole of all complaints."""

_STATES = frozenset({PainSource.SLOW_MODEL})
"""Sources that say how things stand today rather than what happened on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """So many cases of one thing on one day: `key` is an enum's value, a model's or a note's number."""

    source: PainSource
    key: str
    day: date
    count: int
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One pain of a proposal: how often it came up, and how often in the same time before."""

    source: PainSource
    key: str
    subject: str
    count: int
    before: int
    score: float
    """What it adds to the proposal: its share among the cases of its source, times the source's weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A topic with what speaks for it, the strongest evidence first."""

    key: str
    topic: TrainingTopic
    subject: str
    score: float
    evidence: tuple[Evidence, ...]
    trained_on: date | None
    since: date
    """The first day whose cases count: those before the last training of the topic were answered by it."""

    @property
    def count(self) -> int:
        """All cases together."""
        return sum(each.count for each in self.evidence)

    @property
    def source(self) -> PainSource:
        """Where most of it comes from."""
        return self.evidence[0].source

    @property
    def source_key(self) -> str:
        """The pain that most of it is."""
        return self.evidence[0].key

    @property
    def name(self) -> Message:
        """What the topic is called."""
        return topic_name(self.topic, self.subject)


def ranked(
    pains: Iterable[Pain], trained: Mapping[str, date], *, today: date, policy: TrainingPolicy
) -> list[Proposal]:
    """Topic proposals, the greatest pain first; ties by key, so that the order does not depend on the rows'.

    Each pain counts by its share among all cases of its source, so that seven of ten complaints outweigh a tenth of a
    thousand objections. `trained` is the day on which each proposal was trained last: what came before it counts no
    more, and a state (a slow model) counts again only when the time looked back over has passed.
    """
    start = today - timedelta(days=policy.lookback_days - 1)
    grouped: dict[str, list[Pain]] = defaultdict(list)
    worth = _worth(pains := list(pains), start, policy)
    for pain in pains:
        if key := proposal_key(pain.source, pain.key):
            grouped[key].append(pain)
    found = []
    for key, members in grouped.items():
        proposal = _proposal(key, members, trained.get(key), _Window(start=start, worth=worth, policy=policy))
        if proposal is not None:
            found.append(proposal)
    return sorted(found, key=lambda proposal: (-proposal.score, proposal.key))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    start: date
    worth: Mapping[PainSource, float]
    """What one case of each source is worth."""
    policy: TrainingPolicy


def _worth(pains: Iterable[Pain], start: date, policy: TrainingPolicy) -> dict[PainSource, float]:
    totals: dict[PainSource, int] = defaultdict(int)
    for pain in pains:
        if pain.day >= start:
            totals[pain.source] += pain.count
    return {source: 100 * policy.weight(source) / (total + _FEW) for source, total in totals.items()}


def _proposal(key: str, pains: list[Pain], trained_on: date | None, window: _Window) -> Proposal | None:
    start, policy = window.start, window.policy
    since = start if trained_on is None else max(start, trained_on + timedelta(days=1))
    before_from = start - timedelta(days=policy.lookback_days)
    counts: dict[tuple[PainSource, str], list[int]] = defaultdict(lambda: [0, 0])
    subjects: dict[tuple[PainSource, str], str] = {}
    for pain in sorted(pains, key=lambda each: (each.source, each.key, each.subject)):
        place = (pain.source, pain.key)
        subjects.setdefault(place, pain.subject)
        answered = pain.source in _STATES and since > start
        if pain.day >= since and not answered:
            counts[place][0] += pain.count
        elif before_from <= pain.day < start:
            counts[place][1] += pain.count
    evidence = sorted(
        (
            Evidence(
                source=source,
                key=pain,
                subject=subjects[source, pain],
                count=now,
                before=before,
                score=now * window.worth[source],
            )
            for (source, pain), (now, before) in counts.items()
            if now
        ),
        key=lambda each: (-each.score, each.source, each.key),
    )
    cases = sum(each.count for each in evidence)
    first = evidence[0] if evidence else None
    if first is None or (cases < policy.least_cases and first.source is not PainSource.MARKET):
        return None
    topic = topic_of(first.source, first.key)
    if topic is None:
        return None
    return Proposal(
        key=key,
        topic=topic,
        subject=first.subject if first.source in OF_A_SUBJECT else "",
        score=sum(each.score for each in evidence),
        evidence=tuple(evidence),
        trained_on=trained_on,
        since=since,
    )


def evidence_text(evidence: Evidence) -> Message:
    """One pain in words: 'Complaint “delivery delay” ×7, before that 4'."""
    values: dict[str, object] = {
        "source": evidence.source,
        "what": pain_name(evidence.source, evidence.key, evidence.subject),
        "count": evidence.count,
        "before": evidence.before,
    }
    if evidence.source is PainSource.SLOW_MODEL:
        return Message(N_("Slow cars of {what}: {count}"), values)
    if evidence.source is PainSource.MARKET:
        return Message(N_("Trend in the market: {what}"), values)
    return Message(N_("{source} “{what}” ×{count} (in the time before: {before})"), values)
