"""What can be trained, and which pain asks for which topic (Rule T1)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from salesops.core.i18n import N_, Label, Message
from salesops.models.enums import (
    ComplaintTopic,
    InspectionArea,
    LossReason,
    Objection,
    PainSource,
)


class TrainingTopic(StrEnum):
    """A micro-training; slow models and market trends name their subject beside it."""

    ORDER_TRACKING = "order_tracking"
    THREE_ELECTRIC = "three_electric"
    NEGOTIATION = "negotiation"
    OFFERS = "offers"
    FINANCE = "finance"
    TRADE_IN = "trade_in"
    RIVALS = "rivals"
    PRODUCT = "product"
    IN_STOCK = "in_stock"
    NEEDS = "needs"
    INVITATION = "invitation"
    FOLLOW_UP = "follow_up"
    RECEPTION = "reception"
    TEST_DRIVE = "test_drive"
    STANDARDS = "standards"
    HANDOVER = "handover"
    SLOW_MODEL = "slow_model"
    MARKET_TREND = "market_trend"


_COMPLAINTS: Mapping[str, TrainingTopic] = {
    ComplaintTopic.DELIVERY_DELAY: TrainingTopic.ORDER_TRACKING,
    ComplaintTopic.SERVICE_ATTITUDE: TrainingTopic.RECEPTION,
    ComplaintTopic.PRICE_PROMISE: TrainingTopic.OFFERS,
    ComplaintTopic.QUALITY: TrainingTopic.HANDOVER,
    ComplaintTopic.FINANCE_TERMS: TrainingTopic.FINANCE,
    ComplaintTopic.WAITING: TrainingTopic.RECEPTION,
}
_LOSSES: Mapping[str, TrainingTopic] = {
    LossReason.PRICE_HIGH: TrainingTopic.NEGOTIATION,
    LossReason.PRICE_DISCOUNT: TrainingTopic.NEGOTIATION,
    LossReason.PRICE_FINANCE: TrainingTopic.FINANCE,
    LossReason.COMP_BRAND: TrainingTopic.RIVALS,
    LossReason.COMP_DEALER: TrainingTopic.NEGOTIATION,
    LossReason.PROD_CONFIG: TrainingTopic.PRODUCT,
    LossReason.PROD_SPACE: TrainingTopic.PRODUCT,
    LossReason.PROD_RANGE: TrainingTopic.THREE_ELECTRIC,
    LossReason.PROD_BRAND: TrainingTopic.RIVALS,
    LossReason.STOCK_COLOUR: TrainingTopic.IN_STOCK,
    LossReason.STOCK_NONE: TrainingTopic.IN_STOCK,
    LossReason.LEAD_TIME: TrainingTopic.ORDER_TRACKING,
    LossReason.TRADE_VALUE: TrainingTopic.TRADE_IN,
    LossReason.FAMILY: TrainingTopic.NEEDS,
    LossReason.DISTANCE: TrainingTopic.INVITATION,
    LossReason.SERVICE_WAIT: TrainingTopic.RECEPTION,
    LossReason.SERVICE_ATTITUDE: TrainingTopic.RECEPTION,
    LossReason.NO_TEST_CAR: TrainingTopic.TEST_DRIVE,
    LossReason.SLOW_FOLLOW: TrainingTopic.FOLLOW_UP,
    LossReason.LOST_CONTACT: TrainingTopic.FOLLOW_UP,
}
"""Reasons that training can do nothing about (plan cancelled, funds, licence plates) are left out."""

_OBJECTIONS: Mapping[str, TrainingTopic] = {
    Objection.OFFER_UNCLEAR: TrainingTopic.OFFERS,
    Objection.PRICE: TrainingTopic.NEGOTIATION,
    Objection.FINANCE_COMPLEX: TrainingTopic.FINANCE,
    Objection.WINTER_RANGE: TrainingTopic.THREE_ELECTRIC,
    Objection.FUEL_USE: TrainingTopic.PRODUCT,
    Objection.SPACE: TrainingTopic.PRODUCT,
    Objection.DELIVERY_TIME: TrainingTopic.ORDER_TRACKING,
    Objection.TRADE_IN_VALUE: TrainingTopic.TRADE_IN,
    Objection.DISTANCE: TrainingTopic.INVITATION,
    Objection.COMPETITOR: TrainingTopic.RIVALS,
    Objection.NO_HURRY: TrainingTopic.NEEDS,
}
_CHECKS: Mapping[str, TrainingTopic] = {
    InspectionArea.CAR_OUTSIDE: TrainingTopic.STANDARDS,
    InspectionArea.CAR_INSIDE: TrainingTopic.STANDARDS,
    InspectionArea.SPEC_CARD: TrainingTopic.STANDARDS,
    InspectionArea.LOUNGE: TrainingTopic.STANDARDS,
    InspectionArea.HALL: TrainingTopic.STANDARDS,
    InspectionArea.TEST_CAR: TrainingTopic.TEST_DRIVE,
    InspectionArea.PEOPLE: TrainingTopic.RECEPTION,
}
_BY_SOURCE: Mapping[PainSource, Mapping[str, TrainingTopic]] = {
    PainSource.COMPLAINT: _COMPLAINTS,
    PainSource.LOSS: _LOSSES,
    PainSource.OBJECTION: _OBJECTIONS,
    PainSource.CHECK: _CHECKS,
}
_KEYS = {
    PainSource.COMPLAINT: ComplaintTopic,
    PainSource.LOSS: LossReason,
    PainSource.OBJECTION: Objection,
    PainSource.CHECK: InspectionArea,
}
OF_A_SUBJECT = {
    PainSource.SLOW_MODEL: TrainingTopic.SLOW_MODEL,
    PainSource.MARKET: TrainingTopic.MARKET_TREND,
}
"""Sources whose cases are a topic each: a model, a trend."""


def topic_of(source: PainSource | None, key: str) -> TrainingTopic | None:
    """The topic that a pain asks for; None for what training cannot mend, or an unknown key."""
    if source is None:
        return None
    return OF_A_SUBJECT.get(source) or _BY_SOURCE[source].get(key)


def proposal_key(source: PainSource | None, key: str) -> str:
    """What makes two pains the same proposal: their topic, and the model or trend where that is the subject."""
    topic = topic_of(source, key)
    if topic is None:
        return ""
    return f"{topic}:{key}" if source in OF_A_SUBJECT else str(topic)


def keys_of(topic: TrainingTopic, source: PainSource) -> tuple[str, ...]:
    """The pains of a source that ask for the topic."""
    return tuple(key for key, asked in _BY_SOURCE.get(source, {}).items() if asked is topic)


def pain_name(source: PainSource, key: str, subject: str = "") -> Label | str:
    """What a pain is called: the label of its enum, or the model or trend that it is about."""
    kind = _KEYS.get(source)
    if kind is None:
        return subject or key
    try:
        return Label.of(kind(key))
    except ValueError:
        return key


def topic_name(topic: str, subject: str = "") -> Message:
    """What a topic is called: a known one by its label and subject, one that a person wrote by his words."""
    try:
        known = TrainingTopic(topic)
    except ValueError:
        return Message("{words}", {"words": topic})
    if subject:
        return Message(N_("{topic}: {subject}"), {"topic": Label.of(known), "subject": subject})
    return Message("{topic}", {"topic": Label.of(known)})
