"""What services say comes out as plain lines, whatever they say."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.venues import VenueTable
from bot.upstream.metadata_memory import Memory
from bot.upstream.metadata_page import facts as page_facts
from bot.upstream.metadata_text import names, one_line, web_address, year_in
from bot.upstream.metadata_venue import short_venue
from bot.upstream.metadata_xml import atom_entries
from tests.upstream.conftest import NOW

VENUES = VenueTable({"CVPR": []})


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("$\\mu$Layer: Low Latency", "μLayer: Low Latency"),
        ("Schr\\\"odinger's 90% & $k$-means #1", "Schrödinger's 90% & k-means #1"),
        ("A 90\\% cut with $\\alpha$", "A 90% cut with α"),
        ("From $5 to $6 a month", "From $5 to $6 a month"),
        ("<i>In</i> vivo <jats:sub>2</jats:sub>", "In vivo 2"),
        ("a &amp;lt; b &amp; c", "a < b & c"),
        ("List<T> and a<b>c", "List<T> and ac"),
        ("two\n  lines\t", "two lines"),
        ("\\undefined{x} stays readable", "x stays readable"),
        ("{Bra}ces", "{Bra}ces"),
    ],
)
def test_titles_lose_their_markup_and_nothing_else(raw: str, plain: str) -> None:
    assert one_line(raw) == plain


@given(st.text() | st.text(alphabet="\\{}$%&#^_~[]()<>/\"'abπ \n"))
@settings(max_examples=150)
def test_any_text_becomes_one_short_line(text: str) -> None:
    line = one_line(text, 50)
    assert len(line) <= 50
    assert line == line.strip()
    assert "\n" not in line


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Ada  Lovelace", "Ada Lovelace"),
        ("King, Martin Luther, Jr.", "King, Martin Luther, Jr."),
        ("Acme, Inc.", "Acme, Inc."),
        ("The Team,", "The Team,"),
    ],
)
def test_names_come_in_the_order_in_which_they_are_said(raw: str, name: str) -> None:
    assert names([raw]) == (name,)


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
        ("2023 20th Conference on Things (SECON)", "SECON"),
        ("Proceedings of Things (CHIL '22)", "CHIL"),
        ("Nature (London, England)", "Nature (London, England)"),
        ("Journal of Things", "Journal of Things"),
    ],
)
def test_a_long_venue_gives_its_short_name(long: str, short: str) -> None:
    assert short_venue(long, VENUES) == short


@pytest.mark.parametrize("url", ["https://a@b.example/", "data:text/html,x", "//x.example", "https://"])
def test_an_address_that_may_not_be_followed_is_none(url: str) -> None:
    assert web_address(url) is None


def test_years_are_those_of_people() -> None:
    assert [year_in(text) for text in ("2022/06/27", "27 June 1998", "12022", "2522", "")] == [
        2022,
        1998,
        None,
        None,
        None,
    ]


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_are_a_feed_or_refused_as_a_value(data: bytes) -> None:
    try:
        atom_entries(data)
    except ValueError:
        return


@given(st.binary(max_size=100), st.sampled_from(["", "utf-8", "no-such-charset", "rot13", "utf-16"]))
@settings(max_examples=100)
def test_any_bytes_are_a_page_of_some_kind(data: bytes, charset: str) -> None:
    found = page_facts(
        b"<title>x</title><meta name=citation_author content='" + data, charset, "https://x.example", VENUES
    )
    assert found is None or found.title


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<title>", "<meta name='og:title' ", "&#", "<![CDATA[", "</", "<x y='", "<script>"]
)
def test_a_page_made_to_cost_time_costs_little(piece: str) -> None:
    started = time.process_time()
    page_facts((piece * 2**20)[: 2**20].encode(), None, "https://x.example", VENUES)
    assert time.process_time() - started < 2


def test_memory_is_bounded_and_forgets_what_was_not_wanted() -> None:
    from datetime import timedelta

    memory: Memory[str, int] = Memory(lambda: NOW, 2)
    for number, key in enumerate("ab"):
        memory.put(key, number, timedelta(minutes=1))
    assert memory.get("a") == 0
    memory.put("c", 2, timedelta(minutes=1))
    assert (len(memory), memory.get("a"), memory.get("b"), memory.get("c")) == (2, 0, None, 2)
