"""What GitHub says of a repository."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, TypeAdapter

from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.linkfacts import LinkFacts
from bot.upstream.metadata_text import NAME_LIMIT, one_line, web_address

NAME = "GitHub"
_MOST_TOPICS = 20


class _Owner(BaseModel):
    login: str = ""


class About(BaseModel):
    """A repository, as the API tells it."""

    name: str
    full_name: str
    owner: _Owner = _Owner()
    description: str | None = None
    homepage: str | None = None
    archived: bool = False
    topics: Annotated[list[str], BeforeValidator(lambda topics: topics or [])] = []


@cache
def shape() -> TypeAdapter[About]:
    """Return the shape of an answer."""
    return TypeAdapter(About)


def facts(about: About, web: str) -> LinkFacts:
    """Understand the answer; *web* is where GitHub's pages are."""
    page = web_address(f"{web}/{about.full_name}") or web
    home = web_address(about.homepage or "")
    return LinkFacts(
        page,
        EntryKind.PROJECT,
        one_line(about.name, NAME_LIMIT) or None,
        description=one_line(about.description or "") or None,
        topics=tuple(one_line(topic, NAME_LIMIT) for topic in about.topics[:_MOST_TOPICS]),
        owner=one_line(about.owner.login, NAME_LIMIT) or None,
        links=(Link(LinkKind.CODE, page), *([Link(LinkKind.PROJECT, home)] if home and home != page else [])),
        archived=about.archived,
        sources=(NAME,),
    )


def facts_of_name(name: str, web: str) -> LinkFacts:
    """Return what a repository's name alone says, for when GitHub says nothing."""
    owner, _slash, repo = name.partition("/")
    return facts(About(name=repo, full_name=name, owner=_Owner(login=owner)), web)
