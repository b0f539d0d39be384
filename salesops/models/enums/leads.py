"""Channels, leads, touches and losses: what their rows can be."""

from __future__ import annotations

from enum import StrEnum


class ChannelGroup(StrEnum):
    """First level of a channel (Rule L1)."""

    ONLINE = "online"
    OFFLINE = "offline"


class ChannelKind(StrEnum):
    """Second level of a channel (Rule L1)."""

    VERTICAL_MEDIA = "vertical_media"
    SHORT_VIDEO = "short_video"
    FACTORY = "factory"
    PRIVATE = "private"
    WALK_IN = "walk_in"
    REFERRAL = "referral"
    EVENT = "event"
    PARTNER = "partner"
    FLEET = "fleet"


class UpkeepKind(StrEnum):
    """What was done for a channel (Rule L1)."""

    CONTACT = "contact"
    MATERIALS = "materials"
    FAULT = "fault"
    CHANGE = "change"


class LeadStatus(StrEnum):
    """Where a lead stands; invalid is not lost."""

    NEW = "new"
    WORKING = "working"
    INVALID = "invalid"
    LOSS_ASKED = "loss_asked"
    LOST = "lost"
    WON = "won"


class Tier(StrEnum):
    """Lead tier by purchase window (Rule L3)."""

    A = "A"
    B = "B"
    C = "C"


class TradeGrade(StrEnum):
    """The trade's own grade, as factories count it (Rule L3)."""

    O = "O"  # noqa: E741 - the trade's letter
    H = "H"
    A = "A"
    B = "B"
    C = "C"
    N = "N"


class SetBy(StrEnum):
    """Whether the rule or a person decided."""

    RULE = "rule"
    PERSON = "person"


class TouchKind(StrEnum):
    """By which way a customer was touched."""

    CALL = "call"
    WECHAT = "wechat"
    SMS = "sms"
    MEETING = "meeting"


class TouchOutcome(StrEnum):
    """What came of a touch."""

    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    REACHED = "reached"
    INTERESTED = "interested"
    APPOINTMENT = "appointment"
    LATER = "later"
    REFUSED = "refused"


class Objection(StrEnum):
    """What holds a customer back, as recorded (Rules M2, R1, T1)."""

    OFFER_UNCLEAR = "offer_unclear"
    PRICE = "price"
    FINANCE_COMPLEX = "finance_complex"
    WINTER_RANGE = "winter_range"
    FUEL_USE = "fuel_use"
    SPACE = "space"
    DELIVERY_TIME = "delivery_time"
    TRADE_IN_VALUE = "trade_in_value"
    DISTANCE = "distance"
    COMPETITOR = "competitor"
    NO_HURRY = "no_hurry"


class LossGroup(StrEnum):
    """First level of the reasons for a loss (Rule L8)."""

    PRICE = "price"
    COMPETITOR = "competitor"
    PRODUCT = "product"
    STOCK = "stock"
    TRADE_IN = "trade_in"
    CUSTOMER = "customer"
    DISTANCE = "distance"
    SERVICE = "service"
    CONTACT = "contact"


class LossReason(StrEnum):
    """Second level of the reasons for a loss (Rule L8)."""

    PRICE_HIGH = "price_high"
    PRICE_DISCOUNT = "price_discount"
    PRICE_FINANCE = "price_finance"
    COMP_BRAND = "comp_brand"
    COMP_DEALER = "comp_dealer"
    PROD_CONFIG = "prod_config"
    PROD_SPACE = "prod_space"
    PROD_RANGE = "prod_range"
    PROD_BRAND = "prod_brand"
    STOCK_COLOUR = "stock_colour"
    STOCK_NONE = "stock_none"
    LEAD_TIME = "lead_time"
    TRADE_VALUE = "trade_value"
    PLAN_CANCEL = "plan_cancel"
    FUNDS = "funds"
    FAMILY = "family"
    PLATE = "plate"
    DISTANCE = "distance"
    SERVICE_WAIT = "service_wait"
    SERVICE_ATTITUDE = "service_attitude"
    NO_TEST_CAR = "no_test_car"
    SLOW_FOLLOW = "slow_follow"
    LOST_CONTACT = "lost_contact"


class InvalidReason(StrEnum):
    """Why a lead never was one: invalid is not lost."""

    WRONG_NUMBER = "wrong_number"
    NOBODY_ANSWERS = "nobody_answers"
    NO_PURCHASE = "no_purchase"
    BOUGHT_OWN = "bought_own"
    BOUGHT_RIVAL = "bought_rival"
    OUT_OF_REGION = "out_of_region"
    DUPLICATE = "duplicate"
    TEST_OR_PEER = "test_or_peer"
    OTHER = "other"


class CampaignArm(StrEnum):
    """Contacted, or held back to compare (Rule L6)."""

    CONTACTED = "contacted"
    HELD_BACK = "held_back"
