"""Find a font that can write a text.

Pillow brings one font, for English.  Other scripts need a font of this machine: it is looked for by its file name where
systems keep fonts, so that nothing has to be configured and nothing large ships with the bot.  Where none has the
characters the answer is None, and the picture shows a number instead, which the text of the answer explains.

Writing systems that need shaping or run from right to left are left to that, too: drawing them letter by letter
would be wrong, and shaping depends on libraries that a machine may not have.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.replies.harmless import ELLIPSIS

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_FILES = {
    "NotoSansCJK-Regular.ttc": 2,  # the face in the collection: simplified Chinese
    "NotoSansCJKsc-Regular.otf": 0,
    "NotoSansSC-Regular.otf": 0,
    "NotoSansCJK-VF.ttc": 2,
    "SourceHanSansSC-Regular.otf": 0,
    "wqy-microhei.ttc": 0,
    "wqy-zenhei.ttc": 0,
    "DroidSansFallbackFull.ttf": 0,
    "PingFang.ttc": 0,
    "Hiragino Sans GB.ttc": 0,
    "STHeiti Light.ttc": 0,
    "msyh.ttc": 0,
    "simsun.ttc": 0,
    "DejaVuSans.ttf": 0,
    "NotoSans-Regular.ttf": 0,
    "LiberationSans-Regular.ttf": 0,
    "Arial.ttf": 0,
    "arial.ttf": 0,
}
"""Font files, the best first: those for Chinese also have the letters of most of Europe."""

FontFile: TypeAlias = tuple[Path, int]
"""A file, and which face of it."""

_NOWHERE = "\uffff"
_RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
_ACCENTS = re.compile("[\u0300-\u036f\ufe00-\ufe0f\u20d0-\u20ff\u200c\u200d]")
"""Marks that a letter or sign can do without."""


class Pen:
    """Writes in one size, with the first font that has all characters of a text.

    `system` are font files of this machine; one that cannot be read is passed over.
    """

    def __init__(self, size: int, system: tuple[FontFile, ...]) -> None:
        self._size = size
        self._system = list(system)
        self._fonts: list[FreeTypeFont] = []
        self._has: dict[tuple[int, str], bool] = {}

    def fitting(self, text: str) -> tuple[str, FreeTypeFont] | None:
        """Return the text as it can be written, and the font for it; None where no font has its letters.

        Signs that no font has (emoji) are left out, and letters lose their accents before they are given up.
        """
        text = unicodedata.normalize("NFC", text)
        if any(map(_needs_shaping, text)):
            return None
        plainer = _plainer(text)
        for written in dict.fromkeys((_ACCENTS.sub("", text), plainer, _without_signs(plainer))):
            place = 0
            while (font := self._font(place)) is not None:
                if written and all(self._covers(place, char) for char in set(written)):
                    return written, font
                place += 1
        return None

    def shortened(self, text: str, width: float) -> tuple[str, FreeTypeFont] | None:
        """Return the text cut so that it is at most *width* pixels wide."""
        found = self.fitting(text)
        if found is None or found[1].getlength(found[0]) <= width:
            return found
        written, font = found
        dots = ELLIPSIS if self._covers(self._fonts.index(font), ELLIPSIS) else "..."
        longest = bisect_right(
            range(len(written)), width, key=lambda end: font.getlength(written[:end].rstrip() + dots)
        )
        return written[: max(longest - 1, 0)].rstrip() + dots, font

    def _font(self, place: int) -> FreeTypeFont | None:
        from PIL import ImageFont

        if not self._fonts:
            first = ImageFont.load_default(self._size)
            self._fonts += [first] if isinstance(first, ImageFont.FreeTypeFont) else []
        while len(self._fonts) <= place and self._system:
            path, index = self._system.pop(0)
            try:
                font = ImageFont.truetype(str(path), self._size, index, layout_engine=ImageFont.Layout.BASIC)
            except (OSError, ValueError):
                continue
            self._fonts.append(font)
        return self._fonts[place] if place < len(self._fonts) else None

    def _covers(self, place: int, char: str) -> bool:
        """Tell whether a font has a character: whether it draws it otherwise than one that no font has."""
        if char == " ":
            return True
        if (place, char) not in self._has:
            font = self._fonts[place]
            drawn, missing = font.getmask(char), font.getmask(_NOWHERE)
            self._has[place, char] = (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))
        return self._has[place, char]


@cache
def system_fonts() -> tuple[FontFile, ...]:
    """Return the known font files of this machine, the best first, each with the face to take of it."""
    found: dict[str, Path] = {}
    for folder in _FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob("*.[ot]t[cf]")):
            if path.name in _FILES:
                found.setdefault(path.name, path)
    return tuple((found[name], face) for name, face in _FILES.items() if name in found)


def _needs_shaping(char: str) -> bool:
    mark = unicodedata.category(char)[0] == "M" and not _ACCENTS.match(char)
    return mark or unicodedata.bidirectional(char) in _RIGHT_TO_LEFT


def _plainer(text: str) -> str:
    """Return letters without their accents."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def _without_signs(text: str) -> str:
    kept = "".join(char for char in text if unicodedata.category(char)[0] != "S" or char < "\x7f")
    return " ".join(kept.split())
