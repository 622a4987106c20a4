"""Suggestions become one pull request in the list's own repository, whatever stands there already."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.domain.proposals import Fate, PullText, SubmitOrder, branch_of
from bot.errors import NotAList, SourceBusy, SourceError, SourceMissing, SourceRefused
from bot.upstream.credentials import NoCredentials, TokenCredentials
from bot.upstream.hosts import GitHubHosts
from bot.upstream.locator import GitHubList
from tests.servers.github import START, TOKEN
from tests.servers.loopback import Trouble, message, status
from tests.upstream.conftest import Opening
from tests.upstream.proposals import BRANCH, FORK, NAME, TEXT, Bench, change, describe, open_bench, order, proposed


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench() as opened:
        yield opened


async def test_a_suggestion_becomes_a_pull_request_from_a_fork(bench: Bench) -> None:
    done = await bench.submit("s1")
    assert (done.fates, done.number, done.url) == (proposed("s1"), 1, f"https://github.com/{NAME}/pull/1")
    assert (bench.pull.place, bench.pull.branch, bench.pull.title) == (FORK, BRANCH, "Add 1 works")
    assert bench.server.messages(bench.pull) == ["Add Work s1\n\nSuggested by Ada.\n\nSuggestion: s1"]
    assert bench.server.text(FORK, BRANCH) == TEXT.replace("- Old", "- Work s1\n- Old")
    head = bench.server.branch(FORK, BRANCH)
    assert head
    assert (done.head, head.author) == (head.sha, "41+listbot@users.noreply.github.com")
    assert head.at == change("s1").at


async def test_a_token_that_may_push_needs_no_fork(bench: Bench) -> None:
    bench.server.writers[NAME] = {"listbot"}
    await bench.submit("s1")
    assert bench.server.forked == {}
    assert (bench.pull.place, bench.proposed()) == (NAME, ["s1"])


async def test_further_suggestions_join_the_open_pull_request(bench: Bench) -> None:
    await bench.submit("s1")
    done = await bench.submit("s1", "s2")
    assert (done.number, done.fates) == (1, proposed("s1", "s2"))
    assert (bench.proposed(), bench.pull.title) == (["s1", "s2"], "Add 2 works")
    assert "- Work s1\n- Work s2" in bench.pull.body


async def test_the_same_order_again_changes_nothing(bench: Bench) -> None:
    first = await bench.submit("s1", "s2")
    bench.server.wrote.clear()
    bench.pull.title = "A title that the maintainer likes better"
    assert await bench.submit("s1", "s2") == first
    assert [each for each in bench.server.wrote if "refs" in each or "pulls" in each or "forks" in each] == []
    assert bench.pull.title == "A title that the maintainer likes better"


async def test_suggestions_of_their_own_have_pull_requests_of_their_own(bench: Bench) -> None:
    for each in ("s1", "s2"):
        await bench.proposer().submit(order(each, branch=branch_of("papers", each)))
    assert [bench.proposed(pull) for pull in bench.server.pulls] == [["s1"], ["s2"]]


async def test_the_branch_is_rebuilt_when_the_list_moves_on(bench: Bench) -> None:
    """A change in the very same lines upstream would be a conflict for a branch that stays where it was."""
    await bench.submit("s1", "s2")
    moved = bench.server.repositories[NAME].push({"README.md": TEXT.replace("- Old work", "- New work\n- Old work")})
    done = await bench.submit("s1", "s2")
    assert (done.base, bench.proposed()) == (moved, ["s1", "s2"])
    expected = TEXT.replace("- Old work", "- Work s2\n- Work s1\n- New work\n- Old work")
    assert bench.server.text(FORK, BRANCH) == expected


async def test_what_the_list_has_by_now_is_proposed_no_more(bench: Bench) -> None:
    await bench.submit("s1", "s2")
    bench.server.repositories[NAME].push({"README.md": TEXT.replace("- Old work", "- Work s1\n- Old work")})
    done = await bench.submit("s1", "s2")
    assert done.fates == {"s1": Fate.PRESENT, "s2": Fate.PROPOSED}
    assert bench.proposed() == ["s2"]


async def test_a_pull_request_of_which_nothing_is_left_is_closed(bench: Bench) -> None:
    await bench.submit("s1")
    bench.server.repositories[NAME].push({"README.md": TEXT.replace("- Old work", "- Work s1\n- Old work")})
    done = await bench.submit("s1")
    assert (done.fates, done.number) == ({"s1": Fate.PRESENT}, None)
    assert bench.pull.state == "closed"


async def test_a_suggestion_taken_back_and_given_again_is_not_taken_for_declined(bench: Bench) -> None:
    await bench.submit("s1")
    assert (await bench.submit()).number is None
    assert bench.pull.state == "closed"
    done = await bench.submit("s1")
    assert (done.fates, done.number) == (proposed("s1"), 2)


async def test_a_suggestion_without_a_place_leaves_the_pull_request_to_people(bench: Bench) -> None:
    await bench.submit("s1")
    bench.server.repositories[NAME].push({"README.md": TEXT.replace("## Papers", "## Works")})
    done = await bench.submit("s1")
    assert (done.fates, done.number, bench.pull.state) == ({"s1": Fate.UNPLACED}, 1, "open")


async def test_a_closed_pull_request_is_not_opened_again_and_nothing_of_it_is_sent_twice(bench: Bench) -> None:
    await bench.submit("s1")
    bench.server.close(1)
    done = await bench.submit("s1")
    assert (done.fates, done.settled_by, done.number) == ({"s1": Fate.DECLINED}, {"s1": 1}, None)
    later = await bench.submit("s1", "s2")
    assert (later.fates, later.number) == ({"s1": Fate.DECLINED, "s2": Fate.PROPOSED}, 2)
    assert bench.proposed(bench.server.pulls[1]) == ["s2"]
    assert bench.server.pulls[0].state == "closed"


async def test_what_was_merged_is_done_even_where_the_maintainer_reworded_it(bench: Bench) -> None:
    await bench.submit("s1")
    bench.server.merge(1, "Work s1", "The work called s1")
    done = await bench.submit("s1", "s2")
    assert (done.fates, done.number) == ({"s1": Fate.MERGED, "s2": Fate.PROPOSED}, 2)
    assert done.settled_by == {"s1": 1}
    assert bench.proposed(bench.server.pulls[1]) == ["s2"]


async def test_a_maintainers_work_in_the_pull_request_is_kept(bench: Bench) -> None:
    await bench.submit("s1")
    better = bench.server.text(FORK, BRANCH).replace("Work s1", "Work S1 (2024)")
    bench.server.push_to(FORK, BRANCH, "Word it better", README_md=better)
    done = await bench.submit("s1", "s2")
    assert (done.fates, done.shared, done.number) == (proposed("s1", "s2"), True, 1)
    assert bench.server.text(FORK, BRANCH) == better.replace("- Work S1", "- Work s2\n- Work S1")
    assert bench.proposed() == ["s1", "Word it better", "s2"]
    assert (await bench.submit("s1", "s2")).head == done.head
    assert (await bench.submit()).number == 1, "what others have worked in is not closed"


async def test_the_button_that_updates_a_branch_is_nobodys_work(bench: Bench) -> None:
    await bench.submit("s1")
    bench.server.push_to(FORK, BRANCH, "Merge branch 'main'", ("f" * 40,), README_md=bench.server.text(FORK, BRANCH))
    done = await bench.submit("s1")
    assert (done.shared, bench.proposed()) == (False, ["s1"])


async def test_a_branch_left_over_from_before_is_used_again(bench: Bench) -> None:
    await bench.submit("s0")
    bench.server.merge(1)
    await bench.submit("s0", "s1")
    assert bench.proposed(bench.server.pulls[1]) == ["s1"]


async def test_a_fork_under_another_name_is_found(bench: Bench) -> None:
    home = bench.server.repositories[NAME]
    bench.server.repositories["listbot/copy"] = replace(home, name="listbot/copy")
    bench.server.forked["listbot/copy"] = NAME
    await bench.submit("s1")
    assert bench.pull.place == "listbot/copy"


async def test_a_namesake_that_is_no_fork_is_left_alone(bench: Bench) -> None:
    bench.server.add(FORK).push({"README.md": "my own list"})
    await bench.submit("s1")
    assert bench.pull.place == f"{FORK}-1"
    assert bench.server.text(FORK, "main") == "my own list"


async def test_a_fork_takes_its_time(bench: Bench) -> None:
    bench.server.slow_forks = 3
    await bench.submit("s1")
    assert bench.slept == [1.0, 2.0, 4.0]
    assert bench.proposed() == ["s1"]


async def test_a_fork_that_takes_too_long_is_waited_for_till_later(bench: Bench) -> None:
    bench.server.slow_forks = 7
    with pytest.raises(SourceBusy, match="still making listbot/list") as caught:
        await bench.submit("s1")
    assert caught.value.retry_at == bench.now + timedelta(minutes=1)
    await bench.submit("s1")
    assert (len(bench.server.forked), bench.proposed()) == (1, ["s1"])


async def test_a_renamed_repository_is_followed(bench: Bench) -> None:
    await bench.submit("s1")
    bench.server.rename(NAME, "owner/new-list")
    bench.server.forked[FORK] = "owner/new-list"
    bench.pull.base = "owner/new-list"
    done = await bench.submit("s1", "s2")
    assert (done.number, bench.proposed()) == (1, ["s1", "s2"])


async def test_an_archived_list_takes_nothing(bench: Bench) -> None:
    bench.server.repositories[NAME].archived = True
    with pytest.raises(SourceRefused, match="is archived"):
        await bench.submit("s1")
    assert bench.server.wrote == []
    assert (await bench.proposer().read()).archived


NO_RIGHT = message(403, "Resource not accessible by personal access token")


@pytest.mark.parametrize("path", ["/forks", "/git/blobs", "/git/trees", "/git/commits", "/git/refs", "/pulls"])
async def test_a_token_without_the_right_is_told_what_it_needs(bench: Bench, path: str) -> None:
    for trouble in (NO_RIGHT, status(404)):
        bench.server.fail("POST", f"{path}$", trouble)
        with pytest.raises(SourceRefused, match="needs the right to write contents and pull requests") as caught:
            await bench.submit("s1")
        assert TOKEN not in repr(caught.value) + repr(caught.value.fields)
    await bench.submit("s1")
    assert bench.proposed() == ["s1"]


@pytest.mark.parametrize(
    ("trouble", "retry_at"),
    [
        (message(403, "You have exceeded a secondary rate limit"), timedelta(minutes=1)),
        (message(403, "slow down", {"Retry-After": "30"}), timedelta(seconds=30)),
        (status(429), timedelta(minutes=1)),
    ],
)
@pytest.mark.parametrize("path", ["/forks", "/git/trees", "/git/refs", "/pulls"])
async def test_a_rate_limit_says_when_to_come_back(
    bench: Bench, trouble: Trouble, retry_at: timedelta, path: str
) -> None:
    bench.server.fail("POST", f"{path}$", trouble)
    with pytest.raises(SourceBusy) as caught:
        await bench.submit("s1")
    assert caught.value.retry_at == bench.now + retry_at
    await bench.submit("s1")
    assert bench.proposed() == ["s1"]


async def test_a_used_up_quota_says_when_to_come_back(bench: Bench) -> None:
    reset = {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(START.timestamp()))}
    bench.server.fail("POST", "/git/blobs", message(403, "API rate limit exceeded", reset))
    with pytest.raises(SourceBusy) as caught:
        await bench.submit("s1")
    assert caught.value.retry_at == START


async def test_a_protected_branch_is_named_in_githubs_words(bench: Bench) -> None:
    await bench.submit("s1")
    bench.server.fail("PATCH", "/git/refs", message(422, "Cannot force-push to this \x1b[31mbranch"))
    with pytest.raises(
        SourceRefused, match=r"did not take the changes for github:owner/list: Cannot force-push"
    ) as caught:
        await bench.submit("s1", "s2")
    assert str(caught.value).isprintable()


async def test_a_bad_token_is_named_and_never_shown(bench: Bench) -> None:
    proposer = bench.proposer(token="ghp_wrong")
    with pytest.raises(SourceRefused) as caught:
        await proposer.submit(order("s1"))
    assert "ghp_wrong" not in f"{caught.value!r} {caught.value.fields} {proposer!r}"


async def test_without_a_token_the_list_is_read_and_nothing_is_sent(bench: Bench) -> None:
    nobody = bench.proposer(credentials=NoCredentials())
    assert (await nobody.read()).text == TEXT
    with pytest.raises(SourceRefused, match="has no GitHub token"):
        await nobody.submit(order("s1"))
    assert bench.server.wrote == []


async def test_two_submissions_at_once_make_one_pull_request(bench: Bench) -> None:
    """Two processes: each has its own proposer, and neither knows of the other."""
    many = [bench.proposer() for _each in range(4)]
    ended = await asyncio.gather(*(each.submit(order("s1", "s2")) for each in many), return_exceptions=True)
    assert all(not isinstance(each, BaseException) or isinstance(each, SourceError) for each in ended)
    assert (await bench.submit("s1", "s2")).number == 1
    assert bench.proposed() == ["s1", "s2"]


async def test_a_pull_request_that_somebody_opened_meanwhile_is_taken(bench: Bench) -> None:
    await bench.submit("s1")
    listed = bench.server.pulls

    async def not_yet(_request: web.Request) -> web.StreamResponse:
        return web.json_response([])

    bench.server.fail("GET", "/pulls$", not_yet)
    done = await bench.submit("s1", "s2")
    assert (done.number, len(listed), bench.proposed()) == (1, 1, ["s1", "s2"])
    assert bench.pull.title == "Add 2 works"


async def test_a_file_keeps_its_line_ends_byte_order_mark_and_mode(bench: Bench) -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    bench.server.repositories[NAME].push({"docs/list.md": text})
    bench.server.objects.modes["docs/list.md"] = "100755"

    def edit(before: str) -> str:
        assert not before.startswith("\ufeff")
        return before.replace("- Old work\r\n", "- Work s1\r\n- Old work\r\n")

    wanted = SubmitOrder(BRANCH, (replace(change("s1"), path="docs/list.md", edit=edit),), describe)
    await bench.proposer().submit(wanted)
    made = bench.server.branch(FORK, BRANCH)
    assert made
    assert made.files["docs/list.md"] == text.replace("- Old work", "- Work s1\r\n- Old work").encode()
    assert bench.server.objects.modes["docs/list.md"] == "100755"


async def test_one_pull_request_may_span_several_files(bench: Bench) -> None:
    bench.server.repositories[NAME].push({"docs/more.md": TEXT})
    changes = (change("s1"), change("s2", "docs/more.md"), change("s3", "docs/none.md"))
    done = await bench.proposer().submit(SubmitOrder(BRANCH, changes, describe))
    assert done.fates == {"s1": Fate.PROPOSED, "s2": Fate.PROPOSED, "s3": Fate.UNPLACED}
    assert "Work s1" in bench.server.text(FORK, BRANCH)
    assert "Work s2" in bench.server.text(FORK, BRANCH, "docs/more.md")


async def test_the_present_text_is_read_with_where_it_stands(bench: Bench) -> None:
    sha = bench.server.repositories[NAME].push({"docs/more.md": "# More\n"})
    main, more = await bench.proposer().read(), await bench.proposer().read("docs/more.md")
    assert (main.repository, main.branch, main.commit, main.path, main.text) == (NAME, "main", sha, "README.md", TEXT)
    assert (more.path, more.text) == ("docs/more.md", "# More\n")


async def test_a_symbolic_link_is_followed_to_the_file_that_is_edited(bench: Bench) -> None:
    bench.server.repositories[NAME].push({"docs/list.md": TEXT})
    bench.server.repositories[NAME].link("README.md", "docs/list.md")
    assert (await bench.proposer().read("README.md")).path == "docs/list.md"
    await bench.submit("s1")
    assert "Work s1" in bench.server.text(FORK, BRANCH, "docs/list.md")
    assert bench.server.text(FORK, BRANCH, "README.md") == "docs/list.md"


async def test_a_file_that_cannot_be_edited_is_named(bench: Bench) -> None:
    bench.server.repositories[NAME].push({"latin.md": "Schön".encode("latin-1")})
    with pytest.raises(NotAList, match="not in UTF-8"):
        await bench.proposer().read("latin.md")
    with pytest.raises(SourceMissing, match=r"has no file none\.md"):
        await bench.proposer().read("none.md")


def test_only_our_own_branches_are_ever_written() -> None:
    with pytest.raises(ValueError, match="main"):
        SubmitOrder("main", (), describe)


async def test_a_list_that_wants_to_be_asked_first_is_asked_once(bench: Bench) -> None:
    await bench.submit("s1")
    words = PullText("May we add a work?", "- Work s1")
    first = await bench.proposer().announce(("s1",), words)
    assert (first.number, first.open) == (901, True)
    bench.server.issues[0]["state"] = "closed"
    again = await bench.proposer().announce(("s1",), words)
    assert (again.number, again.open) == (901, False)
    assert (await bench.proposer().announce(("s2",), words)).number == 902


async def test_it_is_opened_like_a_source_with_the_session_of_all(bench: Bench, upstream: Opening) -> None:
    async with upstream(hosts=GitHubHosts(api=bench.server.url)) as opened:
        proposer = opened.proposer_for(GitHubList("owner", "list"), TokenCredentials(SecretStr(TOKEN)))
        assert (await proposer.read()).text == TEXT
        assert (await proposer.submit(order("s1"))).number == 1
        assert (await proposer.state(1)).changes == ("s1",)


async def test_a_commit_has_the_moment_of_its_suggestion_wherever_the_clock_stands(bench: Bench) -> None:
    east = timezone(timedelta(hours=8))
    far = replace(change("s1"), at=change("s1").at.astimezone(east))
    await bench.proposer().submit(SubmitOrder(BRANCH, (far,), describe))
    first = bench.server.branch(FORK, BRANCH)
    await bench.submit("s1")
    assert first
    assert (first.at, bench.server.branch(FORK, BRANCH)) == (far.at, first)
