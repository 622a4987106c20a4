"""Put the bot on Slack together: what there is to reach it with, who we are there, and bolt with nothing to guess."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError

from bot.commands.desk import Desk
from bot.errors import ConfigError
from bot.frontends.slack.app import SlackBot
from bot.frontends.slack.attending import SlackPresence
from bot.frontends.slack.calling import API, Pace, Slack, opened_slack
from bot.frontends.slack.delivery import SlackMessenger
from bot.frontends.slack.installing import (
    Authorize,
    Installations,
    Installed,
    ManyWorkspaces,
    OneWorkspace,
    States,
    Workspaces,
)
from bot.frontends.slack.listening import bolt_logger, listen
from bot.frontends.slack.manifest import COMMAND, INSTALL_PATH, REDIRECT_PATH
from bot.frontends.slack.payloads import part_of, text_of
from bot.frontends.slack.troubles import error_code
from bot.i18n import gettext as _
from bot.services.dispatching import Deliver

APP_TOKEN, BOT_TOKEN = ("AWESOME_BOT_SLACK_APP_TOKEN", "xapp-"), ("AWESOME_BOT_SLACK_BOT_TOKEN", "xoxb-")
"""Where each token belongs, and how it begins."""

WRONG = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"})
"""What Slack calls a token that will never be right."""


@dataclass(frozen=True, slots=True)
class SlackAccess:
    """What there is to reach Slack with; see `mode`.

    - `bot_token` (xoxb-…) is that of one workspace; without it `client_id` and `client_secret` let many install it.
    - `app_token` (xapp-…) opens Socket Mode; `signing_secret` proves requests over HTTP.
    - `scopes` are asked for at an installation; `redirect` is our public address of `REDIRECT_PATH`, if it is not the
      one that Slack knows.
    """

    command: str = COMMAND
    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    scopes: tuple[str, ...] = ()
    redirect: str = ""
    api: str = API
    authorization: str = "https://slack.com/oauth/v2/authorize"

    @property
    def many(self) -> bool:
        """Whether workspaces install it by themselves."""
        return not self.bot_token and bool(self.client_id and self.client_secret)


@dataclass(frozen=True, slots=True)
class Serving:
    """The bot, ready to be told what happens."""

    bot: SlackBot
    app: AsyncApp
    slack: Slack
    presence: SlackPresence


@asynccontextmanager
async def opened_bot(desk: Desk, access: SlackAccess, deliver: Deliver | None = None) -> AsyncIterator[Serving]:
    """Make the bot ready for the time of the block; at its end answers on their way are waited for.

    Meanwhile *deliver* sends what is to be posted unasked; what of that is on its way then is waited for as well.

    Raises `ConfigError` where Slack does not know the bot's token, and what `troubles.TROUBLES` names.
    """
    workspaces = ManyWorkspaces(desk.store, time.monotonic) if access.many else OneWorkspace(await _ourselves(access))
    async with opened_slack(workspaces, Pace(time.monotonic), access.api) as slack:
        bot = SlackBot(desk, slack, workspaces, access.command)
        app = _bolt(access, slack, workspaces, desk)
        listen(app, bot, desk, access.command)
        messenger = SlackMessenger(slack, desk.clock.now, access.command)
        delivering = asyncio.ensure_future(deliver(messenger)) if deliver else None
        try:
            yield Serving(bot, app, slack, SlackPresence(desk.attendance, desk.clock.now))
        finally:
            await bot.finish()
            if delivering:
                delivering.cancel()
                await asyncio.gather(delivering, return_exceptions=True)


async def _ourselves(access: SlackAccess) -> Installed:
    """Ask Slack who we are; that proves the token."""
    async with opened_slack(_NoTokens(), Pace(time.monotonic), access.api) as slack:
        try:
            told = await slack.client(access.bot_token).auth_test()
        except SlackApiError as error:
            if error_code(error) in WRONG:
                raise wrong_token(*BOT_TOKEN) from None
            raise
    answer = part_of({"answer": told.data}, "answer")
    team, user, app = (text_of(answer, key) for key in ("team_id", "user_id", "bot_id"))
    return Installed(team, access.bot_token, user, app)


class _NoTokens:
    async def token_of(self, team: str) -> str | None:
        del team
        return None


def _bolt(access: SlackAccess, slack: Slack, workspaces: Workspaces, desk: Desk) -> AsyncApp:
    """Make bolt's app.  Nothing is left for it to read from the environment."""
    oauth = None
    if isinstance(workspaces, ManyWorkspaces):
        oauth = AsyncOAuthSettings(
            client_id=access.client_id,
            client_secret=access.client_secret,
            scopes=list(access.scopes),
            user_scopes=[],
            redirect_uri=access.redirect or None,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            authorization_url=access.authorization,
            installation_store=Installations(desk.store, workspaces, desk.clock.now, desk.communities),
            state_store=States(desk.store, desk.clock.now),
        )
    return AsyncApp(
        logger=bolt_logger(),
        name="awesome-bot",
        signing_secret=access.signing_secret,
        client=slack.client(),
        authorize=Authorize(workspaces),  # type: ignore[arg-type]  # bolt takes one of its own kind, too
        oauth_settings=oauth,
        user_facing_authorize_error_message=_(
            "This app is not installed here (any more). Ask an admin of this workspace to install it again."
        ),
    )


def wrong_token(variable: str, prefix: str) -> ConfigError:
    """Say that Slack does not know a token, and where the right one belongs."""
    return ConfigError(
        _(
            "Slack does not know this token. Copy it anew from your app's page on Slack: "
            "it begins with {prefix} and belongs in {variable}.",
            prefix=prefix,
            variable=variable,
        )
    )
