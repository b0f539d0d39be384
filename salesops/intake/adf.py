"""ADF/XML 1.0 as it really arrives: several prospects, odd headers, unknown elements (Rule L7)."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element

from salesops.intake.adf_text import prospects

Prospect = dict[str, str]
"""One prospect as fields of a lead; `fault` says why nobody can be called, in words for its sender."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NOT_WANTED = ("trade-in", "tradein", "sell")


def parse(document: bytes) -> list[Prospect]:
    """Every prospect of a document; one bad prospect never sinks the others.

    Raises BadDocument when none can be read, and for entities and DTDs.
    """
    return [
        _prospect(found) if isinstance(found, Element) else {"fault": found.fault, "remark": found.text}
        for found in prospects(document)
    ]


def _prospect(node: Element) -> Prospect:
    customer, provider = _child(node, "customer"), _child(node, "provider")
    contact = None if customer is None else _child(customer, "contact")
    wanted, notes = _vehicles(node)
    fields = {
        "name": "" if contact is None else _name(contact),
        "phone": "" if contact is None else _phone(contact),
        "received_at": _text(node, "requestdate"),
        "external_id": _text(node, "id"),
        "model": wanted,
        "city": _text(contact, "city") or _text(contact, "address/city"),
        "remark": " / ".join(part for part in (_text(customer, "comments"), *notes) if part),
        "horizon": _window(customer, _text(node, "requestdate")),
        "channel": "" if provider is None else (_text(provider, "service") or _text(provider, "name")),
        "campaign": "" if provider is None else _text(provider, "campaign"),
        "request": _text(node, "leadtype") or _text(provider, "leadtype") or node.get("type", ""),
        "fault": "customer/contact is missing, so nobody can be called" if contact is None else "",
    }
    return {key: value for key, value in fields.items() if value}


def _vehicles(node: Element) -> tuple[str, list[str]]:
    """The model wanted first, and notes on the others: a trade-in is never the wanted car."""
    wanted, notes = "", []
    for vehicle in (each for each in node if _tag(each) == "vehicle"):
        name = " ".join(
            part for part in (_text(vehicle, "make"), _text(vehicle, "model"), _text(vehicle, "trim")) if part
        )
        if vehicle.get("interest", "").lower() in _NOT_WANTED:
            notes.append(f"trade-in: {_text(vehicle, 'year')} {name}".strip())
        elif not wanted:
            wanted = name
        elif name and name != wanted:
            notes.append(f"also: {name}")
    return wanted, notes


def _window(customer: Element | None, requested: str) -> str:
    """The purchase window: in words, else as the days from the request to the latest date."""
    words = _text(customer, "timeframe/description")
    latest = _day(_text(customer, "timeframe/latestdate") or _text(customer, "timeframe/earliestdate"))
    asked = _day(requested)
    if words or latest is None or asked is None:
        return words
    return f"{max(0, (latest - asked).days)} days"


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


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
