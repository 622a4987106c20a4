"""Reading a large list, in a process of its own: the reader alone, and the whole command around it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.lists import markdown_of_size
from benchmarks.measure import ROOT, Row, run_process

KILOBYTE = 1000

_READ = """
import json, resource, sys, time
import bot.domain.markdown
from pathlib import Path
from bot.domain.reading import read_list
from bot.shipped import venue_table
text, venues = Path(sys.argv[1]).read_text("utf-8"), venue_table()
before = time.process_time()
read_list(text, "README.md", venues=venues)
print(json.dumps([time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def rows() -> list[Row]:
    """Measure the reader, and `awesome-bot parse` from start to end, on lists of 40 KB and 400 KB."""
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (40, 400):
            path = Path(folder, f"{size}.md")
            path.write_text(markdown_of_size(size * KILOBYTE), "utf-8")
            cpu_s, peak_mib = _read(path)
            command = run_process([sys.executable, "-m", "bot", "parse", str(path), "--format", "json"])
            promised = size == 400
            measured += [
                Row(f"read a {size} KB list: CPU", cpu_s, "s", 1.5 if promised else None),
                Row(f"read a {size} KB list: peak memory of the process", peak_mib, "MiB", 150 if promised else None),
                Row("awesome-bot parse on it, start to end: CPU", command.cpu_s, "s"),
            ]
    return measured


def _read(path: Path) -> tuple[float, float]:
    """Read a list in a fresh process; return CPU seconds of the reading and the process's peak memory in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    cpu_s, peak_mib = json.loads(done.stdout)
    return cpu_s, peak_mib
