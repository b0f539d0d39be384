"""Changes of training, coaching, points and complaints; each is audited and refuses with a sentence."""

from salesops.training.operations.coaching import (
    DrillDone,
    PlanFacts,
    check_in,
    check_plan,
    mark_drill,
    open_plan,
)
from salesops.training.operations.complaints import (
    BadComplaint,
    ComplaintFacts,
    record_complaint,
    settle_complaint,
)
from salesops.training.operations.errors import (
    BadPlan,
    BadScore,
    BadTraining,
    NeedsReason,
    NotEnough,
)
from salesops.training.operations.points import BadReward, RewardFacts, correct, redeem, save_reward
from salesops.training.operations.scenarios import (
    Assessed,
    Assessment,
    ScenarioFacts,
    add_starters,
    record_score,
    save_scenario,
)
from salesops.training.operations.sessions import (
    SessionPlan,
    cancel_session,
    hold_session,
    plan_from_note,
    plan_session,
)
from salesops.training.operations.settlement import Settled, settle_referrals

__all__ = [
    "Assessed",
    "Assessment",
    "BadComplaint",
    "BadPlan",
    "BadReward",
    "BadScore",
    "BadTraining",
    "ComplaintFacts",
    "DrillDone",
    "NeedsReason",
    "NotEnough",
    "PlanFacts",
    "RewardFacts",
    "ScenarioFacts",
    "SessionPlan",
    "Settled",
    "add_starters",
    "cancel_session",
    "check_in",
    "check_plan",
    "correct",
    "hold_session",
    "mark_drill",
    "open_plan",
    "plan_from_note",
    "plan_session",
    "record_complaint",
    "record_score",
    "redeem",
    "save_reward",
    "save_scenario",
    "settle_complaint",
    "settle_referrals",
]
