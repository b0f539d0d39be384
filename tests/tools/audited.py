"""Reads from the source what is written into the trail: the values given to audit.record."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Written:
    """A value that reaches the trail, and where it stands; `*` is what only the running program knows."""

    value: str
    place: str


@dataclass(frozen=True, slots=True)
class _Handed:
    """A function that hands a parameter of its own on to the trail."""

    name: str
    parameter: str
    position: int


_RECORD = "audit.record"


def written(keyword: str, root: Path = ROOT) -> list[Written]:
    """Every value of a keyword of audit.record ("action", "entity"), also through functions that hand it on."""
    record = _Handed(_RECORD, keyword, -1)
    texts = {path: path.read_text("utf-8") for path in sorted(root.glob("salesops/**/*.py"))}
    recording = {path: ast.parse(text) for path, text in texts.items() if f"{_RECORD}(" in text}
    shared = [each for tree in recording.values() for each in _handing(tree, record) if each.name[0] != "_"]
    found: list[Written] = []
    for path, text in texts.items():
        imported = [each for each in shared if f"{each.name}(" in text]
        if path not in recording and not imported:
            continue
        tree = recording.get(path) or ast.parse(text)
        for helper in {record, *_handing(tree, record), *imported}:
            for function, value in _values(tree, helper):
                if not (isinstance(value, ast.Name) and _own(function, value.id)):
                    place = f"{path.relative_to(root)}:{value.lineno}"
                    found += [Written(each, place) for each in _texts(value, function)]
    return found


def _handing(tree: ast.Module, record: _Handed) -> list[_Handed]:
    """The functions of a module that hand a parameter on, also through one another."""
    found: list[_Handed] = []
    for helper in (todo := [record]):
        for function, value in _values(tree, helper):
            own = _own(function, value.id) if isinstance(value, ast.Name) else None
            if own is not None and own not in found:
                found.append(own)
                todo.append(own)
    return found


def _values(tree: ast.Module, helper: _Handed) -> Iterator[tuple[ast.FunctionDef, ast.expr]]:
    """What calls of the helper give it, with the function they stand in."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and _name(call.func) == helper.name:
                named = [each.value for each in call.keywords if each.arg == helper.parameter]
                placed = call.args[helper.position : helper.position + 1] if helper.position >= 0 else []
                for value in (named or placed)[:1]:
                    yield function, value


def _name(called: ast.expr) -> str:
    """The name that is called, with the module where there is one: `audit.record`, `_note`."""
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return f"{called.value.id}.{called.attr}"
    return called.id if isinstance(called, ast.Name) else ""


def _own(function: ast.FunctionDef, name: str) -> _Handed | None:
    """The function as one that hands on its parameter of that name."""
    placed = [each.arg for each in function.args.args]
    if name in placed:
        return _Handed(function.name, name, placed.index(name))
    named = [each.arg for each in function.args.kwonlyargs]
    return _Handed(function.name, name, -1) if name in named else None


def _texts(value: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The texts that an expression may have; those of a local name are what was assigned to it."""
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body, function)
        yield from _texts(value.orelse, function)
    elif isinstance(value, ast.JoinedStr):
        yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in value.values)
    elif isinstance(value, ast.Name) and (assigned := _assigned(value.id, function)):
        for each in assigned:
            yield from _texts(each, function)
    else:
        yield "*"


def _assigned(name: str, function: ast.FunctionDef) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets)
    ]
