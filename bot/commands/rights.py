"""Who may use a command, and where: checked here for every platform, whatever the platform itself lets through.

Pure.  What a person may do is told by the front-end (`Person.manages`), which asks its platform.
"""

from __future__ import annotations

from bot.commands.model import Audience, Command, Person, Place
from bot.i18n import gettext as _
from bot.replies.model import Failure
from bot.replies.typed import typed


def refusal(command: Command, person: Person) -> Failure | None:
    """Say why a person may not use a command where they are; None where they may.

    Everybody manages what is theirs alone: in direct messages, commands for managers are for all.
    """
    named = typed(f"/{command.name}")
    alone = person.where is not None and person.where.personal
    if command.place is Place.WORKSPACE and alone:
        sentence = _("{command} is about a channel. Use it in that channel, not here.", command=named)
        return Failure("channels_only", sentence)
    if command.audience is Audience.MANAGER and not (person.manages or alone):
        sentence = _(
            "{command} is only for people who may manage this place. Ask one of them to use it.", command=named
        )
        return Failure("managers_only", sentence)
    return None
