"""serve, worker, routes: what runs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from salesops import jobs
from salesops.access.permissions import PAGES
from salesops.cli.answer import common, say_rows
from salesops.db import migrate

ROOT = Path(__file__).resolve().parents[2]


def add_commands(commands: Any) -> None:
    """Add this family's commands."""
    serve = commands.add_parser("serve", help="run the application under uvicorn, as a store does")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8501)
    serve.set_defaults(run=_serve)
    worker = commands.add_parser("worker", help="run the jobs in a process of their own")
    worker.set_defaults(run=_worker)
    routes = commands.add_parser("routes", help="every address that the server answers")
    common(routes, store=False)
    routes.set_defaults(run=_routes)


def _serve(options: argparse.Namespace) -> int:
    import uvicorn

    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from the working folder
    uvicorn.run("app:app", host=options.host, port=options.port, proxy_headers=True, log_level="info")
    return 0


def _worker(_options: argparse.Namespace) -> int:
    migrate.upgrade()
    jobs.run_forever()
    return 0


def _routes(options: argparse.Namespace) -> int:
    from salesops import http

    rows = [
        {"path": "/" if page == "home" else f"/{page}", "methods": "GET", "kind": "page"} for page in PAGES
    ]
    rows += [
        {"path": route.path, "methods": " ".join(sorted(route.methods or ())), "kind": "http"}
        for route in http.routes
    ]
    return say_rows(options, rows)
