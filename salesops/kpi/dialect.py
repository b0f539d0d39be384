"""Reckoning with dates and times in SQL, which SQLite and PostgreSQL write differently."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement


class days_after(FunctionElement[date]):  # noqa: N801 - reads as an SQL function
    """The date so many days after another: `days_after(Lead.received_on, 14)`."""

    inherit_cache = True
    type = Date()

    def __init__(self, start: Any, days: int) -> None:
        super().__init__(start, days)


@compiles(days_after, "postgresql")
def _days_after_postgresql(element: days_after, compiler: Any, **options: Any) -> str:
    start, days = element.clauses
    return f"({compiler.process(start, **options)} + CAST({compiler.process(days, **options)} AS INTEGER))"


@compiles(days_after, "sqlite")
def _days_after_sqlite(element: days_after, compiler: Any, **options: Any) -> str:
    start, days = element.clauses
    return f"date({compiler.process(start, **options)}, {compiler.process(days, **options)} || ' days')"


class seconds_between(FunctionElement[int]):  # noqa: N801 - reads as an SQL function
    """Whole seconds from one instant to another."""

    inherit_cache = True
    type = Integer()

    def __init__(self, start: Any, end: Any) -> None:
        super().__init__(start, end)


@compiles(seconds_between, "postgresql")
def _seconds_postgresql(element: seconds_between, compiler: Any, **options: Any) -> str:
    start, end = (compiler.process(each, **options) for each in element.clauses)
    return f"floor(extract(epoch FROM {end}) - extract(epoch FROM {start}))"


@compiles(seconds_between, "sqlite")
def _seconds_sqlite(element: seconds_between, compiler: Any, **options: Any) -> str:
    start, end = (compiler.process(each, **options) for each in element.clauses)
    return f"(CAST(strftime('%s', {end}) AS INTEGER) - CAST(strftime('%s', {start}) AS INTEGER))"
