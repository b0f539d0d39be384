"""ADF/XML 1.0 as it really arrives: several prospects, odd headers, unknown elements (Rule L7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

_START = re.compile(rb"<adf[\s>]", re.IGNORECASE)
_END = b"</adf>"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class BadDocument(Exception):
    """A document that is no ADF; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """One prospect as fields of a lead; `problem` says why it is none, in words for its sender."""

    fields: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def parse(document: bytes) -> list[Prospect]:
    """Every prospect of a document; one bad prospect never sinks the others.

    What stands before <adf is dropped, because real headers are often not well-formed. Entities and DTDs are
    refused. Raises BadDocument when there is no readable <adf>.
    """
    start = _START.search(document)
    end = document.lower().rfind(_END)
    if start is None or end < 0:
        raise BadDocument("There is no <adf> … </adf> in the document.")
    if b"<!" in document[: start.start()] and b"<!entity" in document.lower():
        raise BadDocument("Entities are not allowed.")
    encoding = _declared_encoding(document[: start.start()])
    body = document[start.start() : end + len(_END)]
    try:
        root = fromstring(f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + body)
    except DefusedXmlException as forbidden:
        raise BadDocument("Entities and DTDs are not allowed.") from forbidden
    except (ParseError, LookupError, ValueError) as bad:
        raise BadDocument(f"This is not well-formed XML: {bad}") from bad
    found = [_prospect(each) for each in root.iter() if _tag(each) == "prospect"]
    if not found:
        raise BadDocument("There is no <prospect> in the document.")
    return found


def _declared_encoding(prolog: bytes) -> str:
    declared = re.search(rb"encoding=[\"']([A-Za-z0-9._-]+)", prolog)
    return declared.group(1).decode() if declared else "utf-8"


def _prospect(node: Element) -> Prospect:
    customer = _child(node, "customer")
    contact = None if customer is None else _child(customer, "contact")
    if contact is None:
        return Prospect(problem="customer/contact is missing, so nobody can be called")
    kind = (_text(node, "leadtype") or node.get("type", "")).lower()
    if any(word in kind for word in ("service", "job", "parts")):
        return Prospect(problem=f"this is no purchase lead but “{kind}”")
    wanted, trade_in = _vehicles(node)
    provider = _child(node, "provider")
    fields = {
        "name": _name(contact),
        "phone": _phone(contact),
        "received_at": _text(node, "requestdate"),
        "external_id": _text(node, "id"),
        "model": wanted,
        "city": _text(contact, "city") or _text(contact, "address/city"),
        "remark": " / ".join(part for part in (_text(customer, "comments"), trade_in) if part),
        "horizon": _text(customer, "timeframe/description"),
        "channel": "" if provider is None else (_text(provider, "service") or _text(provider, "name")),
        "campaign": "" if provider is None else _text(provider, "campaign"),
    }
    return Prospect(fields={key: value for key, value in fields.items() if value})


def _vehicles(node: Element) -> tuple[str, str]:
    """The model wanted, and a note on the car traded in: a trade-in is never the wanted car."""
    wanted, trade_in = "", ""
    for vehicle in (each for each in node if _tag(each) == "vehicle"):
        name = " ".join(
            part for part in (_text(vehicle, "make"), _text(vehicle, "model"), _text(vehicle, "trim")) if part
        )
        if vehicle.get("interest", "").lower() in ("trade-in", "sell"):
            trade_in = trade_in or f"trade-in: {_text(vehicle, 'year')} {name}".strip()
        else:
            wanted = wanted or name
    return wanted, trade_in


def _name(contact: Element) -> str:
    parts = {
        (each.get("part") or each.get("type") or "full").lower(): _own(each)
        for each in contact
        if _tag(each) == "name"
    }
    if parts.get("full"):
        return parts["full"]
    first, last = parts.get("first", ""), parts.get("last", parts.get("surname", ""))
    return last + first if _CHINESE.search(first + last) else f"{first} {last}".strip()


def _phone(contact: Element) -> str:
    """The customer's own number: a cell phone before any other, never a fax."""
    phones = [
        each
        for each in contact
        if _tag(each) == "phone" and each.get("type", "").lower() not in ("fax", "pager")
    ]
    phones.sort(key=lambda each: each.get("type", "").lower() not in ("cellphone", "mobile"))
    return next((_own(each) for each in phones if _own(each)), "")


def _child(node: Element, name: str) -> Element | None:
    return next((each for each in node if _tag(each) == name), None)


def _text(node: Element | None, path: str) -> str:
    found = node
    for name in path.split("/"):
        found = None if found is None else _child(found, name)
    return "" if found is None else _own(found)


def _own(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _tag(node: Element) -> str:
    return node.tag.rpartition("}")[2].lower()
