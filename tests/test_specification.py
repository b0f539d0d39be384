"""Every rule of the specification is named by a test that proves it (`Rule L4` in its docstring)."""

import re
from pathlib import Path

LAST = {"U": 4, "M": 12, "L": 9, "I": 10, "T": 5, "S": 5, "V": 7, "R": 8, "C": 4, "Z": 5, "X": 7}
RULES = frozenset(f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1))
"""The ids of the specification's rules: U1 to U4, M1 to M12 and so on."""

PENDING = frozenset(
    re.findall(
        r"\w+",
        """
        """,
    )
)
"""Rules that no test names yet. The list only shrinks: whoever tests a rule takes it out."""

NAMED = re.compile(r"\bRules?\s+((?:[A-Z]\d{1,2}(?:\s*(?:,|and|/)\s*)?)+)")


def named_by_tests() -> frozenset[str]:
    """The ids after the word Rule or Rules in any test module (`Rules L2, L9 and V6`)."""
    found = set()
    for path in Path(__file__).parent.glob("**/test_*.py"):
        if path != Path(__file__):
            for ids in NAMED.findall(path.read_text("utf-8")):
                found.update(re.findall(r"[A-Z]\d{1,2}", ids))
    return frozenset(found)


def test_every_rule_is_named_by_a_test() -> None:
    missing = sorted(RULES - named_by_tests())
    assert missing == sorted(PENDING), "PENDING must be exactly the rules without a test"


def test_no_test_names_a_rule_that_does_not_exist() -> None:
    assert named_by_tests() <= RULES


def test_lists_of_rules_are_read() -> None:
    """One line may name several."""
    assert NAMED.findall("Rules L2, L9 and V6; Rule R8") == ["L2, L9 and V6", "R8"]
