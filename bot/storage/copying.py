"""Copy a SQLite file that may be in use."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def copy_file(source: Path, target: Path) -> None:
    """Write a complete, compact copy of the database *source* to *target*, replacing what was there.

    Others may read and write meanwhile; the copy is the state at one moment.  It appears under its name only when
    it is complete.  Raises `sqlite3.Error` or `OSError`.
    """
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        shutil.copymode(source, partial)  # a copy is as private as its original
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
