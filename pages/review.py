"""Evening review: what the day says and why, what is done about it, what tomorrow asks, and the closing."""

from pages._panels import (
    review_closing,
    review_figures,
    review_frame,
    review_market,
    review_problems,
    review_tomorrow,
)
from pages._ui import clock, store
from salesops.review.rules.parts import ReviewPart

PANELS = {
    ReviewPart.FIGURES: review_figures.show,
    ReviewPart.PROBLEMS: review_problems.show,
    ReviewPart.TOMORROW: review_tomorrow.show,
    ReviewPart.MARKET: review_market.show,
    ReviewPart.CLOSING: review_closing.show,
}


def render() -> None:
    """Show one part of the review; only its rows are read."""
    part = review_frame.current()
    with store.reading() as read:
        review_frame.steps(part)
        PANELS[part](read, clock.minute())


render()
