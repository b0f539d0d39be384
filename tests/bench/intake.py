"""Measures a long file of leads going in by the command line: `python -m tests.bench.intake --help`.

The file is as awkward as those of portals: repeated inquiries, masked numbers, digits lost in a spreadsheet, rows that
want the workshop. Every row is accounted for, or the measurement fails.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T10:40"
HEADER = (
    "线索编号",
    "客户姓名",
    "手机号码",
    "询价时间",
    "线索来源",
    "意向车系",
    "购车预算",
    "购车周期",
    "所在城市",
    "线索类型",
    "备注",
)
CHANNELS = ("汽车之家", "懂车帝", "抖音", "快手", "厂家官网", "车展", "老客户转介绍")
MODELS = ("启辰 L6", "启辰 S5", "轻舟 E3", "没听说过的车", "")
BUDGETS = ("10-15万", "15-20万", "20万以上", "Select", "")
WINDOWS = ("3天内", "一周内", "1个月内", "1-3个月", "半年", "未定", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a command printed and used: seconds of the clock and of the processor, and megabytes at its peak."""

    said: str
    seconds: float
    processor: float
    peak: float


def main() -> int:
    """Import one file into a new store and print how long it took and how much memory; 1 when a row is missing."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "leads.csv"
        write(file, rows=options.rows, seed=options.seed)
        database = options.database or f"sqlite:///{folder}/store.db"
        environment = {**os.environ, "SALESOPS_DATABASE_URL": database, "SALESOPS_NOW": NOW}
        if options.database is None:
            _run(["demo", "--days", "40", "--scale", "0.4"], environment)
        took = _run(["import", "leads", str(file), "--json"], environment)
    told = json.loads(took.said)
    found = {name: told[name] for name in ("rows", "created", "merged", "rejected")}
    print(
        f"{found}, {took.seconds:.0f} s ({took.processor:.0f} s of processor), "
        f"{found['rows'] / took.seconds:,.0f} rows a second, peak {took.peak:.0f} MB"
    )
    whole = found["rows"] == options.rows == found["created"] + found["merged"] + found["rejected"]
    return int(not whole)


def write(file: Path, *, rows: int, seed: int) -> None:
    """A file of that many rows, the same one for the same seed."""
    chance = random.Random(seed)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(_row(chance, number, rows) for number in range(rows))


def _row(chance: random.Random, number: int, rows: int) -> list[str]:
    everybody, asking_again = rows * 4, max(1, rows // 20)
    phone = f"138{chance.randrange(everybody if chance.random() < 0.9 else asking_again):08d}"
    kind = chance.random()
    if kind < 0.03:
        phone = f"{phone[:3]}****{phone[-4:]}"
    elif kind < 0.05:
        phone = "1.38E+10"
    elif kind < 0.06:
        phone = ""
    at = datetime.fromisoformat(NOW) - timedelta(minutes=chance.randrange(60 * 24 * 30))
    return [
        f"X{number:07d}" if chance.random() < 0.7 else "",
        chance.choice("赵钱孙李周吴郑王") + chance.choice(("伟", "芳", "娜", "敏", "静", "磊", "洋", "")),
        phone,
        f"{at:%Y/%m/%d %H:%M}",
        chance.choice(CHANNELS),
        chance.choice(MODELS),
        chance.choice(BUDGETS),
        chance.choice(WINDOWS),
        chance.choice(("杭州", "上海", "苏州", "")),
        "售后保养预约" if chance.random() < 0.01 else "表单",
        "想看车" if chance.random() < 0.5 else "",
    ]


def _run(command: list[str], environment: dict[str, str]) -> Took:
    """Run a command to its end; its error ends this when it fails."""
    with tempfile.TemporaryFile("w+") as out:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "salesops", *command], cwd=ROOT, env=environment, stdout=out
        )
        _pid, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if status:
            raise SystemExit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}.")
        out.seek(0)
        return Took(
            said=out.read(),
            seconds=seconds,
            processor=used.ru_utime + used.ru_stime,
            peak=used.ru_maxrss / 1024,
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.intake", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="import into this database instead of a new demo store (a URL)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
