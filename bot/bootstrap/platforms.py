"""Which platforms the bot is to be on, and which places there are one community, as the settings say."""

from __future__ import annotations

from bot.config import Settings
from bot.config.communities import communities_from
from bot.domain.communities import Communities


def platforms_of(settings: Settings) -> tuple[str, ...]:
    """Return the platforms that there are tokens for."""
    slack = settings.slack_bot_token or settings.slack_client_secret
    return tuple(name for name, token in (("discord", settings.discord_token), ("slack", slack)) if token)


def communities_of(settings: Settings) -> Communities:
    """Return which servers and workspaces are one, as it is set."""
    return communities_from(settings.communities)
