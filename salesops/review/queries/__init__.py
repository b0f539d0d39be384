"""What the evening review shows, one module a topic, as frozen rows."""

from salesops.review.queries.days import ClosedDay, Difference, closed_day, differences, unclosed_days
from salesops.review.queries.figures import ReviewFigures, channel_mix, review_figures
from salesops.review.queries.market import MarketRow, market_notes
from salesops.review.queries.open_things import OpenThing, open_things, owed
from salesops.review.queries.people import WithoutOrder, without_order
from salesops.review.queries.resources import Resource, TomorrowResources, tomorrow_resources

__all__ = [
    "ClosedDay",
    "Difference",
    "MarketRow",
    "OpenThing",
    "Resource",
    "ReviewFigures",
    "TomorrowResources",
    "WithoutOrder",
    "channel_mix",
    "closed_day",
    "differences",
    "market_notes",
    "open_things",
    "owed",
    "review_figures",
    "tomorrow_resources",
    "unclosed_days",
    "without_order",
]
