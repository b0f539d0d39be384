"""Whether the server lives, and whether it can work."""

from __future__ import annotations

import asyncio

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse

from salesops.db import migrate, unit_of_work


async def healthz(_request: Request) -> JSONResponse:
    """200 as long as the process answers."""
    return JSONResponse({"status": "ok"})


async def readyz(_request: Request) -> JSONResponse:
    """200 when the database answers with the schema that this code knows, else 503 with the reason."""
    problem = await asyncio.to_thread(_problem)
    if problem:
        return JSONResponse({"status": "not ready", "reason": problem}, status_code=503)
    return JSONResponse({"status": "ready"})


def _problem() -> str:
    try:
        with unit_of_work.reading() as session:
            found = session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        return "the database does not answer"
    return (
        "" if found == migrate.head() else "the schema is not the newest; run: python -m salesops db upgrade"
    )
