"""Operators read fields; nobody reads secrets."""

import io
import json
import logging

import pytest

from bot.logs import configure_logs, hide_secrets


@pytest.fixture(autouse=True)
def _restore_root_logger() -> object:
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


@pytest.mark.parametrize("name", ["token", "bot_token", "client_secret", "Authorization", "api_key", "PASSWORD"])
def test_fields_named_like_secrets_are_hidden(name: str) -> None:
    assert hide_secrets(None, "info", {name: "hush"}) == {name: "[hidden]"}


def test_credentials_inside_urls_are_hidden() -> None:
    stream = io.StringIO()
    configure_logs("info", "text", stream)
    logging.getLogger("bot.test").info("store.opened", extra={"url": "postgresql://bot:hush@db/awesome"})
    assert "hush" not in stream.getvalue()
    assert "db/awesome" in stream.getvalue()
