"""Open the model that the settings name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bot.meaning.files import folder_files, missing_extra, packaged_files
from bot.ports.vectors import VectorMeaning

_THREADS = "OPENBLAS_NUM_THREADS"


def open_meaning(folder: Path | None) -> VectorMeaning:
    """Find the model in a folder, or else the one that comes with the extra; it is loaded when it is first needed.

    Raises `ConfigError` with a sentence that says what to do.
    """
    try:
        with _one_thread():
            from bot.meaning.comparing import ModelMeaning
        from bot.meaning.encoder import load_encoder
    except ImportError:
        raise missing_extra() from None
    files = packaged_files() if folder is None else folder_files(folder)
    return ModelMeaning(files.name, files.dimensions, partial(load_encoder, files))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let numpy multiply on the core of whoever asks, if it is loaded within the block, unless the machine says else.

    A question's matrices are small: other threads would take longer to wake, and to wait for, than the work takes.
    """
    if os.environ.get(_THREADS):
        yield
        return
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        del os.environ[_THREADS]
