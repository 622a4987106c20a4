"""A digest that is too long for one message goes into several: every work once, in order, each part within its room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.domain.entries import EntryKind, Link, LinkKind
from bot.frontends.discord.drawing import fits as discord_fits
from bot.frontends.discord.render import fits_whole, render
from bot.frontends.discord.setting import Setting
from bot.replies import model as m
from bot.replies.layout import lay_out
from bot.replies.plain import to_plain
from bot.replies.splitting import parent_line, split
from tests.replies.samples import DIGEST
from tests.replies.strategies import NOW, hostile, replies_by_type


def entry(number: int, title: str = "A Title that Says What There Is") -> m.DigestEntry:
    link = Link(LinkKind.PAPER, f"https://example.org/{number}")
    line = m.Line(EntryRef("main", f"e{number}"), f"{title} {number}", EntryKind.PAPER, f"/show e{number}",
                  authors="Ada Moss et al.", venue="GardenSys", year=2026, links=(link,))  # fmt: skip
    return m.DigestEntry(line)


def post(*groups: int, sentences: int = 0, more: bool = True) -> m.DigestPost:
    """Return a digest with groups of so many works."""
    numbers = iter(range(1_000))
    return m.DigestPost(
        "d1",
        "Many new on Garden Robots",
        NOW - timedelta(days=7),
        NOW,
        groups=tuple(
            m.DigestGroup(f"{rank}. Section", tuple(entry(next(numbers)) for _ in range(count)))
            for rank, count in enumerate(groups, 1)
        ),
        sentences=tuple(f"Section *{number}* is now *{number}a*." for number in range(sentences)),
        more=m.Choice("and 12 more", "/digest show d1") if more else None,
    )


def room(characters: int) -> Callable[[m.Reply], bool]:
    return lambda reply: len(to_plain(lay_out(reply, now=NOW))) <= characters


def refs(*parts: m.DigestPost) -> list[EntryRef]:
    return [each.line.ref for part in parts for group in part.groups for each in group.entries]


def on_discord(reply: m.Reply) -> bool:
    return fits_whole(reply, Setting(NOW))


def test_what_fits_is_one_message_as_it_is() -> None:
    assert split(DIGEST, lambda _: True) == (DIGEST,)


def test_a_group_goes_on_under_its_heading_and_only_the_last_part_leads_on() -> None:
    parts = split(post(3, 2, sentences=1), room(330))
    assert [[(group.title, len(group.entries)) for group in part.groups] for part in parts] == [
        [("1. Section", 2)],
        [("1. Section", 1), ("2. Section", 1)],
        [("2. Section", 1)],
    ]
    assert [(part.part, part.parts) for part in parts] == [(1, 3), (2, 3), (3, 3)]
    assert [bool(part.more) for part in parts] == [False, False, True]
    assert [len(part.sentences) for part in parts] == [0, 0, 1]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(1, 7), max_size=4), st.integers(0, 4), st.booleans(), st.integers(300, 1_500))
def test_every_work_and_sentence_stands_in_one_part_in_order_and_every_part_fits(
    groups: list[int], sentences: int, more: bool, characters: int
) -> None:
    whole, fits = post(*groups, sentences=sentences, more=more), room(characters)
    parts = split(whole, fits)
    assert refs(*parts) == refs(whole)
    assert tuple(text for part in parts for text in part.sentences) == whole.sentences
    assert all(map(fits, parts))
    assert parts[-1].more == whole.more


def test_a_work_that_does_not_fit_alone_is_told_in_fewer_words() -> None:
    endless = entry(0, "word " * 400)
    whole = replace(post(1), groups=(m.DigestGroup("1. Section", (endless, entry(1))),))
    parts = split(whole, room(330))
    assert refs(*parts) == refs(whole)
    assert all(map(room(330), parts))
    assert parts[0].groups[0].entries[0].line.title.endswith("…")
    assert parts[0].groups[0].entries[0].line.command == "/show e0"


def test_forty_works_in_full_go_to_discord_in_a_few_messages_that_fit() -> None:
    parts = split(post(15, 15, 10, sentences=3), on_discord)
    assert 1 < len(parts) < 6
    assert all(map(on_discord, parts))
    assert len(refs(*parts)) == 40


@settings(max_examples=40, deadline=None)
@given(replies_by_type(hostile)[m.DigestPost])
def test_a_hostile_digest_is_split_for_discord_without_losing_a_work(reply: m.Reply) -> None:
    assert isinstance(reply, m.DigestPost)
    many = replace(reply, groups=reply.groups * 4)
    parts = split(many, on_discord)
    assert refs(*parts) == refs(many)
    assert all(discord_fits(render(part, Setting(NOW)).blocks) for part in parts)


def test_a_thread_hangs_on_one_line() -> None:
    assert parent_line(DIGEST).text == "4 new on Awesome On-device AI · 4 new · 1 gained code"
    assert parent_line(replace(DIGEST, counts="")).text == "4 new on Awesome On-device AI"
