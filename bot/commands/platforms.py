"""Tell on which platforms the bot is, and how it goes there: a part of `/status`."""

from __future__ import annotations

from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.domain.communities import Community
from bot.i18n import N_, enumeration
from bot.i18n import gettext as _
from bot.replies.model import Fact, FactGroup
from bot.services.attendance import Attending, Presence

_WORDS = {
    Presence.CONFIGURED: N_("set up, but not running in this process"),
    Presence.CONNECTING: N_("connecting"),
    Presence.CONNECTED: N_("connected"),
    Presence.UNREACHABLE: N_("out of reach; it is tried again and again"),
    Presence.REFUSED: N_("its token is refused; an operator has to set a new one"),
    Presence.STOPPED: N_("stopped"),
}
_PLACES = {"discord": N_("servers"), "slack": N_("workspaces")}
"""What each platform calls the places that the bot is added to."""


def platform_name(platform: str) -> str:
    """Return what people call a platform; a name, so the same in every language."""
    return platform.capitalize()


async def platform_groups(desk: Desk, person: Person) -> tuple[FactGroup, ...]:
    """Return a group of facts for each platform that runs or is configured.  Others' communities stay unnamed."""
    seen = _communities_for(desk, person)
    return tuple([await _group(desk, each, seen) for each in desk.attendance.all()])


def _communities_for(desk: Desk, person: Person) -> tuple[Community, ...]:
    if person.operates:
        return desk.communities.linked
    own = desk.communities.of(person.where)
    return (own,) if own else ()


async def _group(desk: Desk, each: Attending, communities: tuple[Community, ...]) -> FactGroup:
    names = [community.name for community in communities if each.platform in community.platforms]
    places = each.places
    if places is None and each.presence is Presence.CONNECTED:
        places = await desk.store.count_installations(each.platform) or None
    rows: tuple[Fact | None, ...] = (
        (_("state"), _(_WORDS[each.presence])),
        (_("since"), each.since) if each.since else None,
        (_("last heard"), each.heard_at) if each.heard_at else None,
        (_(_PLACES[each.platform]), str(places)) if places is not None else None,
        (_("community"), enumeration(names)) if names else None,
    )
    return FactGroup(platform_name(each.platform), tuple(row for row in rows if row))
