"""The file beside the database that an index is kept in, so that not every process has to build it.

Derived state: it may be deleted at any time.  What it holds is opaque here.  Nothing in it is looked at before its
checksum fits, so whatever is cut short, damaged, or another program's, counts as not there; and it appears under its
name only when it is complete, so that processes that write at once, or are killed at it, do no harm.

The format is Python's `marshal`, the only one that reads 50 MB of tables within 0.2 s.  It holds data alone: code in it
would not be run, and none is written.  A file that was made up on purpose could crash the process; but whoever can
write beside the database can write the database.
"""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, TypeAlias, cast

_log = logging.getLogger(__name__)

_MAGIC = b"awesome-bot index 1\n"
_DIGEST = hashlib.sha256().digest_size
_AT_ONCE = 1 << 20
_LEFT_OVER = 3_600.0
"""Seconds after which what a killed process has left is taken away."""

Part: TypeAlias = tuple[str, object]

_FOREIGN = "not an index"
_DAMAGED = "damaged"


class IndexFile:
    """Parts of an index in one file: names with plain data, as `marshal` takes it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, key: bytes) -> Iterator[Part] | None:
        """Return what was written under the same 32 bytes of key; None where that is not to be had, for any reason.

        All of it was verified by then, but is read as it is taken, which may raise `OSError`.
        """
        try:
            with ExitStack() as until_verified:
                file = until_verified.enter_context(self.path.open("rb"))
                if not self._verify(file, key):
                    return None
                until_verified.pop_all()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            _log.warning("index.unreadable", extra={"path": str(self.path), "reason": str(error)})
            return None
        return _parts(file)

    def write(self, key: bytes, parts: Iterable[Part]) -> bool:
        """Replace the file; return whether that could be done.  Blocks: a second for 100,000 entries."""
        try:
            self._clear_away()
            descriptor, name = tempfile.mkstemp(".partial", f"{self.path.name}.", self.path.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    _write(file, key, parts)
                Path(name).replace(self.path)
            finally:
                Path(name).unlink(missing_ok=True)
        except OSError as error:
            _log.warning("index.not_kept", extra={"path": str(self.path), "reason": error.strerror or str(error)})
            return False
        return True

    def _verify(self, file: IO[bytes], key: bytes) -> bool:
        """Say whether the file is what was written under the key, and go to where its parts begin."""
        head = file.read(len(_MAGIC) + _DIGEST)
        if not head.startswith(_MAGIC):
            raise ValueError(_FOREIGN)
        if file.read(len(key)) != key:
            _log.info("index.stale", extra={"path": str(self.path)})
            return False
        digest = hashlib.sha256(key)
        while piece := file.read(_AT_ONCE):
            digest.update(piece)
        if digest.digest() != head[len(_MAGIC) :]:
            raise ValueError(_DAMAGED)
        file.seek(len(head) + len(key))
        return True

    def _clear_away(self) -> None:
        for left in self.path.parent.glob(f"{self.path.name}.*.partial"):
            with suppress(OSError):  # another process does the same
                if left.stat().st_mtime < time.time() - _LEFT_OVER:
                    left.unlink()


def _write(file: IO[bytes], key: bytes, parts: Iterable[Part]) -> None:
    digest = hashlib.sha256(key)
    file.write(_MAGIC + bytes(_DIGEST) + key)
    for part in parts:
        piece = marshal.dumps(cast("tuple[str, bytes]", part))  # or whatever else it takes
        for written in (len(piece).to_bytes(8, "little"), piece):
            digest.update(written)
            file.write(written)
    file.seek(len(_MAGIC))
    file.write(digest.digest())
    file.flush()
    os.fsync(file.fileno())


def _parts(file: IO[bytes]) -> Iterator[Part]:
    with file:
        while size := file.read(8):
            yield cast("Part", marshal.loads(file.read(int.from_bytes(size, "little"))))  # noqa: S302 - checked before
