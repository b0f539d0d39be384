"""The base of every anticipated refusal: a sentence for the person who asked."""

from salesops.core.i18n import Message


class SalesOpsError(Exception):
    """A refusal that a page shows as a sentence; subclasses stand beside whoever raises them.

    `SalesOpsError(N_("No room: {name} already has {count} leads today."), name=…, count=…)`
    """

    def __init__(self, text: str, /, **values: object) -> None:
        self.message = Message(text, values)
        super().__init__(text, values)

    def __str__(self) -> str:
        """The sentence in English, for logs; pages render `.message` in the person's language."""
        return self.message.in_english()


class NotAllowed(SalesOpsError):
    """The person's role does not permit this (X2)."""


class NotFound(SalesOpsError):
    """What was asked for is not there, or not in this store."""


class Conflict(SalesOpsError):
    """Somebody else changed the same thing first."""
