"""RIS, the tagged format that reference managers have read since the 1980s."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.entries import LinkKind
from bot.services.export.works import Form, Work

_TYPES = {
    Form.CONFERENCE: "CONF",
    Form.JOURNAL: "JOUR",
    Form.PREPRINT: "UNPB",
    Form.SOFTWARE: "COMP",
    Form.WEB: "ELEC",
    Form.OTHER: "GEN",
}


def write_ris(works: Sequence[Work]) -> str:
    """Write one record for each work: `TY` first, `ER` last, one value a line, CRLF as the format wants it."""
    return "".join(f"{tag}  - {value}\r\n" for work in works for tag, value in _record(work))


def _record(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[work.form]
    yield "ID", work.key
    yield "TI", work.title
    for author in work.authors.named:
        yield "AU", author.inverted
    optional = [
        ("T2", work.venue),
        ("J2", work.listed_venue),
        ("PY", f"{work.year}" if work.year else ""),
        ("UR", work.url),
        ("DO", work.doi),
        ("AN", f"arXiv:{work.arxiv}" if work.arxiv else ""),
        ("AB", work.description),
        ("N1", work.note),
        ("N1", f"Authors: {work.listed_authors}" if work.authors.others else ""),  # RIS has no "et al."
    ]
    yield from ((tag, value) for tag, value in optional if value)
    yield from (("KW", topic) for topic in work.topics)
    yield from (("L1" if kind is LinkKind.PAPER else "LK", url) for kind, url in work.links[1:])
    yield "ER", ""
