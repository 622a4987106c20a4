"""Find a repository's README, whatever its case, and see through one that only points elsewhere.  Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable

from bot.domain.subfiles import resolve

README_FOLDERS = (".github", "", "docs")
"""Where GitHub looks, in its order, so that a clone gives the same list as the web."""

_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", "", ".yaml", ".yml", ".txt")
_POINTER = re.compile(r"(?:\./)?(?:\.\./)*[\w.() -]+(?:/[\w.() -]+)*\.(?:md|markdown|ya?ml)", re.IGNORECASE)


def find_readme(names: Iterable[str]) -> str | None:
    """Return the README among the names of one folder, in any case, Markdown before anything else; None without."""
    ranked: dict[int, str] = {}
    for name in sorted(names):
        stem, ending = posixpath.splitext(name.casefold())
        if stem == "readme" and ending in _ENDINGS:
            ranked.setdefault(_ENDINGS.index(ending), name)
    return ranked[min(ranked)] if ranked else None


def is_readme(path: str) -> bool:
    """Say whether a path's last part is a README's name."""
    return find_readme([posixpath.basename(path)]) is not None


def pointer_target(data: bytes, path: str) -> str | None:
    """Return the path that a file of nothing but a path points at (a symbolic link checked out as text); else None."""
    if len(data) > 300:
        return None
    text = data.decode("utf-8", errors="replace").strip()
    return resolve(text, path) if _POINTER.fullmatch(text) else None


def first_existing(folder_names: Collection[str], wanted: str) -> str | None:
    """Return the name that equals *wanted*, else the one that differs in case only; None without."""
    if wanted in folder_names:
        return wanted
    return next((name for name in sorted(folder_names) if name.casefold() == wanted.casefold()), None)
