"""An arXiv, a Crossref and a DBLP on this machine: as much of their interfaces as the bot asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from aiohttp import web

from tests.servers.loopback import Loopback


@dataclass(frozen=True)
class Preprint:
    """A paper on arXiv; `comment` and `journal` are what its authors wrote beside it."""

    title: str
    authors: tuple[str, ...] = ("Ada Lovelace", "Alan Turing")
    published: str = "2023-01-30T18:00:00Z"
    abstract: str = "We train networks."
    comment: str = ""
    journal: str = ""

    def entry(self, identifier: str) -> str:
        people = "".join(f"<author><name>{escape(name)}</name></author>" for name in self.authors)
        return f"""<entry>
    <id>http://arxiv.org/abs/{identifier}v2</id>
    <published>{self.published}</published>
    <title>{escape(self.title)}</title>
    <summary>  {escape(self.abstract)}
    </summary>
    {people}
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(self.comment)}</arxiv:comment>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(self.journal)}</arxiv:journal_ref>
    <link title="pdf" href="http://arxiv.org/pdf/{identifier}v2" rel="related" type="application/pdf"/>
  </entry>"""


@dataclass
class LoopbackArxiv(Loopback):
    papers: dict[str, Preprint] = field(default_factory=dict)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        assert request.path == "/api/query"
        wanted = request.query["id_list"]
        found = self.papers.get(wanted)
        entry = found.entry(wanted) if found else ""
        feed = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">ArXiv Query</title>{entry}</feed>"""
        return web.Response(text=feed, content_type="application/atom+xml")


@dataclass
class LoopbackCrossref(Loopback):
    works: dict[str, dict[str, object]] = field(default_factory=dict)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        found = self.works.get(request.path.removeprefix("/works/"))
        if found is None:
            return web.Response(status=404, text="Resource not found.")
        return web.json_response({"status": "ok", "message": found})


@dataclass
class LoopbackDblp(Loopback):
    """Finds each publication that has all the words, as DBLP does; `works` holds the `info` of hits."""

    works: list[dict[str, object]] = field(default_factory=list)

    def add(
        self, title: str, venue: str, year: int, *authors: str, kind: str = "Conference and Workshop Papers"
    ) -> None:
        people = [{"@pid": "1", "text": name} for name in authors]
        listed: object = people[0] if len(people) == 1 else people
        self.works.append(
            {"title": f"{title}.", "authors": {"author": listed}, "venue": venue, "year": str(year), "type": kind}
        )

    async def answer(self, request: web.Request) -> web.StreamResponse:
        assert request.path == "/search/publ/api"
        assert request.query["format"] == "json"
        words = request.query["q"].casefold().split()
        hits = [
            {"@score": "5", "info": info}
            for info in self.works
            if all(word in re.findall(r"\w+", str(info["title"]).casefold()) for word in words)
        ]
        found = {"@total": str(len(hits))} | ({"hit": hits} if hits else {})
        return web.json_response({"result": {"hits": found}})
