"""Feeds hold the rules of their formats, keep their ids, and carry nothing that acts."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry, EntryRef, FollowedList
from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.domain.outbox import NumberedNews
from bot.domain.settling import News
from bot.domain.subscriptions import NewsKind
from bot.services.feed_formats import FeedFormat, write_feed
from bot.services.feeds import LENGTH, Feed, make_feed

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
PAPERS = FollowedList("papers", "Awesome Papers", "github:a/papers", "https://github.com/a/papers", changed_at=NOON)
_ATOM = "{http://www.w3.org/2005/Atom}"
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


def entry(id_: str, title: str = "", *, on: date | None = None, url: str = "") -> CatalogEntry:
    links = (Link(LinkKind.PAPER, url or f"https://example.org/{id_}"),)
    work = Entry(title or id_.upper(), EntryKind.PAPER, (Placement(("Papers", "Audio")),), authors="Han et al.",
                 venue="ICML", year=2022, links=links)  # fmt: skip
    return CatalogEntry(EntryRef("papers", id_), work, first_seen=NOON, added_on=on)


def news(number: int, change: Change, at: datetime = NOON) -> NumberedNews:
    return NumberedNews(number, News("papers", at + timedelta(minutes=number), change), (number,))


def added(id_: str) -> Change:
    return Change(ChangeKind.ADDED, id_, id_.upper(), after=(("Papers", "Audio"),))


CODE = Change(ChangeKind.EDITED, "poet", "POET", fields=(FieldChange("link:code", "", "https://github.com/a/b"),))


def a_feed() -> Feed:
    entries = [entry("poet"), entry("old", on=date(2024, 2, 29)), entry("fresh")]
    return make_feed(PAPERS, entries, [news(1, added("fresh")), news(2, CODE)])


def assert_is_atom(text: str) -> ET.Element:
    """Hold a text against the musts of RFC 4287 (4.1.1, 4.1.2, 4.2.6, 3.3)."""
    root = ET.fromstring(text)
    assert root.tag == f"{_ATOM}feed"
    for element in [root, *root.findall(f"{_ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{_ATOM}{name}")) == 1, name
        assert _ABSOLUTE.fullmatch(element.findtext(f"{_ATOM}id") or "")
        assert _RFC3339.fullmatch(element.findtext(f"{_ATOM}updated") or "")
    assert root.find(f"{_ATOM}author") is not None
    for each in root.findall(f"{_ATOM}entry"):
        assert len(each.findall(f"{_ATOM}link[@rel='alternate']")) == 1
    ids = [each.findtext(f"{_ATOM}id") for each in root.findall(f"{_ATOM}entry")]
    assert len(ids) == len(set(ids))
    return root


def assert_is_json_feed(text: str) -> dict[str, object]:
    """Hold a text against the musts of JSON Feed 1.1."""
    feed = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert isinstance(item["content_html"], str)
        assert _RFC3339.fullmatch(item["date_published"])
        assert all(author.get("name") for author in item.get("authors", []))
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return dict(feed)


def test_news_stands_above_what_was_there_before_by_the_day_it_came() -> None:
    items = a_feed().items
    assert [item.title for item in items] == ["Now with code: POET", "FRESH", "POET", "OLD"]
    assert items[-1].at == datetime(2024, 2, 29, tzinfo=UTC)


def test_an_item_keeps_its_id_when_its_entry_becomes_news_or_changes() -> None:
    before = make_feed(PAPERS, [entry("poet", on=date(2026, 1, 1))], [])
    after = make_feed(PAPERS, [entry("poet", "POET: corrected")], [news(7, added("poet"))])
    assert before.items[0].id == after.items[0].id


def test_only_what_is_asked_for_is_told() -> None:
    removed = Change(ChangeKind.REMOVED, "gone", "Gone", before=(("Papers",),))
    usual = make_feed(PAPERS, [], [news(1, removed)])
    everything = make_feed(PAPERS, [], [news(1, removed)], kinds=frozenset(NewsKind))
    assert (usual.items, [item.title for item in everything.items]) == ((), ["No longer on the list: Gone"])


def test_a_filter_holds_for_news_and_for_what_was_there() -> None:
    feed = make_feed(PAPERS, [entry("a"), entry("b"), entry("c")], [news(1, added("a")), news(2, added("b"))],
                     query="b", wanted=lambda each: each.id == "b")  # fmt: skip
    assert [item.title for item in feed.items] == ["B"]
    assert feed.id != a_feed().id


def test_news_of_what_has_left_meanwhile_is_not_told() -> None:
    assert make_feed(PAPERS, [], [news(1, added("gone")), news(2, CODE)]).items == ()


def test_a_feed_ends_at_its_length() -> None:
    assert len(make_feed(PAPERS, [entry(f"e{n}") for n in range(LENGTH + 9)], []).items) == LENGTH


@pytest.mark.parametrize("feed", [a_feed(), make_feed(PAPERS, [], [])], ids=["some", "none"])
def test_every_format_holds_its_rules(feed: Feed) -> None:
    assert_is_atom(write_feed(feed, FeedFormat.ATOM, "https://bot.example/papers.atom"))
    assert_is_json_feed(write_feed(feed, FeedFormat.JSON))
    channel = ET.fromstring(write_feed(feed, FeedFormat.RSS)).find("channel")
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert all(item.findtext("guid") for item in channel.findall("item"))


def test_the_same_feed_is_written_alike() -> None:
    for kind in FeedFormat:
        assert write_feed(a_feed(), kind) == write_feed(a_feed(), kind)
        assert write_feed(make_feed(PAPERS, [], []), kind) == write_feed(make_feed(PAPERS, [], []), kind)


@given(st.text(min_size=1, max_size=80), st.text(max_size=60))
def test_hostile_titles_and_links_neither_break_a_feed_nor_act(title: str, path: str) -> None:
    hostile = entry("x", f"<script>{title}", url=f"javascript:{path}")
    feed = make_feed(PAPERS, [hostile], [news(1, added("x"))])
    assert_is_atom(write_feed(feed, FeedFormat.ATOM))
    assert_is_json_feed(write_feed(feed, FeedFormat.JSON))
    ET.fromstring(write_feed(feed, FeedFormat.RSS))
    assert not feed.items[0].url.startswith("javascript")
    assert "<script" not in feed.items[0].html
