"""Tell a list from what a server or a disk gives instead: an error page, a binary, nothing at all.

Pure, and about bytes: whether a text has entries is the reader's to say.
"""

from __future__ import annotations

import codecs
import json
import re

from bot.errors import NotAList
from bot.i18n import gettext as _

MAX_BYTES = 20 * 1024 * 1024
"""No awesome list is larger; what is larger is something else."""

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x7fELF", "ELF"),
)
_HTML = re.compile(rb"(?:<!--.*?-->|<\?xml[^>]*\?>|\s)*<(?:!doctype\s+html|html|head)\b", re.IGNORECASE | re.DOTALL)
_LFS = b"version https://git-lfs.github.com/spec/"
_BYTE_ORDER = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def check_content(data: bytes, source: str, *, filename: str = "") -> None:
    """Return where *data* may be a list.  Raises `NotAList` that says what came instead."""
    what = _what_instead(data, filename)
    if what:
        sentence = _(
            "{source} gave {what} instead of a list. The bot keeps what it had; look at the address.",
            source=source,
            what=what,
        )
        raise NotAList(sentence, source=source, size=len(data))


def _what_instead(data: bytes, filename: str) -> str | None:
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        return _("an empty file")
    head = data[:4096].removeprefix(codecs.BOM_UTF8)
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return _("a {format} file", format=name)
    if _HTML.match(head):
        return _("an HTML page")
    if head.startswith(_LFS):
        return _("a Git LFS pointer")
    if data[:2] not in _BYTE_ORDER and _is_binary(data):
        return _("a binary file")
    return _json_instead(data, filename)


def _is_binary(data: bytes) -> bool:
    sample = data[:65_536]
    odd = sum(sample.count(bytes([code])) for code in range(32) if code not in b"\t\n\r\f\v\x1b\x08")
    return b"\x00" in sample or odd > len(sample) // 50


def _json_instead(data: bytes, filename: str) -> str | None:
    """Recognise an answer of an API; a list may be JSON too, which has entries or is named so."""
    if filename.lower().endswith((".json", ".yaml", ".yml")) or data.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict) and "entries" in value:
        return None
    return _("JSON data")


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode a list; never fails.

    UTF-16 by its byte order mark or by *charset*, UTF-8 wherever it fits (servers often claim otherwise),
    then *charset*, then Windows-1252.
    """
    if data[:2] in _BYTE_ORDER:
        return data.decode("utf-16", errors="replace")
    declared = (charset or "").strip().casefold()
    wide = declared.startswith(("utf-16", "utf-32"))
    for name in (declared, "utf-8-sig") if wide else ("utf-8-sig", declared):
        try:
            if name:
                return data.decode(name)
        except (ValueError, LookupError):  # not in that encoding, or no encoding that Python knows
            continue
    return data.decode("cp1252", errors="replace")
