"""A call written as a line is read as the same call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.finding import query_text
from bot.commands.model import Call
from bot.commands.table import COMMANDS
from bot.commands.words import read_line
from bot.commands.written import write_line
from tests.commands.conftest import ME

values = st.lists(st.text("abcdefghij端侧", min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)


@given(values, values, values)
def test_a_search_with_filters_asks_the_same_query(words: str, author: str, venue: str) -> None:
    call = Call("search", ME, {"words": words, "author": author, "venue": venue, "kind": "paper", "page": "3"})
    line = write_line(COMMANDS["search"], call)
    read = read_line(line, ME, COMMANDS)
    assert "page" not in line
    assert query_text(read).replace('"', "") == query_text(call).replace('"', "")


@pytest.mark.parametrize(
    ("name", "arguments", "line"),
    [
        ("show", {"entry": "poet"}, "/show poet"),
        ("save", {"entry": "poet", "note": "for  Thursday"}, "/save poet note: for Thursday"),
        ("export", {"what": "llm on npu", "format": "ris"}, "/export llm on npu ris"),
        ("recent", {"since": "2 weeks", "kind": "code"}, "/recent 2 weeks code"),
        ("forget", {"confirm": "yes"}, "/forget yes"),
        ("browse", {}, "/browse"),
        ("search", {"words": "npu", "section": 'a "b" c'}, '/search npu section:"a b c"'),
    ],
)
def test_lines_are_as_people_type_them(name: str, arguments: dict[str, str], line: str) -> None:
    assert write_line(COMMANDS[name], Call(name, ME, arguments)) == line


@given(values)
def test_entries_and_notes_come_back(words: str) -> None:
    call = Call("save", ME, {"entry": words, "note": words})
    assert read_line(write_line(COMMANDS["save"], call), ME, COMMANDS) == call
