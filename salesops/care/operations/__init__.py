"""Changes of care, events, market notes and personal data; each is audited and refuses with a sentence."""

from salesops.care.operations.due import MadeDue, make_due_tasks
from salesops.care.operations.errors import BadCare, MayNotSend, MustKeep, NeedsReason
from salesops.care.operations.events import (
    EventFacts,
    Full,
    Invited,
    invite,
    record_event_result,
    save_event,
    set_guest,
)
from salesops.care.operations.handing_out import CustomerFile, Section, hand_out
from salesops.care.operations.market import NoteFacts, brief_team, save_note
from salesops.care.operations.privacy import Anonymised, anonymise_expired, erase_customer
from salesops.care.operations.queue import Sent, finish_care, skip_care, snooze_care
from salesops.care.operations.words import Words, save_rule, set_birthday

__all__ = [
    "Anonymised",
    "BadCare",
    "CustomerFile",
    "EventFacts",
    "Full",
    "Invited",
    "MadeDue",
    "MayNotSend",
    "MustKeep",
    "NeedsReason",
    "NoteFacts",
    "Section",
    "Sent",
    "Words",
    "anonymise_expired",
    "brief_team",
    "erase_customer",
    "finish_care",
    "hand_out",
    "invite",
    "make_due_tasks",
    "record_event_result",
    "save_event",
    "save_note",
    "save_rule",
    "set_birthday",
    "set_guest",
    "skip_care",
    "snooze_care",
]
