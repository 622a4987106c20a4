"""Folded words: the abstract or the BibTeX record that a work's `<details>` hides, which is no part of its entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.markdown.runs import Kind, Run, plain

_WORDS_ABOUT = re.compile(
    r"(?:(?:click|show|view|see|expand)\b.*?\b)?"
    r"(?:abstracts?|bib(?:tex)?(?: entry)?|cit(?:e|ation)|summary|tl;?dr|摘要)\W*",
    re.I,
)


def without_folded_words(runs: Sequence[Run]) -> list[Run]:
    """Leave out each `<details>` whose summary says that words about the work follow; keep others, with their links."""
    out: list[Run] = []
    at = 0
    while at < len(runs):
        end = _end_of_fold(runs, at) if _is_tag(runs[at], "details") else None
        if end is not None and _WORDS_ABOUT.fullmatch(_summary(runs[at:end])):
            at = end
        else:
            out.append(runs[at])
            at += 1
    return out


def _is_tag(run: Run, name: str) -> bool:
    return run.kind is Kind.TAG and run.text == name


def _end_of_fold(runs: Sequence[Run], opening: int) -> int | None:
    """Return the index behind the tag that closes a fold; None for one that stays open."""
    return next((at + 1 for at in range(opening, len(runs)) if _is_tag(runs[at], "/details")), None)


def _summary(runs: Sequence[Run]) -> str:
    opening = next((at for at, run in enumerate(runs) if _is_tag(run, "summary")), len(runs))
    closing = next((at for at in range(opening, len(runs)) if _is_tag(runs[at], "/summary")), opening)
    return plain(runs[opening:closing])
