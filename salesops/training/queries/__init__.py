"""What the training page shows: frozen rows, bounded, in few statements."""

from salesops.training.queries.coaching import (
    CheckIn,
    DrillRow,
    PlanRow,
    Profile,
    plans,
    profiles,
)
from salesops.training.queries.complaints import (
    Complainant,
    ComplaintRow,
    complainants,
    complaints,
)
from salesops.training.queries.evidence import EvidenceRow, evidence_rows
from salesops.training.queries.orders import OrderRow, ShareCard, open_orders, share_card
from salesops.training.queries.owed import owed
from salesops.training.queries.pains import ProposalRow, proposals
from salesops.training.queries.points import (
    BalanceRow,
    LedgerLine,
    LedgerRow,
    LedgerSum,
    RewardRow,
    balances,
    ledger,
    ledger_lines,
    ledger_sum,
    rewards,
)
from salesops.training.queries.scenarios import (
    Board,
    Place,
    ScenarioRow,
    ScoreEffect,
    ScoreRow,
    board,
    score_effect,
)
from salesops.training.queries.sessions import (
    Attendee,
    NextTraining,
    SessionRow,
    attendance,
    next_training,
    sessions,
)

__all__ = [
    "Attendee",
    "BalanceRow",
    "Board",
    "CheckIn",
    "Complainant",
    "ComplaintRow",
    "DrillRow",
    "EvidenceRow",
    "LedgerLine",
    "LedgerRow",
    "LedgerSum",
    "NextTraining",
    "OrderRow",
    "Place",
    "PlanRow",
    "Profile",
    "ProposalRow",
    "RewardRow",
    "ScenarioRow",
    "ScoreEffect",
    "ScoreRow",
    "SessionRow",
    "ShareCard",
    "attendance",
    "balances",
    "board",
    "complainants",
    "complaints",
    "evidence_rows",
    "ledger",
    "ledger_lines",
    "ledger_sum",
    "next_training",
    "open_orders",
    "owed",
    "plans",
    "profiles",
    "proposals",
    "rewards",
    "score_effect",
    "sessions",
    "share_card",
]
