"""Read a list from the disk: a file, or a folder with a README.

Knows nothing of networks or git.  A list is read again only when its bytes, or our way of reading, changed.
"""

from __future__ import annotations

import asyncio
import posixpath
from dataclasses import dataclass
from pathlib import Path

from bot.errors import NotAList, SourceError, SourceMissing
from bot.i18n import gettext as _
from bot.ports import Fetched, Known, Unchanged, Whereabouts
from bot.upstream.assemble import ListFile, ListReader, Opener, assemble, digest_of, reopen
from bot.upstream.content import MAX_BYTES
from bot.upstream.memo import Memo, load_memo
from bot.upstream.readme import README_FOLDERS, find_readme, pointer_target


@dataclass(frozen=True, slots=True)
class FileSource:
    """A list in a local file.  Links in it are not followed: a file is a file."""

    path: Path
    reader: ListReader

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        """Read the file.  Raises `SourceError`."""
        data = await asyncio.to_thread(read_bytes, self.path)
        main = ListFile(self.path.name, data)
        return await read_local(main, name=str(self.path), known=known, reader=self.reader, open_file=None)


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A list in a folder: its README, whatever its case, and the files of the folder that it is an index of."""

    folder: Path
    reader: ListReader

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        """Read the README and what it is an index of.  Raises `SourceError`."""
        main = await asyncio.to_thread(self._main)
        return await read_local(main, name=str(self.folder), known=known, reader=self.reader, open_file=self._open)

    def _main(self) -> ListFile:
        path = self._readme()
        data = read_bytes(self._inside(path))
        target = pointer_target(data, path)
        return ListFile(target, read_bytes(self._inside(target))) if target else ListFile(path, data)

    def _readme(self) -> str:
        for folder in README_FOLDERS:
            place = self.folder / folder
            name = find_readme(each.name for each in place.iterdir()) if place.is_dir() else None
            if name:
                return posixpath.join(folder, name)
        sentence = _("There is no README in {folder}. Name the list's file.", folder=self.folder)
        raise SourceMissing(sentence, folder=str(self.folder))

    def _inside(self, path: str) -> Path:
        """Resolve symbolic links; one that leads out of the folder is refused, since a list may be somebody else's."""
        root = self.folder.resolve()
        resolved = (root / path).resolve()
        if not resolved.is_relative_to(root):
            sentence = _("{path} leads out of {folder}.", path=path, folder=self.folder)
            raise SourceMissing(sentence, path=path, folder=str(self.folder))
        return resolved

    async def _open(self, path: str) -> bytes | None:
        try:
            return await asyncio.to_thread(lambda: read_bytes(self._inside(path)))
        except SourceMissing:
            return None


async def read_local(
    main: ListFile,
    *,
    name: str,
    known: Known | None,
    reader: ListReader,
    open_file: Opener | None,
    revision_id: str | None = None,
    homepage: str | None = None,
) -> Fetched | Unchanged:
    """Read a list whose files cost nothing to open, unless they are what is known."""
    memo = load_memo(known, name, reader.version)
    if known and open_file and memo.files[1:] and memo.files[0] == main.path:
        again = await reopen(main, memo.files, open_file)
    else:
        again = (main,)
    if known and digest_of(reader, again) == known.digest:
        files = tuple(file.path for file in again)
        return Unchanged(known.memo, Whereabouts(name, homepage=homepage, path=main.path, files=files))
    made = await assemble(main, source=name, reader=reader, open_file=open_file)
    remembered = Memo(name, reader.version.decode("latin-1"), made.digest, files=made.paths)
    where = Whereabouts(name, homepage=made.reading.homepage or homepage, path=main.path, files=made.paths)
    return Fetched(made.reading, made.digest, remembered.dump(), revision_id, None, where)


def read_bytes(path: Path) -> bytes:
    """Read a list's file whole.  Raises `SourceError` with the reason where it cannot be read or is no list."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceMissing(_("There is no file at {path}.", path=path), path=str(path)) from None
    except IsADirectoryError:
        raise SourceMissing(_("{path} is a folder; name the list's file.", path=path), path=str(path)) from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        sentence = _("{path} cannot be read: {reason}.", path=path, reason=reason)
        raise SourceError(sentence, path=str(path)) from error
    if len(data) > MAX_BYTES:
        raise NotAList(_("{path} is larger than 20 MB, which no list is.", path=path), path=str(path))
    return data
