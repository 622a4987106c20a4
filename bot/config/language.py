"""Which language to speak, found out before the settings are read: their mistakes are told in it, too."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path

from bot.config.loading import peek
from bot.translations import language_of, languages, translations_for


def translations_wanted(path: Path | None, environment: Mapping[str, str]) -> NullTranslations:
    """Return the translations for the setting `language`, or for what the environment says where that is `auto`.

    Looks where `load_settings` looks.  Never raises: what is wrong with the settings is told when they are read.
    """
    wanted = peek("language", path, environment)
    named = wanted if isinstance(wanted, str) and wanted in ("en", *languages()) else language_of(environment)
    return translations_for(named)
