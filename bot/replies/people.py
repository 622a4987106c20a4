"""How people are named where their platform does not do it: never by their key, which tells nobody anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.i18n import gettext as _
from bot.replies.model import FactGroup, Facts, Named

_PLATFORMS = {"discord": "Discord", "slack": "Slack"}
_OPERATORS = {"operator", "terminal"}


def somebody(key: str) -> str:
    """Return what the person of a key is called where their name is not known."""
    platform, _colon, _id = key.partition(":")
    if platform in _PLATFORMS:
        return _("somebody on {platform}", platform=_PLATFORMS[platform])
    return _("an operator") if platform in _OPERATORS else _("somebody")


def around(value: Named, said: Callable[[str], str], name: str) -> str:
    """Return the sentence with the person by *name*, and what stands around it as *said* makes it; its gaps stay."""
    before = said(value.before) + " " * value.before.endswith(" ")
    return before + name + " " * value.after.startswith(" ") + said(value.after)


def without_names(value: Named) -> str:
    """Return the sentence with the person as somebody."""
    return value.before + somebody(value.person) + value.after


def with_keys(reply: Facts) -> Facts:
    """Return facts that name people by their keys, for operators and machines: `suggestions block` takes a key."""
    return replace(reply, groups=tuple(map(_spelled, reply.groups)))


def _spelled(group: FactGroup) -> FactGroup:
    rows = (
        (label, said.before + said.person + said.after if isinstance(said, Named) else said)
        for label, said in group.rows
    )
    return replace(group, rows=tuple(rows))
