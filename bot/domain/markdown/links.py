"""Links that Markdown does not see but a reader does: `[[x]] (u)`, `(x)[u]`, addresses written bare.

Works on runs of text, one at a time; links that Markdown saw pass through, without their brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.domain.markdown.runs import Kind, Run, Runs, Style

_ADDRESS = r"(?:https?|ftp)://[^\s<>\"\[\]]+"
_FAULTY = re.compile(
    rf"\[?\[(?P<label>[^\[\]\n]{{1,300}})\]\]?\s*\(\s*(?P<url>(?:https?://|www\.)[^()<>\n]*(?:\([^()\s]*\)[^()<>\n]*)*)(?:\)|$)"
    rf"|[(（](?P<swapped>[^()（）\[\]\n]{{1,80}})[)）]\s?\[\s*(?P<address>{_ADDRESS})\s*\]"
    rf"|(?P<bare>{_ADDRESS})"
)
_WIDE_SPACE = re.compile(r"\s\s+|[^\S ]")
_END_OF_SENTENCE = ".,;:!?'\"*_`、。，；：）」』】"
_FORBIDDEN = re.compile(r"\s*(?:javascript|vbscript|data|file):", re.I)


def repaired(runs: Iterable[Run]) -> Runs:
    """Return the runs with every link a reader would see, wraps as blanks, forbidden addresses as plain text."""
    out: list[Run] = []
    for run in _flowing(runs):
        if run.kind is Kind.TEXT and not run.is_link:
            out += _faulty_links(run) if _may_link(run.text) else [run]
        elif run.url is not None and _FORBIDDEN.match(run.url):
            out.append(replace(run, url=None))
        else:
            out.append(run)
    return tuple(out)


def _may_link(text: str) -> bool:
    return "://" in text or "](www." in text


def _flowing(runs: Iterable[Run]) -> list[Run]:
    """Join text across wraps, so that patterns see whole sentences."""
    out: list[Run] = []
    for run in runs:
        piece = Run(" ", style=out[-1].style if out else Style.PLAIN) if run.kind is Kind.SOFT else run
        if _WIDE_SPACE.search(piece.text) and piece.kind is Kind.TEXT:
            piece = replace(piece, text=_WIDE_SPACE.sub(" ", piece.text))
        last = out[-1] if out else None
        joins = last is not None and last.kind is piece.kind is Kind.TEXT and not last.is_link and not piece.is_link
        if last is not None and joins and (last.style == piece.style or not piece.text.strip()):
            out[-1] = replace(last, text=last.text + piece.text)
        else:
            out.append(replace(piece, style=Style.PLAIN) if run.kind is Kind.SOFT else piece)
    return out


def _faulty_links(run: Run) -> list[Run]:
    out: list[Run] = []
    at = 0
    for found in _FAULTY.finditer(run.text):
        if run.style & Style.STRUCK:
            continue
        label = found["label"] or found["swapped"]
        url = (found["url"] or found["address"] or found["bare"]).strip()
        end = found.end()
        if found["bare"]:
            url = _without_ending(url)
            end = found.start() + len(url)
        out.append(replace(run, text=run.text[at : found.start()]))
        bracketed = found[0].startswith("[[") or bool(found["swapped"])
        out.append(replace(run, text=f"[{label}]" if bracketed else label or url, url=url))
        at = end
    out.append(replace(run, text=run.text[at:]))
    return [piece for piece in out if piece.text]


def _without_ending(url: str) -> str:
    """Drop what ends the sentence, not the address; a closing bracket stays if the address opened it."""
    while url and (url[-1] in _END_OF_SENTENCE or (url[-1] == ")" and url.count("(") < url.count(")"))):
        url = url[:-1]
    return url
