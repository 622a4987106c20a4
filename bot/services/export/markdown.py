"""Markdown: a list in awesome style, with whatever people wrote in it made plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.entries import SectionPath
from bot.services.export.works import Work

_ACTIVE = re.compile(r"[\\`*_\[\]<>~|&$]|(?<=:)//|(?<=www)\.")
_BLOCK = re.compile(r"^[#+\-=:!]")
_NUMBER = re.compile(r"^(\d+)(?=[.)])")
_MAX_LEVEL = 6


def write_markdown(works: Sequence[Work], title: str) -> str:
    """Write the works by section, each on a line in the style of awesome lists, notes as quotations below."""
    lines = [f"# {_escaped_heading(title)}"]
    shown: SectionPath = ()
    for section, members in _by_section(works):
        lines += _headings(section, shown)
        shown = section
        lines.append("")
        for work in members:
            lines += _item(work)
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, inside a line."""
    return _ACTIVE.sub(lambda found: rf"\{found[0]}", text)


def _escaped_start(text: str) -> str:
    """Return text that Markdown shows as it is, at the start of a line too: it is no heading, list or quotation."""
    return _NUMBER.sub(r"\1\\", escaped(text)) if _NUMBER.match(text) else _BLOCK.sub(r"\\\g<0>", escaped(text))


def _escaped_heading(text: str) -> str:
    """Return text that Markdown shows as it is, as a heading: hashes at its end stay."""
    return re.sub(r"#(?=#*$)", r"\\#", escaped(text))


def _by_section(works: Sequence[Work]) -> Iterator[tuple[SectionPath, list[Work]]]:
    groups: dict[SectionPath, list[Work]] = {}
    for work in works:
        groups.setdefault(work.sections[0], []).append(work)
    yield from sorted(groups.items(), key=lambda group: group[0] != ())  # what stands in no section comes first


def _headings(section: SectionPath, shown: SectionPath) -> Iterator[str]:
    """Yield the headings that are not standing above already, the innermost in any case."""
    same = 0
    while same < min(len(section) - 1, len(shown)) and section[same] == shown[same]:
        same += 1
    for level, heading in enumerate(section[same:], same + 2):
        yield ""
        yield f"{'#' * min(level, _MAX_LEVEL)} {_escaped_heading(heading)}"


def _item(work: Work) -> Iterator[str]:
    parts = [f"[{escaped(work.title)}]({_target(work.url)})" if work.url else _escaped_start(work.title)]
    if work.listed_authors:
        parts.append(f"by {escaped(work.listed_authors)}")
    head = " ".join(parts)
    published = " ".join(part for part in (escaped(work.listed_venue or work.venue), f"{work.year or ''}") if part)
    line = f"- {head}, {published}" if published else f"- {head}"
    for kind, url in work.links[1:]:
        line += f" [[{kind.value}]({_target(url)})]"
    if work.description:
        line += f" - {escaped(work.description)}"
    yield line
    if work.note:
        yield f"  > {_escaped_start(work.note)}"


def _target(url: str) -> str:
    """Return the URL without the brackets that would end a link early."""
    return url.replace("(", "%28").replace(")", "%29")
