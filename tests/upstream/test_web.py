"""Lists at web addresses: conditions, limits, redirects, and everything that can come instead."""

import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import NotAList, SourceBusy, SourceError, SourceMissing, SourceRefused, SourceUnreachable
from bot.ports import Fetched, Known, ListSource, Unchanged
from bot.upstream.locator import WebList
from tests.servers.loopback import (
    Trouble,
    bomb,
    cut_chunks,
    dripping,
    endless,
    hanging_up,
    page,
    promising,
    redirect,
    silent,
    status,
    truncated,
)
from tests.servers.web import LoopbackWeb
from tests.upstream.conftest import NOW, QUICK, Opening
from tests.upstream.reading import titles


@pytest.fixture
async def source(upstream: Opening, web: LoopbackWeb) -> AsyncIterator[ListSource]:
    async with upstream() as opened:
        yield opened.source_for(WebList(f"{web.url}/list.md"))


async def fetched(source: ListSource, known: Known | None = None) -> Fetched:
    found = await source.fetch(known)
    assert isinstance(found, Fetched)
    return found


async def test_a_list_is_fetched_once_and_then_only_asked_after(source: ListSource, web: LoopbackWeb) -> None:
    found = await fetched(source)
    assert titles(found.reading) == ["a"]
    assert found.revision_id is not None
    same = await source.fetch(Known(found.digest, found.memo))
    assert isinstance(same, Unchanged)
    assert web.requests[1].headers["If-None-Match"] == found.revision_id
    web.text = "# List\n- b\n"
    assert titles((await fetched(source, Known(found.digest, same.memo))).reading) == ["b"]


async def test_a_server_without_etags_is_asked_by_date(source: ListSource, web: LoopbackWeb) -> None:
    web.with_etag = False
    found = await fetched(source)
    assert isinstance(await source.fetch(Known(found.digest, found.memo)), Unchanged)
    assert web.requests[1].headers["If-Modified-Since"] == web.last_modified


async def test_the_same_text_under_a_new_etag_is_unchanged(source: ListSource, web: LoopbackWeb) -> None:
    found = await fetched(source)
    web.next(page(web.text.encode(), headers={"ETag": '"new"'}))
    same = await source.fetch(Known(found.digest, found.memo))
    assert isinstance(same, Unchanged)
    assert "new" in same.memo


async def test_nothing_is_asked_conditionally_where_another_text_was_accepted(
    source: ListSource, web: LoopbackWeb
) -> None:
    """A held revision is fetched again, so that it can be let through or be seen to be gone."""
    found = await fetched(source)
    again = await fetched(source, Known("another digest", found.memo))
    assert again.digest == found.digest
    assert "If-None-Match" not in web.requests[1].headers


async def test_a_yaml_list_is_known_by_its_media_type(upstream: Opening, web: LoopbackWeb) -> None:
    web.next(page(b'{"format": 1, "x": "- a"}', "application/yaml"))
    async with upstream() as opened:
        with pytest.raises(NotAList, match="no entries"):  # JSON would have been refused as JSON
            await opened.source_for(WebList(f"{web.url}/list")).fetch(None)


@pytest.mark.parametrize(
    ("trouble", "kind", "words"),
    [
        (status(404), SourceMissing, "There is nothing at"),
        (status(410), SourceMissing, "There is nothing at"),
        (status(401), SourceRefused, r"may not be read \(HTTP 401\)"),
        (status(403), SourceRefused, r"may not be read \(HTTP 403\)"),
        (status(451), SourceRefused, r"may not be read \(HTTP 451\)"),
        (status(400), SourceError, r"no list \(HTTP 400\)"),
        (status(304), SourceError, r"no list \(HTTP 304\)"),
        (status(204), NotAList, r"no complete list \(HTTP 204\)"),
        (status(206, text="- a"), NotAList, r"no complete list \(HTTP 206\)"),
        (page(b""), NotAList, "an empty file"),
        (page(b"<!doctype html><h1>Sign in</h1>", "text/html"), NotAList, "an HTML page"),
        (page(b'{"error": "gone"}', "application/json"), NotAList, "JSON data"),
        (page(b"\x89PNG\r\n\x1a\n\0\0"), NotAList, "a PNG file"),
        (page(b"# Moved\nsomewhere else"), NotAList, "no entries"),
    ],
)
async def test_every_answer_that_is_no_list_has_its_sentence(
    source: ListSource, web: LoopbackWeb, trouble: Trouble, kind: type[SourceError], words: str
) -> None:
    web.next(trouble)
    with pytest.raises(kind, match=words) as caught:
        await source.fetch(None)
    assert f"{web.url}/list.md" in str(caught.value)
    assert len(web.requests) == 1


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (status(502, text="<html>"), r"has trouble at the moment \(HTTP 502\)"),
        (truncated, "was cut short"),
        (cut_chunks, "was cut short"),
        (hanging_up, "the connection broke"),
    ],
)
async def test_passing_trouble_is_tried_again_before_it_is_told(
    source: ListSource, web: LoopbackWeb, trouble: Trouble, words: str
) -> None:
    web.next(trouble)
    assert titles((await fetched(source)).reading) == ["a"]
    # The client itself repeats a request whose kept connection had died, so four are enough, and two may do.
    web.next(*[trouble] * 4)
    with pytest.raises(SourceUnreachable, match=words):
        await source.fetch(None)


