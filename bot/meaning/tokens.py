"""Texts to token numbers: the wall before the library `tokenizers`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from bot.errors import ConfigError
from bot.i18n import gettext as _

_CHARACTERS = 16
"""Characters of a text that are looked at for each token that is wanted: no script of any language needs more."""


class Tokens:
    """A model's tokenizer, which reads the first *length* tokens of a text."""

    def __init__(self, path: Path, length: int) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # noqa: BLE001 - the library raises nothing narrower
            raise ConfigError(_("{path} cannot be read.", path=path), reason=str(error)) from None
        self._tokenizer.enable_truncation(length)
        self._tokenizer.no_padding()
        self._longest = length * _CHARACTERS

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token numbers of each text; any text has some."""
        clean = [text[: self._longest].encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [list(each.ids) or [0] for each in self._tokenizer.encode_batch(clean)]
