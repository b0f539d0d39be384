"""Holds texts of the code against locale/*/*.po: `check` fails on a gap, `missing` prints entries to fill in."""

import argparse
import ast
import re
import string
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh_CN", "en")
KEYWORDS = {
    "_": None,
    "N_": None,
    "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2),
    "nmessage": (1, 2),
}
CHINESE = re.compile(r"[\u3400-\u9fff]")

Key = tuple[str, str]
"""Context (empty for none) and msgid (of the singular)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the code shows, or the label of an enum member."""

    key: Key
    place: str
    plural: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The placeholders that its translation must use too."""
        return placeholders(self.plural or self.key[1])


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation in a .po file; several forms where the msgid has a plural."""

    key: Key
    forms: tuple[str, ...]
    file: str
    filled: bool


def placeholders(text: str) -> frozenset[str]:
    """The names in braces; a text whose braces do not pair has none that could be filled."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
    except ValueError:
        return frozenset({f"unpaired braces in {text!r}"})


def sources(root: Path) -> Iterator[Path]:
    """The modules that show texts."""
    yield from sorted(root.glob("salesops/**/*.py"))
    yield from sorted(root.glob("pages/**/*.py"))
    yield from root.glob("app.py")


def texts_of_code(root: Path) -> list[Text]:
    """Every text marked for translation, once per place."""
    found = []
    for path in sources(root):
        with path.open("rb") as file:
            for line, message, _, context in extract("python", file, keywords=KEYWORDS):
                one, many = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
                if one:
                    place = f"{path.relative_to(root)}:{line}"
                    found.append(Text((context or "", one), place, many or ""))
    return found


def labels_of_enums(root: Path) -> list[Text]:
    """Every member of every StrEnum under salesops/: context is the class, msgid the value."""
    found = []
    for path in sorted(root.glob("salesops/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ClassDef) or "StrEnum" not in {ast.unparse(b) for b in node.bases}:
                continue
            place = f"{path.relative_to(root)}:{node.lineno}"
            found += [Text((node.name, value), place) for value in _values(node)]
    return found


def _values(enum: ast.ClassDef) -> Iterator[str]:
    for statement in enum.body:
        value = statement.value if isinstance(statement, ast.Assign) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def entries(root: Path, language: str) -> list[Entry]:
    """Every translation of a language, file by file."""
    found = []
    for path in sorted((root / "salesops/locale" / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        for entry in catalogue:
            if not entry.id:
                continue
            one = entry.id if isinstance(entry.id, str) else entry.id[0]
            forms = (entry.string or "",) if isinstance(entry.string, str | None) else tuple(entry.string)
            filled = bool(forms) and all(forms) and not entry.fuzzy
            found.append(Entry((entry.context or "", one), forms, path.name, filled))
    return found


def untranslated(root: Path, language: str) -> list[Text]:
    """What the language lacks: labels in both languages, sentences in every language but English."""
    filled = {entry.key for entry in entries(root, language) if entry.filled}
    wanted = labels_of_enums(root) + (texts_of_code(root) if language != "en" else [])
    return [text for text in wanted if text.key not in filled]


def problems(root: Path) -> list[str]:
    """Everything that stands between the code and two complete languages, a line each."""
    texts = texts_of_code(root)
    found = [f"{text.place}: not English: {text.key[1]!r}" for text in texts if CHINESE.search(text.key[1])]
    names = {text.key: text.names for text in texts}
    for language in LANGUAGES:
        found += [
            f"{text.place}: no {language} for {_show(text.key)}" for text in untranslated(root, language)
        ]
        found += _faults(entries(root, language), names, language)
    return [*found, *_shared_class_names(root), *_bare_texts(root)]


def _faults(translations: list[Entry], names: dict[Key, frozenset[str]], language: str) -> Iterator[str]:
    files = defaultdict(list)
    for entry in translations:
        files[entry.key].append(entry.file)
        for form in entry.forms:
            wanted = names.get(entry.key, placeholders(entry.key[1]))
            if entry.filled and placeholders(form) != wanted:
                yield f"{language}/{entry.file}: other placeholders than {_show(entry.key)}: {form!r}"
    for key, where in files.items():
        if len(where) > 1:
            yield f"{language}: {_show(key)} stands in {' and '.join(where)}"


def _shared_class_names(root: Path) -> Iterator[str]:
    """Two enums of one name would share their labels."""
    places = defaultdict(set)
    for text in labels_of_enums(root):
        places[text.key[0]].add(text.place)
    for name, where in places.items():
        if len(where) > 1:
            yield f"{name} is defined twice: {', '.join(sorted(where))}"


SHOWN_BY = frozenset(
    re.findall(
        r"\w+",
        """title header subheader write markdown caption text button download_button link_button page_link metric
        info warning error success toast checkbox toggle radio selectbox multiselect pills segmented_control slider
        text_input text_area number_input date_input time_input datetime_input file_uploader form_submit_button
        popover expander dialog spinner status camera_input chat_input menu_button""",
    )
)


def _bare_texts(root: Path) -> Iterator[str]:
    """Words given straight to Streamlit, which nobody could translate."""
    for path in sorted(root.glob("pages/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _is_shown(node.func) and _words(node.args[0]):
                yield f"{path.relative_to(root)}:{node.lineno}: untranslated {ast.unparse(node.args[0])}"


def _is_shown(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr in SHOWN_BY and _owner(function) == "st"


def _owner(function: ast.Attribute) -> str:
    return function.value.id if isinstance(function.value, ast.Name) else ""


def _words(argument: ast.expr) -> bool:
    """Whether a literal contains a word, apart from icons, directives and what f-strings insert."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    literal = " ".join(
        str(p.value) for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)
    )
    return bool(re.search(r"[A-Za-z\u3400-\u9fff]{2}", re.sub(r":[\w/-]+(:|\[)|<[^>]*>|&\w+;", "", literal)))


def _show(key: Key) -> str:
    return f"{key[1]!r} ({key[0]})" if key[0] else repr(key[1])


def print_missing(root: Path, language: str, under: str) -> None:
    """Print .po entries to fill in, by source file; nothing twice."""
    place, seen = "", set()
    for text in untranslated(root, language):
        file = text.place.rpartition(":")[0]
        if text.key in seen or not file.startswith(under):
            continue
        seen.add(text.key)
        if file != place:
            print(f"\n# ---- {language}: {file}")
            place = file
        print()
        if text.key[0]:
            print(f"msgctxt {_quoted(text.key[0])}")
        print(f"msgid {_quoted(text.key[1])}")
        print(f'msgid_plural {_quoted(text.plural)}\nmsgstr[0] ""' if text.plural else 'msgstr ""')


def print_unused(root: Path) -> None:
    """Print translations whose msgid the code no longer has."""
    used = {text.key for text in texts_of_code(root) + labels_of_enums(root)}
    for language in LANGUAGES:
        for entry in entries(root, language):
            if entry.key not in used:
                print(f"{language}/{entry.file}: {_show(entry.key)}")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 when `check` found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("check", "missing", "unused"))
    parser.add_argument(
        "under", nargs="?", default="", help="only source files that start so: salesops/leads"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="only this language (missing)")
    given = parser.parse_args(arguments)
    if given.command == "unused":
        print_unused(ROOT)
        return 0
    if given.command == "missing":
        for language in [given.language] if given.language else LANGUAGES:
            print_missing(ROOT, language, given.under)
        return 0
    found = problems(ROOT)
    print("\n".join(found) or "Both languages are complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
