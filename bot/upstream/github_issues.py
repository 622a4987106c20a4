"""The issues of one repository on GitHub, typed: for lists that want to be asked before a pull request comes.

https://docs.github.com/en/rest/issues.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from pydantic import BaseModel, TypeAdapter

from bot.domain.proposal_marks import marked, marked_ids
from bot.domain.proposals import Announced, PullText
from bot.upstream.github_api import GitHubApi

_PAGE = 100
_MOST_PAGES = 5


class _Issue(BaseModel):
    number: int
    html_url: str
    state: str
    body: str | None = None

    def announced(self) -> Announced:
        return Announced(self.number, self.html_url, open=self.state == "open")


@dataclass(frozen=True, slots=True)
class Issues:
    """The issues of the repository called `name`."""

    api: GitHubApi
    name: str

    async def announce(self, login: str, ids: tuple[str, ...], text: PullText) -> Announced:
        """Return the issue that *login* opened for these suggestions, whatever became of it, or open one."""
        found = await self._find(login, ids)
        if found is None:
            words = marked(text, ids)
            data = {"title": words.title, "body": words.body}
            found = await self.api.write("POST", f"/repos/{self.name}/issues", data, TypeAdapter(_Issue))
        return found.announced()

    async def _find(self, login: str, ids: tuple[str, ...]) -> _Issue | None:
        for page in range(1, _MOST_PAGES + 1):
            query = urlencode({"creator": login, "state": "all", "per_page": _PAGE, "page": page})
            listed = await self.api.get(f"/repos/{self.name}/issues?{query}", TypeAdapter(list[_Issue]))
            # Pull requests are listed as issues too, with marks of their own.
            same = (each for each in listed if "/pull/" not in each.html_url and marked_ids(each.body or "") == ids)
            found = next(same, None)
            if found or len(listed) < _PAGE:
                return found
        return None
