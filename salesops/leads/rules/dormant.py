"""Which leads sleep, whom a campaign may contact and when, and whether it worked (Rules L6, Z3, Z4)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salesops.core.i18n import N_, Message
from salesops.leads.rules.losses import draw
from salesops.leads.rules.policies import DormantPolicy
from salesops.models.enums import CampaignArm

OPT_OUTS = ("拒收请回复R", "拒收", "退订", "回T", "回R", "reply R", "STOP", "opt out", "unsubscribe")
"""Words by which a marketing text offers a way to refuse (Rule Z4)."""

VARIABLES = ("name", "model", "consultant", "store")
"""What a campaign's text may fill in: `{name}`."""


def asleep_since(today: date, policy: DormantPolicy) -> date:
    """A lead whose last progress is on this day or before sleeps (Rule L6)."""
    return today - timedelta(days=policy.after_days)


def given_up_on(today: date, policy: DormantPolicy) -> date:
    """A sleeping lead whose touch was due before this day is left to the campaigns (Rules L5, L6)."""
    return today - timedelta(days=policy.overdue_days)


def arm(campaign_id: int, lead_id: int, policy: DormantPolicy) -> CampaignArm:
    """Contacted, or held back to compare: a fixed draw, the same whoever asks (Rule L6)."""
    held_back = draw(campaign_id * 1_000_003 + lead_id) < policy.held_back_percent
    return CampaignArm.HELD_BACK if held_back else CampaignArm.CONTACTED


def is_quiet(at: time, policy: DormantPolicy) -> bool:
    """Whether it is a time at which nobody is written to (Rule Z4)."""
    return _within(at, policy.quiet_from, policy.quiet_until) or _within(
        at, policy.noon_from, policy.noon_until
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """What decides whether somebody may be written to: consent, and when he last was."""

    consented: bool
    refused: bool
    contacted: Sequence[datetime]


def objection(person: Reachable, *, now_local: datetime, policy: DormantPolicy) -> Message | None:
    """Why somebody may not be contacted with marketing now, or None (Rules L6, Z3, Z4)."""
    if person.refused:
        return Message(N_("This customer does not want advertising."))
    if not person.consented:
        return Message(N_("This customer has not agreed to advertising. Ask when you speak next."))
    if is_quiet(now_local.time(), policy):
        return Message(
            N_("Quiet hours: nobody is contacted from {start} to {end} and from {noon} to {after}."),
            {
                "start": policy.quiet_from,
                "end": policy.quiet_until,
                "noon": policy.noon_from,
                "after": policy.noon_until,
            },
        )
    since = now_local - timedelta(days=policy.within_days)
    if sum(moment > since for moment in person.contacted) >= policy.most_touches:
        return Message(
            N_("Contacted {count} times within {days} days: that is the limit."),
            {"count": policy.most_touches, "days": policy.within_days},
        )
    return None


def text_objection(text: str) -> Message | None:
    """Why a campaign's text cannot be used, or None (Rule Z4)."""
    if not text.strip():
        return Message(N_("Write the text of the campaign."))
    try:
        text.format(**dict.fromkeys(VARIABLES, ""))
    except (KeyError, IndexError, ValueError):
        return Message(
            N_("The text may use {names} and no other braces."),
            {"names": ", ".join(f"{{{name}}}" for name in VARIABLES)},
        )
    if not any(word.lower() in text.lower() for word in OPT_OUTS):
        return Message(N_("The text needs a way to refuse, such as “{words}”."), {"words": OPT_OUTS[0]})
    return None


def _within(at: time, start: time, end: time) -> bool:
    """Whether a time lies from start until before end; a span may go over midnight."""
    if start <= end:
        return start <= at < end
    return at >= start or at < end


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How much more often the contacted answered than those held back, in shares, with its 95 % interval."""

    difference: float | None
    low: float | None
    high: float | None

    @property
    def is_sure(self) -> bool:
        """Whether chance alone does not explain the difference."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def effect(contacted: tuple[int, int], held_back: tuple[int, int]) -> Effect:
    """The difference of two shares (answered, members), by Newcombe's interval from the two Wilson intervals.

    None where a group is empty: one of one is no result.
    """
    if not contacted[1] or not held_back[1]:
        return Effect(difference=None, low=None, high=None)
    from scipy.stats import binomtest

    shares, limits = [], []
    for answered, members in (contacted, held_back):
        interval = binomtest(answered, members).proportion_ci(method="wilson")
        shares.append(answered / members)
        limits.append((float(interval.low), float(interval.high)))
    (p1, p2), ((l1, u1), (l2, u2)) = shares, limits
    difference = p1 - p2
    return Effect(
        difference=difference,
        low=difference - math.hypot(p1 - l1, u2 - p2),
        high=difference + math.hypot(u1 - p1, p2 - l2),
    )
