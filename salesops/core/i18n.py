"""Two languages: sentences are English in code, translated from locale/<language>/*.po when shown (X1)."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Literal

from salesops.core import catalogues, wording

Language = Literal["zh_CN", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("zh_CN", "en")
DEFAULT_LANGUAGE: Final[Language] = "zh_CN"

_chosen: ContextVar[Language | None] = ContextVar("language", default=None)


def _default_source() -> Language:
    return DEFAULT_LANGUAGE


_source: Callable[[], Language] = _default_source


def set_language(language: Language | None) -> None:
    """Choose the language of this context (a request, a job, a test); None asks the source again."""
    _chosen.set(language)


def set_language_source(source: Callable[[], Language] | None) -> None:
    """Say who decides where no context did; pages give a function that reads the session and browser."""
    global _source  # noqa: PLW0603 - one per process, set at start
    _source = source or _default_source


def language() -> Language:
    """The language that texts are shown in now."""
    return _chosen.get() or _source()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Show texts in `language` inside the block: a robot's message, a printed sheet."""
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


def closest(locale: str | None) -> Language:
    """The language for a browser's locale: Chinese for any Chinese (zh-CN, zh_TW), else English.

    A browser that says nothing gets Chinese: the stores are Chinese.
    """
    if not locale:
        return DEFAULT_LANGUAGE
    return "zh_CN" if locale.lower().startswith("zh") else "en"


def N_(msgid: str) -> str:  # noqa: N802 - gettext's name for it
    """Mark a text for translation without translating it yet."""
    return msgid


def _(msgid: str, **values: object) -> str:
    """The text in the present language, its {placeholders} filled when values are given."""
    spoken = language()
    text = catalogues.singular(spoken, msgid)
    return wording.fill(text, values, _wording(spoken)) if values else text


def pgettext(context: str, msgid: str, **values: object) -> str:
    """Like `_`, for a word whose translation depends on where it stands."""
    spoken = language()
    text = catalogues.singular(spoken, msgid, context)
    return wording.fill(text, values, _wording(spoken)) if values else text


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """The form for `n`, which the text may use as {n}."""
    spoken = language()
    text = catalogues.plural(spoken, one, many, n)
    return wording.fill(text, {**values, "n": n}, _wording(spoken))


def label(member: Enum) -> str:
    """What people call an enum member: context = its class's name, msgid = its value."""
    return catalogues.singular(language(), str(member.value), type(member).__name__)


@dataclass(frozen=True, slots=True)
class Label:
    """An enum member inside a stored message: shown by its label in the reader's language."""

    context: str
    value: str

    @classmethod
    def of(cls, member: Enum) -> "Label":
        """The label of a member."""
        return cls(type(member).__name__, str(member.value))

    def text(self, spoken: str) -> str:
        """The label in a language; the value itself where nobody wrote one."""
        return catalogues.singular(spoken, self.value, self.context)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence not yet in any language: msgid and values, stored as JSON, rendered at the edge.

    Values are text, numbers, Decimals, dates, times, enum members (kept as their label), other
    messages, or tuples of these. `plural` is the msgid for more than one; the count is values["n"].
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    plural: str = ""

    def __post_init__(self) -> None:
        kept = {name: wording.settled(value, Label.of) for name, value in self.values.items()}
        object.__setattr__(self, "values", kept)

    def as_dict(self) -> dict[str, object]:
        """The message as plain JSON values."""
        stored: dict[str, object] = {"text": self.text}
        if self.values:
            stored["values"] = {name: _pack(value) for name, value in self.values.items()}
        if self.plural:
            stored["plural"] = self.plural
        return stored

    def to_json(self) -> str:
        """The message as stored in a text column."""
        return json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, stored: str | Mapping[str, object]) -> "Message":
        """The message that `to_json` or `as_dict` wrote."""
        read: Mapping[str, Any] = json.loads(stored) if isinstance(stored, str) else stored
        values = {name: _unpack(value) for name, value in read.get("values", {}).items()}
        return cls(str(read["text"]), values, str(read.get("plural", "")))

    def in_language(self, spoken: str) -> str:
        """The sentence in a language."""
        n = self.values.get("n")
        if self.plural and isinstance(n, int):
            text = catalogues.plural(spoken, self.text, self.plural, n)
        else:
            text = catalogues.singular(spoken, self.text)
        return wording.fill(text, self.values, _wording(spoken)) if self.values else text

    def in_english(self) -> str:
        """The sentence for logs and machines."""
        return self.in_language("en")


def nmessage(one: str, many: str, n: int, **values: object) -> Message:
    """A message with a form for one and for many; the count is {n}."""
    return Message(one, {**values, "n": n}, many)


def render(message: Message | str) -> str:
    """The sentence in the present language; a text that a person typed stays as it is."""
    return message if isinstance(message, str) else message.in_language(language())


def _wording(spoken: str) -> wording.Wording:
    return wording.Wording(locale=spoken, say=lambda value: _say(value, spoken))


def _say(value: object, spoken: str) -> str | None:
    """The text of a value that this module knows: a message, a label or an enum member."""
    if isinstance(value, Message):
        return value.in_language(spoken)
    if isinstance(value, Enum):
        value = Label.of(value)
    return value.text(spoken) if isinstance(value, Label) else None


def _pack(value: object) -> object:
    if isinstance(value, Message):
        return {"$": "message", "of": value.as_dict()}
    if isinstance(value, Label):
        return {"$": "label", "of": [value.context, value.value]}
    if isinstance(value, tuple):
        return [_pack(each) for each in value]
    return wording.pack(value)


def _unpack(stored: object) -> object:
    if isinstance(stored, list):
        return tuple(_unpack(each) for each in stored)
    if isinstance(stored, dict) and stored.get("$") == "message":
        return Message.from_json(stored["of"])
    if isinstance(stored, dict) and stored.get("$") == "label":
        return Label(*stored["of"])
    return wording.unpack(stored)
