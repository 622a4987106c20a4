"""BibTeX, for LaTeX and every reference manager."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.entries import LinkKind
from bot.services.export.latex import latex, latex_title
from bot.services.export.people import Author, Authors
from bot.services.export.works import Form, Work

_TYPES = {
    Form.CONFERENCE: "inproceedings",
    Form.JOURNAL: "article",
    Form.PREPRINT: "misc",
    Form.SOFTWARE: "software",
    Form.WEB: "misc",
    Form.OTHER: "misc",
}
_CONTAINERS = {Form.CONFERENCE: "booktitle", Form.JOURNAL: "journal"}


def write_bibtex(works: Sequence[Work]) -> str:
    """Write one entry for each work.

    Beside the usual fields: `venue` is the list's own spelling where `booktitle` or `journal` has the
    canonical one, and `code`, `slides`, … hold further links.  Styles ignore both; reference managers keep them.
    """
    from bibtexparser.entrypoint import write_string  # loaded by this export only
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field
    from bibtexparser.writer import BibtexFormat

    layout = BibtexFormat()
    layout.indent = "  "
    layout.trailing_comma = True
    layout.block_separator = "\n"
    entries: list[Block] = [
        Entry(_TYPES[work.form], work.key, [Field(*pair) for pair in _fields(work)]) for work in works
    ]
    return write_string(Library(entries), bibtex_format=layout)


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    pairs = {
        "title": latex_title(work.title, work.name),
        "author": _people(work.authors),
        _CONTAINERS.get(work.form, "howpublished"): latex(work.venue),
        "venue": latex(work.listed_venue),
        "year": f"{work.year}" if work.year else "",
        "url": work.url,
        "doi": work.doi,
        "eprint": work.arxiv,
        "archiveprefix": "arXiv" if work.arxiv else "",
        "abstract": latex(work.description),
        "keywords": ", ".join(latex(topic.replace(",", " ")) for topic in work.topics),
        "note": latex(work.note),
    }
    yield from ((key, value) for key, value in pairs.items() if value)
    told: set[LinkKind] = set()
    for kind, url in work.links[1:]:
        if kind not in told and kind is not LinkKind.PAPER:
            told.add(kind)
            yield kind.value, url


def _people(authors: Authors) -> str:
    names = [_person(author) for author in authors.named]
    return " and ".join([*names, "others"] if authors.others else names)


def _person(author: Author) -> str:
    """Return a name as BibTeX takes it apart; braces keep together what is not a person's."""
    if author.literal:
        return f"{{{latex(author.literal)}}}"
    if not author.given:
        return f"{{{latex(author.family)}}}" if " " in author.family else _part(author.family)
    return ", ".join(_part(part) for part in (author.family, author.suffix, author.given) if part)


def _part(text: str) -> str:
    """Encode one part of a name; BibTeX takes the words `and` and `others` for its own."""
    encoded = latex(text)
    return f"{{{encoded}}}" if re.search(r"\b(?:and|others)\b", text, re.IGNORECASE) else encoded
