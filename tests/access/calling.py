"""Finds every operation and every query that pages use, and calls it as each role with made-up arguments."""

from __future__ import annotations

import ast
import importlib
import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.errors import NotAllowed, SalesOpsError
from salesops.db.engine import WRITES

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
_PLAIN: dict[Any, Any] = {
    int: 1,
    str: "x",
    bool: True,
    float: 1.0,
    bytes: b"x",
    Decimal: Decimal(1),
    datetime: NOW,
    date: NOW.date(),
    timedelta: timedelta(days=1),
}


@cache
def used_by_pages(who: str) -> Mapping[str, Callable[..., Any]]:
    """Everything of salesops that a page names and that asks for an `actor` (changes) or a `viewer` (reads)."""
    found: dict[str, Callable[..., Any]] = {}
    for file in sorted((ROOT / "pages").rglob("*.py")):
        for each in _named_in(ast.parse(file.read_text("utf-8"))):
            if inspect.isfunction(each) and who in list(inspect.signature(each).parameters)[:2]:
                found[f"{each.__module__.removeprefix('salesops.')}.{each.__name__}"] = each
    return dict(sorted(found.items()))


def _named_in(tree: ast.AST) -> Iterator[Any]:
    """What the names and attributes of a page stand for, where they come from salesops."""
    origin = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("salesops")
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in origin:
            module, name = origin[node.id]
            yield getattr(importlib.import_module(str(module)), name, None)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in origin:
            module, name = origin[node.value.id]
            try:
                yield getattr(importlib.import_module(f"{module}.{name}"), node.attr, None)
            except ImportError:  # the name is no module
                continue


def refusal(engine: Engine, function: Callable[..., Any], actor: Actor, **given: Any) -> str | None:
    """The sentence by which a role is refused; None when it is not refused, whatever else becomes of the call."""
    arguments = [parameter for parameter in inspect.signature(function).parameters if parameter != "session"]
    with Session(engine.execution_options(**{WRITES: True})) as session:
        before = [session] if "session" in inspect.signature(function).parameters else []
        try:
            function(*before, actor, **{name: _value(function, name, given) for name in arguments[1:]})
        except NotAllowed as refused:
            return str(refused)
        except SalesOpsError:
            return None  # the role may; the made-up arguments may not
        except Exception:  # noqa: BLE001 - made-up arguments go wrong in any way, but after the role was asked
            return None
        finally:
            session.rollback()
    return None


def _value(function: Callable[..., Any], name: str, given: Mapping[str, Any]) -> Any:
    parameter = inspect.signature(function).parameters[name]
    if name in given:
        return given[name]
    return made_up(_hints(function).get(name)) if parameter.default is parameter.empty else parameter.default


@cache
def _hints(function: Callable[..., Any]) -> Mapping[str, Any]:
    return typing.get_type_hints(function)


def made_up(kind: Any) -> Any:
    """A value of a type: 1, "x", the first of an enum, a row made of such values."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return made_up(next(each for each in inner if each is not type(None)))
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: made_up(hints[field.name]) for field in fields(kind) if field.init})
    empty: Any = {"dict": dict, "Mapping": dict, "tuple": tuple, "frozenset": frozenset, "set": set}
    return empty.get(getattr(origin or kind, "__name__", ""), list)()
