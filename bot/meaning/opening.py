"""Open the model that the settings name."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bot.meaning.files import folder_files, missing_extra, packaged_files
from bot.ports.vectors import VectorMeaning


def open_meaning(folder: Path | None) -> VectorMeaning:
    """Find the model in a folder, or else the one that comes with the extra; it is loaded when it is first needed.

    Raises `ConfigError` with a sentence that says what to do.
    """
    try:
        from bot.meaning.comparing import ModelMeaning
        from bot.meaning.encoder import load_encoder
    except ImportError:
        raise missing_extra() from None
    files = packaged_files() if folder is None else folder_files(folder)
    return ModelMeaning(files.name, files.dimensions, partial(load_encoder, files))
