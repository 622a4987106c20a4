"""Lists on the disk: a file, a folder, a clone."""

import os
from pathlib import Path

import pytest

from bot.errors import NotAList, SourceError, SourceMissing
from bot.ports import Fetched, Known, ListSource, Unchanged
from bot.upstream.assemble import MAX_FILES, ListReader
from bot.upstream.clone import CloneSource, LocalSource
from bot.upstream.files import FileSource
from bot.upstream.locator import CloneList
from tests.upstream.reading import READER, read_bullets, titles
from tests.upstream.repository import Repository

INDEX = "# Boats\n\n## Papers\n\n- [Sailing](sailing.md)\n- [Rowing](sub/rowing.md)\n"
PARTS = {"sailing.md": "# S\n- s1\n", "sub/rowing.md": "# R\n## Old\n- r1\n"}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


async def fetched(source: ListSource, known: Known | None = None) -> Fetched:
    found = await source.fetch(known)
    assert isinstance(found, Fetched)
    return found


def known(found: Fetched) -> Known:
    return Known(found.digest, found.memo)


async def test_a_file_is_read_and_not_read_again(tmp_path: Path) -> None:
    source = LocalSource(written(tmp_path, {"l.md": "# L\n- a\n"}) / "l.md", READER)
    found = await fetched(source)
    assert titles(found.reading) == ["a"]
    assert isinstance(await source.fetch(known(found)), Unchanged)
    assert isinstance(await source.fetch(Known(found.digest)), Unchanged)
    written(tmp_path, {"l.md": "# L\n- b\n"})
    assert titles((await fetched(source, known(found))).reading) == ["b"]


async def test_a_new_way_of_reading_reads_the_same_bytes_again(tmp_path: Path) -> None:
    path = written(tmp_path, {"l.md": "- a\n"}) / "l.md"
    found = await fetched(FileSource(path, READER))
    assert isinstance(await FileSource(path, ListReader(b"t2", read_bullets)).fetch(known(found)), Fetched)


async def test_a_folder_s_readme_is_found_in_any_case(tmp_path: Path) -> None:
    found = await fetched(LocalSource(written(tmp_path, {"docs/ReadMe.MD": "- a\n"}), READER))
    assert found.whereabouts is not None
    assert found.whereabouts.path == "docs/ReadMe.MD"


async def test_an_index_is_read_with_its_files_and_checked_with_them(tmp_path: Path) -> None:
    source = LocalSource(written(tmp_path, {"README.md": INDEX} | PARTS), READER)
    found = await fetched(source)
    assert [(each.title, each.sections) for each in found.reading.entries] == [
        ("s1", (("Papers", "Sailing"),)),
        ("r1", (("Papers", "Rowing", "Old"),)),
    ]
    same = await source.fetch(known(found))
    assert isinstance(same, Unchanged)
    assert same.whereabouts is not None
    assert same.whereabouts.files == ("README.md", "sailing.md", "sub/rowing.md")
    written(tmp_path, {"sub/rowing.md": "- r2\n"})
    assert titles((await fetched(source, known(found))).reading) == ["s1", "r2"]


async def test_a_part_that_is_gone_is_a_problem_and_an_empty_one_too(tmp_path: Path) -> None:
    folder = written(tmp_path, {"README.md": INDEX + "- [Motors](m.md)\n", "sailing.md": "- s1\n", "m.md": " \n"})
    found = await fetched(LocalSource(folder, READER))
    assert titles(found.reading) == ["s1"]
    gone, empty = (problem.message for problem in found.reading.problems)
    assert gone == "sub/rowing.md is linked but not there."
    assert "an empty file" in empty


async def test_an_index_of_too_many_files_says_where_it_was_left(tmp_path: Path) -> None:
    numbers = range(MAX_FILES + 2)
    readme = "".join(f"- [F{n}](f{n}.md)\n" for n in numbers)
    folder = written(tmp_path, {"README.md": readme} | {f"f{n}.md": f"- e{n}\n" for n in numbers})
    found = await fetched(LocalSource(folder, READER))
    assert found.whereabouts is not None
    assert len(found.whereabouts.files) == MAX_FILES + 1
    assert [each.message for each in found.reading.problems] == [
        f"f{MAX_FILES}.md and what is linked after it was not read: a list may have {MAX_FILES} files."
    ]


async def test_a_readme_that_is_only_a_path_is_followed(tmp_path: Path) -> None:
    folder = written(tmp_path, {"README.md": "docs/list.md", "docs/list.md": "- a\n"})
    found = await fetched(LocalSource(folder, READER))
    assert titles(found.reading) == ["a"]
    assert found.whereabouts is not None
    assert found.whereabouts.path == "docs/list.md"


