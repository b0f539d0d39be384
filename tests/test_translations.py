"""Both languages are complete (Rule X1), and the check that says so sees what is missing."""

from pathlib import Path

import pytest

from tests.tools import translations

CODE = '''
from enum import StrEnum
class Colour(StrEnum):
    """What a lamp shows."""
    RED = "red"
_("Save")
_("{count} of {total}", count=1, total=2)
ngettext("{n} lead", "{n} leads", 3)
pgettext("verb", "Order")
'''
COMPLETE = """
msgid "Save"
msgstr "保存"

msgid "{count} of {total}"
msgstr "{total} 中的 {count}"

msgid "{n} lead"
msgid_plural "{n} leads"
msgstr[0] "{n} 条线索"

msgctxt "verb"
msgid "Order"
msgstr "下单"

msgctxt "Colour"
msgid "red"
msgstr "红"
"""
ENGLISH = 'msgctxt "Colour"\nmsgid "red"\nmsgstr "Red"\n'
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'


def problems_of(
    root: Path, *, code: str = CODE, chinese: str = COMPLETE, english: str = ENGLISH
) -> list[str]:
    """What the check finds in a project of one module."""
    for path, text in (
        ("salesops/lamp.py", code),
        ("salesops/locale/zh_CN/lamp.po", HEADER + chinese),
        ("salesops/locale/en/lamp.po", HEADER + english),
    ):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return translations.problems(root)


def test_every_text_of_the_code_is_translated() -> None:
    """Rule X1."""
    found = translations.problems(translations.ROOT)
    assert not found, "\n" + "\n".join(found)


def test_a_complete_project_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == []


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ('msgid "Save"\nmsgstr "保存"', "no zh_CN for 'Save'"),
        ('msgstr[0] "{n} 条线索"', "no zh_CN for '{n} lead'"),
        ('msgctxt "verb"\n', "no zh_CN for 'Order' (verb)"),
        ('msgctxt "Colour"\nmsgid "red"\nmsgstr "红"', "no zh_CN for 'red' (Colour)"),
    ],
)
def test_a_missing_translation_is_found(tmp_path: Path, gone: str, said: str) -> None:
    replacement = 'msgstr[0] ""' if gone.startswith("msgstr") else ""
    found = problems_of(tmp_path, chinese=COMPLETE.replace(gone, replacement))
    assert any(said in line for line in found), found


def test_a_fuzzy_translation_counts_as_missing(tmp_path: Path) -> None:
    found = problems_of(tmp_path, chinese=COMPLETE.replace('msgid "Save"', '#, fuzzy\nmsgid "Save"'))
    assert found == ["salesops/lamp.py:6: no zh_CN for 'Save'"]


def test_other_placeholders_are_found(tmp_path: Path) -> None:
    found = problems_of(tmp_path, chinese=COMPLETE.replace("{total} 中的", "{all} 中的"))
    assert found == ["zh_CN/lamp.po: other placeholders than '{count} of {total}': '{all} 中的 {count}'"]


def test_a_text_in_two_files_is_found(tmp_path: Path) -> None:
    problems_of(tmp_path)
    (tmp_path / "salesops/locale/zh_CN/other.po").write_text(HEADER + 'msgid "Save"\nmsgstr "存"\n', "utf-8")
    assert translations.problems(tmp_path) == ["zh_CN: 'Save' stands in lamp.po and other.po"]


def test_an_english_label_is_needed_too(tmp_path: Path) -> None:
    assert problems_of(tmp_path, english="") == ["salesops/lamp.py:3: no en for 'red' (Colour)"]


def test_a_chinese_msgid_is_found(tmp_path: Path) -> None:
    found = problems_of(tmp_path, code='_("保存")', chinese='msgid "保存"\nmsgstr "保存"\n', english="")
    assert found == ["salesops/lamp.py:1: not English: '保存'"]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ('st.button("Save")', True),
        ('st.title("客户")', True),
        ('st.caption(f"Total {n}")', True),
        ('st.button(_("Save"))', False),
        ('st.markdown(":material/call:")', False),
        ('st.markdown(f"{a} · {b}")', False),
        ('st.text("—")', False),
        ("st.metric(title, 3)", False),
    ],
)
def test_words_given_straight_to_the_screen_are_found(tmp_path: Path, written: str, bare: bool) -> None:
    page = tmp_path / "pages/lamp.py"
    page.parent.mkdir()
    page.write_text(written, "utf-8")
    found = problems_of(tmp_path)
    assert any("pages/lamp.py:1: untranslated" in line for line in found) is bare


def test_missing_entries_are_printed_ready_to_fill(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problems_of(tmp_path, chinese="")
    translations.print_missing(tmp_path, "zh_CN", "salesops/")
    printed = capsys.readouterr().out
    assert "# ---- zh_CN: salesops/lamp.py" in printed
    assert 'msgid "{n} lead"\nmsgid_plural "{n} leads"\nmsgstr[0] ""' in printed
    assert 'msgctxt "Colour"\nmsgid "red"\nmsgstr ""' in printed
