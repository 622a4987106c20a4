"""The pull requests of one repository on GitHub, typed.  https://docs.github.com/en/rest/pulls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from pydantic import BaseModel, TypeAdapter

from bot.domain.proposal_marks import marked_ids
from bot.domain.proposals import MaintainerWords, PullPhase, PullState, PullText, suggestion_of
from bot.replies.harmless import harmless
from bot.upstream.github_api import GitHubApi

LONGEST_WORDS = 1_000
_PAGE = 100
_MOST_PAGES = 5
_MAINTAINERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


class _End(BaseModel):
    ref: str = ""
    sha: str


class Pull(BaseModel):
    """A pull request, as it is told in lists and alone."""

    number: int
    html_url: str
    state: str
    title: str = ""
    body: str | None = None
    merged_at: datetime | None = None
    closed_at: datetime | None = None
    merge_commit_sha: str | None = None
    mergeable: bool | None = None
    comments: int = 0
    head: _End

    @property
    def phase(self) -> PullPhase:
        """Where it is in its life."""
        if self.merged_at is not None:
            return PullPhase.MERGED
        return PullPhase.OPEN if self.state == "open" else PullPhase.CLOSED


class _Parent(BaseModel):
    sha: str


class _Deed(BaseModel):
    message: str = ""


class _Commit(BaseModel):
    sha: str
    commit: _Deed
    parents: list[_Parent] = []


class _User(BaseModel):
    login: str = ""
    type: str = "User"


class _Said(BaseModel):
    """A comment or a review."""

    body: str | None = None
    html_url: str
    user: _User | None = None
    author_association: str = ""
    created_at: datetime | None = None
    submitted_at: datetime | None = None

    @property
    def at(self) -> datetime | None:
        return self.created_at or self.submitted_at


@dataclass(frozen=True, slots=True)
class Within:
    """The commits of a pull request: the suggestions they are made for, and whether others have worked in it."""

    ids: tuple[str, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class Pulls:
    """The pull requests of the repository called `name`."""

    api: GitHubApi
    name: str

    async def of_branch(self, owner: str, branch: str) -> list[Pull]:
        """Return every pull request that was ever made of a branch of *owner*'s, newest first."""
        query = {"head": f"{owner}:{branch}", "state": "all", "sort": "created", "direction": "desc"}
        found: list[Pull] = []
        for page in range(1, _MOST_PAGES + 1):
            url = self._url(f"pulls?{urlencode({**query, 'per_page': _PAGE, 'page': page})}")
            listed = await self.api.get(url, TypeAdapter(list[Pull]))
            found += (each for each in listed if each.head.ref == branch)
            if len(listed) < _PAGE:
                break
        return found

    async def open(self, head: str, base: str, text: PullText) -> Pull:
        """Open a pull request of *head* (`owner:branch`) to the branch *base*."""
        data = {"title": text.title, "body": text.body, "head": head, "base": base, "maintainer_can_modify": True}
        return await self.api.write("POST", self._url("pulls"), data, TypeAdapter(Pull))

    async def reword(self, number: int, text: PullText) -> Pull:
        """Give a pull request other words."""
        data = {"title": text.title, "body": text.body}
        return await self.api.write("PATCH", self._url(f"pulls/{number}"), data, TypeAdapter(Pull))

    async def close(self, number: int, body: str) -> Pull:
        """Close a pull request, with the description that it is to keep."""
        data = {"state": "closed", "body": body}
        return await self.api.write("PATCH", self._url(f"pulls/{number}"), data, TypeAdapter(Pull))

    async def within(self, number: int) -> Within:
        """Look at the commits of a pull request.  Merges from the list itself count as nobody's work."""
        ids: list[str] = []
        shared = False
        for page in range(1, _MOST_PAGES + 1):
            url = self._url(f"pulls/{number}/commits?per_page={_PAGE}&page={page}")
            listed = await self.api.get(url, TypeAdapter(list[_Commit]))
            for each in listed:
                suggestion = suggestion_of(each.commit.message)
                ids += [suggestion] if suggestion else []
                shared = shared or (suggestion is None and len(each.parents) < 2)
            if len(listed) < _PAGE:
                break
        return Within(tuple(dict.fromkeys(ids)), shared)

    async def state(self, number: int) -> PullState:
        """Return how a pull request stands, with the maintainers' last words where they closed it."""
        pull = await self.api.get(self._url(f"pulls/{number}"), TypeAdapter(Pull))
        words = await self._last_words(pull) if pull.phase is PullPhase.CLOSED else None
        return PullState(
            pull.number,
            pull.html_url,
            pull.phase,
            pull.head.sha,
            marked_ids(pull.body or ""),
            pull.merge_commit_sha if pull.phase is PullPhase.MERGED else None,
            pull.mergeable,
            pull.closed_at,
            words,
        )

    async def _last_words(self, pull: Pull) -> MaintainerWords | None:
        page = max(1, -(-pull.comments // _PAGE))  # comments come oldest first
        comments = self._url(f"issues/{pull.number}/comments?per_page={_PAGE}&page={page}")
        reviews = self._url(f"pulls/{pull.number}/reviews?per_page={_PAGE}")
        shape = TypeAdapter(list[_Said])
        said = [*await self.api.get(comments, shape), *await self.api.get(reviews, shape)]
        spoken = [words for each in said if (words := _words(each))]
        return max(spoken, key=lambda words: words.at, default=None)

    def _url(self, where: str) -> str:
        return f"/repos/{self.name}/{where}"


def _words(said: _Said) -> MaintainerWords | None:
    """Return what was said, if a maintainer said it."""
    user, text = said.user, harmless(said.body or "", LONGEST_WORDS)
    if not text or said.at is None or user is None or user.type == "Bot":
        return None
    if said.author_association not in _MAINTAINERS:
        return None
    return MaintainerWords(harmless(user.login, 100), text, harmless(said.html_url, 500), said.at)
