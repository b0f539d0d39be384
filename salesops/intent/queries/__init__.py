"""What the screens of intent customers show: frozen rows, masked for their viewer."""

from salesops.intent.queries.board import BoardRow, board, owed
from salesops.intent.queries.customer import Concern, CustomerFile, Event, EventKind, customer_file, library
from salesops.intent.queries.orders import ExperienceRow, OrderRow, experiences, open_orders
from salesops.intent.queries.prices import (
    BudgetRow,
    GiftRow,
    PriceRow,
    StockCar,
    budgets_left,
    gifts,
    price_requests,
    stock_cars,
)
from salesops.intent.queries.reception import (
    Choices,
    DriveRow,
    ExpectedRow,
    TestCar,
    VisitRow,
    choices,
    expected_today,
    test_cars,
    visits_today,
)

__all__ = [
    "BoardRow", "BudgetRow", "Choices", "Concern", "CustomerFile", "DriveRow", "Event", "EventKind", "ExpectedRow",
    "ExperienceRow", "GiftRow", "OrderRow", "PriceRow", "StockCar", "TestCar", "VisitRow", "board", "budgets_left",
    "choices", "customer_file", "expected_today", "experiences", "gifts", "library", "open_orders", "owed",
    "price_requests", "stock_cars", "test_cars", "visits_today",
]  # fmt: skip
