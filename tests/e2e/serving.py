"""Start the application as a user does, at a moment of our choice, and drive it in a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running application."""

    url: str
    log: Path


def fill(folder: Path, *, now: str, lang: str = "en") -> None:
    """A small demo store in `folder`, made before the server starts: quicker than the one that it would make."""
    values = {"SALESOPS_DATABASE_URL": f"sqlite:///{folder / 'store.db'}", "SALESOPS_NOW": now}
    command = ("demo", "--lang", lang, "--days", "40", "--scale", "0.4")
    subprocess.run(
        [sys.executable, "-m", "salesops", *command], cwd=ROOT, env=os.environ | values, check=True, capture_output=True
    )  # fmt: skip


@contextmanager
def serving(folder: Path, *, now: str | None = None, **environment: str) -> Iterator[Server]:
    """`streamlit run app.py` on a free port with its database in `folder`; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    values = {"SALESOPS_DATABASE_URL": f"sqlite:///{folder / 'store.db'}", **environment}
    if now is not None:
        values["SALESOPS_NOW"] = now
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SALESOPS_")}
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=kept | values, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/readyz", process, log)
        yield Server(url=f"http://127.0.0.1:{port}", log=log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended:\n{log.read_text('utf-8')[-3000:]}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The server did not get ready:\n{log.read_text('utf-8')[-3000:]}")


def chromium(playwright: Playwright) -> Browser:
    """The installed Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise RuntimeError("Chromium is missing: apt-get install chromium fonts-noto-cjk")
    return playwright.chromium.launch(executable_path=path, args=list(FLAGS))


def settle(page: Page) -> None:
    """Wait until Streamlit has nothing more to draw."""
    page.wait_for_selector("[data-testid='stApp']", timeout=30_000)
    page.wait_for_function(
        """() => {
            const app = document.querySelector("[data-testid='stApp']");
            return app && app.dataset.testScriptState === "notRunning"
                && !document.querySelector("[data-stale='true']");
        }""",
        timeout=30_000,
    )
