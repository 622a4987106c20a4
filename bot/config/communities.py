"""Communities in the settings: which servers and workspaces are one group of people.

What it means that they are is in `bot.domain.communities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from bot.domain.communities import Communities, Community
from bot.i18n import enumeration
from bot.i18n import gettext as _

LONGEST_NAME = 60
_SERVER = re.compile(r"[0-9]{15,20}")
_TEAM = re.compile(r"[TE][A-Z0-9]{2,20}")


def _as_text(value: object) -> object:
    """Let a server's id stand without quotes, where YAML takes it for a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _server(text: str) -> str:
    if not _SERVER.fullmatch(text):
        raise ValueError(
            _("that is not a server's id: with Developer Mode on, right-click the server and choose Copy Server ID")
        )
    return text


def _team(text: str) -> str:
    if not _TEAM.fullmatch(text):
        raise ValueError(
            _("that is not a workspace's id: it begins with T and stands in the address, app.slack.com/client/T…")
        )
    return text


def _name(text: str) -> str:
    tidy = " ".join(text.split())
    if not tidy or not tidy.isprintable() or len(tidy) > LONGEST_NAME:
        raise ValueError(_("write a name of at most {count} letters, without control characters", count=LONGEST_NAME))
    return tidy


ServerId: TypeAlias = Annotated[str, BeforeValidator(_as_text), AfterValidator(_server)]
TeamId: TypeAlias = Annotated[str, AfterValidator(_team)]


class CommunitySettings(BaseModel):
    """One community: its name, and the Discord servers and Slack workspaces that it consists of."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: Annotated[str, AfterValidator(_name)]
    discord: tuple[ServerId, ...] = ()
    slack: tuple[TeamId, ...] = ()

    @model_validator(mode="after")
    def _links_something(self) -> CommunitySettings:
        if len(set(self.workspaces)) < 2:
            raise ValueError(_("name two servers or workspaces at least, or there is nothing to link"))
        return self

    @property
    def workspaces(self) -> tuple[str, ...]:
        """The keys of its servers and workspaces."""
        return (*(f"discord:{each}" for each in self.discord), *(f"slack:{each}" for each in self.slack))


def each_in_one(communities: Sequence[CommunitySettings]) -> None:
    """Raise `ValueError` where a name, or a server or workspace, occurs twice."""
    names = [each.name.casefold() for each in communities]
    twice = sorted({each.name for each in communities if names.count(each.name.casefold()) > 1})
    if twice:
        raise ValueError(_("two communities are named {name}; names must differ", name=enumeration(twice)))
    members = [key for each in communities for key in each.workspaces]
    shared = sorted({key for key in members if members.count(key) > 1})
    if shared:
        raise ValueError(
            _("{workspaces} is named twice; each belongs to one community", workspaces=enumeration(shared))
        )


def communities_from(settings: Sequence[CommunitySettings]) -> Communities:
    """Return the communities as they are set."""
    return Communities(tuple(Community(each.name, each.workspaces) for each in settings))


def one_sided(communities: Communities, platforms: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each community that is on a platform for which there are no tokens: only *platforms* run."""
    for each in communities.linked:
        absent = [platform.capitalize() for platform in each.platforms if platform not in platforms]
        if len(absent) > 1:
            yield _(
                "There is no token for {one} and none for {other}, and the community {name} is on both: nobody there "
                "is answered or told anything.",
                name=each.name,
                one=absent[0],
                other=absent[1],
            )
        elif absent:
            yield _(
                "There is no token for {platform}, and the community {name} is there, too: nobody there is answered or "
                "told anything.",
                name=each.name,
                platform=absent[0],
            )
