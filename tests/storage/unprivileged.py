"""Be a user without rights for a while, also where the tests run as root, whom no permission stops."""

from __future__ import annotations

import codecs
import concurrent.futures.thread  # noqa: F401 - asyncio imports it late, when it may not be readable any more
import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534


@contextmanager
def unprivileged_in(folder: Path, mode: int) -> Iterator[None]:
    """Let file permissions count for this thread and those that it starts, while *folder* has these permissions."""
    folder.chmod(mode)
    codecs.lookup("utf-8-sig")  # a codec that cannot be read from disk once is unknown for as long as the process lives
    lay_down = _setfsuid() if os.geteuid() == 0 else None
    try:
        if lay_down:
            lay_down(_NOBODY)
        try:
            folder.stat()
        except PermissionError:
            pytest.skip(f"a user without rights cannot reach {folder}")
        yield
    finally:
        if lay_down:
            lay_down(0)
        folder.chmod(0o755)


def _setfsuid() -> ctypes._NamedFuncPointer:
    try:
        return ctypes.CDLL(None).setfsuid
    except AttributeError:
        pytest.skip("the tests run as root, on a system where a thread cannot lay that down")
