"""CSL JSON, for Zotero, Pandoc and every citation processor that reads the Citation Style Language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeAlias

from bot.services.export.people import Author
from bot.services.export.works import Form, Work

Json: TypeAlias = "str | int | Sequence[Json] | dict[str, Json]"

_TYPES = {
    Form.CONFERENCE: "paper-conference",
    Form.JOURNAL: "article-journal",
    Form.PREPRINT: "article",
    Form.SOFTWARE: "software",
    Form.WEB: "webpage",
    Form.OTHER: "document",
}


def write_csl(works: Sequence[Work]) -> str:
    """Write an array of items after the CSL-data schema, version 1.0.2.

    "et al." is a last author called `others`, as Pandoc has it; what the schema has no place for (the
    list's own spelling of a venue, further links) is under `custom`.
    """
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, Json]:
    authors = [_name(author) for author in work.authors.named]
    if work.authors.others:
        authors.append({"literal": "others"})
    preprint = work.form is Form.PREPRINT
    pairs: dict[str, Json] = {
        "id": work.key,
        "type": _TYPES[work.form],
        "title": work.title,
        "title-short": work.name,
        "author": authors,
        "container-title": "" if preprint else work.venue,
        "publisher": work.venue if preprint else "",
        "issued": {"date-parts": [[work.year]]} if work.year else {},
        "URL": work.url,
        "DOI": work.doi,
        "number": f"arXiv:{work.arxiv}" if work.arxiv else "",
        "abstract": work.description,
        "keyword": ", ".join(topic.replace(",", " ") for topic in work.topics),
        "note": work.note,
        "custom": _custom(work),
    }
    return {key: value for key, value in pairs.items() if value}


def _name(author: Author) -> dict[str, Json]:
    parts = {"literal": author.literal, "family": author.family, "given": author.given, "suffix": author.suffix}
    return {key: value for key, value in parts.items() if value}


def _custom(work: Work) -> dict[str, Json]:
    custom: dict[str, Json] = {}
    if work.listed_venue:
        custom["venue"] = work.listed_venue
    for kind, url in work.links[1:]:
        custom.setdefault(kind.value, url)
    return custom
