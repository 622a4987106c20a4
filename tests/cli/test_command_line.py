"""The command line as scripts and people use it: real processes, exit codes, the JSON contract."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.process import LIST, bot


def test_sync_then_ask_line_by_line_keeps_the_contract(config: Path) -> None:
    synced = bot("--config", config, "sync")
    assert (synced.returncode, synced.stdout) == (0, "edge: loaded 2 entries.\n")
    typed = "/search memory\n\n/search chocolate cake\n/nosuch\n/show\n/show sage\n/search melon\n"
    done = bot("--config", config, "ask", "--format", "json", "-", typed=typed)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [a["command"] for a in answers] == ["search", "search", "", "show", "show", "search"]
    assert {"id", "title", "score", "reasons"} <= answers[0]["results"][0].keys()
    assert answers[0]["elapsed_ms"] >= 0
    assert answers[1]["results"] == []
    assert answers[2]["error"]["code"] == "unknown_command"
    assert answers[3]["error"]["code"] == "usage"
    assert answers[5]["results"][0]["id"] == "melon"


def test_an_edited_file_is_read_again_before_the_answer(config: Path) -> None:
    bot("--config", config, "sync")
    path = config.parent / "list.md"
    path.write_text(
        LIST + "- [Poet on tiny devices](https://example.org/poet.pdf) by Patil et al., ICML 2022\n", "utf-8"
    )
    done = bot("--config", config, "ask", "/search poet")
    assert "Poet on tiny devices" in done.stdout
    assert "edge: 3 entries, 1 change.\n  New in *Papers*: Poet on tiny devices" in done.stderr


def test_run_on_a_pipe_prints_plain_text(config: Path) -> None:
    done = bot("--config", config, "run", typed="# a comment\n/show sage\n\nmelon\n")
    assert done.returncode == 0
    assert "In Gim et al." in done.stdout
    assert "Melon" in done.stdout
    assert "\x1b" not in done.stdout


def test_an_answer_that_could_not_be_given_is_exit_code_1(config: Path) -> None:
    done = bot("--config", config, "ask", "/nosuch")
    assert done.returncode == 1
    assert "There is no command /nosuch" in done.stdout


def test_wrong_settings_are_told_all_at_once_and_exit_code_2(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("data_dri: x\nlog: {level: loud}\n", "utf-8")
    done = bot("--config", path, "sync")
    assert done.returncode == 2
    assert "Did you mean data_dir?" in done.stderr
    assert "log.level" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_list_that_cannot_be_read_is_exit_code_3(config: Path) -> None:
    (config.parent / "list.md").unlink()
    done = bot("--config", config, "sync")
    assert done.returncode == 3
    assert "There is no file at" in done.stderr


def test_a_database_that_is_none_is_exit_code_4_and_not_touched(config: Path) -> None:
    (config.parent / "state").mkdir()
    database = config.parent / "state" / "awesome-bot.db"
    database.write_bytes(b"this is my diary" * 100)
    done = bot("--config", config, "run", typed="/stats\n")
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert database.read_bytes() == b"this is my diary" * 100


def test_parse_prints_the_contract(config: Path) -> None:
    reading = json.loads(bot("parse", config.parent / "list.md", "--format", "json").stdout)
    assert reading["title"] == "Awesome Edge"
    assert reading["problems"] == []
    sage = reading["entries"][0]
    assert (sage["name"], sage["venue"], sage["year"], sage["line"]) == ("Sage", "MobiSys", 2022, 5)
    assert sage["sections"] == [["Papers"]]


def test_parse_as_yaml_is_a_source_again(config: Path) -> None:
    path = config.parent / "list.yaml"
    path.write_text(bot("parse", config.parent / "list.md", "--format", "yaml").stdout, "utf-8")
    again = json.loads(bot("parse", path, "--format", "json").stdout)
    assert [entry["title"] for entry in again["entries"]] == [
        "Sage: Memory-efficient DNN Training on Mobile Devices",
        "Melon: breaking the memory wall",
    ]


def test_parse_as_a_table_counts_entries_and_problems(config: Path) -> None:
    done = bot("parse", config.parent / "list.md")
    assert "2 entries, 0 problems" in done.stdout


def test_parse_of_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    done = bot("parse", tmp_path / "none.md")
    assert (done.returncode, done.stdout) == (3, "")
    assert len(done.stderr.splitlines()) == 1


def test_check_changes_nothing(config: Path) -> None:
    done = bot("--config", config, "check")
    assert done.returncode == 0
    assert "list.md, 2 entries, 0 problems" in done.stdout
    assert not (config.parent / "state").exists()


def test_the_database_can_be_checked_and_copied_while_it_is_there(config: Path) -> None:
    bot("--config", config, "sync")
    assert bot("--config", config, "db", "check").returncode == 0
    copy = config.parent / "copy.db"
    assert bot("--config", config, "db", "backup", copy).returncode == 0
    assert copy.stat().st_size > 0
    assert bot("--config", config, "db", "backup", copy).returncode != 0


def test_the_version_is_told() -> None:
    assert bot("--version").stdout.startswith("awesome-bot ")


def test_check_asks_nobody_on_the_network_unless_told_to(config: Path) -> None:
    """A container's health must not depend on GitHub's."""
    config.write_text(json.dumps({"data_dir": "state", "lists": [
        {"name": "far", "source": "https://list.invalid/list.md", "seed": "list.md"},
    ]}), "utf-8")  # fmt: skip
    done = bot("--config", config, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "far: https://list.invalid/list.md, asked only with --online; seed" in done.stdout
    assert "2 entries, 0 problems" in done.stdout


def test_a_list_on_the_web_answers_from_its_seed_without_a_network_library(config: Path) -> None:
    """`ask` never touches the network, and does not pay for being able to."""
    config.write_text(json.dumps({"data_dir": "state", "lists": [
        {"name": "far", "source": "github:nobody/nothing", "seed": "list.md"},
    ]}), "utf-8")  # fmt: skip
    done = bot("--config", config, "ask", "/show sage", PYTHONPROFILEIMPORTTIME="1")
    assert "In Gim et al." in done.stdout
    assert "bot.upstream.opening" in done.stderr
    assert not re.search(r"\b(aiohttp|gidgethub)\b", done.stderr)
    again = bot("--config", config, "ask", "/show sage")
    assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.parametrize("option", ["--dry-run", "--accept"])
def test_sync_of_a_list_that_is_not_followed_names_those_that_are(config: Path, option: str) -> None:
    done = bot("--config", config, "sync", "--list", "other", option)
    assert done.returncode == 2
    assert done.stderr == "No list is called other. The lists are: edge.\n"


def test_sync_can_be_rehearsed(config: Path) -> None:
    assert bot("--config", config, "sync", "--dry-run").stdout == "edge: would load 2 entries.\n"
    bot("--config", config, "sync")
    (config.parent / "list.md").write_text(LIST + "- [Poet on tiny devices](https://example.org/p.pdf)\n", "utf-8")
    for _again in range(2):
        done = bot("--config", config, "sync", "--dry-run")
        assert done.stdout.splitlines()[0] == "edge: 3 entries, 1 change would be recorded."
    assert bot("--config", config, "sync").stdout.splitlines()[0] == "edge: 3 entries, 1 change."
    assert bot("--config", config, "sync").stdout == "edge: nothing has changed.\n"
