"""How a pull request stands, and what the maintainers said of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.domain.proposals import MaintainerWords, PullPhase
from bot.errors import SourceMissing
from tests.upstream.proposals import FORK, NAME, Bench, open_bench


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench() as opened:
        await opened.submit("s1", "s2")
        yield opened


async def test_an_open_one_says_what_is_in_it(bench: Bench) -> None:
    state = await bench.proposer().state(1)
    assert (state.phase, state.changes, state.mergeable, state.words) == (PullPhase.OPEN, ("s1", "s2"), None, None)
    head = bench.server.branch(FORK, "awesome-bot/papers")
    assert head
    assert state.head == head.sha


async def test_a_merged_one_names_the_commit_that_brought_it(bench: Bench) -> None:
    sha = bench.server.merge(1)
    state = await bench.proposer().state(1)
    assert (state.phase, state.merged_commit, state.changes) == (PullPhase.MERGED, sha, ("s1", "s2"))


async def test_a_closed_one_comes_with_the_maintainers_last_words(bench: Bench) -> None:
    bench.server.comment(1, "I like it", association="NONE")
    bench.server.comment(1, "Not before it is published.\n\nSorry!")
    bench.server.comment(1, "Why not?", association="CONTRIBUTOR")
    bench.server.comment(1, "Build failed", association="MEMBER", kind="Bot")
    bench.server.close(1)
    state = await bench.proposer().state(1)
    assert state.phase is PullPhase.CLOSED
    assert state.words == MaintainerWords(
        "maintainer",
        "Not before it is published. Sorry!",
        f"https://github.com/{NAME}/pull/1#issuecomment-1",
        datetime(2026, 2, 1, 0, 1, tzinfo=UTC),
    )


async def test_a_review_counts_as_words(bench: Bench) -> None:
    bench.server.close(1).reviews.append(
        {
            "body": "Out of scope",
            "html_url": f"https://github.com/{NAME}/pull/1#pullrequestreview-1",
            "user": {"login": "maintainer"},
            "author_association": "COLLABORATOR",
            "submitted_at": "2026-02-03T00:00:00Z",
        }
    )
    bench.server.comment(1, "Thanks")
    words = (await bench.proposer().state(1)).words
    assert words
    assert words.text == "Out of scope"


async def test_the_last_of_many_comments_is_found(bench: Bench) -> None:
    for number in range(205):
        bench.server.comment(1, f"Comment {number}")
    bench.server.close(1)
    words = (await bench.proposer().state(1)).words
    assert words
    assert words.text == "Comment 204"


async def test_hostile_words_are_short_and_on_one_line(bench: Bench) -> None:
    bench.server.comment(1, "\u202e\x1b]0;x\x07" + "no\n" * 5_000)
    bench.server.close(1)
    words = (await bench.proposer().state(1)).words
    assert words
    assert len(words.text) <= 1_000
    assert words.text.isprintable()


async def test_one_closed_without_a_word_has_none(bench: Bench) -> None:
    bench.server.close(1)
    state = await bench.proposer().state(1)
    assert (state.phase, state.words) == (PullPhase.CLOSED, None)
    assert state.closed_at


async def test_one_that_is_not_there_is_said_so(bench: Bench) -> None:
    with pytest.raises(SourceMissing):
        await bench.proposer().state(99)


async def test_it_is_found_after_the_list_was_renamed(bench: Bench) -> None:
    bench.server.rename(NAME, "owner/new")
    bench.pull.base = "owner/new"
    assert (await bench.proposer().state(1)).phase is PullPhase.OPEN
