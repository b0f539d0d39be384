"""Whether an owner may be written to now, over which way, and with which kind of text (Rules C1, Z3, Z4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from salesops.core.i18n import N_, Message
from salesops.leads.rules.dormant import Reachable, objection
from salesops.leads.rules.policies import DormantPolicy
from salesops.models.enums import ConsentChannel, ConsentPurpose

PREFERRED = (ConsentChannel.WECHAT, ConsentChannel.SMS, ConsentChannel.CALL, ConsentChannel.EMAIL)
"""Ways in the order in which they are proposed."""

Said = Mapping[tuple[ConsentChannel, ConsentPurpose], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """What is allowed: over which ways, whether with service words only, and what stands against it.

    `until_later` is True where only the hour or the number of messages forbids it: tomorrow may allow it.
    """

    ways: tuple[ConsentChannel, ...]
    service_only: bool = False
    objection: Message | None = None
    until_later: bool = False

    @property
    def allowed(self) -> bool:
        """Whether it can be sent now."""
        return bool(self.ways) and self.objection is None


def permit(
    said: Said,
    *,
    marketing: bool,
    has_service_text: bool,
    contacted: Sequence[datetime],
    clock: tuple[datetime, DormantPolicy],
) -> Permit:
    """What a customer's consent, the hour and earlier messages allow (`clock` is the store's time and the limits).

    Service messages need consent for service on the way, and keep no quiet hours. Advertising needs consent for
    marketing on the way, keeps quiet hours and the cap. Who agreed to service only gets the service words of the
    kind, where it has any.
    """
    if not marketing:
        ways = _ways(said, ConsentPurpose.SERVICE)
        return (
            Permit(ways=ways) if ways else Permit(ways=(), objection=_missing(said, ConsentPurpose.SERVICE))
        )
    ways = _ways(said, ConsentPurpose.MARKETING)
    if not ways:
        service = _ways(said, ConsentPurpose.SERVICE)
        if service and has_service_text:
            return Permit(ways=service, service_only=True)
        return Permit(ways=(), objection=_missing(said, ConsentPurpose.MARKETING))
    local, limits = clock
    against = objection(
        Reachable(consented=True, refused=False, contacted=contacted), now_local=local, policy=limits
    )
    return Permit(ways=ways, objection=against, until_later=against is not None)


def consented(said: Said, *, marketing: bool, has_service_text: bool) -> bool:
    """Whether consent alone allows it on some way, whatever the hour."""
    if not marketing:
        return bool(_ways(said, ConsentPurpose.SERVICE))
    return bool(_ways(said, ConsentPurpose.MARKETING)) or (
        has_service_text and bool(_ways(said, ConsentPurpose.SERVICE))
    )


def _ways(said: Said, purpose: ConsentPurpose) -> tuple[ConsentChannel, ...]:
    return tuple(way for way in PREFERRED if said.get((way, purpose), False))


def _missing(said: Said, purpose: ConsentPurpose) -> Message:
    refused = any(said.get((way, purpose)) is False for way in PREFERRED)
    if purpose is ConsentPurpose.MARKETING:
        if refused:
            return Message(N_("This customer does not want advertising."))
        return Message(N_("This customer has not agreed to advertising. Ask when you speak next."))
    if refused:
        return Message(N_("This customer does not want service messages."))
    return Message(N_("No agreement to service messages is on file. Ask when you speak next."))
