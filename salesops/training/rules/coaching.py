"""A consultant's profile across the funnel against his peers, the weakest step, and what a plan achieved (Rule T3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from salesops.core.i18n import N_, Message
from salesops.kpi.statistics import Change, change_of_rate, fitted_prior, shrunken
from salesops.models.enums import FunnelStep, Verdict
from salesops.training.rules.policies import CoachingPolicy

FIGURES: Mapping[FunnelStep, str] = {
    FunnelStep.TOUCH: "first_touch_on_time",
    FunnelStep.INVITE: "invitation_rate",
    FunnelStep.RECEIVE: "wait_over_limit",
    FunnelStep.TEST_DRIVE: "test_drive_rate",
    FunnelStep.CLOSE: "close_rate",
    FunnelStep.REFERRAL: "referral_rate",
}
"""The figure by which each step is judged."""

LESS_IS_BETTER = frozenset({"wait_over_limit"})

SURE = 0.1
"""A change less likely than this by chance alone counts as one."""

LEAST_CASES = 10
"""A plan that saw fewer cases than this is not said to have failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """So many of so many: hits may exceed cases in a rate by period, and count as all of them then."""

    hits: int
    cases: int

    @property
    def rate(self) -> float | None:
        """The plain rate; None without cases."""
        return self.hits / self.cases if self.cases else None

    def good(self, figure: str) -> Cases:
        """The cases that went well, where the figure counts those that did not."""
        hits = min(max(self.hits, 0), self.cases)
        return Cases(hits=self.cases - hits if figure in LESS_IS_BETTER else hits, cases=self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One step of one person: his cases, his rate drawn towards the average, and that of the others.

    `gap` is the share by which he stands above (+) or below (-) the others once small numbers are drawn in; `chance`
    how likely luck alone leaves somebody at least so far below. Rates are of cases that went well, for every step.
    """

    step: FunnelStep
    figure: str
    own: Cases
    shrunk: float
    peers: Cases
    gap: float
    chance: float | None

    @property
    def certain(self) -> bool:
        """Whether luck alone does not explain the gap."""
        return self.chance is not None and self.chance < SURE


def standings(staff_id: int, by_step: Mapping[FunnelStep, Mapping[int, Cases]]) -> tuple[Standing, ...]:
    """The steps of one person in the order of the funnel; a step without cases of his own or others is left out."""
    found = []
    for step in FunnelStep:
        everybody = {who: cases.good(FIGURES[step]) for who, cases in by_step.get(step, {}).items()}
        own = everybody.pop(staff_id, None)
        peers = Cases(
            hits=sum(each.hits for each in everybody.values()),
            cases=sum(each.cases for each in everybody.values()),
        )
        if own is None or not own.cases or not peers.rate:
            continue
        prior = fitted_prior([(own.hits, own.cases), *((p.hits, p.cases) for p in everybody.values())])
        rate = shrunken(own.hits, own.cases, prior)
        below = change_of_rate(own.hits, own.cases, peers.hits, peers.cases)
        found.append(
            Standing(
                step=step,
                figure=FIGURES[step],
                own=own,
                shrunk=rate,
                peers=peers,
                gap=rate / peers.rate - 1,
                chance=below.p_value if below is not None else None,
            )
        )
    return tuple(found)


def weakest(found: Iterable[Standing], policy: CoachingPolicy) -> Standing | None:
    """The step furthest below the others, certain gaps before likely ones; None where no step is weak.

    A gap that luck alone explains more often than the store allows is no weakness.
    """
    weak = [
        each
        for each in found
        if each.gap <= -policy.least_gap_percent / 100
        and each.chance is not None
        and each.chance <= policy.most_luck_percent / 100
    ]
    return min(weak, key=urgency, default=None)


def urgency(standing: Standing) -> tuple[bool, float]:
    """What sorts weak steps and their owners: certain ones first, then the greater gap."""
    return (not standing.certain, standing.gap)


def strongest(found: Iterable[Standing], policy: CoachingPolicy) -> Standing | None:
    """The step furthest above the others, to name it first."""
    strong = [each for each in found if each.gap >= policy.least_gap_percent / 100]
    return max(strong, key=lambda each: each.gap, default=None)


def proposed_goal(standing: Standing) -> float:
    """A goal within reach, in the figure's own direction: half way from where he stands to the others.

    Who is level with the others already aims a tenth higher.
    """
    peers = standing.peers.rate or 0.0
    good = (standing.shrunk + peers) / 2 if standing.shrunk < peers else min(standing.shrunk * 1.1, 1.0)
    return round(1 - good if standing.figure in LESS_IS_BETTER else good, 3)


def reached(figure: str, result: float | None, goal: float) -> bool:
    """Whether a result meets its goal."""
    if result is None:
        return False
    return result <= goal if figure in LESS_IS_BETTER else result >= goal


def verdict(figure: str, before: Cases, after: Cases) -> Verdict:
    """What the figure says of a plan: worked, did not, or unclear where chance explains it (Rules T3, R8)."""
    then, now = before.good(figure), after.good(figure)
    rise = change_of_rate(now.hits, now.cases, then.hits, then.cases, drop=False)
    if rise is None:
        return Verdict.UNCLEAR
    if rise.p_value < SURE:
        return Verdict.WORKED
    if now.cases >= LEAST_CASES and (now.rate or 0) <= (then.rate or 0):
        return Verdict.DID_NOT
    return Verdict.UNCLEAR


def explanation(standing: Standing) -> Message:
    """A weak step in words, with how much luck may have to do with it."""
    values: dict[str, object] = {
        "step": standing.step,
        "hits": standing.own.hits,
        "cases": standing.own.cases,
        "rate": f"{standing.shrunk:.0%}",
        "peers": f"{standing.peers.rate or 0:.0%}",
        "chance": _chance(standing.chance or 0.0),
    }
    if standing.certain:
        return Message(
            N_(
                "{step}: {hits} of {cases}, about {rate} against {peers} of the others; luck alone explains that with "
                "{chance} only."
            ),
            values,
        )
    return Message(
        N_(
            "{step}: {hits} of {cases}, about {rate} against {peers} of the others; luck alone leaves somebody there with "
            "{chance}, so look again with more cases."
        ),
        values,
    )


def _chance(p_value: float) -> str:
    return "<1%" if p_value < 0.01 else f"{p_value:.0%}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Somebody who was assessed: his points as a share, whether he passed, and his figure."""

    staff_id: int
    name: str
    share: float
    passed: bool
    figure: Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Whether points and figure go together: over people, and those who passed against those who did not."""

    people: int
    tau: float | None
    p_value: float | None
    change: Change | None
    sentence: Message


LEAST_PEOPLE = 5


def effect(scored: Sequence[Scored], figure: str, figure_name: str) -> Effect:
    """Does the score move the business figure? Said with how many people that rests on (Rule T2).

    Kendall's tau over people, since a handful of ranks is all there is; and the exact test of the pooled cases of who
    passed against who did not. Neither proves a cause: who sells well may also play well.
    """
    known = [each for each in scored if each.figure.cases]
    values: dict[str, object] = {"figure": Message(figure_name), "people": len(known)}
    if len(known) < LEAST_PEOPLE:
        sentence = Message(N_("{people} assessed with cases of “{figure}”: too few to tell."), values)
        return Effect(people=len(known), tau=None, p_value=None, change=None, sentence=sentence)
    from scipy.stats import kendalltau

    rates = [each.figure.good(figure).rate or 0.0 for each in known]
    found = kendalltau([each.share for each in known], rates)
    tau, p_value = float(found.statistic), float(found.pvalue)
    return Effect(
        people=len(known),
        tau=None if tau != tau else tau,  # noqa: PLR0124 - not a number where all are equal
        p_value=None if tau != tau else p_value,  # noqa: PLR0124
        change=_passed_against_failed(known, figure),
        sentence=_said(tau, p_value, values),
    )


def _said(tau: float, p_value: float, values: dict[str, object]) -> Message:
    values = {**values, "chance": _chance(p_value)}
    if tau != tau or p_value >= SURE:  # noqa: PLR0124
        return Message(
            N_("Over {people} people no connection of score and “{figure}” can be told from chance."), values
        )
    if tau > 0:
        return Message(
            N_(
                "Over {people} people, who scores higher also has the better “{figure}” (chance alone: {chance}); that it "
                "is because of the training, this does not prove."
            ),
            values,
        )
    return Message(
        N_(
            "Over {people} people, who scores higher has the worse “{figure}” (chance alone: {chance}): does the scenario "
            "ask for the right things?"
        ),
        values,
    )


def _passed_against_failed(known: Sequence[Scored], figure: str) -> Change | None:
    groups = {True: [0, 0], False: [0, 0]}
    for each in known:
        cases = each.figure.good(figure)
        groups[each.passed][0] += cases.hits
        groups[each.passed][1] += cases.cases
    return change_of_rate(*groups[True], *groups[False], drop=False)
