"""Telephone numbers as people and files write them: what each is, and whether it names a person (L7)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import phonenumbers

from salesops.core.i18n import N_, Message

REGION: Final = "CN"
CHINA: Final = "+86"


class PhoneKind(StrEnum):
    """What a telephone number is good for."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    MASKED = "masked"
    """Stars instead of digits: kept, but neither called nor used to find duplicates."""
    VIRTUAL = "virtual"
    """A privacy number with extension, or 95/170/171: shared and short-lived, only an alias."""
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPhone:
    """A number after cleaning. `e164` is set only where it identifies a person or a household."""

    kind: PhoneKind
    text: str
    """The cleaned number, as one would dial or show it."""
    e164: str | None = None
    extension: str = ""
    reason: Message | None = None
    """Why an invalid number was refused."""


_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)
_SHARED_MOBILE: Final = re.compile(r"17[01]\d{8}", re.ASCII)
_LANDLINE: Final = re.compile(r"0(?:10|2\d|[3-9]\d{2})\d{7,8}", re.ASCII)
_SERVICE: Final = re.compile(r"[48]00\d{7}", re.ASCII)
_VIRTUAL_95: Final = re.compile(r"95\d{3,17}", re.ASCII)
_MASKED: Final = re.compile(r"(?:\+?86)?[\d]{0,11}[*xX•●]{2,}\d{0,11}", re.ASCII)
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.ASCII)
_EXTENSION: Final = re.compile(r"(?:转|,|ext\.?|#|;)\s*(\d{1,8})$", re.IGNORECASE | re.ASCII)
_LANDLINE_EXTENSION: Final = re.compile(r"^(0\d{2,3}-?\d{7,8})-(\d{1,6})$", re.ASCII)
_SEPARATORS: Final = re.compile(r"[/、;|\n]+|,(?=\s*(?:\+?\d{7,}|0\d{2,3}-))|\s+(?=\+?\d{7,})", re.ASCII)


def parse(text: str) -> ParsedPhone:
    """What the text says: a mobile, a landline, a masked or virtual number, or why it is none."""
    cleaned = _clean(text)
    if not cleaned:
        return _invalid(cleaned, Message(N_("There is no telephone number.")))
    if _SCIENTIFIC.fullmatch(cleaned):
        reason = N_("“{text}” has lost digits in a spreadsheet; the full number is needed.")
        return _invalid(cleaned, Message(reason, {"text": cleaned}))
    if _MASKED.fullmatch(re.sub(r"[\s-]", "", cleaned)):
        return ParsedPhone(kind=PhoneKind.MASKED, text=re.sub(r"[\s-]", "", cleaned))
    number, extension = _split_extension(cleaned)
    return _classify(_without_country(re.sub(r"[\s().-]", "", number)), extension)


def split(text: str) -> tuple[str, ...]:
    """The numbers of a cell that holds several (`13812345678/0571-87654321`)."""
    parts = _SEPARATORS.split(text.translate(_HALF_WIDTH))
    return tuple(part.strip() for part in parts if part.strip())


def mask(number: str) -> str:
    """The number as others may see it (X2, Z3): `138****5678`; the middle is hidden, short ones wholly."""
    shown = re.sub(r"[^\d*]", "", _without_country(dialled(number)))
    return f"{shown[:3]}****{shown[-4:]}" if len(shown) > 7 else "****"


def dialled(number: str) -> str:
    """A number as one dials it in the country: +8613812345678 is 13812345678, +8657187654321 is 057187654321."""
    if not number.startswith(CHINA):
        return number
    national = number.removeprefix(CHINA)
    return national if national.startswith(("1", "4", "8")) else f"0{national}"


def _clean(text: str) -> str:
    halved = text.translate(_HALF_WIDTH).replace("\u200b", "").replace("\xa0", " ")
    return re.sub(r"\.0+$", "", halved.strip().lstrip("'’‘").strip())


def _split_extension(cleaned: str) -> tuple[str, str]:
    landline = _LANDLINE_EXTENSION.match(cleaned)
    if landline:
        return landline[1], landline[2]
    found = _EXTENSION.search(cleaned)
    return (cleaned[: found.start()], found[1]) if found else (cleaned, "")


def _without_country(number: str) -> str:
    """The national number where +86, 0086 or a bare 86 stands before it."""
    for prefix in (CHINA, "0086"):
        if number.startswith(prefix):
            return number.removeprefix(prefix)
    if number.startswith("860") or (len(number) == 13 and number.startswith("86")):
        return number[2:]
    return number


def _classify(number: str, extension: str) -> ParsedPhone:
    if _MOBILE.fullmatch(number):
        if extension or _SHARED_MOBILE.fullmatch(number):
            return ParsedPhone(kind=PhoneKind.VIRTUAL, text=number, extension=extension)
        return ParsedPhone(kind=PhoneKind.MOBILE, text=number, e164=f"{CHINA}{number}")
    if _VIRTUAL_95.fullmatch(number):
        return ParsedPhone(kind=PhoneKind.VIRTUAL, text=number, extension=extension)
    if _SERVICE.fullmatch(number):
        kind = PhoneKind.VIRTUAL if extension else PhoneKind.LANDLINE
        e164 = None if extension else f"{CHINA}{number}"
        return ParsedPhone(kind=kind, text=number, e164=e164, extension=extension)
    national = number if number.startswith("0") else f"0{number}"
    if _LANDLINE.fullmatch(national):
        return ParsedPhone(
            kind=PhoneKind.LANDLINE, text=national, e164=f"{CHINA}{national[1:]}", extension=extension
        )
    return _foreign(number, extension)


def _foreign(number: str, extension: str) -> ParsedPhone:
    """A number of another country, recognised by its leading + or 00; anything else is refused."""
    if number.startswith("00"):
        number = f"+{number[2:]}"
    if number.startswith("+"):
        try:
            found = phonenumbers.parse(number, REGION)
        except phonenumbers.NumberParseException:
            found = None
        if found is not None and phonenumbers.is_valid_number(found):
            e164 = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
            return ParsedPhone(kind=_foreign_kind(found), text=e164, e164=e164, extension=extension)
    reason = N_("“{text}” is neither a mobile nor a landline number.")
    return _invalid(number, Message(reason, {"text": number}))


def _foreign_kind(found: phonenumbers.PhoneNumber) -> PhoneKind:
    fixed = phonenumbers.number_type(found) == phonenumbers.PhoneNumberType.FIXED_LINE
    return PhoneKind.LANDLINE if fixed else PhoneKind.MOBILE


def _invalid(text: str, reason: Message) -> ParsedPhone:
    return ParsedPhone(kind=PhoneKind.INVALID, text=text, reason=reason)
