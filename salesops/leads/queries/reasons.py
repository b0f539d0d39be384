"""Reasons as they are stored, read back as messages."""

from __future__ import annotations

from typing import Any

from salesops.core.i18n import Message


def messages(stored: list[Any]) -> tuple[Message, ...]:
    """The messages of a stored list of reasons."""
    return tuple(Message.from_json(each) for each in stored)
