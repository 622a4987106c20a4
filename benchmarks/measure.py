"""How things are measured: CPU seconds and peak memory of a fresh process, percentiles of repeated calls."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.  `target` is what the project promises (an upper bound), or None where nothing is promised."""

    what: str
    value: float
    unit: str
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process used: CPU seconds (user and system), peak resident memory in MiB, wall seconds."""

    cpu_s: float
    peak_mib: float
    wall_s: float


def run_process(arguments: Sequence[str], *, stdin: str = "", environment: dict[str, str] | None = None) -> Usage:
    """Run a command to its end and say what it, and it alone, used.  Raises where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ | (environment or {}),
        text=True,
    )
    assert process.stdin
    process.stdin.write(stdin)
    process.stdin.close()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments} exited {process.returncode}")
    return Usage(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, time.perf_counter() - started)


def percentiles(calls: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """Make each call once and return the 50th and 95th percentile of their wall times in milliseconds."""
    times = []
    for call in calls:
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1e3)
    return percentile(times, 50), percentile(times, 95)


def percentile(times: Sequence[float], percent: int) -> float:
    """Return the time that so many percent of the *times*, of which there is one at least, stay below."""
    return sorted(times)[min(len(times) * percent // 100, len(times) - 1)]


def print_rows(name: str, rows: Sequence[Row]) -> None:
    """Print one benchmark's rows for people."""
    print(f"\n{name}")
    for row in rows:
        promise = (
            ""
            if row.target is None
            else f"   promised < {row.target:g}   {'ok' if row.value < row.target else 'MISSED'}"
        )
        print(f"  {row.what:58s} {row.value:10.2f} {row.unit}{promise}")


def write_rows(name: str, rows: Sequence[Row]) -> None:
    """Write one benchmark's rows for machines."""
    folder = ROOT / "benchmarks" / "results"
    folder.mkdir(exist_ok=True)
    content = [{"what": row.what, "value": row.value, "unit": row.unit, "target": row.target} for row in rows]
    (folder / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")
