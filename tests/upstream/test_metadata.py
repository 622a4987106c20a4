"""Links looked up for a form: the right services, in time, and an empty form that says so where nothing comes."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

import aiohttp
import pytest

from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.linkfacts import LinkFacts, LinkState
from bot.domain.venues import VenueTable
from bot.upstream.github_api import Quota
from bot.upstream.guard import LOOPBACK, guarded_sockets
from bot.upstream.hosts import GitHubHosts, MetadataHosts
from bot.upstream.metadata import LookupOptions, WebLookup
from bot.upstream.transport import Limits, Transport
from tests.servers.github import LoopbackGitHub
from tests.servers.loopback import Trouble, bomb, dripping, endless, hanging_up, page, redirect, silent, status
from tests.servers.metadata import LoopbackArxiv, LoopbackCrossref, LoopbackDblp, Preprint
from tests.servers.names import NoNames
from tests.servers.web import LoopbackWeb
from tests.upstream.conftest import NOW, Opening

VENUES = VenueTable({"MobiSys": ["International Conference on Mobile Systems"], "ICML": [], "arXiv": ["CoRR"]})
PAPER = Preprint("POET: Training Neural Networks\n  on Tiny Devices")


@dataclass
class Sleeper:
    """A clock that stands still but for sleeping."""

    now: datetime = NOW
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@dataclass
class World:
    """Everything that a look-up may ask."""

    arxiv: LoopbackArxiv
    crossref: LoopbackCrossref
    dblp: LoopbackDblp
    github: LoopbackGitHub
    web: LoopbackWeb
    clock: Sleeper
    make: Callable[..., WebLookup]

    async def facts(self, url: str) -> LinkFacts:
        return await self.make().look_up(url)


@pytest.fixture
async def world(github: LoopbackGitHub, web: LoopbackWeb) -> AsyncIterator[World]:
    arxiv, crossref, dblp, clock = LoopbackArxiv(), LoopbackCrossref(), LoopbackDblp(), Sleeper()
    connector = aiohttp.TCPConnector(socket_factory=guarded_sockets(LOOPBACK), resolver=NoNames())
    async with (
        arxiv.running(),
        crossref.running(),
        dblp.running(),
        aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        transport = Transport(session, Limits(), lambda: clock.now, Random(1))

        def make(**options: object) -> WebLookup:
            hosts = MetadataHosts(arxiv.url, crossref.url, dblp.url)
            given = replace(LookupOptions(step_seconds=2, hosts=hosts), **options)  # type: ignore[arg-type]
            places = GitHubHosts(api=github.url)
            return WebLookup(transport, Quota(), VENUES, options=given, github_hosts=places, sleep=clock.sleep)

        yield World(arxiv, crossref, dblp, github, web, clock, make)


@pytest.mark.parametrize(
    "link",
    [
        "https://arxiv.org/abs/2207.07697",
        "http://arxiv.org/pdf/2207.07697v3.pdf",
        "arXiv:2207.07697",
        "https://doi.org/10.48550/arXiv.2207.07697",
        "https://huggingface.co/papers/2207.07697",
    ],
)
async def test_every_form_of_an_arxiv_link_gives_the_same_paper(world: World, link: str) -> None:
    world.arxiv.papers["2207.07697"] = PAPER
    assert await world.facts(link) == LinkFacts(
        "https://arxiv.org/abs/2207.07697",
        EntryKind.PAPER,
        "POET: Training Neural Networks on Tiny Devices",
        ("Ada Lovelace", "Alan Turing"),
        "arXiv",
        2023,
        abstract="We train networks.",
        links=(Link(LinkKind.PAPER, "https://arxiv.org/abs/2207.07697"),),
        sources=("arXiv",),
    )


async def test_an_old_arxiv_identifier_is_asked_for_as_arxiv_knows_it(world: World) -> None:
    world.arxiv.papers["cs/0112017"] = Preprint("Old Work", published="2001-12-14T00:00:00Z")
    found = await world.facts("https://arxiv.org/abs/cs.NE/0112017v1")
    assert (found.title, found.year, found.url) == ("Old Work", 2001, "https://arxiv.org/abs/cs/0112017")


@pytest.mark.parametrize(
    ("comment", "venue", "year"),
    [
        ("Accepted by ICML 2022, 14 pages", "ICML", 2022),
        ("14 pages, 3 figures; to appear in the 20th MobiSys'24", "MobiSys", 2024),
        ("ICML 2022", "ICML", 2022),
        ("Submitted to ICML 2022", "arXiv", 2023),
        ("14 pages", "arXiv", 2023),
    ],
)
async def test_the_authors_comment_says_where_a_preprint_went(
    world: World, comment: str, venue: str, year: int
) -> None:
    world.arxiv.papers["2207.07697"] = replace(PAPER, comment=comment)
    found = await world.facts("https://arxiv.org/abs/2207.07697")
    assert (found.venue, found.year) == (venue, year)


async def test_code_named_beside_a_preprint_is_found(world: World) -> None:
    world.arxiv.papers["2207.07697"] = replace(PAPER, abstract="Code: https://github.com/ShishirPatil/poet.")
    found = await world.facts("https://arxiv.org/abs/2207.07697")
    assert found.code_url == "https://github.com/ShishirPatil/poet"


async def test_dblp_says_where_a_preprint_was_published(world: World) -> None:
    world.arxiv.papers["2207.07697"] = PAPER
    title = "POET: Training Neural Networks on Tiny Devices"
    world.dblp.add(title, "CoRR", 2022, "Ada Lovelace", kind="Informal and Other Publications")
    world.dblp.add(title, "J. Later", 2025, "Ada Lovelace", kind="Journal Articles")
    world.dblp.add(title, "ICML", 2022, "Ada Lovelace 0001", "Alan Turing")
    world.dblp.add(f"{title} at Scale", "ICML", 2024, "Ada Lovelace")
    found = await world.facts("https://arxiv.org/abs/2207.07697")
    assert (found.venue, found.year, found.sources) == ("ICML", 2022, ("arXiv", "DBLP"))


async def test_a_namesake_by_other_people_is_not_taken_for_the_work(world: World) -> None:
    world.arxiv.papers["2207.07697"] = PAPER
    world.dblp.add("POET: Training Neural Networks on Tiny Devices", "VLDB", 1999, "Somebody Else")
    assert (await world.facts("https://arxiv.org/abs/2207.07697")).venue == "arXiv"


async def test_a_doi_is_looked_up_with_its_subtitle_and_short_venue(world: World) -> None:
    world.crossref.works["10.1145/3498361.3538928"] = {
        "DOI": "10.1145/3498361.3538928",
        "title": ["Melon &amp; <i>Memory</i>"],
        "subtitle": ["Breaking the Wall"],
        "author": [{"given": "Qipeng", "family": "Wang"}, {"name": "The Team"}, {"family": "Xu"}],
        "container-title": ["Proceedings of the 20th Annual International Conference on Things (MobiSys '22)"],
        "issued": {"date-parts": [[None]]},
        "published": {"date-parts": [[2022, 6, 27]]},
        "abstract": "<jats:p>On-device <jats:italic>learning</jats:italic>.</jats:p>",
    }
    assert await world.facts("https://dl.acm.org/doi/abs/10.1145/3498361.3538928") == LinkFacts(
        "https://doi.org/10.1145/3498361.3538928",
        EntryKind.PAPER,
        "Melon & Memory: Breaking the Wall",
        ("Qipeng Wang", "The Team", "Xu"),
        "MobiSys",
        2022,
        abstract="On-device learning.",
        links=(Link(LinkKind.PAPER, "https://doi.org/10.1145/3498361.3538928"),),
        sources=("Crossref",),
    )


async def test_an_address_for_politeness_goes_to_crossref_only_where_it_is_set(world: World) -> None:
    world.crossref.works["10.1/x"] = {"title": ["X"]}
    world.crossref.works["10.1000/x"] = {"title": ["Some Work"]}
    await world.make(mailto="ops@x.example").look_up("https://doi.org/10.1000/x")
    await world.make().look_up("https://doi.org/10.1000/x")
    assert world.crossref.asked == ["/works/10.1000%2Fx?mailto=ops@x.example", "/works/10.1000%2Fx"]
    assert not any("x.example" in asked for asked in world.dblp.asked)


async def test_a_repository_is_described_by_github(world: World) -> None:
    world.github.add(
        "Tencent/ncnn",
        about={"description": "fast <b>inference</b>", "homepage": "https://ncnn.example/", "topics": ["android"]},
        archived=True,
    )
    assert await world.facts("git@github.com:Tencent/ncnn.git") == LinkFacts(
        "https://github.com/Tencent/ncnn",
        EntryKind.PROJECT,
        "ncnn",
        description="fast inference",
        topics=("android",),
        owner="Tencent",
        links=(
            Link(LinkKind.CODE, "https://github.com/Tencent/ncnn"),
            Link(LinkKind.PROJECT, "https://ncnn.example/"),
        ),
        archived=True,
        sources=("GitHub",),
    )


async def test_a_repository_is_at_least_its_name_while_github_is_busy(world: World) -> None:
    world.github.next(status(429, {"Retry-After": "60"}))
    found = await world.facts("https://github.com/Tencent/ncnn")
    assert (found.title, found.owner, found.reason) == ("ncnn", "Tencent", None)


async def test_a_repository_that_is_not_there_is_said_so(world: World) -> None:
    found = await world.facts("https://github.com/no/where")
    assert found.title is None
    assert found.reason == "GitHub knows nothing of this link. Check it, or fill in the form by hand."


SCHOLAR = b"""<!doctype html><html><head><meta charset="utf-8"><title>Site | Melon</title>
<meta name="citation_title" content="Melon: Breaking the Memory Wall">
<meta name="citation_author" content="Wang, Qipeng"><meta name="citation_author" content="Mengwei Xu">
<meta name="citation_conference_title" content="20th International Conference on Mobile Systems">
<meta name="citation_publication_date" content="2022/06/27">
<meta property="og:description" content="About memory"></head>
<body><meta name="citation_author" content="Not In The Head"></body></html>"""


async def test_a_page_with_citation_tags_is_a_paper(world: World) -> None:
    world.web.next(page(SCHOLAR, "text/html"))
    found = await world.facts(f"{world.web.url}/paper.html")
    assert (found.kind, found.title) == (EntryKind.PAPER, "Melon: Breaking the Memory Wall")
    assert found.authors == ("Qipeng Wang", "Mengwei Xu")
    assert (found.venue, found.year) == ("MobiSys", 2022)
    assert world.dblp.asked, "where it was published is asked all the same"


async def test_a_page_without_any_tags_gives_its_title(world: World) -> None:
    body = "<title>Ein schöner Titel</title>".encode("latin-1")
    world.web.next(page(b'<meta charset="iso-8859-1">' + body, "text/html"))
    found = await world.facts(f"{world.web.url}/x.html")
    assert found.title == "Ein schöner Titel"
    assert (found.kind, world.dblp.asked) == (EntryKind.RESOURCE, [])


async def test_the_sites_name_behind_a_title_is_not_the_title(world: World) -> None:
    head = (
        b'<meta property="og:title" content="Great Post | The Blog"><meta property="og:site_name" content="The Blog">'
    )
    world.web.next(page(head, "text/html"))
    assert (await world.facts(f"{world.web.url}/x.html")).title == "Great Post"


async def test_arxivs_page_helps_where_its_interface_fails(world: World) -> None:
    """Only that it is asked: the page is at arxiv.org, which no test reaches."""
    world.arxiv.next(status(503, {"Retry-After": "5"}))
    found = await world.facts("https://arxiv.org/abs/2207.07697")
    assert found.title is None
    assert found.reason == "arXiv did not answer in time. Fill in the form by hand."
    assert found.url == "https://arxiv.org/abs/2207.07697"


@pytest.mark.parametrize("trouble", [hanging_up, status(500), status(403), page(b"<html>", "text/html"), page(b"{}")])
async def test_a_preprint_is_known_without_dblp(world: World, trouble: Trouble) -> None:
    world.arxiv.papers["2207.07697"] = PAPER
    world.dblp.next(trouble)
    found = await world.facts("https://arxiv.org/abs/2207.07697")
    assert (found.venue, found.reason) == ("arXiv", None)


@pytest.mark.parametrize(
    "trouble",
    [
        silent,
        dripping,
        hanging_up,
        status(403),
        status(202),
        status(404),
        status(429),
        status(500),
        endless,
        bomb(50_000_000),
        page(b"%PDF-1.7", "application/pdf"),
        page(b"\xff\xfe\x00", "text/html"),
        page(b"<title>Just a moment...</title>", "text/html"),
        page(b"<meta name=citation_title content>", "text/html"),
        redirect("http://192.0.2.7/"),
        redirect("http://169.254.169.254/latest/meta-data/"),
        redirect("ftp://x.example/"),
        redirect("https://nowhere.example/"),
    ],
)
async def test_a_page_that_misbehaves_gives_an_empty_form_with_a_reason(world: World, trouble: Trouble) -> None:
    world.web.next(trouble)
    found = await world.make(step_seconds=0.3).look_up(f"{world.web.url}/x.html")
    assert found.title is None
    assert found.reason
    assert found.reason.endswith("by hand.")


@pytest.mark.parametrize(
    "link",
    [
        "",
        "#top",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "https://user:hush@x.example/",
        "https://[::1",
        "ftp://x.example/",
        "https://x.example/a b",
        "\x00",
        "https://x.example/" + "a" * 5000,
        "../readme.md",
    ],
)
async def test_what_is_no_web_address_is_never_asked(world: World, link: str) -> None:
    found = await world.facts(link)
    assert found.title is None
    assert found.reason
    assert "hush" not in repr(found.reason)
    assert (await world.make().check_link(link)).state is LinkState.GONE


@pytest.mark.parametrize("address", ["http://10.0.0.1/", "http://[fd00::1]/", "http://192.168.1.1:8080/x.html"])
async def test_private_addresses_are_refused(world: World, address: str) -> None:
    found = await world.facts(address)
    assert found.reason
    assert "may not look at" in found.reason
    assert (await world.make().check_link(address)).state is LinkState.UNKNOWN


async def test_a_silent_service_costs_no_more_than_the_form_may_wait(world: World) -> None:
    world.web.next(silent)
    found = await world.make(seconds=0.2, step_seconds=60.0).look_up(f"{world.web.url}/x.html")
    assert found.reason
    assert "did not answer in time" in found.reason


async def test_a_link_is_asked_for_once_in_a_while(world: World) -> None:
    world.arxiv.papers["2207.07697"] = PAPER
    lookup = world.make()
    first = await lookup.look_up("https://arxiv.org/abs/2207.07697")
    assert await lookup.look_up("arxiv:2207.07697v2") is first
    world.clock.now += timedelta(hours=7)
    await lookup.look_up("https://arxiv.org/abs/2207.07697")
    assert len(world.arxiv.asked) == 2


async def test_a_failure_is_forgotten_soon(world: World) -> None:
    lookup = world.make()
    world.web.next(status(500), page(b"<title>Here now</title>", "text/html"))
    url = f"{world.web.url}/x.html"
    assert (await lookup.look_up(url)).title is None
    assert (await lookup.look_up(url)).title is None
    world.clock.now += timedelta(minutes=3)
    assert (await lookup.look_up(url)).title == "Here now"


async def test_a_service_that_asks_for_silence_gets_it(world: World) -> None:
    world.crossref.works["10.1000/x"] = {"title": ["Some Work"]}
    world.crossref.works["10.1000/y"] = {"title": ["Some Other Work"]}
    world.crossref.next(status(429, {"Retry-After": "120"}))
    lookup = world.make()
    first = await lookup.look_up("https://doi.org/10.1000/x")
    assert first.reason == "Crossref wants fewer questions at the moment. Fill in the form by hand."
    await lookup.look_up("https://doi.org/10.1000/y")
    assert len(world.crossref.asked) == 1
    world.clock.now += timedelta(minutes=3)
    assert (await lookup.look_up("https://doi.org/10.1000/y")).title == "Some Other Work"


async def test_arxiv_is_asked_at_its_pace(world: World) -> None:
    world.arxiv.papers = {"2207.00001": PAPER, "2207.00002": PAPER, "2207.00003": PAPER}
    lookup = world.make()
    await lookup.look_up("arxiv:2207.00001")
    world.clock.now += timedelta(seconds=2)
    await lookup.look_up("arxiv:2207.00002")
    assert world.clock.slept == [1.0]
    busy = await lookup.look_up("arxiv:2207.00003")
    assert busy.reason == "arXiv wants fewer questions at the moment. Fill in the form by hand."


HOSTILE = "]\u202e(javascript:alert(1)) \x1b[31m<script>x</script> @everyone " + "A" * 10_000


async def test_hostile_metadata_comes_out_as_short_plain_lines(world: World) -> None:
    people = tuple(f"Per{number} \x07Son{number}" for number in range(3_000))
    world.arxiv.papers["2207.07697"] = Preprint(HOSTILE.replace("\x1b", ""), people[:3], abstract=HOSTILE[:50])
    world.arxiv.papers["2207.07697"] = Preprint(
        HOSTILE.replace("\x1b", ""), tuple(name.replace("\x07", "\n") for name in people)
    )
    found = await world.facts("arxiv:2207.07697")
    assert found.title is not None
    assert len(found.title) <= 300
    assert found.title.isprintable()
    assert "<script>" not in found.title
    assert len(found.authors) == 100
    assert found.authors[1] == "Per1 Son1"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b"<feed><entry><title>x</title></entry>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><feed><entry><title>&a;</title></entry></feed>',
        '<!DOCTYPE x [<!ENTITY a "b">]><feed><entry><title>&a;</title></entry></feed>'.encode("utf-16"),
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><feed><entry><title>x</title></entry></feed>',
        b"<feed>" + b"<a>" * 5_000,
        b"<feed><entry><id>http://arxiv.org/api/errors#x</id><title>Error</title></entry></feed>",
        b"<feed><entry/></feed>",
    ],
)
async def test_a_feed_that_is_none_gives_an_empty_form(world: World, body: bytes) -> None:
    world.arxiv.next(page(body, "application/atom+xml"))
    found = await world.facts("arxiv:2207.07697")
    assert found.title is None
    assert found.reason


async def test_it_is_opened_like_a_source_with_the_session_of_all(upstream: Opening, web: LoopbackWeb) -> None:
    web.next(page(b"<title>Hello</title>", "text/html"))
    async with upstream() as opened:
        lookup = opened.lookup(VENUES)
        assert (await lookup.look_up(f"{web.url}/x.html")).title == "Hello"
        assert (await lookup.check_link(f"{web.url}/x.html")).state is LinkState.ALIVE


@pytest.mark.parametrize(
    ("troubles", "state"),
    [
        ((status(200),), LinkState.ALIVE),
        ((status(405), status(206)), LinkState.ALIVE),
        ((status(404), status(200)), LinkState.ALIVE),
        ((status(404), status(404)), LinkState.GONE),
        ((status(410), status(410)), LinkState.GONE),
        ((status(403), status(403)), LinkState.UNKNOWN),
        ((status(202), status(202)), LinkState.UNKNOWN),
        ((status(429), status(429)), LinkState.UNKNOWN),
        ((status(401), status(401)), LinkState.UNKNOWN),
        ((status(501), status(200)), LinkState.ALIVE),
        ((status(503), status(503)), LinkState.UNKNOWN),
        ((hanging_up, hanging_up), LinkState.UNKNOWN),
        ((silent, silent), LinkState.UNKNOWN),
        ((status(403), endless), LinkState.ALIVE),
        ((redirect("https://nowhere.example/"), redirect("https://nowhere.example/")), LinkState.GONE),
        ((redirect("http://10.0.0.1/"), redirect("http://10.0.0.1/")), LinkState.UNKNOWN),
    ],
)
async def test_a_link_is_dead_only_where_its_server_says_so(
    world: World, troubles: tuple[Trouble, ...], state: LinkState
) -> None:
    world.web.next(*troubles)
    found = await world.make(step_seconds=0.3).check_link(f"{world.web.url}/x")
    assert found.state is state
    assert (found.reason is None) == (state is LinkState.ALIVE)


async def test_a_large_file_is_checked_without_fetching_it(world: World) -> None:
    world.web.next(status(403), endless)
    assert (await world.make().check_link(f"{world.web.url}/big.bin")).state is LinkState.ALIVE
    assert [request.method for request in world.web.requests] == ["HEAD", "GET"]
    assert world.web.requests[1].headers["Range"] == "bytes=0-0"


async def test_where_a_link_moved_for_good_is_told(world: World) -> None:
    world.web.next(redirect(f"{world.web.url}/new.md", 301))
    found = await world.make().check_link(f"{world.web.url}/old.md")
    assert (found.state, found.moved_to) == (LinkState.ALIVE, f"{world.web.url}/new.md")
