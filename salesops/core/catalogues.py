"""The translations: every .po file of a language in one dictionary, read at first need."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from babel.messages.pofile import read_po

LOCALE_DIRECTORY: Final = Path(__file__).resolve().parents[1] / "locale"

_CONTEXT_END: Final = "\x04"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language: texts by (context and) msgid, and plural forms by the singular's msgid."""

    texts: dict[str, str]
    plurals: dict[str, tuple[str, ...]]
    forms: int


_loaded: dict[str, Catalogue] = {}
_loading = Lock()


def singular(language: str, msgid: str, context: str = "") -> str:
    """The translation, or the msgid itself where there is none."""
    key = f"{context}{_CONTEXT_END}{msgid}" if context else msgid
    return _catalogue(language).texts.get(key, msgid)


def plural(language: str, one: str, many: str, n: int) -> str:
    """The form for n: Chinese has one form, English two."""
    catalogue = _catalogue(language)
    forms = catalogue.plurals.get(one)
    if forms is None:
        return one if n == 1 else many
    return forms[0 if n == 1 or catalogue.forms == 1 else 1]


def forget() -> None:
    """Read the files again at the next need (tests, and translators at work)."""
    _loaded.clear()


def _catalogue(language: str) -> Catalogue:
    found = _loaded.get(language)
    if found is None:
        with _loading:
            found = _loaded.get(language) or read_catalogue(LOCALE_DIRECTORY / language)
            _loaded[language] = found
    return found


def read_catalogue(directory: Path) -> Catalogue:
    """All translations in the directory's .po files; untranslated and fuzzy entries are left out."""
    catalogue = Catalogue({}, {}, forms=1 if directory.name.startswith("zh") else 2)
    for path in sorted(directory.glob("*.po")):
        with path.open("rb") as file:
            entries = read_po(file, locale=directory.name)
        for entry in entries:
            if not entry.id or entry.fuzzy:
                continue
            if isinstance(entry.id, tuple | list):
                forms = tuple(entry.string) if entry.string else ()
                if len(forms) >= catalogue.forms and all(forms):
                    catalogue.plurals[entry.id[0]] = forms
            elif entry.string:
                key = f"{entry.context}{_CONTEXT_END}{entry.id}" if entry.context else entry.id
                catalogue.texts[key] = str(entry.string)
    return catalogue
