"""The lines typed before, in a plain file: one a line, oldest first.

A file that cannot be read or written costs the history and nothing else; a damaged one is read as far as it
makes sense.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.history import History

_READ_AT_MOST = 256 * 1024  # bytes, from the end: thousands of lines


class LineHistory(History):
    """Keeps typed lines in *path*; in memory only without one."""

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self._path = path

    def load_history_strings(self) -> Iterable[str]:
        """Return the lines, newest first."""
        return reversed(self._lines())

    def store_string(self, string: str) -> None:
        """Append a line.  The file is the person's own and not for others to read."""
        if self._path is None:
            return
        line = " ".join(string.splitlines())
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            with self._path.open("ab") as file:
                file.write(f"{line}\n".encode(errors="replace"))
        except OSError:
            self._path = None  # the lines of this session are still kept in memory

    def _lines(self) -> list[str]:
        if self._path is None:
            return []
        try:
            with self._path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(size - _READ_AT_MOST, 0))
                text = file.read().decode(errors="replace")
        except OSError:
            return []
        lines = text.split("\n")[1 if size > _READ_AT_MOST else 0 :]
        return [line for line in lines if line.isprintable() and line.strip()]
