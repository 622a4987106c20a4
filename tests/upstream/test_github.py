"""Lists on GitHub: followed wherever they move, for as few requests as can be."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import NotAList, SourceBusy, SourceError, SourceMissing, SourceRefused, SourceUnreachable
from bot.ports import Fetched, Known, ListSource, Unchanged, Whereabouts
from bot.upstream.github import PROFILE_EVERY
from tests.servers.github import START, TOKEN, LoopbackGitHub
from tests.servers.loopback import Trouble, message, page, redirect, status, truncated
from tests.servers.web import LoopbackWeb
from tests.upstream.conftest import NOW, Sources
from tests.upstream.reading import titles

LIST = "# List\n- a\n"


async def fetched(source: ListSource, known: Known | None = None) -> Fetched:
    found = await source.fetch(known)
    assert isinstance(found, Fetched)
    return found


async def unchanged(source: ListSource, before: Fetched | Known) -> Known:
    known = before if isinstance(before, Known) else Known(before.digest, before.memo)
    found = await source.fetch(known)
    assert isinstance(found, Unchanged)
    return Known(known.digest, found.memo)


def where(found: Fetched | Unchanged) -> Whereabouts:
    assert found.whereabouts is not None
    return found.whereabouts


async def test_a_list_is_fetched_with_its_commit_and_page(github: LoopbackGitHub, source: Sources) -> None:
    sha = github.add("o/r").commit(ReadMe_MD=LIST)
    found = await fetched(source("github:o/r"))
    assert titles(found.reading) == ["a"]
    assert (found.revision_id, found.revised_at) == (sha, START)
    assert found.whereabouts == Whereabouts(
        "github:o/r", None, "https://github.com/o/r", "main", "ReadMe.MD", ("ReadMe.MD",)
    )


async def test_a_check_costs_one_conditional_request(github: LoopbackGitHub, source: Sources) -> None:
    github.add("o/r").commit(README_md=LIST)
    known = await unchanged(source("github:o/r"), await fetched(source("github:o/r")))
    github.requests.clear()
    await unchanged(source("github:o/r"), known)
    assert github.asked == ["/repos/o/r/readme"]
    assert "If-None-Match" in github.requests[0].headers


async def test_a_change_is_noticed_by_the_next_check(github: LoopbackGitHub, source: Sources) -> None:
    repository = github.add("o/r")
    repository.commit(README_md=LIST)
    before = await fetched(source("github:o/r"))
    repository.commit(other_txt="nothing of the list")
    known = await unchanged(source("github:o/r"), before)
    sha = repository.commit(README_md="- b\n")
    after = await fetched(source("github:o/r"), known)
    assert titles(after.reading) == ["b"]
    assert (after.revision_id, after.revised_at) == (sha, START + timedelta(hours=2))


async def test_a_renamed_repository_is_followed_and_its_name_kept(github: LoopbackGitHub, source: Sources) -> None:
    repository = github.add("old/mobile")
    repository.commit(README_md=LIST)
    place = source("github:old/mobile")
    before = await fetched(place)
    github.rename("old/mobile", "new/on-device")
    assert where(await place.fetch(None)).renamed_from == "github:old/mobile"
    github.repositories["new/on-device"].commit(README_md="- b\n")
    after = await fetched(place, Known(before.digest, before.memo))
    assert where(after).name == "github:new/on-device"
    assert where(after).homepage == "https://github.com/new/on-device"
    github.requests.clear()
    await unchanged(place, after)
    assert github.asked == ["/repos/new/on-device/readme"]


async def test_a_rename_without_a_change_is_noticed_within_a_day_of_checks(
    github: LoopbackGitHub, source: Sources
) -> None:
    github.add("o/r").commit(README_md=LIST)
    found = await fetched(source("github:o/r"))
    github.rename("o/r", "o/new")
    github.repositories["o/new"].archived = True
    known = Known(found.digest, found.memo)
    for _check in range(PROFILE_EVERY - 1):
        known = await unchanged(source("github:o/r"), known)
    last = await source("github:o/r").fetch(known)
    assert (where(last).name, where(last).archived) == ("github:o/new", True)


async def test_a_renamed_default_branch_is_followed(github: LoopbackGitHub, source: Sources) -> None:
    repository = github.add("o/r", branch="master")
    repository.commit(README_md=LIST)
    before = await fetched(source("github:o/r"))
    repository.branch = "main"
    repository.commit(README_md="- b\n")
    assert where(await fetched(source("github:o/r"), Known(before.digest, before.memo))).branch == "main"


async def test_a_renamed_branch_of_the_settings_is_followed(github: LoopbackGitHub, source: Sources) -> None:
    github.add("o/r", branch="main", old_branches=["master"]).commit(README_md=LIST)
    place = source("github:o/r@master")
    found = await fetched(place)
    assert where(found).name == "github:o/r@main"
    assert where(found).renamed_from == "github:o/r@master"
    github.requests.clear()
    await unchanged(place, found)
    assert github.asked == ["/repos/o/r/readme?ref=main"]


async def test_a_renamed_readme_is_followed(github: LoopbackGitHub, source: Sources) -> None:
    repository = github.add("o/r")
    repository.commit(readme_md=LIST)
    before = await fetched(source("github:o/r"))
    repository.commit(readme_md=None, README_md="- b\n")
    assert where(await fetched(source("github:o/r"), Known(before.digest, before.memo))).path == "README.md"


async def test_where_the_remembered_place_is_gone_the_settings_place_is_asked(
    github: LoopbackGitHub, source: Sources
) -> None:
    github.add("o/r").commit(README_md=LIST)
    github.rename("o/r", "o/new")
    before = await fetched(source("github:o/r"))
    github.repositories["o/r"] = github.repositories.pop("o/new")
    github.repositories["o/r"].name = "o/r"
    github.renamed.clear()
    found = await source("github:o/r").fetch(Known(before.digest, before.memo))
    assert where(found).name == "github:o/r"


@pytest.mark.parametrize("link", [True, False], ids=["a symbolic link", "a text"])
async def test_a_readme_that_only_points_elsewhere_is_followed_and_checked_there(
    github: LoopbackGitHub, source: Sources, link: bool
) -> None:
    repository = github.add("o/r")
    repository.commit(docs__LIST_md=LIST)
    if link:
        repository.link("README.md", "./docs/LIST.md")
    else:
        repository.commit(README_md="docs/LIST.md\n")
    before = await fetched(source("github:o/r"))
    assert where(before).path == "docs/LIST.md"
    assert where(before).homepage == "https://github.com/o/r/blob/main/docs/LIST.md"
    repository.commit(docs__LIST_md="- b\n")
    assert titles((await fetched(source("github:o/r"), Known(before.digest, before.memo))).reading) == ["b"]


async def test_a_path_and_a_folder_can_be_named(github: LoopbackGitHub, source: Sources) -> None:
    github.add("o/r").commit(lists__a_md="- a\n", lists__Readme_md="- b\n")
    assert titles((await fetched(source("github:o/r@main:lists/a.md"))).reading) == ["a"]
    assert titles((await fetched(source("github:o/r:lists"))).reading) == ["b"]


@pytest.mark.parametrize("token", [True, False])
async def test_a_readme_over_a_megabyte_is_fetched_raw(github: LoopbackGitHub, source: Sources, token: bool) -> None:
    github.add("o/r").commit(README_md="- a\n" + "x" * 1_500_000)
    assert titles((await fetched(source("github:o/r", token=token))).reading) == ["a"]


async def test_a_token_opens_private_repositories_and_is_sent_to_the_api_only(
    github: LoopbackGitHub, source: Sources
) -> None:
    github.add("o/r", private=True).commit(README_md="# L\n- [A](a.md)\n- [B](b.md)\n", a_md="- a\n", b_md="- b\n")
    with pytest.raises(SourceMissing, match="a private repository needs a token"):
        await source("github:o/r").fetch(None)
    github.requests.clear()
    found = await fetched(source("github:o/r", token=True))
    assert titles(found.reading) == ["a", "b"]
    assert {request.headers.get("Authorization") for request in github.requests} == {f"Bearer {TOKEN}"}


async def test_a_redirect_to_another_host_does_not_carry_the_token(
    github: LoopbackGitHub, web: LoopbackWeb, source: Sources
) -> None:
    github.next(redirect(f"{web.url}/readme.json"))
    with pytest.raises(SourceError):
        await source("github:o/r", token=True).fetch(None)
    assert [request.headers.get("Authorization") for request in web.requests] == [None]


INDEX = """# Boats

