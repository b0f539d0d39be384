"""The text of an ADF document made readable: odd headers, escaped mails, loose quotes, one broken prospect (Rule L7)."""

from __future__ import annotations

import html
import quopri
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from salesops.core.errors import SalesOpsError
from salesops.intake.reading import decode

_START = re.compile(r"<adf[\s>]", re.IGNORECASE)
_END = "</adf>"
_PROSPECT = re.compile(r"<prospect\b.*?(?:</prospect\s*>|(?=<prospect\b)|\Z)", re.IGNORECASE | re.DOTALL)
_DECLARED = re.compile(rb"encoding=[\"']([A-Za-z0-9._-]+)")
_TAG = re.compile(r"<[A-Za-z/][^<>]*>")
_LOOSE_VALUE = re.compile(r"(?<=[\w-])=\s*([^\s\"'<>/]+)(?=[\s/>])")
_LOOSE_AND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
_STRAIGHT = str.maketrans("“”„‘’", '"""\'\'')
_MOST_SHOWN = 2_000


class BadDocument(Exception):
    """A document that is no ADF; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A prospect that is not well-formed: its text, and what is wrong with it."""

    text: str
    fault: str


def looks_like_adf(content: bytes) -> bool:
    """Whether a file is an ADF document rather than a table."""
    start = content[:4096].lower()
    return b"<adf" in start or b"&lt;adf" in start or b"<?adf" in start


def prospects(document: bytes) -> list[Element | Unreadable]:
    """Every <prospect> of a document, each on its own where the whole is not well-formed.

    What stands before <adf is dropped, because real headers are often not well-formed. Raises BadDocument when
    there is no readable prospect, and for entities, which can make a small document endless.
    """
    body = _body(_plain(document))
    try:
        found: list[Element | Unreadable] = [each for each in _read(body).iter() if _is_prospect(each)]
    except ParseError as bad:
        found = [_alone(each[0]) for each in _PROSPECT.finditer(body)]
        if all(isinstance(each, Unreadable) for each in found):
            raise BadDocument(f"This is not well-formed XML: {bad}") from bad
    if not found:
        raise BadDocument("There is no <prospect> in the document.")
    return found


def _plain(document: bytes) -> str:
    """The letters of a document, taken out of a mail that escaped them."""
    if b"<adf=" in document or b"=3D" in document:
        document = quopri.decodestring(document)
    declared = _DECLARED.search(document[:200])
    try:
        text = document.decode(declared[1].decode() if declared else "utf-8")
    except (UnicodeDecodeError, LookupError):
        try:
            text = decode("ADF", document)[0]
        except (SalesOpsError, UnicodeDecodeError) as bad:
            raise BadDocument("The letters of the document cannot be told; send UTF-8.") from bad
    return text if _START.search(text) else html.unescape(text)


def _body(text: str) -> str:
    start, end = _START.search(text), text.lower().rfind(_END)
    if start is None or end < 0:
        raise BadDocument("There is no <adf> … </adf> in the document.")
    if "<!entity" in text.lower():
        raise BadDocument("Entities are not allowed.")
    return text[start.start() : end + len(_END)]


def _alone(text: str) -> Element | Unreadable:
    try:
        return _read(text)
    except ParseError as bad:
        return Unreadable(text=text[:_MOST_SHOWN], fault=str(bad))


def _read(text: str) -> Element:
    """The XML of a text; as it is, else with loose quotes, values and ampersands mended. Raises ParseError."""
    try:
        try:
            return _parsed(text)
        except ParseError:
            return _parsed(_mended(text))
    except DefusedXmlException as forbidden:
        raise BadDocument("Entities and DTDs are not allowed.") from forbidden


def _parsed(text: str) -> Element:
    found: Element = fromstring(text)
    return found


def _mended(text: str) -> str:
    tags = _TAG.sub(lambda tag: _LOOSE_VALUE.sub(r'="\1"', tag[0].translate(_STRAIGHT)), text)
    return _LOOSE_AND.sub("&amp;", tags)


def _is_prospect(node: Element) -> bool:
    return node.tag.rpartition("}")[2].lower() == "prospect"
