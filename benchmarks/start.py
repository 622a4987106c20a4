"""Cold start: what one question costs from nothing to the answer, in a process of its own."""

from __future__ import annotations

import sys
import tempfile

from benchmarks.measure import Row, run_process

RUNS = 5


def rows() -> list[Row]:
    """Measure `awesome-bot ask` on an empty folder, and again on a store that is there."""
    with tempfile.TemporaryDirectory() as folder:
        ask = [sys.executable, "-m", "bot", "ask", "/search memory efficient training"]
        environment = {"AWESOME_BOT_DATA_DIR": folder}
        first = run_process(ask, environment=environment)
        later = [run_process(ask, environment=environment) for _ in range(RUNS)]
    best = min(later, key=lambda used: used.cpu_s)
    return [
        Row("ask, very first time (migrates, loads the catalog): CPU", first.cpu_s, "s"),
        Row(f"ask, cold start (best of {RUNS}): CPU", best.cpu_s, "s", 1.0),
        Row(f"ask, cold start (best of {RUNS}): wall", best.wall_s, "s"),
        Row("ask, cold start: peak memory", best.peak_mib, "MiB"),
    ]
