"""Find out in which time zone this machine is, by its IANA name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_LINK = Path("/etc/localtime")
_FOLDER = "zoneinfo/"
_OTHER_NAMES_OF_UTC = frozenset({"Etc/UTC", "Etc/UCT", "UCT", "Universal", "Etc/Universal", "Zulu", "Etc/Zulu"})


def local_zone(environment: Mapping[str, str], link: Path = _LINK) -> str | None:
    """Return the zone that `TZ` names, else the one that *link* points to; None where neither says a known one.

    That is how Unix keeps it (tzset(3), localtime(5)); elsewhere people are asked.
    """
    named = environment.get("TZ", "").removeprefix(":")
    if named:
        return _known(named)
    try:
        return _known(str(link.resolve(strict=True)).partition(_FOLDER)[2])
    except OSError:
        return None


def _known(name: str) -> str | None:
    from zoneinfo import ZoneInfo

    try:
        key = ZoneInfo(name).key
    except (ValueError, OSError, LookupError):  # no such zone, or no name at all
        return None
    return "UTC" if key in _OTHER_NAMES_OF_UTC else key
