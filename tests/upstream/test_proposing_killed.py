"""A submission may end anywhere: the next one finishes it, and nothing is there twice or lost."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.errors import SourceError
from tests.servers.github_writing import Cut
from tests.upstream.proposals import BRANCH, FORK, NAME, TEXT, Bench, open_bench, order, proposed

MOVED = TEXT.replace("- Old work", "- New work\n- Old work")


async def nothing_yet(_bench: Bench) -> None:
    """The first suggestion ever: fork, branch, commits and pull request are all to be made."""


async def one_there(bench: Bench) -> None:
    """The pull request stands, and the list has moved on since."""
    await bench.submit("s1")
    bench.server.repositories[NAME].push({"README.md": MOVED})


async def one_merged(bench: Bench) -> None:
    """The last pull request of this branch was merged."""
    await bench.submit("s0")
    bench.server.merge(1)


async def shared(bench: Bench) -> None:
    """A maintainer has worked in the pull request."""
    await bench.submit("s1")
    text = bench.server.text(FORK, BRANCH).replace("Hammer", "Saw")
    bench.server.push_to(FORK, BRANCH, "A better tool", README_md=text)


async def submit(bench: Bench, cut: Cut | None, *, cancelled: bool) -> bool:
    """Submit two suggestions; say whether that came to its end."""
    bench.server.cut = cut
    bench.server.calls.clear()
    task = asyncio.create_task(bench.proposer().submit(order("s1", "s2")))
    if cut and cancelled:
        cut.meanwhile = task.cancel
    try:
        await task
    except (SourceError, asyncio.CancelledError):
        return False
    return True


@pytest.mark.parametrize(("cancelled", "after"), [(False, False), (False, True), (True, False), (True, True)])
@pytest.mark.parametrize("before", [nothing_yet, one_there, one_merged, shared])
async def test_wherever_it_ends_the_next_try_completes_it(
    before: Callable[[Bench], Awaitable[None]], after: bool, cancelled: bool
) -> None:
    """Each call is cut off in turn: by its connection, or by the end of the process, before or after its effect.

    A question that is cut off is asked again by the client itself; only the process's end ends it.
    """
    async with open_bench() as bench:
        await before(bench)
        assert await submit(bench, None, cancelled=False)
        methods = list(bench.server.calls)
    assert len(methods) > 10
    for call, method in enumerate(methods):
        if method == "GET" and (after or not cancelled):
            continue
        async with open_bench() as bench:
            await before(bench)
            assert not await submit(bench, Cut(call, after), cancelled=cancelled)
            assert await submit(bench, None, cancelled=False)
            check(bench)


def check(bench: Bench) -> None:
    """One open pull request, one branch, one commit for each suggestion, and the right text."""
    server = bench.server
    (pull,) = [each for each in server.pulls if each.state == "open"]
    assert list(server.forked) == [FORK]
    assert list(server.branches) == [(FORK, BRANCH)]
    assert [each for each in bench.proposed(pull) if each != "A better tool"] == ["s1", "s2"]
    text = server.text(FORK, BRANCH)
    assert text.count("Work s1") == text.count("Work s2") == 1
    base = server.repositories[NAME].head
    assert base
    listed = base.files["README.md"]
    assert isinstance(listed, bytes)
    kept = [line for line in text.splitlines() if "Work s1" not in line and "Work s2" not in line]
    assert "\n".join(kept).replace("Saw", "Hammer") == listed.decode().rstrip("\n")
    assert pull.title == "Add 2 works"
    assert pull.body.count("awesome-bot: s1 s2 #") == 1


async def test_the_order_is_answered_alike_after_any_end() -> None:
    async with open_bench() as bench:
        await submit(bench, Cut(12, after=True), cancelled=True)
        bench.server.cut = None
        done = await bench.submit("s1", "s2")
    assert (done.number, done.fates) == (1, proposed("s1", "s2"))
