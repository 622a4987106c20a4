"""Show that long work goes on: one line on standard error, where a person looks on, and nothing anywhere else."""

from __future__ import annotations

import shutil
import sys
from types import TracebackType
from typing import Self, TextIO

from bot.replies.harmless import harmless


class Progress:
    """A line that is written over, and wiped away at the end."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._seen = self._stream.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.wipe()

    def show(self, text: str) -> None:
        """Show what is being done now."""
        if self._seen:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write("\r\x1b[K" + harmless(text, width))
            self._stream.flush()

    def wipe(self) -> None:
        """Make room for a lasting line."""
        if self._seen:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
