"""What the documents say is true: commands, scripts, settings and files that they name exist."""

import re
from pathlib import Path

import pytest

from bot.commands.table import COMMANDS
from bot.commands.words import is_group, split_command
from bot.frontends.slack.manifest import COMMAND, SCOPES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")


SLACKS_OWN = {COMMAND, "/invite"}


def test_the_readme_lists_every_command_and_no_other() -> None:
    """The table of commands and the command table are the same."""
    listed = re.findall(r"^\| `/([^`|]+)`", README, re.MULTILINE)
    assert [split_command(usage, COMMANDS)[0] for usage in listed] == list(COMMANDS)


def test_every_command_line_in_the_readme_exists() -> None:
    from typer.main import get_command

    from bot.cli.app import app

    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"awesome-bot (?:--config FILE )?([a-z]+)", README)) - {"keeps"}
    assert named
    assert named <= known


def test_every_slash_command_that_a_document_names_exists() -> None:
    for document in DOCUMENTS:
        for line in re.findall(r"`(/[a-z]+)[` ]", (ROOT / document).read_text("utf-8")):
            known = line[1:] in COMMANDS or is_group(line[1:], COMMANDS) or line in SLACKS_OWN
            assert known, f"{document} names {line}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    for named in re.findall(r"`((?:bot|data|tests|scripts|benchmarks|requirements)/[\w./-]*[\w/])`", text):
        assert (ROOT / named).exists(), f"{document} names {named}"
    for linked in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (ROOT / linked).exists(), f"{document} links {linked}"


def test_architecture_stays_short() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()) <= 200


def test_the_readme_explains_every_scope_that_slack_is_asked_for() -> None:
    explained = dict(re.findall(r"^\| `([a-z_]+(?::[a-z]+)?)` \| (.+) \|$", README, re.MULTILINE))
    assert {scope: explained.get(scope) for scope in SCOPES} == dict(SCOPES)
