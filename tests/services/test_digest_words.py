"""A digest in words: what there is in the title, the list where there are several, many in one line."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.catalog import CatalogEntry
from bot.domain.outbox import NumberedNews
from bot.domain.subscriptions import NewsKind, Style, Subscription
from bot.replies.machine import as_json
from bot.replies.model import DigestPost
from bot.services.digest_words import Occasion, post_digest
from tests.domain.digesting.made import (
    THEN,
    WATER,
    added,
    coded,
    digest_of,
    edited,
    moved,
    numbered,
    removed,
    stored,
    subscription,
)
from tests.replies.strategies import NOW

TITLES = {"main": "Garden Robots", "other": "Soft Robots", "third": "Bees", "fourth": "Ponds"}
EVERYTHING = frozenset(NewsKind)


def post(
    news: Sequence[NumberedNews],
    *entries: CatalogEntry,
    chosen: Subscription | None = None,
    titles: dict[str, str] | None = None,
) -> DigestPost:
    order = chosen or subscription()
    occasion = Occasion("d1", THEN, NOW, titles or TITLES, lambda ref: f"/show {ref.id}", "/digest show d1")
    return post_digest(digest_of(news, *entries, chosen=order), order, occasion)


def test_the_title_counts_what_is_new_and_the_line_below_the_rest() -> None:
    made = post(numbered(added("a"), added("b", WATER), coded("c"), coded("d")))
    assert (made.title, made.counts) == ("2 new on Garden Robots", "2 gained code")
    assert [(group.title, len(group.entries)) for group in made.groups] == [
        ("Papers / 1. Weeds", 1),
        ("Papers / 2. Water", 1),
        ("Gained code", 2),
    ]


def test_without_anything_new_the_title_counts_updates() -> None:
    made = post(numbered(coded("a"), moved("b")), chosen=subscription(kinds=EVERYTHING))
    assert (made.title, made.counts) == ("2 updates on Garden Robots", "1 gained code · 1 moved")
    assert made.sentences == ("The b of all gardens moved from *1. Weeds* to *2. Water*.",)


def test_each_list_is_named_where_there_are_several() -> None:
    news = [*numbered(added("a"), moved("m")), *numbered(added("x"), coded("y"), list_name="other", first=3)]
    made = post(news, chosen=subscription(kinds=EVERYTHING, lists=("other", "main")))
    assert made.title == "2 new on Soft Robots, Garden Robots"
    assert [group.title for group in made.groups] == [
        "Soft Robots: Papers / 1. Weeds",
        "Soft Robots: Gained code",
        "Garden Robots: Papers / 1. Weeds",
    ]
    assert made.sentences[0].startswith("Garden Robots: ")


def test_nothing_new_is_one_line_that_names_the_lists_a_few_of_them() -> None:
    made = post([])
    assert (made.title, made.quiet, made.groups) == (
        "Nothing new on Garden Robots, Soft Robots, Bees and 1 more",
        True,
        (),
    )
    assert post([], chosen=subscription(lists=("other",))).title == "Nothing new on Soft Robots"


def test_many_that_have_gone_are_one_line() -> None:
    gone = post(numbered(*(removed(id_) for id_ in "abcdefg")), chosen=subscription(kinds=EVERYTHING))
    (sentence,) = gone.sentences
    assert sentence.startswith("7 entries are no longer on the list: The a of all gardens, ")
    assert sentence.endswith(" and 2 more")


def test_what_is_cut_is_counted_and_leads_on() -> None:
    made = post(numbered(*(added(f"n{number}") for number in range(15))))
    assert made.title == "15 new on Garden Robots"
    assert made.more is not None
    assert (made.more.label, made.more.command) == ("and 5 more", "/digest show d1")


def test_a_work_shows_its_facts_and_what_its_heading_does_not_say() -> None:
    entry = stored("a", title="POET: A Title", section=WATER, links=["https://example.org/a"])
    published = edited("a", ("venue", "arXiv", "ICML"), ("link:code", "", "https://github.com/x/y"))
    made = post(numbered(published), entry, chosen=subscription(style=Style.COMPACT, zone="Asia/Tokyo"))
    ((shown,),) = (group.entries for group in made.groups)
    assert (shown.line.title, shown.line.command, shown.line.section) == ("POET: A Title", "/show a", WATER)
    assert shown.remark == "The a of all gardens appeared at ICML (was arXiv). The a of all gardens gained code."
    assert (made.style, made.zone) == (Style.COMPACT, "Asia/Tokyo")
    only_code = post(numbered(coded("a")), entry)
    assert only_code.groups[0].entries[0].remark == ""


def test_a_work_outside_all_sections_is_simply_new() -> None:
    assert post(numbered(added("a", ()))).groups[0].title == "New"


def test_a_hostile_name_of_a_list_is_harmless() -> None:
    made = post(numbered(added("a")), titles={"main": "Evil\x1b[2J\u202e list"})
    assert made.title == "1 new on Evil[2J list"


def test_machines_get_the_same_in_fields() -> None:
    body = as_json("digest", post(numbered(added("a"), coded("c"))), 1.0)
    assert (body["digest"], body["title"], body["part"], body["more"]) == ("d1", "1 new on Garden Robots", 1, None)
    groups = body["groups"]
    assert isinstance(groups, list)
    assert [(group["title"], [each["id"] for each in group["results"]]) for group in groups] == [
        ("Papers / 1. Weeds", ["a"]),
        ("Gained code", ["c"]),
    ]
