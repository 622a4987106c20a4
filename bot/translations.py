"""Load the translations that ship: one gettext catalog a language, in `bot/locale`.

A catalog is compiled in memory when somebody first needs it (some 80 ms), so that a checkout needs no build
step and a catalog cannot be older than its text.  English is in the source and costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

DOMAIN = "awesome-bot"
ENGLISH = NullTranslations()
LANGUAGE_VARIABLE = "AWESOME_BOT_LANGUAGE"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_ALSO = {
    "zh": "zh_CN",
    "zh_hans": "zh_CN",
    "zh_sg": "zh_CN",
    "zh_tw": "en",
    "zh_hk": "en",
    "zh_mo": "en",
    "zh_hant": "en",
}
"""What a tag means that names no catalog.  Who reads Traditional Chinese did not ask for Simplified."""


def translations_for(tag: str) -> NullTranslations:
    """Return the translations for a language tag, as systems and platforms write them: `zh`, `zh-CN`, `zh_CN.UTF-8`.

    A language of which there is no catalog is English.
    """
    name = _catalog_name(tag)
    return _loaded(name) if name else ENGLISH


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language tag that the environment asks for, from us or from any program; `""` where for none."""
    ours = environment.get(LANGUAGE_VARIABLE, "auto")
    if ours != "auto":
        return ours
    return next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")


@cache
def languages() -> tuple[str, ...]:
    """Return the names of the catalogs that ship."""
    return tuple(sorted(path.parents[1].name for path in _folder().glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def _catalog_name(tag: str) -> str | None:
    """Find the catalog for a tag: the whole tag first, then without its last part, and so on."""
    parts = tag.partition(".")[0].partition("@")[0].replace("-", "_").casefold().split("_")
    if parts[0] == "en":
        return None
    known = {name.casefold(): name for name in languages()}
    for length in range(len(parts), 0, -1):
        shorter = "_".join(parts[:length])
        name = known.get(_ALSO.get(shorter, shorter).casefold())
        if name or shorter in _ALSO:
            return name
    return None


@cache
def _loaded(name: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (_folder() / name / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalog = read_po(file, locale=name)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _folder() -> Path:
    return Path(__file__).resolve().parent / "locale"
