"""Keep an index, and be killed when half of it is written."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.storage.index_file import IndexFile, Part


def parts() -> Iterator[Part]:
    yield "half", bytes(10_000_000)
    os.kill(os.getpid(), signal.SIGKILL)


IndexFile(Path(sys.argv[1])).write(b"k" * 32, parts())
