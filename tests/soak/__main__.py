"""Lets the showroom screen run for days in minutes and says what grew: `python -m tests.soak --help` (Rule U1)."""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.bench.driver import Tab
from tests.e2e.serving import chromium, settle

ROOT = Path(__file__).resolve().parents[2]
EVERY = 10
"""Seconds between two refreshes of a real screen (the setting's default)."""
_PATIENCE = 180
KIOSK = "wall?embed=true&display=wall"


def main() -> int:
    """Measure the server, the browser, and coming back after the server was away."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--hours", type=float, default=72, help="of a real screen, on the server")
    parser.add_argument("--minutes", type=float, default=10, help="in the browser, at --pace")
    parser.add_argument(
        "--pace", type=float, default=0.25, help="seconds between two refreshes in the browser"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"SALESOPS_DATABASE_URL": f"sqlite:///{folder}/store.db"}
        port = _free_port()
        with _serving(port, options.pace, environment) as server:
            _server(port, server.pid, round(options.hours * 3600 / EVERY))
        _browser(port, options, environment)
    return 0


def _server(port: int, pid: int, refreshes: int) -> None:
    """One screen's session, refreshed as fast as the server answers."""
    print(
        f"server: {refreshes} refreshes of one screen ({refreshes * EVERY / 3600:.0f} h at one in {EVERY} s)"
    )
    with Tab(port, query="embed=true&display=wall") as tab:
        tab.open("wall")
        for _ in range(500):
            tab.rerun()
        started = time.monotonic()
        errors = 0
        for part in range(1, 9):
            for _ in range(refreshes // 8):
                errors += len(tab.rerun().errors)
            print(
                f"  {part / 8:4.0%}  {_megabytes(pid):6.1f} MB  {time.monotonic() - started:5.0f} s  {errors} errors"
            )


def _browser(port: int, options: argparse.Namespace, environment: dict[str, str]) -> None:
    with sync_playwright() as playwright, contextlib.ExitStack() as stack:
        browser = chromium(playwright)
        page = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN").new_page()
        with _serving(port, options.pace, environment):
            page.goto(f"http://127.0.0.1:{port}/{KIOSK}")
            settle(page)
            _watch(page, options)
        heard: list[float] = []
        page.on("websocket", lambda line: line.on("framereceived", lambda _: heard.append(time.monotonic())))
        page.wait_for_timeout(20_000)
        stack.enter_context(_serving(port, options.pace, environment))
        ready = time.monotonic()
        while not heard and time.monotonic() - ready < _PATIENCE:
            page.wait_for_timeout(200)
        settle(page)
        page.wait_for_timeout(2000)
        shown = page.locator(".screen").count() == 1 and page.url.endswith(KIOSK)
        print(
            f"restart: away for 20 s; heard {heard[0] - ready:.1f} s after the server was ready; board: {shown}"
        )
        browser.close()


def _watch(page: Page, options: argparse.Namespace) -> None:
    refreshes = options.minutes * 60 / options.pace
    print(
        f"browser: {refreshes:.0f} refreshes in {options.minutes:g} min ({refreshes * EVERY / 3600:.1f} h of a real screen)"
    )
    devtools = page.context.new_cdp_session(page)
    page.wait_for_timeout(30_000)
    for part in range(9):
        heap, nodes = _heap(devtools)
        print(f"  {part / 8:4.0%}  {heap:6.1f} MB heap  {nodes} nodes")
        page.wait_for_timeout(options.minutes * 60_000 / 8 if part < 8 else 0)


def _heap(devtools: CDPSession) -> tuple[float, int]:
    devtools.send("HeapProfiler.collectGarbage")
    counted = devtools.send("Memory.getDOMCounters")
    return devtools.send("Runtime.getHeapUsage")["usedSize"] / 1e6, counted["nodes"]


def _megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextlib.contextmanager
def _serving(port: int, pace: float, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.soak.server", str(port), str(pace)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        for _ in range(480):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).close()
                break
            time.sleep(0.25)
        yield process
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
