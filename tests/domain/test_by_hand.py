"""What people send themselves: patches that git applies, and links that GitHub takes."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.by_hand import LONGEST_URL, FileChange, edit_url, new_issue_url, patch_of

AT = datetime(2026, 1, 29, 12, tzinfo=UTC)
ADA = "Ada Lovelace <ada@x.example>"
PAGE = "https://github.com/owner/list"


def git(folder: Path, *arguments: str, text: str | None = None) -> str:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = bare | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    who = ("-c", "user.name=T", "-c", "user.email=t@x.example")
    command = ["git", *who, *arguments]
    given_text = text.encode() if text is not None else None
    done = subprocess.run(command, cwd=folder, env=environment, input=given_text, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def repository(folder: Path, *changes: FileChange) -> Path:
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    for change in changes:
        place = folder / change.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(change.before.encode())
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "x")
    return folder


LIST = "# List\n\n" + "".join(f"- Work {number}\n" for number in range(20))


@pytest.mark.parametrize(
    "change",
    [
        FileChange("README.md", LIST, LIST.replace("- Work 9\n", "- Work 9\n- New\n")),
        FileChange("README.md", LIST, LIST.replace("- Work 1\n", "- New\n").replace("- Work 18\n", "")),
        FileChange("README.md", LIST.replace("\n", "\r\n"), LIST.replace("- Work 9\n", "- 9\n").replace("\n", "\r\n")),
        FileChange("README.md", "a", "a\nb"),
        FileChange("README.md", "a\n", "a\nb"),
        FileChange("README.md", "a\nb", "a\n"),
        FileChange("README.md", "\ufeffa\n", "\ufeffa\nb\n"),
        FileChange("docs/my list.md", LIST, LIST + "- New\n"),
        FileChange('docs/"Café" \\ x.md', LIST, LIST + "- New\n"),
        FileChange("README.md", "a\x0b\u2028b\x85c\rd\n", "a\x0b\u2028b\x85c\rd\nnew\x0c\n"),
    ],
)
def test_git_takes_a_patch_and_makes_the_text_that_was_meant(tmp_path: Path, change: FileChange) -> None:
    folder = repository(tmp_path / "list", change)
    patch = patch_of([change], "Add Café", "Suggested by Ada.", ADA, AT)
    git(folder, "apply", "--check", "-", text=patch)
    git(folder, "am", "--quiet", "--keep-cr", text=patch)
    assert (folder / change.path).read_bytes() == change.after.encode()
    assert git(folder, "log", "-1", "--format=%an <%ae>|%at|%B").strip() == (
        f"{ADA}|{AT.timestamp():.0f}|Add Café\n\nSuggested by Ada."
    )


HOSTILE = """--- a/evil
+++ b/evil
@@ -0,0 +1 @@
+evil
diff --git a/evil b/evil
new file mode 100644
---
Index: evil
\u2028diff --git a/evil b/evil\r
GIT binary patch"""


def test_nothing_in_a_message_becomes_part_of_the_change(tmp_path: Path) -> None:
    change = FileChange("README.md", "a\n", "a\nb\n")
    folder = repository(tmp_path / "list", change)
    patch = patch_of([change], f"Add\n{HOSTILE}", HOSTILE, "Eve\n\n<e@x.example>", AT)
    git(folder, "apply", "-", text=patch)
    assert git(folder, "status", "--short").split() == ["M", "README.md"]
    git(folder, "checkout", "--quiet", ".")
    git(folder, "am", "--quiet", text=patch)
    assert git(folder, "show", "--stat", "--format=").split()[0] == "README.md"
    assert not (folder / "evil").exists()


LINES = st.lists(
    st.sampled_from(["a\n", "b\n", "- c\n", "--- x\n", "@@ -1 +1 @@\n", "\\ no\n", "\n", "é\r\n"]), max_size=12
)


@given(before=LINES, after=LINES, end=st.sampled_from(["", "no end"]))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_change_can_be_applied(tmp_path: Path, before: list[str], after: list[str], end: str) -> None:
    change = FileChange("x.md", "start\n" + "".join(before), "start\n" + "".join(after) + end)
    patch = patch_of([change], "x", "", ADA, AT)
    if change.before == change.after:
        assert "diff --git" not in patch
        return
    (tmp_path / "x.md").write_bytes(change.before.encode())
    git(tmp_path, "apply", "--whitespace=nowarn", "-", text=patch)
    assert (tmp_path / "x.md").read_bytes() == change.after.encode()


def test_several_files_make_one_patch(tmp_path: Path) -> None:
    changes = [FileChange(f"{name}.md", "a\n", f"a\n{name}\n") for name in "xy"]
    folder = repository(tmp_path / "list", *changes)
    git(folder, "apply", "-", text=patch_of(changes, "x", "", ADA, AT))
    assert (folder / "y.md").read_text() == "a\ny\n"


def test_a_long_list_is_compared_in_a_moment() -> None:
    import time

    text = "".join(f"- [Work {number}](https://x.example/{number})\n\n" for number in range(20_000))
    started = time.process_time()
    patch_of([FileChange("x.md", text, text.replace("- [Work 9999]", "- New\n- [Work 9999]"))], "x", "", ADA, AT)
    assert time.process_time() - started < 3


@given(st.text(max_size=50), st.text(max_size=200))
@settings(max_examples=50)
def test_an_issue_is_filled_in_with_what_was_said(title: str, body: str) -> None:
    url = new_issue_url(PAGE, f"Add {title}", body)
    asked = parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)
    assert asked["body"] == [body.encode("utf-8", "replace").decode()]
    assert url.isascii()
    assert urlsplit(url).path == "/owner/list/issues/new"


@pytest.mark.parametrize("letter", ["a", "é", "\U0001f600", "&", " "])
def test_a_link_is_never_longer_than_github_takes(letter: str) -> None:
    url = new_issue_url(PAGE, letter * 300, letter * 20_000)
    assert len(url) <= LONGEST_URL
    assert parse_qs(urlsplit(url).query)["body"][0].startswith(letter * 10)


def test_an_editor_is_opened_for_the_right_file() -> None:
    assert edit_url(PAGE, "feature/x", "docs/my list#1.md") == f"{PAGE}/edit/feature/x/docs/my%20list%231.md"
