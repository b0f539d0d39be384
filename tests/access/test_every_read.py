"""What a role may not know does not leave the database: every read of the pages, asked by those who own nothing."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.core.errors import SalesOpsError
from salesops.models import Customer, Staff
from salesops.models.enums import Role
from tests.access.calling import NOW, made_up, refusal, used_by_pages

LEADERS_ONLY = frozenset(
    {
        "intake.quarantine.recent_runs",
        "intake.quarantine.waiting_rows",
        "inventory.queries.ordering.order_suggestions",
    }
)
MANAGER_ONLY = frozenset(
    {
        "access.accounts.list_accounts",
        "access.tokens.api_tokens",
        "access.tokens.device_links",
        "access.trail.changes",
    }
)
_SECRET = re.compile(r"cost|floor_price|profit|margin")
_SHARES = {"high_margin_now", "high_margin_then"}
"""How much of the golden zone's cars earn well (S3): a share of cars, not a margin."""


@pytest.mark.parametrize("name", sorted(LEADERS_ONLY | MANAGER_ONLY))
def test_what_is_for_leading_roles_is_refused_to_others(
    lived_in: Engine, people: Mapping[Role, Actor], name: str
) -> None:
    """Rule X2."""
    function = used_by_pages("viewer")[name]
    may = {role for role in Role if not refusal(lived_in, function, people[role])}
    assert may == ({Role.MANAGER} if name in MANAGER_ONLY else {Role.MANAGER, Role.SUPERVISOR})


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.RECEPTION, Role.WALL])
def test_no_read_tells_anothers_customer_or_what_a_car_costs(
    lived_in: Engine, people: Mapping[Role, Actor], role: Role
) -> None:
    """Rules X2, Z3, U1: masked or left out in every row, whatever page or address asks for it."""
    told = []
    with Session(lived_in) as session:
        names, phones = _customers(session)
        for name, function in used_by_pages("viewer").items():
            for answer in _answers(session, function, people[role]):
                words = repr(answer)
                told += [(name, word) for word in re.findall(r"'([^']{2,12})'", words) if word in names]
                told += [(name, found) for found in re.findall(r"1[3-9]\d{9}", words) if found in phones]
                told += [(name, found) for found in _secrets(answer)]
    assert told == []


def test_a_leading_role_is_told(lived_in: Engine, people: Mapping[Role, Actor]) -> None:
    """The sweep above finds what is there."""
    with Session(lived_in) as session:
        names, _phones = _customers(session)
        seen = {
            word
            for function in used_by_pages("viewer").values()
            for answer in _answers(session, function, people[Role.MANAGER])
            for word in re.findall(r"'([^']{2,12})'", repr(answer))
        }
    assert len(seen & names) > 10


def _customers(session: Session) -> tuple[set[str], set[str]]:
    """Full names that nobody of the staff has, and the numbers as one dials them."""
    staff = set(session.scalars(select(Staff.name)))
    rows = session.execute(select(Customer.name, Customer.phone)).all()
    names = {row.name for row in rows if len(row.name) > 2 and row.name not in staff}
    return names, {row.phone[-11:] for row in rows if row.phone}


def _answers(session: Session, function: Callable[..., Any], actor: Actor) -> Iterator[Any]:
    parameters = list(inspect.signature(function).parameters.values())[2:]
    hints = inspect.get_annotations(function, eval_str=True)
    today = actor.today(NOW)
    given: dict[str, Any] = {"now": NOW, "day": today, "today": today, "month": today.replace(day=1)}
    ids = [each.name for each in parameters if each.name.endswith("_id") and each.default is each.empty]
    for number in range(1, 7) if ids else (1,):
        values = {
            each.name: given.get(each.name, number if each.name in ids else made_up(hints[each.name]))
            for each in parameters
            if each.default is each.empty or each.name in given
        }
        try:
            yield function(session, actor, **values)
        except SalesOpsError:
            continue
        except Exception:  # noqa: BLE001 - a made-up argument that no page would send
            session.rollback()


def _secrets(answer: Any) -> Iterator[str]:
    """Amounts in fields that are named after cost, profit, margin or the floor."""
    if is_dataclass(answer) and not isinstance(answer, type):
        for field in fields(answer):
            value = getattr(answer, field.name)
            if _SECRET.search(field.name) and field.name not in _SHARES and _is_amount(value):
                yield f"{type(answer).__name__}.{field.name}"
            yield from _secrets(value)
    elif isinstance(answer, Mapping):
        for value in answer.values():
            yield from _secrets(value)
    elif isinstance(answer, list | tuple):
        for value in answer:
            yield from _secrets(value)


def _is_amount(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and value != 0
