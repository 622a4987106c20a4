"""Find the time zone that people mean, and complete its name while it is typed.

The names are those of the time zone database that Python finds on this machine; it is listed once, which takes some
60 ms, and kept.  Knows nothing of where a person is.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from rapidfuzz import fuzz, process

from bot.domain.scheduling.places import PLACES, POPULAR, UNCERTAIN
from bot.errors import UnclearZone
from bot.i18n import enumeration
from bot.i18n import gettext as _

_REGIONS = ("Europe", "Asia", "America", "Africa", "Australia", "Atlantic", "Pacific", "Indian", "Antarctica", "Arctic")
_OF_THIS_MACHINE = {"localtime", "Factory", "posixrules"}
_OFFSET = re.compile(r"(?:utc|gmt|etc/utc|etc/gmt)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?|(?:utc|gmt)\s*0")
_LONGEST_NAME = 60
_NEAR_ENOUGH = 70
_SUGGESTED = 3


def find_zone(text: str) -> str:
    """Return the IANA name of the zone that *text* means: `europe/berlin`, `new york`, `Berlin`, `JST`, `UTC+8`.

    A whole-hour offset is a zone without summer time (`Etc/GMT-8`: there the sign is the other way round).

    Raises:
        UnclearZone: where it could be several, or none has that name; with the likeliest to choose from.
    """
    said = _key(text)
    if said in UNCERTAIN:
        raise _which(text, UNCERTAIN[said])
    if exact := _keys().get(said):
        return exact
    if offset := _OFFSET.fullmatch(said.replace("_", "")):
        return _fixed(text, offset)
    near = complete_zone(text, _SUGGESTED) if said else []
    if near:
        sentence = _("There is no time zone {name}. Is it {zones}?", name=_shown(text), zones=enumeration(near))
        raise UnclearZone(sentence, zones=tuple(near))
    raise UnclearZone(
        _(
            "There is no time zone {name}. Give a city or region such as {zones}.",
            name=_shown(text),
            zones=enumeration(POPULAR[2:5]),
        )
    )


def complete_zone(prefix: str, limit: int = 12) -> list[str]:
    """Return zones that what is being typed could become, likeliest first; well-known ones where it is empty."""
    typed = _key(prefix)
    if not typed:
        return list(POPULAR[:limit])
    found = dict.fromkeys(zone for rank in range(3) for key, zone in _choices() if _rank(key, typed) == rank)
    for key in (typed, "+" + typed.lstrip("+")):
        found |= dict.fromkeys(UNCERTAIN.get(key, ()))
    if not found:
        likely = process.extract(
            typed, [key for key, _zone in _choices()], scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=limit
        )
        found = dict.fromkeys(_choices()[index][1] for _name, _score, index in likely)
    return list(found)[:limit]


def zone_info(name: str) -> ZoneInfo:
    """Return the rules of a zone that `find_zone` named.

    Raises:
        UnclearZone: where this machine's database does not have it (another may have, or an older one had).
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnclearZone(_("This machine knows no time zone {name}.", name=_shown(name)), zone=name) from error


def _key(text: str) -> str:
    """Return *text* as the tables have it: lower case, no accents, underscores for spaces."""
    letters = normalize("NFKD", text[:_LONGEST_NAME]).replace("\N{MINUS SIGN}", "-")
    words = "".join(letter for letter in letters if not combining(letter)).casefold()
    words = words.strip(" ()[]\"'`.,").removesuffix("时间").removesuffix("時間").removesuffix(" time")
    return "_".join(words.replace("_", " ").split())


def _rank(key: str, typed: str) -> int | None:
    """Say how well a name fits what is typed: 0 begins with it, 1 a part of it does, 2 holds it, None not at all."""
    if key.startswith(typed):
        return 0
    at = key.find(typed)
    if at < 0:
        return None
    return 1 if key[at - 1] in "/_-" else 2


@cache
def _keys() -> dict[str, str]:
    """Return every way to name a zone: what people say, the names themselves, and cities alone."""
    zones = available_timezones() - _OF_THIS_MACHINE
    places = sorted((zone for zone in zones if zone.partition("/")[0] in _REGIONS), key=_prominence, reverse=True)
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in places}
    whole = {zone.casefold(): zone for zone in zones}
    return cities | whole | {said: zone for said, zone in PLACES.items() if zone in zones}


@cache
def _choices() -> list[tuple[str, str]]:
    """Return names and what they mean, of zones that are places, the prominent first; those are what is suggested."""
    proper = [(key, zone) for key, zone in _keys().items() if zone.partition("/")[0] in _REGIONS or zone == "UTC"]
    return sorted(proper, key=lambda item: (_prominence(item[1]), item[0]))


def _prominence(zone: str) -> tuple[bool, int, int, str]:
    """Order zones by how likely they are meant where a city is in several (`Europe/Istanbul`, `Asia/Istanbul`)."""
    region = zone.partition("/")[0]
    place = _REGIONS.index(region) if region in _REGIONS else len(_REGIONS)
    return zone not in POPULAR, zone.count("/"), place, zone


def _fixed(text: str, offset: re.Match[str]) -> str:
    sign, hours, minutes = offset[1] or "+", int(offset[2] or 0), int(offset[3] or 0)
    if minutes:
        raise _which(text, UNCERTAIN.get(f"{sign}{hours:02}:{minutes:02}", ()))
    if hours == 0:
        return "UTC"
    name = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    if name.casefold() not in _keys():
        raise _which(text, ())
    return name


def _which(text: str, zones: tuple[str, ...]) -> UnclearZone:
    if not zones:
        return UnclearZone(_("No place keeps the time {name}. Name a city instead.", name=_shown(text)))
    sentence = _(
        "{name} alone does not say which time zone is meant. Name a place: {zones}.",
        name=_shown(text),
        zones=enumeration(zones),
    )
    return UnclearZone(sentence, zones=zones)


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"
