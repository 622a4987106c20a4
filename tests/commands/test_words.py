"""A typed line becomes a call, or a sentence that helps."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.model import Call, Person
from bot.commands.table import COMMANDS
from bot.commands.words import MAX_LINE, UnknownCommand, read_line
from bot.errors import UsageError

ME = Person("test:me")


def read(line: str) -> Call:
    return read_line(line, ME, COMMANDS)


@pytest.mark.parametrize(
    ("line", "command", "arguments"),
    [
        ("/search llm on npu", "search", {"words": "llm on npu"}),
        ("memory efficient training", "search", {"words": "memory efficient training"}),
        (
            '/search "federated learning" -keyboard has:code',
            "search",
            {"words": '"federated learning" -keyboard has:code'},
        ),
        ("/search npu page:2", "search", {"words": "npu", "page": "2"}),
        ("/SEARCH npu", "search", {"words": "npu"}),
        ("/ search npu", "search", {"words": "npu"}),
        ("/browse", "browse", {}),
        ("/browse Papers / 1. Learning on Devices", "browse", {"section": "Papers / 1. Learning on Devices"}),
        ('/show "On-Device Training Under 256KB Memory"', "show", {"entry": "On-Device Training Under 256KB Memory"}),
        ("/save poet note: for Thursday: read it", "save", {"entry": "poet", "note": "for Thursday: read it"}),
        ('/save poet note:"two words"', "save", {"entry": "poet", "note": "two words"}),
        ("/export saved bibtex", "export", {"what": "saved", "format": "bibtex"}),
        ("/export llm on npu RIS", "export", {"what": "llm on npu", "format": "ris"}),
        ("/export format:csv section:inference", "export", {"what": "section:inference", "format": "csv"}),
        ("/export saved", "export", {"what": "saved"}),
        ("/help /search", "help", {"command": "/search"}),
        ("help", "help", {}),
        ("/", "help", {}),
        ("/forget yes", "forget", {"confirm": "yes"}),
    ],
)
def test_lines_are_read_as_people_mean_them(line: str, command: str, arguments: dict[str, str]) -> None:
    call = read(line)
    assert (call.command, dict(call.arguments)) == (command, arguments)


def test_an_unknown_command_names_the_nearest() -> None:
    with pytest.raises(UnknownCommand, match="Did you mean /search") as caught:
        read("/seach npu")
    assert caught.value.nearest == "search"


def test_an_unknown_command_like_no_other_points_to_help() -> None:
    with pytest.raises(UnknownCommand, match="/help") as caught:
        read("/zzzzzz")
    assert caught.value.nearest is None


def test_a_missing_parameter_is_named_with_an_example() -> None:
    with pytest.raises(UsageError, match=r"/similar needs entry .*: /similar poet"):
        read("/similar")


@pytest.mark.parametrize(
    ("given_page", "page"), [("2", 2), ("0", 1), ("-3", 1), ("banana", 1), ("9" * 50, 1), ("²", 1)]
)
def test_a_page_that_is_none_is_the_first(given_page: str, page: int) -> None:
    assert Call("search", ME, {"page": given_page}).page == page


@given(st.text(max_size=200) | st.text(max_size=80).map(lambda tail: "/search " + tail))
def test_no_line_breaks_the_reader(line: str) -> None:
    with suppress(UsageError):
        assert read(line).command in COMMANDS


def test_a_line_without_end_is_cut() -> None:
    assert len(read("x" * 1_000_000).text("words")) == MAX_LINE


def test_every_example_in_the_table_is_read_as_its_own_command() -> None:
    for command in COMMANDS.values():
        assert command.examples
        for example in command.examples:
            assert read(example).command == command.name


def test_hours_are_written_as_people_write_them() -> None:
    call = read_line("/digest edit k7wd quiet:10pm to 7am max:5", ME, COMMANDS)
    assert (call.text("quiet"), call.text("max"), call.text("id")) == ("10pm to 7am", "5", "k7wd")
    assert read_line("/digest subscribe quiet:none to", ME, COMMANDS).text("quiet") == "none to"
