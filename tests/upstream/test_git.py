"""The history of a list in a real git repository."""

import os
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import SourceError, SourceMissing, SourceUnreachable
from bot.ports import RevisionText
from bot.upstream.git import history
from bot.upstream.git_process import Git
from tests.upstream.repository import START, Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "list")


async def everything(revisions: AsyncIterator[RevisionText]) -> list[RevisionText]:
    return [revision async for revision in revisions]


async def test_revisions_come_oldest_first_with_their_author_and_time(repository: Repository) -> None:
    first = repository.commit("Ada", README_md="- a\n")
    repository.commit("Bob", other_txt="nothing of the list")
    third = repository.commit("Zoë\x01 Ω", README_md="- a\n- b\n")
    assert await everything(history(repository.folder)) == [
        RevisionText(first, START, "Ada", "README.md", "- a\n", origin=True),
        RevisionText(third, START + timedelta(hours=2), "Zoë\x01 Ω", "README.md", "- a\n- b\n"),
    ]


async def test_a_merged_branch_is_one_revision(repository: Repository) -> None:
    repository.commit(README_md="- a\n")
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit(README_md="- a\n- b\n")
    repository.commit(README_md="- a\n- b\n- c\n")
    repository.git("checkout", "--quiet", "main")
    repository.commit(other_txt="meanwhile")
    repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "side")
    found = await everything(history(repository.folder))
    assert [each.text for each in found] == ["- a\n", "- a\n- b\n- c\n"]
    assert found[1].commit == repository.git("rev-parse", "HEAD")


async def test_the_readme_is_followed_through_renames_whatever_its_case(repository: Repository) -> None:
    """A rename with a rewrite, which git does not see as one, is followed too."""
    repository.commit(readme_md="- a\n")
    repository.git("mv", "readme.md", "ReadMe.MD")
    repository.commit()
    repository.commit(ReadMe_MD=None, README_md="- completely\n- different\n- text\n")
    found = await everything(history(repository.folder))
    assert [each.path for each in found] == ["readme.md", "ReadMe.MD", "README.md"]
    assert [each.origin for each in found] == [True, False, False]


async def test_any_file_is_followed_where_only_its_case_changes(repository: Repository) -> None:
    repository.commit(list_md="- a\n")
    repository.commit(list_md=None, LIST_md="- completely\n- different\n- text\n")
    assert [each.path for each in await everything(history(repository.folder, "LIST.md"))] == ["list.md", "LIST.md"]


async def test_since_starts_with_the_baseline_that_stood_there(repository: Repository) -> None:
    repository.commit(readme_md="- a\n")
    repository.git("tag", "v1")
    base = repository.commit(other_txt="x")
    repository.git("mv", "readme.md", "README.md")
    repository.commit(README_md="- a\n- b\n")
    for since in ("v1", base):
        found = await everything(history(repository.folder, since=since))
        assert [(each.path, each.text, each.origin) for each in found] == [
            ("readme.md", "- a\n", False),
            ("README.md", "- a\n- b\n", False),
        ]


async def test_since_the_last_commit_gives_the_present_text_only(repository: Repository) -> None:
    repository.commit(README_md="- a\n")
    assert [each.text for each in await everything(history(repository.folder, since="HEAD"))] == ["- a\n"]


async def test_a_file_that_came_after_since_has_no_baseline(repository: Repository) -> None:
    base = repository.commit(other_txt="x")
    repository.commit(README_md="- a\n")
    found = await everything(history(repository.folder, since=base))
    assert [(each.text, each.origin) for each in found] == [("- a\n", True)]


async def test_a_removed_file_is_skipped_and_its_return_is_told(repository: Repository) -> None:
    repository.commit(README_md="- a\n")
    repository.commit(README_md=None)
    repository.commit(README_md="- b\n")
    assert [each.text for each in await everything(history(repository.folder))] == ["- a\n", "- b\n"]


async def test_any_file_and_any_branch_can_be_asked_for(repository: Repository) -> None:
    repository.commit(lists__a_md="- a\n")
    repository.git("branch", "old")
    repository.commit(lists__a_md="- b\n")
    found = await everything(history(repository.folder, "lists/a.md", branch="old"))
    assert [each.text for each in found] == ["- a\n"]


async def test_a_shallow_clone_begins_with_a_baseline_not_an_origin(repository: Repository, tmp_path: Path) -> None:
    repository.commit(README_md="- a\n")
    repository.commit(README_md="- a\n- b\n")
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "shallow"))
    assert [each.origin for each in await everything(history(tmp_path / "shallow"))] == [False]


async def test_names_that_look_like_options_or_patterns_are_only_names(repository: Repository) -> None:
    repository.commit(README_md="- a\n")
    for since in ("--all", "--output=stolen", "-1", ":/y", "main;true"):
        with pytest.raises(SourceMissing, match="has no commit, tag or branch"):
            await everything(history(repository.folder, since=since))
    with pytest.raises(SourceMissing, match="has no file"):
        await everything(history(repository.folder, "*.md"))
    assert sorted(each.name for each in repository.folder.iterdir()) == [".git", "README.md"]


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda folder: None, "There is no folder"),
        (lambda folder: folder.mkdir(), "is not a git repository"),
        (Repository, "has no commit yet"),
        (lambda folder: Repository(folder).commit(x_txt="x"), "There is no README"),
    ],
)
async def test_what_has_no_history_says_so(tmp_path: Path, prepare: Callable[[Path], object], words: str) -> None:
    prepare(tmp_path / "list")
    with pytest.raises(SourceMissing, match=words):
        await everything(history(tmp_path / "list"))


async def test_the_caller_s_git_variables_do_not_lead_elsewhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(README_md="- a\n")
    other = Repository(tmp_path / "other")
    other.commit(README_md="- other\n")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    assert [each.text for each in await everything(history(repository.folder))] == ["- a\n"]


async def test_a_repository_s_own_settings_run_nothing(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n")
    script.chmod(0o755)
    repository.commit(README_md="- a\n", _gitattributes="* diff=x filter=x\n")
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "filter.x.smudge", "core.pager", "gpg.program"):
        repository.git("config", key, str(script))
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "log.showRoot", "false")
    assert len(await everything(history(repository.folder))) == 1
    assert not trap.exists()


async def test_without_git_the_sentence_says_what_to_install(repository: Repository) -> None:
    repository.commit(README_md="- a\n")
    with pytest.raises(SourceError, match="git is not installed"):
        await everything(history(repository.folder, git=Git(repository.folder, environment={"PATH": "/nowhere"})))


async def test_a_git_that_hangs_is_ended(repository: Repository, tmp_path: Path) -> None:
    slow = tmp_path / "bin"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec sleep 60\n")
    (slow / "git").chmod(0o755)
    git = Git(repository.folder, timeout=0.05, environment={"PATH": f"{slow}:{os.environ['PATH']}"})
    with pytest.raises(SourceUnreachable, match="took too long"):
        await everything(history(repository.folder, git=git))


async def test_a_walk_that_is_left_early_leaves_no_process(repository: Repository) -> None:
    for text in ("- a\n", "- b\n", "- c\n"):
        repository.commit(README_md=text)
    walk = history(repository.folder)
    assert (await anext(walk)).text == "- a\n"
    await walk.aclose()  # type: ignore[attr-defined]
