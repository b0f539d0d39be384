"""What the page of intent customers shows, as frozen rows; costs only for those who may see them."""

from salesops.intent.queries.alerts import PriceAlert, price_alerts
from salesops.intent.queries.board import (
    BoardRow,
    ClosedRow,
    StageCount,
    Unfiled,
    Wanted,
    board,
    closed_lately,
    stage_counts,
    unfiled,
)
from salesops.intent.queries.budgets import BudgetRow, budgets
from salesops.intent.queries.catalogue import (
    CarChoice,
    GiftRow,
    LoanRate,
    ModelChoice,
    cars_for_sale,
    compensations,
    finance_policy,
    gifts,
    loan_rate,
    models,
)
from salesops.intent.queries.composing import OfferPreview, PriceOffer, SwapHint, preview_offer
from salesops.intent.queries.customer import CustomerCard, Happening, TimelineRow, customer_card, timeline
from salesops.intent.queries.drives import DriveCar, DriveRow, drive_day, drive_history
from salesops.intent.queries.experiences import (
    Candidate,
    ExperienceRow,
    GuestRow,
    candidates,
    experiences,
    guests,
)
from salesops.intent.queries.orders import DeliveredRow, OrderRow, delivered_lately, open_orders, order_of
from salesops.intent.queries.owed import Waiting, owed, waiting
from salesops.intent.queries.prices import (
    DecisionLine,
    Earnings,
    GiftLine,
    PriceRow,
    awaiting,
    decided_prices,
    prices_of,
)
from salesops.intent.queries.saving import SavingRow, Slipping, deals_to_save
from salesops.intent.queries.solutions import Concern, SolutionRow, concerns, library, solutions
from salesops.intent.queries.unexplained import Unexplained, UnexplainedOrder, unexplained_orders
from salesops.intent.queries.visitors import (
    ChannelChoice,
    ExpectedRow,
    VisitorRow,
    channel_choices,
    expected,
    visitors,
    wait_limit,
)

__all__ = [
    "BoardRow", "BudgetRow", "Candidate", "CarChoice", "ChannelChoice", "ClosedRow", "Concern", "CustomerCard", "DecisionLine",
    "DeliveredRow", "DriveCar", "DriveRow", "Earnings", "ExpectedRow", "ExperienceRow", "GiftLine", "GiftRow",
    "GuestRow", "Happening", "LoanRate", "ModelChoice", "OfferPreview", "OrderRow", "PriceAlert", "PriceOffer", "PriceRow",
    "SavingRow", "Slipping", "SolutionRow", "StageCount", "SwapHint", "TimelineRow", "Unexplained", "UnexplainedOrder", "Unfiled", "VisitorRow", "Waiting", "Wanted",
    "awaiting", "board", "budgets", "candidates", "cars_for_sale", "channel_choices", "closed_lately", "compensations", "concerns",
    "customer_card", "deals_to_save", "decided_prices", "delivered_lately", "drive_day", "drive_history", "expected",
    "experiences", "finance_policy", "gifts", "guests", "library", "loan_rate", "models", "open_orders", "order_of",
    "owed", "preview_offer", "price_alerts", "prices_of", "solutions", "stage_counts", "timeline", "unexplained_orders", "unfiled", "visitors", "wait_limit", "waiting",
]  # fmt: skip
