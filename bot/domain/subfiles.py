"""Recognise a README that is only an index of the files where the list lives.

Pure: which files there are is read off the README's text.  Fetching them is `bot.upstream.assemble`'s, putting
their entries together `bot.domain.parts`'s.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot.domain.entries import Entry, Reading, SectionPath

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A Markdown file that a README links to: its path in the repository, the link's text, section and line."""

    path: str
    label: str
    section: SectionPath
    line: int


_NOT_A_PART = re.compile(
    r"(?:^|/)\.github/|(?:^|/)(?:readme[-_. ].+|contributing|contributors?|code[-_ ]of[-_ ]conduct|licen[cs]e|copying"
    r"|change[-_]?log|changes|history|security|support|governance|maintainers|authors|acknowledge?ments?|credits|faq"
    r"|todo|roadmap|style[-_]?guide|guidelines|(?:pull_request|issue)_template|.*[-_]template)\.(?:md|markdown)$",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r".+\.(?:md|markdown)$", re.IGNORECASE)
_NAMES_A_FILE = re.compile(r"(?:\.|%2e)(?:md|markdown)\b", re.IGNORECASE)
_AT_ONCE = 1 << 16
_CONTENTS = frozenset({"contents", "content", "table of contents", "toc", "index", "lists", "目录"})
_HERE = frozenset(
    {"", "here", "link", "list", "more", "see more", "read more", "details", "full list", "view", "open", "→"}
)


def linked_files(text: str, path: str, repository: Collection[str] = ()) -> tuple[LinkedFile, ...]:
    """Return the other Markdown files of the same repository that a Markdown text links to, each once, in order.

    *path* is where the text itself lives; *repository* holds the names (`owner/repo`) by which absolute links
    may call its own repository.  Translations, contribution rules, licences and the like are left out.
    """
    if not _names_a_file(text):
        return ()  # as nearly all lists, which need not be read a second time
    from markdown_it import MarkdownIt  # here, so that a YAML list does not pay for it

    own = {name.casefold() for name in repository}
    found: dict[str, LinkedFile] = {}
    for section, line, label, href in _links(MarkdownIt("commonmark").enable("table").parse(text)):
        target = target_file(href, path, own)
        if target and target != path and target not in found and not _NOT_A_PART.search(target):
            found[target] = LinkedFile(target, label, section, line)
    return tuple(found.values())


def _names_a_file(text: str) -> bool:
    """Say whether there may be a link to a file; looks at a part at a time, between which other threads run."""
    longest = len("%2emarkdown") + 1
    return any(_NAMES_A_FILE.search(text, at, at + _AT_ONCE + longest) for at in range(0, len(text), _AT_ONCE))


def target_file(href: str, path: str, own: Collection[str]) -> str | None:
    """Return which Markdown file of the repository a link in the file *path* means; None where it leads elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    target = unquote(parts.path)
    if parts.scheme or parts.netloc:
        view = re.fullmatch(r"/([^/]+/[^/]+)/blob/[^/]+/(.+)", target)
        if parts.netloc.casefold() not in ("github.com", "www.github.com") or not view or view[1].casefold() not in own:
            return None
        target = f"/{view[2]}"
    clean = resolve(target, path) if target else None
    return clean if clean and _MARKDOWN.fullmatch(clean) else None


def resolve(target: str, path: str) -> str | None:
    """Return where a relative path that stands in the file *path* leads within the repository; None for outside."""
    joined = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(path), target)
    clean = posixpath.normpath(joined)
    return None if clean in ("", ".", "..") or clean.startswith(("../", "/")) else clean


def _links(tokens: Iterable[Token]) -> Iterator[tuple[SectionPath, int, str, str]]:
    """Yield section, line, label and address of every link; the first heading is the list's title, if it is an h1."""
    path: list[tuple[int, str]] = []
    level = 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "inline" and token.children:
            if level:
                path = [each for each in path if each[0] < level]
            section = tuple(name for depth, name in path if depth > 1 and name.casefold() not in _CONTENTS)
            line = token.map[0] + 1 if token.map else 0
            for label, href in _links_in(token.children):
                yield section, line, label, href
            if level:
                path.append((level, _plain(token.children)))
                level = 0


def _links_in(children: list[Token]) -> Iterator[tuple[str, str]]:
    for start, child in enumerate(children):
        if child.type == "link_open":
            end = next(i for i in range(start, len(children)) if children[i].type == "link_close")
            label = _plain(children[start:end])
            yield label if label.casefold() not in _HERE else "", str(child.attrs.get("href", ""))


def _plain(children: Iterable[Token]) -> str:
    return " ".join("".join(each.content for each in children if each.type in ("text", "code_inline")).split())


def is_index(reading: Reading, files: Collection[LinkedFile], path: str, repository: Collection[str] = ()) -> bool:
    """Say whether a README is an index of *files* rather than the list itself.

    It is where it has no entries of its own, or at least two files and no more entries than files.  An entry
    that only links to such files is not the README's own.
    """
    if not files:
        return False
    own = sum(not is_pointer(entry, files, path, repository) for entry in reading.entries)
    return own == 0 or (len(files) > 1 and own <= len(files))


def is_pointer(entry: Entry, files: Collection[LinkedFile], path: str, repository: Collection[str] = ()) -> bool:
    """Say whether an entry of the README does nothing but lead to one of the files."""
    paths = {file.path for file in files}
    own = {name.casefold() for name in repository}
    targets = [target_file(link.url, path, own) for link in entry.links]
    return bool(targets) and all(target in paths for target in targets)
