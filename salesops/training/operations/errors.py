"""What refuses a change of training."""

from __future__ import annotations

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_


class BadTraining(SalesOpsError):
    """A training that says too little or lies in the past."""


class BadScore(SalesOpsError):
    """A scenario or an assessment that does not fit its rubric."""


class BadPlan(SalesOpsError):
    """A coaching plan that cannot be kept or checked."""


class NotEnough(SalesOpsError):
    """A redemption or correction that would take the balance below zero."""


class NeedsReason(SalesOpsError):
    """A decision that has to say why."""


def require_reason(text: str) -> str:
    """The reason without surrounding space. Raises NeedsReason when it is empty."""
    if not text.strip():
        raise NeedsReason(N_("Say why; a few words are enough."))
    return text.strip()
