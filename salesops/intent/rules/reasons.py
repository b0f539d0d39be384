"""Reasons that are given by a tap, and how any reason is kept: a sentence of a person, or one of these (Rule I2)."""

from __future__ import annotations

from enum import StrEnum

from salesops.core.i18n import Message

_AS_MESSAGE = ('{"text"', '{"plural"')
"""How a stored message begins."""


class AskReason(StrEnum):
    """Why a customer should get a price: what the store gets in return, or what the car is."""

    SIGNS_TODAY = "signs_today"
    RIVAL_QUOTE = "rival_quote"
    TRADE_IN = "trade_in"
    REFERS_FRIENDS = "refers_friends"
    TAKES_FINANCE = "takes_finance"
    AGED_CAR = "aged_car"


class RulingReason(StrEnum):
    """Why a price is granted against a limit, lowered, or refused."""

    AGED_STOCK = "aged_stock"
    TARGET_BONUS = "target_bonus"
    CLEARANCE = "clearance"
    GIFTS_INSTEAD = "gifts_instead"
    MARGIN_TOO_LOW = "margin_too_low"
    DEPOSIT_FIRST = "deposit_first"


class RescueMove(StrEnum):
    """What is done to save a deal (Rule I9)."""

    MANAGER_CALLS = "manager_calls"
    MANAGER_SITS_IN = "manager_sits_in"
    BETTER_PACKAGE = "better_package"
    INVITE_AGAIN = "invite_again"
    TELL_THE_DAY = "tell_the_day"
    OTHER_CAR = "other_car"


def kept(reason: AskReason | RulingReason | RescueMove | None, words: str = "") -> str:
    """A reason as it is stored: the words when there are any, else the chosen reason as a message."""
    if words.strip() or reason is None:
        return words.strip()
    return Message("{reason}", {"reason": reason}).to_json()


def spoken(stored: str) -> Message:
    """A stored reason, to be said in the reader's language."""
    if stored.startswith(_AS_MESSAGE):
        try:
            return Message.from_json(stored)
        except (ValueError, KeyError, TypeError):  # somebody typed braces
            pass
    return Message("{words}", {"words": stored})
