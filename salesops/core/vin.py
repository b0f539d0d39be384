"""Vehicle identification numbers: form and check digit (ISO 3779, GB 16735)."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.core.i18n import N_, Message

LENGTH = 17
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {str(digit): digit for digit in range(10)} | dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
_CHINESE = ("L", "H")


@dataclass(frozen=True, slots=True, kw_only=True)
class VinProblem:
    """What is wrong with a number: a severe problem refuses it, unless a person may override it with a reason."""

    reason: Message
    severe: bool
    may_override: bool = False


def check_digit(vin: str) -> str:
    """The ninth character that the other sixteen ask for: their weighted sum modulo 11, ten being X."""
    total = sum(_VALUES[letter] * weight for letter, weight in zip(vin, _WEIGHTS, strict=True))
    return "X" if total % 11 == 10 else str(total % 11)


def problems(vin: str) -> list[VinProblem]:
    """Everything that is wrong with a number in capitals; empty for a good one.

    A wrong check digit is an error for Chinese numbers (a person may override it) and a warning for others,
    because only China and North America prescribe it.
    """
    if len(vin) != LENGTH:
        reason = Message(N_("a VIN has 17 characters, this one has {count}"), {"count": len(vin)})
        return [VinProblem(reason=reason, severe=True)]
    odd = sorted({letter for letter in vin if letter not in _VALUES})
    if odd:
        reason = Message(N_("a VIN has no {letters}"), {"letters": ", ".join(odd)})
        return [VinProblem(reason=reason, severe=True)]
    if len(set(vin)) == 1:
        return [VinProblem(reason=Message(N_("a VIN is not one character seventeen times")), severe=True)]
    wanted = check_digit(vin)
    if vin[8] == wanted:
        return []
    reason = Message(
        N_("the check digit (ninth character) is {found}, it should be {wanted}: probably a typing mistake"),
        {"found": vin[8], "wanted": wanted},
    )
    chinese = vin.startswith(_CHINESE)
    return [VinProblem(reason=reason, severe=chinese, may_override=chinese)]
