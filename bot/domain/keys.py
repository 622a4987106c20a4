"""Link keys: which work a URL points at, whatever form of the link a list uses.

Two URLs with one key lead to the same thing.  A key alone does not make two entries one: lists carry
wrong URLs, so matching asks the titles as well (see `bot.domain.matching`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.urls import Address, address


@dataclass(frozen=True, slots=True)
class LinkKey:
    """What a link identifies: `LinkKey("arxiv", "2301.00001")`, `LinkKey("github", "owner/repo")`.

    `scheme` is `arxiv`, `doi`, `github`, `gist`, `openreview`, `acl`, `ieee`, `pmlr`, `neurips`, `cvf`,
    `youtube`, or `url` for any other address, whose `value` is the cleaned address itself.
    """

    scheme: str
    value: str

    @property
    def strength(self) -> int:
        """How surely the key names one work: 3 for a paper's identifier, 2 for a repository, 1 for an address."""
        if self.scheme == "url":
            return 1
        return 2 if self.scheme in ("github", "gist", "youtube") else 3


@lru_cache(maxsize=32_768)
def link_key(url: str) -> LinkKey | None:
    """Return the canonical key of a URL in any of its forms; None for what leads to no document.  Never raises."""
    return derive_link_key(url)


def derive_link_key(url: str) -> LinkKey | None:
    """Return `link_key`, and do not remember it: for going through very many, each once."""
    if plain := _PLAIN.fullmatch(url):
        return LinkKey("arxiv", plain[1])
    if (plain := _PLAIN_GITHUB.fullmatch(url)) and (owner := plain[1].casefold()) not in _GITHUB_PAGES:
        return LinkKey("github", f"{owner}/{plain[2].casefold()}")
    spelled = re.match(r"\s*(arxiv|doi):\s*(?=\d|[a-z-]+/\d)", url, re.I)
    if spelled:
        url = ("https://arxiv.org/abs/" if spelled[1].casefold() == "arxiv" else "https://doi.org/") + url[
            spelled.end() :
        ]
    where = address(url)
    if where is None:
        return None
    found = next((key for rule in _RULES if (key := rule(where))), None)
    if found is not None:
        return found
    text = str(where)
    return LinkKey("url", text) if text else None


_PLAIN = re.compile(r"https://arxiv\.org/abs/(\d{4}\.\d{4,5})", re.ASCII)
"""The form that most links to papers have, which needs no taking apart."""

_PLAIN_GITHUB = re.compile(r"https://github\.com/([A-Za-z0-9-]+)/([A-Za-z0-9_-]+)")
"""Likewise, of most links to code."""

_ARXIV_HOST = re.compile(
    r"(?:[\w-]+\.)?arxiv\.org|ar5iv(?:\.labs\.arxiv)?\.org|(?:[\w-]+\.)?alphaxiv\.org|arxiv-vanity\.com|xxx\.lanl\.gov|scirate\.com"
)
_ARXIV_ID = re.compile(
    r"/(?:arxiv:)?(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf|\.html)?(?=/|$)|/([a-z-]+)(?:\.[a-z]{2})?/(\d{7})(?:v\d+)?(?:\.pdf)?(?=/|$)",
    re.I,
)


def _arxiv(where: Address) -> LinkKey | None:
    hub = where.host in ("huggingface.co", "hf.co") and where.path.startswith("/papers/")
    named = re.fullmatch(r"/(?:10\.48550/arxiv\.|arxiv:)(.+)", where.path, re.I)
    if not (hub or named or _ARXIV_HOST.fullmatch(where.host)):
        return None
    found = _ARXIV_ID.search(f"/{named[1]}" if named else where.path)
    if not found:
        return None
    return LinkKey("arxiv", found[1] or f"{found[2]}/{found[3]}".casefold())


_DOI = re.compile(r"(?:^|/|:)(10\.\d{4,9}/.+)", re.S)
_DOI_VIEW = re.compile(
    r"(?:/(?:full|pdf|epdf|abstract|abs|html|summary|meta|fulltext|full/html)|(?:\.full)?\.pdf|\.full|\.abstract|\.short|\.html)+$",
    re.I,
)


def _doi(where: Address) -> LinkKey | None:
    found = _DOI.search(where.path) or _DOI.match(where.get("doid")) or _DOI.match(where.get("doi"))
    if where.host == "dl.acm.org" and re.fullmatch(r"\d+\.\d+", where.get("doid")):
        return LinkKey("doi", f"10.1145/{where.get('doid')}")
    if where.host == "nature.com" and (article := re.match(r"/articles/(s?\d[\w-]+|nature\d+)", where.path)):
        return LinkKey("doi", f"10.1038/{article[1].casefold()}")
    if where.host.startswith("journals.plos.org"):
        found = _DOI.match(where.get("id"))
    if not found or not where.host:
        return None
    value = found[1] if where.host.endswith("doi.org") else _DOI_VIEW.sub("", found[1])
    if where.host.endswith("rxiv.org"):
        value = re.sub(r"v\d+$", "", value)
    return LinkKey("doi", value.rstrip("/.").casefold())


