"""Operators read fields; nobody reads secrets."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import configure_logs, hide_secrets, log_to_file


@pytest.fixture(autouse=True)
def _restore_root_logger() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before[0], before[1]


def test_json_lines_carry_the_fields() -> None:
    stream = io.StringIO()
    configure_logs("info", "json", stream)
    logging.getLogger("bot.test").info("list.synced", extra={"entries": 31})
    record = json.loads(stream.getvalue())
    assert record["event"] == "list.synced"
    assert record["entries"] == 31
    assert record["level"] == "info"


def test_a_traceback_is_in_the_record() -> None:
    stream = io.StringIO()
    configure_logs("info", "text", stream)
    try:
        raise ValueError("the cause")
    except ValueError:
        logging.getLogger("bot.test").exception("command.failed")
    assert "the cause" in stream.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "bot_token",
        "github_token",
        "AWESOME_BOT_GITHUB_TOKEN",
        "client_secret",
        "Authorization",
        "api_key",
        "PASSWORD",
    ],
)
def test_fields_named_like_secrets_are_hidden(name: str) -> None:
    assert hide_secrets(None, "info", {name: "hush"}) == {name: "[hidden]"}


@pytest.mark.parametrize(
    "value",
    [
        "ghp_hush0123456789",
        "github_pat_11hush_456",
        "it said: Authorization: Bearer hush!",
        {"headers": {"Authorization": "hush"}},
        ["--token", "gho_hush"],
    ],
)
def test_a_token_is_hidden_wherever_it_stands(value: object) -> None:
    assert "hush" not in str(hide_secrets(None, "info", {"event": "request.sent", "detail": value}))


def test_a_token_in_a_traceback_is_hidden() -> None:
    stream = io.StringIO()
    configure_logs("info", "json", stream)
    try:
        raise ValueError("Invalid header value 'Bearer ghp_hush01234'")
    except ValueError:
        logging.getLogger("bot.test").exception("check.failed")
    assert "hush" not in stream.getvalue()
    assert "Invalid header value" in stream.getvalue()


def test_credentials_inside_urls_are_hidden() -> None:
    stream = io.StringIO()
    configure_logs("info", "text", stream)
    logging.getLogger("bot.test").info("store.opened", extra={"url": "postgresql://bot:hush@db/awesome"})
    assert "hush" not in stream.getvalue()
    assert "db/awesome" in stream.getvalue()


def test_a_session_at_a_prompt_logs_to_a_file_and_leaves_the_screen_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("info", "text")
    log_to_file(tmp_path / "state" / "bot.log", "info", "json")
    logging.getLogger("bot.test").warning("source.failed")
    for handler in logging.getLogger().handlers:
        handler.close()
    assert json.loads((tmp_path / "state" / "bot.log").read_text("utf-8"))["event"] == "source.failed"
    assert capsys.readouterr().err == ""
