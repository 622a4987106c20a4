"""Reading a large list, in a process of its own."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.lists import markdown_of_size
from benchmarks.measure import Row, run_process

KILOBYTE = 1000


def rows() -> list[Row]:
    """Measure `awesome-bot parse` on lists of 40 KB and 400 KB."""
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (40, 400):
            path = Path(folder, f"{size}.md")
            path.write_text(markdown_of_size(size * KILOBYTE), "utf-8")
            used = run_process([sys.executable, "-m", "bot", "parse", str(path), "--format", "json"])
            promised = size == 400
            measured += [
                Row(f"parse a {size} KB list: CPU", used.cpu_s, "s", 1.5 if promised else None),
                Row(f"parse a {size} KB list: peak memory", used.peak_mib, "MiB", 150 if promised else None),
            ]
    return measured