async def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    """A list may come from anybody: a symbolic link in it must not publish another file of this machine."""
    written(tmp_path, {"secret.md": "- secret\n"})
    folder = written(tmp_path / "list", {"README.md": INDEX, "sub/rowing.md": "- r1\n"})
    (folder / "sailing.md").symlink_to(tmp_path / "secret.md")
    assert titles((await fetched(LocalSource(folder, READER))).reading) == ["r1"]
    (folder / "README.md").unlink()
    (folder / "README.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(SourceMissing, match=r"README\.md leads out of"):
        await LocalSource(folder, READER).fetch(None)


@pytest.mark.parametrize(
    ("files", "name", "words"),
    [
        ({}, "none.md", "There is no file at"),
        ({"x.md": ""}, "x.md/y.md", "There is no file at"),
        ({"x.txt": "x"}, "", "There is no README in"),
        ({"x.md": "\n"}, "x.md", "gave an empty file instead of a list"),
        ({"x.md": "<!doctype html><p>"}, "x.md", "gave an HTML page instead of a list"),
        ({"x.md": "# Moved\n\nelsewhere\n"}, "x.md", "has no entries that the bot can read"),
        ({"x.md": "x"}, "x\0.md", "cannot be read"),
    ],
)
async def test_what_is_no_list_is_refused_in_words(
    tmp_path: Path, files: dict[str, str], name: str, words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        await LocalSource(written(tmp_path, files) / name, READER).fetch(None)


async def test_a_huge_file_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(NotAList, match="larger than 20 MB"):
        await LocalSource(tmp_path / "huge.md", READER).fetch(None)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
async def test_a_file_that_may_not_be_read_says_why(tmp_path: Path) -> None:
    path = written(tmp_path, {"l.md": "- a\n"}) / "l.md"
    path.chmod(0)
    with pytest.raises(SourceError, match="Permission denied"):
        await LocalSource(path, READER).fetch(None)


async def test_a_clone_is_read_as_committed_with_its_history_and_homepage(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "clone")
    commit = repository.commit(README_md="- a\n")
    repository.git("remote", "add", "origin", "git@github.com:o/r.git")
    repository.write("README.md", "- not committed\n")
    source = LocalSource(repository.folder, READER)
    found = await fetched(source)
    assert titles(found.reading) == ["a"]
    assert found.revision_id == commit
    assert found.whereabouts is not None
    assert found.whereabouts.homepage == "https://github.com/o/r"
    assert [each.text async for each in source.history()] == ["- a\n"]
    assert isinstance(await source.fetch(known(found)), Unchanged)


async def test_a_folder_that_is_no_clone_has_no_history(tmp_path: Path) -> None:
    assert [each async for each in LocalSource(tmp_path, READER).history()] == []


async def test_a_bare_clone_a_branch_a_path_and_parts_are_read(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "clone")
    for name, text in {"docs/LIST.md": INDEX, "docs/sailing.md": "- s1\n", "docs/sub/rowing.md": "- r1\n"}.items():
        repository.write(name, text)
    repository.commit()
    repository.git("branch", "published")
    repository.commit(docs__LIST_md="- later\n")
    repository.git("clone", "--quiet", "--bare", str(repository.folder), str(tmp_path / "bare.git"))
    place = CloneList(tmp_path / "bare.git", "published", "docs/LIST.md")
    found = await fetched(CloneSource(place, READER))
    assert titles(found.reading) == ["s1", "r1"]
    assert isinstance(await CloneSource(place, READER).fetch(known(found)), Unchanged)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (CloneList(Path("clone"), "none"), "has no commit, tag or branch none"),
        (CloneList(Path("clone"), None, "none.md"), r"has no file none\.md"),
        (CloneList(Path("clone")), "There is no README in"),
        (CloneList(Path("none")), "There is no folder"),
    ],
)
async def test_what_is_not_in_the_clone_is_named(tmp_path: Path, place: CloneList, words: str) -> None:
    Repository(tmp_path / "clone").commit(x_txt="x")
    with pytest.raises(SourceMissing, match=words):
        await CloneSource(CloneList(tmp_path / place.folder, place.branch, place.path), READER).fetch(None)


async def test_a_readme_that_is_a_symbolic_link_in_git_is_followed(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "clone")
    repository.write("docs/list.md", "- a\n")
    (repository.folder / "README.md").symlink_to("docs/list.md")
    repository.commit()
    assert titles((await fetched(LocalSource(repository.folder, READER))).reading) == ["a"]