@pytest.mark.parametrize(
    ("trouble", "limits"),
    [(silent, replace(QUICK, read=0.05, attempts=1)), (dripping, replace(QUICK, total=0.2, attempts=1))],
)
async def test_a_server_that_takes_too_long_is_left(
    upstream: Opening, web: LoopbackWeb, trouble: Trouble, limits: object
) -> None:
    web.next(trouble)
    async with upstream(limits=limits) as opened:
        with pytest.raises(SourceUnreachable, match="it took too long to answer"):
            await opened.source_for(WebList(f"{web.url}/list.md")).fetch(None)


@pytest.mark.parametrize("trouble", [endless, promising, bomb(50_000_000), page(b"-" * 3_000_000)])
async def test_what_is_too_large_is_left_unread(source: ListSource, web: LoopbackWeb, trouble: Trouble) -> None:
    web.next(trouble)
    with pytest.raises(NotAList, match="more than 1 MB"):
        await source.fetch(None)


async def test_requests_are_held_back_for_as_long_as_the_server_asks(source: ListSource, web: LoopbackWeb) -> None:
    web.next(status(429, {"Retry-After": "90"}))
    with pytest.raises(SourceBusy, match="asks for fewer requests") as busy:
        await source.fetch(None)
    assert busy.value.retry_at == NOW + timedelta(seconds=90)
    web.next(status(503, {"Retry-After": "Thu, 29 Jan 2026 13:00:00 GMT"}))
    with pytest.raises(SourceUnreachable) as down:
        await source.fetch(None)
    assert down.value.retry_at == NOW + timedelta(hours=1)
    assert len(web.requests) == 2


async def test_redirects_are_followed_and_a_permanent_move_is_told(source: ListSource, web: LoopbackWeb) -> None:
    web.next(redirect("/moved/list.md", 301))
    found = await fetched(source)
    assert found.whereabouts is not None
    assert found.whereabouts.name == f"{web.url}/moved/list.md"
    assert found.whereabouts.renamed_from == f"{web.url}/list.md"
    for chain in ([redirect("/a.md", 302)], [redirect("/a.md", 302), redirect("/b.md", 301)]):
        web.next(*chain)
        passing = await fetched(source)
        assert passing.whereabouts is not None
        assert passing.whereabouts.renamed_from is None


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("file:///etc/passwd", "not on the web"),
        ("ftp://x.example/list.md", "not on the web"),
        ("javascript:alert(1)", "not on the web"),
        ("https://", "not on the web"),
        ("http://[::1", "not on the web"),
        ("http://x.example/list.md", "without https"),
        ("https://10.0.0.1/list.md", "inside a private network"),
        ("https://169.254.169.254/latest/meta-data", "inside a private network"),
        ("https://[fe80::1]/list.md", "inside a private network"),
        ("https://[::ffff:10.0.0.1]/list.md", "inside a private network"),
        ("https://0x0a000001/list.md", "inside a private network"),
        ("https://10.1/list.md", "not on the web"),
    ],
)
async def test_redirects_lead_only_to_the_public_web(
    source: ListSource, web: LoopbackWeb, location: str, words: str
) -> None:
    web.next(redirect(location))
    with pytest.raises(SourceRefused, match=words):
        await source.fetch(None)


async def test_redirects_end(source: ListSource, web: LoopbackWeb) -> None:
    web.next(*[redirect("/again.md")] * 9)
    with pytest.raises(SourceRefused, match="redirected more than 3 times"):
        await source.fetch(None)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
async def test_this_machine_is_private_unless_allowed(upstream: Opening, web: LoopbackWeb, host: str) -> None:
    port = web.url.rpartition(":")[2]
    async with upstream(private_networks=()) as opened:
        with pytest.raises(SourceRefused, match="inside a private network"):
            await opened.source_for(WebList(f"http://{host}:{port}/list.md")).fetch(None)
    assert not web.requests


class Rebinding(AbstractResolver):
    """A name server under a stranger's control."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        if not self.answers:
            raise OSError("no such name")
        address = self.answers.pop(0)
        return [ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is open."""


async def test_a_name_that_resolves_to_a_private_address_is_refused(upstream: Opening) -> None:
    async with upstream(resolver=Rebinding("192.168.0.1")) as opened:
        with pytest.raises(SourceRefused, match="inside a private network"):
            await opened.source_for(WebList("https://list.example/list.md")).fetch(None)


async def test_a_name_that_is_not_found_says_so(upstream: Opening) -> None:
    async with upstream(resolver=Rebinding()) as opened:
        with pytest.raises(SourceUnreachable, match="its name was not found"):
            await opened.source_for(WebList("https://list.example/list.md")).fetch(None)


async def test_a_port_where_nobody_listens_says_so(upstream: Opening) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with upstream() as opened:
        with pytest.raises(SourceUnreachable, match="no connection could be made"):
            await opened.source_for(WebList(f"http://127.0.0.1:{port}/list.md")).fetch(None)


async def test_a_key_in_the_address_is_never_told(upstream: Opening, web: LoopbackWeb) -> None:
    web.next(status(404), redirect("/list.md?key=hush2", 301))
    async with upstream() as opened:
        source = opened.source_for(WebList(f"{web.url}/list.md?key=hush"))
        with pytest.raises(SourceMissing) as caught:
            await source.fetch(None)
        assert "hush" not in f"{caught.value}{caught.value.fields}"
        assert "hush" not in str((await fetched(source)).whereabouts)
