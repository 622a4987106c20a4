"""A list in a file: read once, read again only when it changed, and clear words when it cannot be read."""

from pathlib import Path

import pytest

from bot.domain.venues import VenueTable
from bot.errors import SourceError
from bot.upstream.files import MAX_BYTES, FileSource, decode

LIST = (
    "# Mine\n\n## Papers\n\n- [Sage: Training on Phones](https://example.org/sage.pdf) by In Gim et al., MobiSys 2022\n"
)


def source(path: Path) -> FileSource:
    return FileSource(path, VenueTable({"MobiSys": []}))


async def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(LIST, "utf-8")
    fetched = await source(path).fetch(None)
    assert fetched is not None
    assert [entry.name for entry in fetched.reading.entries] == ["Sage"]
    assert await source(path).fetch(fetched.digest) is None
    path.write_text(LIST + "\n", "utf-8")
    assert await source(path).fetch(fetched.digest) is not None


@pytest.mark.parametrize(
    ("name", "words"), [("none.md", "no file at"), ("folder", "is a folder"), ("huge.md", "larger than 20 MB")]
)
async def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    with (tmp_path / "huge.md").open("wb") as huge:
        huge.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceError, match=words):
        await source(tmp_path / name).fetch(None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_decoded_whatever_wrote_it(encoding: str) -> None:
    assert decode("é – “naïve”".encode(encoding)) == "é – “naïve”"