- [Sailing](sailing.md)
- [Rowing](https://github.com/O/R/blob/main/sub/rowing.md)
- [Rules](CONTRIBUTING.md)
"""


async def test_an_index_is_read_with_its_files_and_then_checked_by_one_request(
    github: LoopbackGitHub, source: Sources
) -> None:
    repository = github.add("o/r")
    repository.push({"README.md": INDEX, "sailing.md": "- s\n", "sub/rowing.md": "- r\n", "CONTRIBUTING.md": "- no\n"})
    place = source("github:o/r")
    found = await fetched(place)
    assert [each.sections for each in found.reading.entries if each.title in "sr"] == [(("Sailing",),), (("Rowing",),)]
    assert where(found).files == ("README.md", "sailing.md", "sub/rowing.md")
    known = await unchanged(place, found)
    github.requests.clear()
    known = await unchanged(place, known)
    assert github.asked == ["/repos/o/r/commits/HEAD"]
    sha = repository.push({"sub/rowing.md": "- r2\n"})
    after = await fetched(place, known)
    assert "r2" in titles(after.reading)
    assert after.revision_id == sha
    github.requests.clear()
    await unchanged(place, after)
    assert github.asked == ["/repos/o/r/commits/HEAD"]


async def test_the_branch_of_an_index_is_followed_too(github: LoopbackGitHub, source: Sources) -> None:
    repository = github.add("o/r", branch="feature/x")
    repository.push({"README.md": INDEX, "sailing.md": "- s\n", "sub/rowing.md": "- r\n"})
    place = source("github:o/r@feature/x")
    known = await unchanged(place, await fetched(place))
    repository.branch, repository.old_branches = "main", ["feature/x"]
    assert where(await place.fetch(known)).name == "github:o/r@main"
    github.requests.clear()
    await unchanged(place, await unchanged(place, known))
    assert github.asked[-1] == "/repos/o/r/commits/main"


async def test_the_default_branch_of_an_index_is_told_by_its_present_name(
    github: LoopbackGitHub, source: Sources
) -> None:
    repository = github.add("o/r", branch="master")
    repository.push({"README.md": INDEX, "sailing.md": "- s\n", "sub/rowing.md": "- r\n"})
    before = await fetched(source("github:o/r"))
    repository.branch = "main"
    repository.push({"sailing.md": "- s2\n"})
    assert where(await fetched(source("github:o/r"), Known(before.digest, before.memo))).branch == "main"


async def test_an_index_that_becomes_a_list_is_checked_as_one(github: LoopbackGitHub, source: Sources) -> None:
    repository = github.add("o/r")
    repository.push({"README.md": INDEX, "sailing.md": "- s\n", "sub/rowing.md": "- r\n"})
    before = await fetched(source("github:o/r"))
    repository.push({"README.md": LIST})
    after = await fetched(source("github:o/r"), Known(before.digest, before.memo))
    assert titles(after.reading) == ["a"]
    known = await unchanged(source("github:o/r"), after)
    github.requests.clear()
    await unchanged(source("github:o/r"), known)
    assert github.asked == ["/repos/o/r/readme"]


@pytest.mark.parametrize(
    ("trouble", "kind", "words"),
    [
        (message(401, "Bad credentials"), SourceRefused, "does not accept the token"),
        (message(403, "Repository access blocked"), SourceRefused, "Repository access blocked"),
        (message(451, "Unavailable"), SourceRefused, "for legal reasons"),
        (message(409, "Git Repository is empty."), SourceMissing, "has no README"),
        (message(422, "No commit found"), SourceMissing, "has no README"),
        (status(418, text="<html>"), SourceError, r"HTTP 418"),
        (page(b"<!doctype html>Sign in", "text/html"), NotAList, "a proxy or a login page"),
        (page(b"{", "application/json"), NotAList, "a proxy or a login page"),
        (page(b"[1]", "application/json"), NotAList, "a proxy or a login page"),
        (page(b"\xff", "application/json"), NotAList, "a proxy or a login page"),
        (page(b"x" * 3_000_000), NotAList, "more than 1 MB"),
    ],
)
async def test_every_answer_that_is_no_list_has_its_sentence(
    github: LoopbackGitHub, source: Sources, trouble: Trouble, kind: type[SourceError], words: str
) -> None:
    github.add("o/r").commit(x_txt="x")
    github.next(trouble)
    with pytest.raises(kind, match=words) as caught:
        await source("github:o/r", token=True).fetch(None)
    assert "github:o/r" in str(caught.value)
    assert "hush" not in f"{caught.value!r}{caught.value.fields}{caught.value.__cause__!r}"


@pytest.mark.parametrize("trouble", [status(500), status(502, text="<html>"), truncated])
async def test_passing_trouble_is_tried_again_before_it_is_told(
    github: LoopbackGitHub, source: Sources, trouble: Trouble
) -> None:
    github.add("o/r").commit(README_md=LIST)
    github.next(trouble)
    await fetched(source("github:o/r"))
    github.next(*[trouble] * 4)
    with pytest.raises(SourceUnreachable):
        await source("github:o/r").fetch(None)


async def test_the_used_up_quota_is_respected_without_another_request(github: LoopbackGitHub, source: Sources) -> None:
    github.add("o/r").commit(README_md=LIST)
    github.remaining, github.reset = 0, NOW + timedelta(minutes=17)
    for _again in range(2):
        with pytest.raises(SourceBusy, match=r"must wait until 12:17 UTC\. With a GitHub token") as caught:
            await source("github:o/r").fetch(None)
        assert caught.value.retry_at == github.reset
    assert len(github.requests) == 1
    await fetched(source("github:o/r", token=True))


async def test_a_quota_with_something_left_stops_nothing(github: LoopbackGitHub, source: Sources) -> None:
    github.add("o/r").commit(README_md=LIST)
    github.remaining, github.reset = 60, NOW + timedelta(minutes=17)
    await unchanged(source("github:o/r"), await fetched(source("github:o/r")))


async def test_the_last_request_of_the_quota_is_still_used(github: LoopbackGitHub, source: Sources) -> None:
    """Details that the list does not depend on are done without, rather than the list."""
    github.add("o/r").commit(README_md=LIST)
    github.remaining, github.reset = 1, NOW + timedelta(minutes=17)
    found = await fetched(source("github:o/r"))
    assert found.revision_id is None
    assert len(github.requests) == 1


@pytest.mark.parametrize(
    ("trouble", "wait"),
    [
        (message(403, "You have exceeded a secondary rate limit"), timedelta(minutes=1)),
        (message(403, "Slow down", {"Retry-After": "30"}), timedelta(seconds=30)),
        (message(429, "Too many", {"Retry-After": "45"}), timedelta(seconds=45)),
        (status(429), timedelta(minutes=1)),
    ],
)
async def test_the_secondary_limits_say_when_to_come_back(
    github: LoopbackGitHub, source: Sources, trouble: Trouble, wait: timedelta
) -> None:
    github.next(trouble)
    with pytest.raises(SourceBusy) as caught:
        await source("github:o/r").fetch(None)
    assert caught.value.retry_at == NOW + wait


async def test_content_that_is_shorter_than_its_size_was_cut(github: LoopbackGitHub, source: Sources) -> None:
    told = {"type": "file", "name": "README.md", "path": "README.md", "encoding": "base64", "content": "LSBh"}
    for size, broken in ((99, told), (3, told | {"content": "LSB"})):
        github.next(page(json.dumps(broken | {"size": size}).encode(), "application/json"))
        with pytest.raises(SourceUnreachable, match="was cut short"):
            await source("github:o/r").fetch(None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("github:o/none", "has nothing at github:o/none"),
        ("github:o/empty", "is an empty repository"),
        ("github:o/bare", "has no README"),
        ("github:o/bare:none.md", "Check branch and path"),
        ("github:o/bare@none", "Check branch and path"),
        ("github:o/bare:sub", "Check branch and path"),
        ("github:o/circle", "Name the list's file"),
    ],
)
async def test_what_is_missing_is_named(github: LoopbackGitHub, source: Sources, text: str, words: str) -> None:
    github.add("o/empty")
    github.add("o/bare").commit(sub__x_txt="x")
    github.add("o/circle").commit(README_md="readme2.md", readme2_md="README.md")
    with pytest.raises(SourceMissing, match=words):
        await source(text).fetch(None)


@pytest.mark.parametrize("text", ["", "<!doctype html>", "version https://git-lfs.github.com/spec/v1\n"])
async def test_a_readme_that_is_no_list_is_refused(github: LoopbackGitHub, source: Sources, text: str) -> None:
    github.add("o/r").commit(README_md=text)
    with pytest.raises(NotAList, match="github:o/r gave"):
        await source("github:o/r").fetch(None)


async def test_history_comes_oldest_first_and_through_renames(github: LoopbackGitHub, source: Sources) -> None:
    repository = github.add("o/r")
    repository.commit("Ada", readme_md="- a\n")
    base = repository.commit("Bob", readme_md=None, README_md="- a\n")
    repository.commit(other_txt="x")
    last = repository.commit("Cyd", README_md="- a\n- c\n")
    place = source("github:o/r", token=True)
    found = [each async for each in place.history()]  # type: ignore[attr-defined]
    assert [(each.author, each.path, each.text, each.origin) for each in found] == [
        ("Ada", "readme.md", "- a\n", True),
        ("Bob", "README.md", "- a\n", False),
        ("Cyd", "README.md", "- a\n- c\n", False),
    ]
    assert (found[2].commit, found[2].at) == (last, START + timedelta(hours=3))
    later = [each async for each in place.history(since=base)]  # type: ignore[attr-defined]
    assert [(each.author, each.origin) for each in later] == [("Bob", False), ("Cyd", False)]


async def test_without_a_token_there_is_no_history_and_no_request(github: LoopbackGitHub, source: Sources) -> None:
    github.add("o/r").commit(README_md=LIST)
    assert [each async for each in source("github:o/r").history()] == []  # type: ignore[attr-defined]
    assert not github.requests


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(json_values)
async def test_no_json_whatsoever_is_taken_for_a_list(github: LoopbackGitHub, source: Sources, value: object) -> None:
    github.troubles.clear()
    github.next(page(json.dumps(value).encode(), "application/json"))
    with pytest.raises(SourceError):
        await source("github:o/r").fetch(None)
