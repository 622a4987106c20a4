"""`diff` as maintainers use it: two files, a file and the store, a clone's history."""

import json
from pathlib import Path

import pytest

from bot.cli.compare import Comparison, run_comparison
from bot.cli.state import State
from bot.errors import UsageError
from tests.cli.process import LIST, bot
from tests.upstream.repository import Repository

POET = "* Poet on tiny devices. by Patil et al., ICML 2022 [[paper](https://example.org/poet.pdf)]\n"


def test_diff_tells_what_happened_and_nothing_else(config: Path) -> None:
    old, new = config.parent / "list.md", config.parent / "new.md"
    new.write_text(LIST.replace("- [", "* [").replace("## Papers", "## 1. Papers") + POET, "utf-8")
    told = json.loads(bot("diff", old, new, "--format", "json").stdout)
    assert [each["title"] for each in told["added"]] == ["Poet on tiny devices"]
    assert (told["removed"], told["moved"], told["edited"], told["unchanged"]) == ([], [], [], 2)
    assert "Poet on tiny devices" in bot("diff", old, new).stdout


def test_one_file_is_compared_with_what_is_stored(config: Path) -> None:
    bot("--config", config, "sync")
    new = config.parent / "new.md"
    new.write_text(LIST + POET, "utf-8")
    done = bot("--config", config, "diff", new)
    assert done.stdout == "1 new; 2 unchanged.\n- New in *Papers*: Poet on tiny devices\n"
    told = json.loads(bot("--config", config, "diff", new, "--list", "edge", "--format", "json").stdout)
    assert [each["title"] for each in told["added"]] == ["Poet on tiny devices"]


def test_a_list_that_was_never_synced_is_no_empty_list(config: Path) -> None:
    done = bot("--config", config, "diff", config.parent / "list.md")
    assert (done.returncode, done.stdout) == (3, "")
    assert "Run awesome-bot sync first." in done.stderr


def test_the_history_of_a_clone_is_told_by_revision(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "clone")
    repository.commit("Ada", README_md=LIST)
    start = repository.git("rev-parse", "HEAD")
    repository.commit("Ben", README_md=LIST.replace("- [", "* ["))
    repository.commit("Cleo\x1b[31m", README_md=LIST + POET)
    news = repository.git("rev-parse", "HEAD")[:10]
    done = bot("diff", "--git", repository.folder)
    assert done.stdout == (
        f"2026-01-01 {start[:10]} Ada\nThe list begins with 2 entries.\n\n"
        f"2026-01-01 {news} Cleo[31m\n1 new; 2 unchanged.\n- New in *Papers*: Poet on tiny devices\n"
    )
    assert done.stderr == ""
    (told,) = json.loads(bot("diff", "--git", repository.folder, "--since", start, "--format", "json").stdout)[
        "revisions"
    ]
    assert told["commit"].startswith(news)
    assert (told["at"], told["path"], told["entries"]) == ("2026-01-01T02:00:00+00:00", "README.md", 3)
    assert [each["title"] for each in told["changes"]["added"]] == ["Poet on tiny devices"]


def test_a_history_without_news_says_so(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "clone")
    repository.commit(docs__list_md=LIST, README_md="- something else\n")
    done = bot("diff", "--git", repository.folder, "--since", "HEAD", "--path", "docs/list.md")
    assert (done.returncode, done.stdout) == (0, "Nothing changed.\n")


A, B = Path("a.md"), Path("b.md")


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Comparison(), "--git and a clone"),
        (Comparison(since="v1"), "go with --git"),
        (Comparison(old=A, path="b"), "go with --git"),
        (Comparison(old=A, git=B), "not with files"),
        (Comparison(git=B, name="edge"), "or --list"),
        (Comparison(old=A, new=B, name="edge"), "goes with one file"),
    ],
)
def test_options_that_do_not_go_together_are_named(wanted: Comparison, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        run_comparison(wanted, State(None))


def test_what_is_no_clone_is_named(tmp_path: Path) -> None:
    done = bot("diff", "--git", tmp_path)
    assert done.returncode == 3
    assert "is not a git repository" in done.stderr