_PAGES = """
about apps blog collections contact customer-stories enterprise events explore features join login marketplace new
notifications orgs pricing search security settings site sponsors stars topics trending users user-attachments
"""
_GITHUB_PAGES = frozenset(_PAGES.split())
_DEFAULT_BRANCH = frozenset({"main", "master", "head", "trunk", "develop"})


def _github(where: Address) -> LinkKey | None:
    if where.host == "gist.github.com":
        gist = re.search(r"/([0-9a-f]{7,40})(?:/|$)", where.path, re.I)
        return LinkKey("gist", gist[1].casefold()) if gist else None
    raw = where.host in ("raw.githubusercontent.com", "raw.github.com")
    if not raw and where.host != "github.com":
        return None
    owner, repo, *rest = [*where.path.casefold().strip("/").split("/"), ""][:64]
    repo = repo.removesuffix(".git")
    if not owner or not repo or owner in _GITHUB_PAGES:
        return None
    rest = [part for part in rest if part]
    if raw:
        rest = ["raw", *rest]
    return LinkKey("github", "/".join((owner, repo, *_inside_repository(rest))))


def _inside_repository(parts: list[str]) -> list[str]:
    """Return what a path below `owner/repo` means beyond the repository itself; nothing for its front page."""
    if parts[:1] == ["refs"] or not parts:
        return []
    if parts[0] not in ("tree", "blob", "raw", "edit", "blame"):
        return parts
    branch, *path = parts[1:] or [""]
    if branch == "refs" and len(path) > 1:  # raw/refs/heads/main/…
        branch, path = path[1], path[2:]
    if len(path) == 1 and re.fullmatch(r"readme(?:\.\w+)?", path[0]):
        path = []
    return path if branch in _DEFAULT_BRANCH or not branch else [f"@{branch}", *path]


def _openreview(where: Address) -> LinkKey | None:
    if where.host != "openreview.net" or not where.path.endswith(("forum", "pdf", "attachment", "revisions")):
        return None
    return LinkKey("openreview", where.get("id")) if where.get("id") else None


def _ieee(where: Address) -> LinkKey | None:
    if where.host not in ("ieeexplore.ieee.org", "computer.org"):
        return None
    found = re.search(r"/document/(\d+)|/0*(\d+)\.pdf$", where.path)
    number = where.get("arnumber") or (found and (found[1] or found[2]))
    return LinkKey("ieee", number.lstrip("0")) if number else None


def _youtube(where: Address) -> LinkKey | None:
    if where.host == "youtu.be":
        video = where.path.strip("/").split("/")[0]
    elif where.host in ("youtube.com", "youtube-nocookie.com", "music.youtube.com"):
        found = re.match(r"/(?:embed|shorts|live|v)/([\w-]+)", where.path)
        video = found[1] if found else where.get("v")
    else:
        return None
    if video and video != "videoseries":
        return LinkKey("youtube", video)
    return LinkKey("youtube", f"list/{where.get('list')}") if where.get("list") else None


_BY_PATH = (
    (
        "acl",
        re.compile(r"aclanthology\.(?:org|info|coli\.uni-saarland\.de)|aclweb\.org"),
        re.compile(
            r"/(?:anthology/|papers/)*([a-z]\d{2}-\d{4}|\d{4}\.[\w-]+\.\d+)(?:v\d+)?(?:\.pdf|\.bib)?(?:/|$)", re.I
        ),
    ),
    (
        "pmlr",
        re.compile(r"proceedings\.mlr\.press|jmlr\.org"),
        re.compile(r"/(?:proceedings/papers/)?(v\d+/[\w-]+?)(?:/[\w-]+)?(?:\.html|\.pdf)?$", re.I),
    ),
    (
        "neurips",
        re.compile(r"(?:papers|proceedings)\.(?:nips|neurips)\.cc"),
        re.compile(r"/(?:hash|file)/([0-9a-f]{16,40})|/paper/(\d{1,5})-", re.I),
    ),
    ("cvf", re.compile(r"openaccess\.thecvf\.com"), re.compile(r"/([\w.-]+_paper)\.(?:html|pdf)$", re.I)),
)
"""Scheme, host, and where in the path the identifier stands."""


def _by_path(where: Address) -> LinkKey | None:
    for scheme, host, path in _BY_PATH:
        if host.fullmatch(where.host) and (found := path.search(where.path)):
            return LinkKey(scheme, next(group for group in found.groups() if group).casefold())
    return None


_RULES: tuple[Callable[[Address], LinkKey | None], ...] = (
    _arxiv,
    _github,
    _openreview,
    _ieee,
    _by_path,
    _youtube,
    _doi,
)
