"""Holds the shape of the code: sizes, banned names, and pages that the navigation knows."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

FUNCTION_LINES = 50
MODULE_LINES = 350
TEST_FILE_LINES = 200
PARAMETERS = 5
EVERYWHERE = frozenset({"self", "cls", "session", "actor", "viewer", "now"})
"""Parameters that every operation or query may have, not counted."""

FACTS = {
    "salesops/access/audit.py record": "what was done to what, before and after, and why",
    "salesops/messaging/outbox.py enqueue": "a message names its store, kind, target, payload, key and time",
    "salesops/planning/operations/bookings.py book": "a booking is its facts",
    "salesops/planning/operations/tasks.py add_task": "a task is its facts; most are optional",
}
"""Functions that may take more: what they write down has that many parts, and every stage calls them."""

EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff]")
MIGRATIONS = ROOT / "salesops/db/migrations"


def code() -> list[Path]:
    """The modules of the application; migrations are as long as the schema they bring."""
    found = [*ROOT.glob("salesops/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"]
    return sorted(path for path in found if path.is_file() and MIGRATIONS not in path.parents)


def checks() -> list[Path]:
    return sorted(ROOT.glob("tests/**/*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def at(path: Path, node: ast.expr | ast.stmt) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(parsed(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def attributes(path: Path) -> Iterator[tuple[ast.Attribute, str]]:
    """Every dotted name of a module, written out."""
    return ((node, ast.unparse(node)) for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute))


def none(violations: list[str]) -> None:
    assert not violations, "\n" + "\n".join(violations)


def test_functions_stay_short() -> None:
    none(
        [
            f"{at(path, function)} {function.name}: {length} lines, {FUNCTION_LINES} at most"
            for path in code() + checks()
            for function in functions(path)
            if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
        ]
    )


def test_functions_take_few_parameters() -> None:
    crowded = {}
    for path in code():
        for function in functions(path):
            given = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
            counted = sum(each.arg not in EVERYWHERE for each in given)
            if counted > PARAMETERS:
                crowded[f"{path.relative_to(ROOT)} {function.name}"] = counted
    none(
        [f"{name}: {counted}, {PARAMETERS} at most" for name, counted in crowded.items() if name not in FACTS]
    )
    none([f"{name} no longer needs to be excused" for name in FACTS if name not in crowded])


def test_modules_stay_short_and_say_what_they_are_for() -> None:
    violations = []
    for path in code() + checks():
        limit = TEST_FILE_LINES if path.name.startswith("test_") else MODULE_LINES
        length = len(path.read_text("utf-8").splitlines())
        if length > limit:
            violations.append(f"{path.relative_to(ROOT)}: {length} lines, {limit} at most")
        if not ast.get_docstring(parsed(path)):
            violations.append(f"{path.relative_to(ROOT)}: opens without a line saying what it is for")
    none(violations)


@pytest.mark.parametrize(
    ("banned", "but", "instead"),
    [
        (r"(^|\.)datetime\.(now|utcnow|today)$", "salesops/core/clock.py", "core.clock.now()"),
        (r"(^|\.)date\.today$", "salesops/core/clock.py", "actor.today(now)"),
        (r"^st\.session_state$", "pages/_ui/state.py", "a field of pages/_ui/state.py"),
        (r"\bcache_(data|resource)\.clear$", "", "clearing one function"),
        (r"(^|\.)relationship$", "", "a join written in the query"),
    ],
)
def test_banned_names(banned: str, but: str, instead: str) -> None:
    none(
        [
            f"{at(path, node)} {name}: use {instead}"
            for path in code()
            if path != ROOT / but
            for node, name in attributes(path)
            if re.search(banned, name)
        ]
    )


def test_only_edges_read_the_clock() -> None:
    """Below pages, routes, commands and jobs, `now` is a parameter."""
    edges = re.compile(r"salesops/(cli|http|core|__main__)|/(worker|jobs|schedule)")
    none(
        [
            f"{at(path, node)} imports the clock"
            for path in ROOT.glob("salesops/**/*.py")
            if not edges.search(str(path.relative_to(ROOT)))
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Import | ast.ImportFrom) and "core.clock" in f"{_imported(node)} "
        ]
    )


def _imported(node: ast.Import | ast.ImportFrom) -> str:
    module = node.module if isinstance(node, ast.ImportFrom) else ""
    return " ".join(f"{module}.{alias.name}" if module else alias.name for alias in node.names)


def test_no_emoji() -> None:
    none(
        [
            f"{path.relative_to(ROOT)}: {found.group()}"
            for path in code()
            if (found := EMOJI.search(path.read_text("utf-8")))
        ]
    )


def page_files() -> list[Path]:
    return sorted(path for path in ROOT.glob("pages/*.py") if path.name != "__init__.py")


def test_every_page_stands_in_the_navigation() -> None:
    from pages._ui import nav

    assert {path.stem for path in page_files()} == {entry.name for entry in nav.ENTRIES}


def test_every_page_is_one_render_without_classes() -> None:
    violations = []
    for path in page_files():
        body = parsed(path).body
        render = next((n for n in body if isinstance(n, ast.FunctionDef) and n.name == "render"), None)
        if render is None or not ast.get_docstring(render):
            violations.append(f"{path.name}: no render() with a docstring")
        if ast.unparse(body[-1]) != "render()":
            violations.append(f"{path.name}: does not end by calling render()")
        violations += [f"{at(path, n)} class {n.name}" for n in body if isinstance(n, ast.ClassDef)]
    none(violations)
