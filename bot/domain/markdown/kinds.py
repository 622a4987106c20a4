"""Kinds: whether an entry is a paper, a project or a resource, and what each of its links is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.domain.entries import EntryKind, Link, LinkKind, SectionPath
from bot.domain.markdown.draft import Draft
from bot.domain.markdown.labels import address_kind, link_kind
from bot.domain.markdown.text import one_of, visible

_PAPERS = one_of(
    r"\b(?:papers?|publications?|proceedings|preprints?|literature|surveys?|theses)\b|论文|論文|文献",
)
_SOFTWARE = one_of(
    r"""\b(?:projects?|tools?|toolkits?|librar(?:y|ies)|frameworks?|software|apps?|applications?|code)\b
    \b(?:repos(?:itories)?)\b
    \b(?:implementations?|sdks?|engines?|packages?|plugins?|apis?|platforms?|demos?)\b|项目|工具|开源""",
)
_RESOURCES = one_of(
    r"""\b(?:resources?|courses?|tutorials?|guides?|books?|e-?books|blogs?|videos?|talks?|lectures?)\b
    \b(?:podcasts?|newsletters?|websites?|communit(?:y|ies)|datasets?|data ?sets?|benchmarks?|conferences?)\b
    \b(?:workshops?|events?|cheat ?sheets?)\b
    \b(?:learning materials|slides|articles?|posts?|magazines?|channels?|related|lists|hardware)\b
    \b(?:leaderboards?|forums?|meetups?|people)\b|教程|课程|书籍|博客|数据集|视频|资源""",
)
_AWESOME = re.compile(r"\bawesome\b|\blists? of\b|\bresources for\b", re.I)
"""What a list says of itself, whatever it holds."""
_SLIDES_SECTION = re.compile(r"\b(?:tutorials?|talks?|slides|lectures?|presentations?|guides?)\b", re.I)
_LIST_ADDRESS = re.compile(r"//github\.com/[^/]+/(?:[\w.-]+[-_])?awesome(?:[-_]|#|/|$)", re.I)
_RESOURCE_TITLE = one_of(
    r"""\bawesome[- ]|^awesome\b|\b(?:course|tutorial|lecture notes|handbook|book|blog|newsletter|podcast)\b
    \b(?:cheat ?sheet|curated list|bootcamp|dataset|corpus)\b""",
)


def entry_kind(draft: Draft, section: SectionPath) -> EntryKind:
    """Say what an entry is, from its fields, its links, its sections and the list's title (innermost first)."""
    kinds = [link_kind(url, label) for url, label in draft.links]
    labelled = [kind for (_, label), kind in zip(draft.links, kinds, strict=True) if label or kind is LinkKind.PAPER]
    where = _section_kind(section)
    if draft.venue or (LinkKind.PAPER in labelled and where is not EntryKind.RESOURCE):
        return EntryKind.PAPER
    if LinkKind.PAPER in kinds and _section_kind(section[:1]) is not EntryKind.RESOURCE:
        return EntryKind.PAPER
    a_list = bool(draft.links) and _LIST_ADDRESS.search(draft.links[0][0])
    if a_list or _RESOURCE_TITLE.search(draft.title) or where is EntryKind.RESOURCE:
        return EntryKind.RESOURCE
    if LinkKind.CODE in kinds or where is EntryKind.PROJECT:
        return EntryKind.PROJECT
    if where is EntryKind.PAPER or (draft.authors and draft.year and not draft.linked):
        return EntryKind.PAPER
    if kinds and kinds[0] in (LinkKind.VIDEO, LinkKind.BLOG, LinkKind.DATA, LinkKind.SLIDES):
        return EntryKind.RESOURCE
    return EntryKind.PROJECT if draft.links else EntryKind.PAPER


@lru_cache(maxsize=4096)
def _section_kind(section: SectionPath) -> EntryKind | None:
    """Return the kind that section titles name: the innermost that names one, by its last telling word."""
    kinds = ((_PAPERS, EntryKind.PAPER), (_RESOURCES, EntryKind.RESOURCE), (_SOFTWARE, EntryKind.PROJECT))
    for title in reversed(section):
        words = _AWESOME.sub("", title)
        ends = [(found.end(), kind) for pattern, kind in kinds for found in pattern.finditer(words)]
        if ends:
            return max(ends, key=lambda end: end[0])[1]
    return None


def typed_links(draft: Draft, kind: EntryKind, section: SectionPath) -> tuple[Link, ...]:
    """Give each link its kind; an address that says nothing is the paper's if it is a paper's title link."""
    return tuple(
        Link(_kind_of(url, label, at, draft, kind, section), visible(url), label)
        for at, (url, label) in enumerate(draft.links)
    )


def _kind_of(url: str, label: str, at: int, draft: Draft, kind: EntryKind, section: Sequence[str]) -> LinkKind:
    found = link_kind(url, label)
    bare_pdf = found is LinkKind.PAPER and not label and not draft.venue and ".pdf" in url.lower()
    if bare_pdf and address_kind(url.split(".pdf")[0]) is None and any(map(_SLIDES_SECTION.search, section)):
        return LinkKind.SLIDES
    if found is not None:
        return found
    published = bool(draft.venue or (draft.authors and draft.year))
    if (
        at == 0
        and kind is EntryKind.PAPER
        and published
        and not re.search(r"//[\w-]+\.(?:github|gitlab)\.io|sites\.google\.com", url)
    ):
        return LinkKind.PAPER
    return LinkKind.PROJECT if at == 0 or not label else LinkKind.OTHER
