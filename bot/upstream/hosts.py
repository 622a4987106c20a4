"""Where GitHub and its like are.  Apart from their clients: whoever names the places pays for no HTTP library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GitHubHosts:
    """Where GitHub is: its API, its pages, and its raw files (None where only the API gives files)."""

    api: str = "https://api.github.com"
    web: str = "https://github.com"
    raw: str | None = "https://raw.githubusercontent.com"


GITHUB = GitHubHosts()


@dataclass(frozen=True, slots=True)
class MetadataHosts:
    """Where bibliographic services are."""

    arxiv: str = "https://export.arxiv.org"
    crossref: str = "https://api.crossref.org"
    dblp: str = "https://dblp.org"


METADATA = MetadataHosts()
