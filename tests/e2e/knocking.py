"""Another system at the door for leads: a token of the running store, and requests with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.serving import ROOT, Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends leads to a running store."""

    url: str
    token: str

    def send(self, lead: dict[str, str], *, key: str, token: str | None = None) -> tuple[int, str]:
        """Hand one lead over; the status and the answer."""
        request = urllib.request.Request(
            f"{self.url}/api/v1/leads",
            data=json.dumps(lead).encode(),
            headers={
                "Authorization": f"Bearer {token or self.token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()


def sender_to(server: Server, *, now: str) -> Sender:
    """Make a token as the manager does, on the server's own database, which stands beside its log."""
    database = f"sqlite:///{Path(server.log).parent / 'store.db'}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SALESOPS_")}
    made = subprocess.run(
        [sys.executable, "-m", "salesops", "token", "new", "Portal", "--json"],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=kept | {"SALESOPS_DATABASE_URL": database, "SALESOPS_NOW": now},
    )
    return Sender(url=server.url, token=json.loads(made.stdout)["token"])
