"""Export entries as a file for other programs: BibTeX, RIS, CSL JSON, CSV, Markdown.

`works` says what there is to say about an entry, one module for each format says it.  Which entries a
person means is decided elsewhere (see `bot.commands`); nothing is written to disk here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.venues import VenueTable
from bot.replies.harmless import harmless
from bot.replies.model import Document
from bot.services.export.works import Work, works

MAX_FILENAME = 60
"""Characters of a file's name before its extension."""


class ExportFormat(StrEnum):
    """What an export can be written as."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"
    CSV = "csv"
    MARKDOWN = "markdown"


_FILES = {
    ExportFormat.BIBTEX: (".bib", "application/x-bibtex"),
    ExportFormat.RIS: (".ris", "application/x-research-info-systems"),
    ExportFormat.CSL: (".json", "application/vnd.citationstyles.csl+json"),
    ExportFormat.CSV: (".csv", "text/csv"),
    ExportFormat.MARKDOWN: (".md", "text/markdown"),
}


def export_entries(
    entries: Sequence[CatalogEntry],
    export_format: ExportFormat,
    *,
    title: str,
    venues: VenueTable,
    notes: Mapping[EntryRef, str] | None = None,
) -> Document:
    """Write the entries, in order, as one file whose text is to be stored as UTF-8.

    *title* heads the document and names the file: `Awesome On-device AI: saved` becomes
    `awesome-on-device-ai-saved.bib`.  *notes* are the person's own.
    """
    extension, media_type = _FILES[export_format]
    shown = harmless(title, 200)
    text = _written(works(entries, notes or {}, venues), export_format, shown)
    return Document(title=shown, filename=f"{file_stem(title)}{extension}", media_type=media_type, text=text)


def file_stem(title: str) -> str:
    """Return a file's name that every system takes: lower-case ASCII words joined by hyphens, never empty."""
    plain = unicodedata.normalize("NFKD", title[:1_000]).encode("ascii", "ignore").decode().casefold()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:MAX_FILENAME].strip("-")
    if not stem or re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)\d", stem):  # Windows keeps these for devices
        return f"entries-{stem}".rstrip("-")
    return stem


def _written(found: tuple[Work, ...], export_format: ExportFormat, title: str) -> str:
    """Call the writer of the format; each is imported only when it is wanted."""
    match export_format:
        case ExportFormat.BIBTEX:
            from bot.services.export.bibtex import write_bibtex

            return write_bibtex(found)
        case ExportFormat.RIS:
            from bot.services.export.ris import write_ris

            return write_ris(found)
        case ExportFormat.CSL:
            from bot.services.export.csl import write_csl

            return write_csl(found)
        case ExportFormat.CSV:
            from bot.services.export.table import write_csv

            return write_csv(found)
        case ExportFormat.MARKDOWN:
            from bot.services.export.markdown import write_markdown

            return write_markdown(found, title)
