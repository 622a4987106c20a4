"""Read a list from a file: Markdown or our YAML.

Knows files and nothing of networks.  A file is read again only when its bytes, or our way of reading, changed.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from pathlib import Path

from bot.domain.reading import READER_VERSION, read_list
from bot.domain.venues import VenueTable
from bot.errors import SourceError
from bot.i18n import gettext as _
from bot.ports import Fetched

MAX_BYTES = 20 * 1024 * 1024
"""No awesome list is larger; a file that is, is something else."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A list in a local file."""

    path: Path
    venues: VenueTable

    async def fetch(self, known_digest: str | None) -> Fetched | None:
        """Read the file; None where it is what *known_digest* was made of.  Raises `SourceError`."""
        return await asyncio.to_thread(self._fetch, known_digest)

    def _fetch(self, known_digest: str | None) -> Fetched | None:
        data = read_bytes(self.path)
        digest = hashlib.sha256(READER_VERSION + data).hexdigest()
        if digest == known_digest:
            return None
        return Fetched(read_list(decode(data), self.path.name, venues=self.venues), digest)


def read_bytes(path: Path) -> bytes:
    """Read a list's file whole.  Raises `SourceError` with the reason where it cannot be read or is no list."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(_("{path} is larger than 20 MB, which no list is.", path=path), path=str(path))
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(_("There is no file at {path}.", path=path), path=str(path)) from None
    except IsADirectoryError:
        raise SourceError(_("{path} is a folder; name the list's file.", path=path), path=str(path)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        sentence = _("{path} cannot be read: {reason}.", path=path, reason=reason)
        raise SourceError(sentence, path=str(path)) from error


def decode(data: bytes) -> str:
    """Decode a list: UTF-8 with or without BOM, UTF-16 by its BOM, else Windows-1252; never fails."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
