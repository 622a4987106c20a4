"""Where GitHub is.  Apart from its client, so that whoever names the places pays for no HTTP library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GitHubHosts:
    """Where GitHub is: its API, its pages, and its raw files (None where only the API gives files)."""

    api: str = "https://api.github.com"
    web: str = "https://github.com"
    raw: str | None = "https://raw.githubusercontent.com"


GITHUB = GitHubHosts()
