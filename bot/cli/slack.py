"""What the command line does for the bot on Slack: puts together what there is to reach it with."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.bootstrap import platforms_of
from bot.commands.desk import Desk
from bot.config import Settings
from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.services.dispatching import Deliver

if TYPE_CHECKING:
    from bot.frontends.slack.serving import SlackAccess


def wants_slack(settings: Settings) -> bool:
    """Say whether there is anything to reach Slack with: a bot token, or what lets workspaces install the app."""
    return "slack" in platforms_of(settings)


async def serve_slack(settings: Settings, desk: Desk, stop: asyncio.Event, deliver: Deliver | None = None) -> None:
    """Answer on Slack until *stop* is set, over whichever way the settings name.  Raises `ConfigError`."""
    from bot.frontends.slack.running import run_slack, run_slack_http

    access = access_of(settings)
    if settings.slack.listen is None:
        await run_slack(desk, access, stop, deliver)
        return
    host, _colon, port = settings.slack.listen.rpartition(":")
    await run_slack_http(desk, access, host, int(port), stop, deliver)


def access_of(settings: Settings) -> SlackAccess:
    """Return what there is to reach Slack with.  Raises `ConfigError` where something is missing for it."""
    from bot.frontends.slack.manifest import scopes
    from bot.frontends.slack.serving import SlackAccess

    needed = {
        "AWESOME_BOT_SLACK_CLIENT_ID": settings.slack_bot_token or settings.slack_client_id,
        "AWESOME_BOT_SLACK_SIGNING_SECRET": settings.slack.listen is None or settings.slack_signing_secret,
    }
    missing = next((variable for variable, there in needed.items() if not there), None)
    if missing:
        raise ConfigError(_("Slack needs {variable}: set it in the environment.", variable=missing))
    if settings.slack.listen is None and settings.slack_app_token is None:
        raise ConfigError(
            _(
                "There is no way to hear from Slack: set AWESOME_BOT_SLACK_APP_TOKEN (xapp-…, from your app's page, "
                "Basic Information, App-Level Tokens), or slack.listen in the settings file."
            )
        )
    return SlackAccess(
        command=settings.slack.command,
        bot_token=_text(settings.slack_bot_token),
        app_token=_text(settings.slack_app_token),
        signing_secret=_text(settings.slack_signing_secret),
        client_id=_text(settings.slack_client_id),
        client_secret=_text(settings.slack_client_secret),
        scopes=scopes(direct_messages=settings.slack.direct_messages),
        redirect=settings.slack.redirect or "",
        api=settings.slack.api,
        authorization=settings.slack.authorize,
    )


def _text(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
