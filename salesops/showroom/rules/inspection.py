"""How a round through the showroom is judged (Rule S1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from salesops.models.enums import CheckResult
from salesops.showroom.rules.policies import InspectionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Weight that passed of the weight that was judged."""

    passed: int
    judged: int

    @property
    def share(self) -> float | None:
        """The score between 0 and 1; unknown while nothing was judged."""
        return self.passed / self.judged if self.judged else None


def score(results: Iterable[tuple[CheckResult, int]]) -> Score:
    """The score of results with their severities: a grave item counts for more, what does not apply for nothing."""
    judged = [(result, severity) for result, severity in results if result is not CheckResult.NOT_APPLICABLE]
    return Score(
        passed=sum(severity for result, severity in judged if result is CheckResult.PASS),
        judged=sum(severity for _, severity in judged),
    )


def due_at(now_local: datetime, policy: InspectionPolicy) -> datetime:
    """Until when a defect is mended: this evening, or the next when the evening has begun."""
    evening = datetime.combine(now_local.date(), policy.due_at, tzinfo=now_local.tzinfo)
    return evening if now_local < evening else evening + timedelta(days=1)


def systemic(fails: Sequence[tuple[int, date]], *, today: date, policy: InspectionPolicy) -> dict[int, int]:
    """Items that failed so often of late that mending the single defect is not enough: item to number of fails."""
    since = today - timedelta(days=policy.systemic_days)
    counted = Counter(item for item, day in fails if since < day <= today)
    return {item: count for item, count in counted.items() if count >= policy.systemic_fails}


def spec_card_current(card_on: date | None, changed_on: date) -> bool:
    """Whether a car's spec card is as new as the catalogue; no card is never current."""
    return card_on is not None and card_on >= changed_on
