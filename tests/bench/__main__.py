"""Measures every page with the demo store in two sizes and prints a table: `python -m tests.bench --help`."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.driver import Run, Tab

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T10:40"
BEST_RATIO, MOST_STATEMENTS = 1.5, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What was found for one page. Times are medians in milliseconds."""

    page: str
    bare: float
    warm: float
    cold: float
    warm_statements: int
    cold_statements: int
    """Of the page itself, with nothing read before; the frame's are apart."""
    frame_statements: int
    elements: int
    kilobytes: float
    errors: list[str]

    @property
    def ratio(self) -> float:
        """A rerun against a bare page with as many elements of the same kinds."""
        return self.warm / self.bare


def main() -> int:
    """Measure; 1 when a page misses the aims."""
    options = _options()
    missed = False
    for scale in options.scale:
        with _servers(scale, options) as (app, bare):
            print(
                f"\nDemo store at scale {scale:g}, {options.reruns} reruns a page, alternating with the bare page"
            )
            print(
                _line(
                    "page",
                    "elements",
                    "kB",
                    "bare ms",
                    "warm ms",
                    "ratio",
                    "cold ms",
                    "SQL warm",
                    "SQL cold",
                    "frame",
                )
            )
            for page in options.page or _pages():
                found = _measure(page, app, bare, options)
                missed |= (
                    found.ratio > BEST_RATIO or found.cold_statements > MOST_STATEMENTS or bool(found.errors)
                )
                print(_row(found), flush=True)
    print(f"\nAims: ratio at most {BEST_RATIO}, at most {MOST_STATEMENTS} statements with nothing cached.")
    return int(missed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--scale", type=float, nargs="+", default=[1.0, 10.0], help="sizes of the demo store")
    parser.add_argument("--page", nargs="+", help="pages to measure; all by default")
    parser.add_argument("--role", default="manager", help="through whose eyes (default: manager)")
    parser.add_argument("--reruns", type=int, default=15, help="reruns that the median is taken of")
    parser.add_argument("--keep", type=Path, help="folder for the filled databases, used again when there")
    parser.add_argument("--database", help="measure on this database instead of a demo store (a URL)")
    parser.add_argument("--now", default=NOW, help="the moment the clock is held at")
    parser.add_argument("--statements", action="store_true", help="print the statements of each page too")
    parser.add_argument("--verbose", action="store_true", help="let the servers speak")
    options = parser.parse_args()
    if options.database:
        options.scale = [1.0]
    return options


def _pages() -> list[str]:
    from pages._ui.nav import ENTRIES, page_file

    return [entry.name for entry in ENTRIES if page_file(entry.name).is_file()]


@contextlib.contextmanager
def _servers(scale: float, options: argparse.Namespace) -> Iterator[tuple[int, int]]:
    """The app on a demo store of that size, and bare Streamlit, each in a process of its own; their ports."""
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"demo-{scale:g}.db"
        environment = {
            **os.environ,
            "SALESOPS_DATABASE_URL": options.database or f"sqlite:///{path}",
            "SALESOPS_NOW": options.now,
        }
        if not options.database and not path.exists():
            filling = ["-m", "salesops", "demo", "--scale", f"{scale:g}"]
            subprocess.run([sys.executable, *filling], check=True, cwd=ROOT, env=environment)
        yield (
            stack.enter_context(_serving("app", environment, heard=options.verbose)),
            stack.enter_context(_serving("bare", environment, heard=options.verbose)),
        )


@contextlib.contextmanager
def _serving(which: str, environment: dict[str, str], *, heard: bool) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.bench.server", str(port), which]
    said = None if heard else subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise SystemExit(f"The server ended with {process.returncode}.")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).close()
            return
        time.sleep(0.25)
    raise SystemExit("The server did not start within a minute.")


def _measure(page: str, app: int, bare: int, options: argparse.Namespace) -> Measure:
    query = f"as={options.role}" + ("&display=wall" if page == "wall" else "")
    address = "" if page == "home" else page
    with Tab(app, query=query) as warming:
        warming.open(address)  # imports and compiled statements are not what is measured
    cold = []
    for _ in range(3):
        _ask(app, "forget")
        with Tab(app, query=query) as tab:
            cold.append(tab.open(address))
            cold_statements = _ask(app, "statements")
    with Tab(app, query=query) as tab:
        first = tab.open(address)
        tab.rerun()
        _ask(app, "statements")
        shape = tab.rerun().shape
        warm_statements = _ask(app, "statements")
        warm, plain = _alternating(tab, bare, shape, options.reruns)
    if options.statements:
        print(f"--- {page}: {len(cold_statements)} statements with nothing cached")
        for mine, each in cold_statements:
            print("page " if mine else "frame", " ".join(each.split())[:200])
    return Measure(
        page=page,
        bare=median(run.milliseconds for run in plain),
        warm=median(run.milliseconds for run in warm),
        cold=median(run.milliseconds for run in cold),
        warm_statements=len(warm_statements),
        cold_statements=sum(mine for mine, _ in cold_statements),
        frame_statements=sum(not mine for mine, _ in cold_statements),
        elements=sum(shape.values()),
        kilobytes=first.received / 1000,
        errors=sorted({error for run in (*cold, *warm) for error in run.errors}),
    )


def _alternating(tab: Tab, bare: int, shape: Counter[str], times: int) -> tuple[list[Run], list[Run]]:
    """Reruns of the page and of the bare one by turns, so that a busy machine slows both alike."""
    wanted = ",".join(f"{kind}:{count}" for kind, count in sorted(shape.items()))
    warm, plain = [], []
    with Tab(bare, query=f"shape={wanted}") as alone:
        alone.open("")
        alone.rerun()
        for _ in range(times):
            warm.append(tab.rerun())
            plain.append(alone.rerun())
    return warm, plain


def _ask(port: int, what: str) -> list[tuple[bool, str]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_bench/{what}", timeout=20) as answer:
        statements: list[tuple[bool, str]] = json.load(answer)
        return statements


def _line(*cells: str) -> str:
    return f"{cells[0]:<12}" + "".join(f"{cell:>10}" for cell in cells[1:])


def _row(found: Measure) -> str:
    line = _line(
        found.page,
        str(found.elements),
        f"{found.kilobytes:.0f}",
        f"{found.bare:.1f}",
        f"{found.warm:.1f}",
        f"{found.ratio:.2f}",
        f"{found.cold:.1f}",
        str(found.warm_statements),
        str(found.cold_statements),
        str(found.frame_statements),
    )
    return line + "".join(f"\n    {error[:200]}" for error in found.errors)


if __name__ == "__main__":
    sys.exit(main())
