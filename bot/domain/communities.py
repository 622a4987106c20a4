"""Communities: servers and workspaces that are one group of people, as the settings say.  Pure.

Nothing is stored of it: what is kept names the server or workspace that it belongs to, and a community reads what all
of its members have.  So a link that leaves the settings leaves to each what was its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.destinations import Destination


@dataclass(frozen=True, slots=True)
class Community:
    """One group of people.  `workspaces` are keys as `Destination.workspace_key` writes them: `discord:123`."""

    name: str
    workspaces: tuple[str, ...]

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms that it is on, each once."""
        return tuple(dict.fromkeys(each.partition(":")[0] for each in self.workspaces))


@dataclass(frozen=True, slots=True)
class Communities:
    """All communities; each workspace is in one of them at most."""

    linked: tuple[Community, ...] = ()

    def of(self, where: Destination | None) -> Community | None:
        """Return the community to which a channel belongs; None for a person, who is always on their own."""
        if where is None or where.personal:
            return None
        return next((each for each in self.linked if where.workspace_key in each.workspaces), None)

    def sharing(self, where: Destination) -> tuple[str, ...]:
        """Return the keys of all workspaces that share what this place has: its own first, then those linked to it."""
        own, community = where.workspace_key, self.of(where)
        others = community.workspaces if community else ()
        return (own, *(each for each in others if each != own))

    def are_one(self, here: Destination | None, there: Destination | None) -> bool:
        """Say whether two places share: they are of one workspace, or of one community."""
        if here is None or there is None or here.personal != there.personal:
            return False
        return there.workspace_key in self.sharing(here)
