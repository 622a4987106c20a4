"""Completion offers what could really stand there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.complete import LIMIT, LineCompleter, complete_line
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS


def offered(desk: Desk, line: str) -> list[str]:
    """The lines that would result from picking each completion."""
    return [line[: each.start] + each.text for each in complete_line(desk, line)]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("/se", "/search"),
        ("/saerch", "/search"),
        ("/show po", "/show poet"),
        ("/show mobil", "/show mobilebert"),
        ("/search npu ven", "/search npu venue:"),
        ("/search venue:mobis", "/search venue:MobiSys"),
        ("/search -venue:mobis", "/search -venue:MobiSys"),
        ("/search kind:pa", "/search kind:paper"),
        ("/search has:c", "/search has:code"),
        ("/search year:202", "/search year:2022"),
        ("/export saved bib", "/export saved bibtex"),
        ("/help sea", "/help search"),
        ("/recent la", "/recent last month"),
        ("/forget y", "/forget yes"),
    ],
)
async def test_what_is_begun_is_completed(desk: Desk, typed: str, line: str) -> None:
    assert line in offered(desk, typed)


async def test_a_section_with_spaces_is_quoted_inside_a_query(desk: Desk) -> None:
    assert any(
        line.startswith('/search section:"') and line.endswith('"') for line in offered(desk, "/search section:infer")
    )


async def test_a_completed_section_opens(desk: Desk) -> None:
    (line, *_more) = offered(desk, "/browse learning on mobile cl")
    assert line == "/browse Papers / 1. Learning on Devices / 1.3 Learning on Mobile Cluster"


async def test_plain_words_are_completed_to_titles(desk: Desk) -> None:
    assert any("MobileBERT" in line for line in offered(desk, "mobileb"))


async def test_nothing_typed_and_unknown_commands_offer_nothing(desk: Desk) -> None:
    assert offered(desk, "") == []
    assert offered(desk, "/nosuch x") == []
    assert offered(desk, "/stats x") == []


async def test_what_is_right_of_the_cursor_is_left_alone(desk: Desk) -> None:
    assert [c.text for c in LineCompleter(desk).complete("/sho poet", 4)] == ["show"]


@given(line=st.text(max_size=60) | st.text(max_size=40).map(lambda tail: "/search " + tail))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
async def test_no_line_breaks_completion(desk: Desk, line: str) -> None:
    completions = complete_line(desk, line)
    assert len(completions) <= max(LIMIT, len({name.split()[0] for name in COMMANDS}))
    assert all(0 <= each.start <= len(line) for each in completions)
