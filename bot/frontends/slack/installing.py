"""Where the app is installed, and how it comes there: tokens by workspace, Slack's OAuth, and farewells.

slack_sdk's stores are implemented over our own ports: what is kept, and where, is decided there.
"""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.domain.communities import Communities
from bot.domain.destinations import Destination
from bot.frontends.slack.people import PLATFORM
from bot.ports.installations import Installation, InstallationStore

_log = logging.getLogger(__name__)

STATE_LIVES = timedelta(minutes=10)
KEPT = 60.0
"""Seconds for which an installation is taken from memory: another process may have replaced it."""
_MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot in one workspace."""

    team: str
    token: str = field(repr=False)
    bot: str
    app: str


class OneWorkspace:
    """The one workspace whose token stands in the environment."""

    def __init__(self, installed: Installed) -> None:
        self._installed = installed

    async def installed(self, team: str) -> Installed | None:
        """Return the bot in the workspace; in shared channels events may name another one."""
        del team
        return self._installed

    async def token_of(self, team: str) -> str | None:
        """Return the token."""
        del team
        return self._installed.token

    async def drop(self, team: str) -> None:
        """Keep the token: only an operator can take it out of the environment."""
        del team


class ManyWorkspaces:
    """The workspaces that installed the app by OAuth; each looked up once a minute.  *ticks* counts seconds."""

    def __init__(self, store: InstallationStore, ticks: Callable[[], float]) -> None:
        self._store, self._ticks = store, ticks
        self._known: OrderedDict[str, tuple[float, Installed]] = OrderedDict()

    async def installed(self, team: str) -> Installed | None:
        """Return the bot in a workspace; None where it is not installed."""
        at, known = self._known.get(team, (0.0, None))
        if known and self._ticks() - at < KEPT:
            return known
        kept = await self._store.installation(PLATFORM, team)
        if kept is None:
            self._known.pop(team, None)
            return None
        found = Installed(kept.workspace, kept.token, kept.bot, kept.app)
        self._known[team] = (self._ticks(), found)
        if len(self._known) > _MOST_KEPT:
            self._known.popitem(last=False)
        return found

    async def token_of(self, team: str) -> str | None:
        """Return the token of a workspace."""
        found = await self.installed(team)
        return found.token if found else None

    async def drop(self, team: str) -> None:
        """Forget a workspace at once."""
        self._known.pop(team, None)


Workspaces = OneWorkspace | ManyWorkspaces


class Authorize(AsyncAuthorize):
    """Tells bolt who we are in a workspace, without a call to Slack: it has three seconds for everything."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self.token_rotation_expiration_minutes = 0  # bolt sets it

    async def __call__(  # noqa: D102 - bolt's own
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        del context, actor_enterprise_id, actor_team_id, actor_user_id
        found = await self._workspaces.installed(team_id or enterprise_id or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=found.team,
            bot_user_id=found.bot,
            bot_id=found.app,
            bot_token=found.token,
            user_id=user_id,
        )


class Installations(AsyncInstallationStore):
    """slack_sdk's installation store, over ours.  Only bot tokens are kept: we ask for no others."""

    def __init__(
        self,
        store: InstallationStore,
        workspaces: ManyWorkspaces,
        now: Callable[[], datetime],
        communities: Communities | None = None,
    ) -> None:
        self._store, self._workspaces, self._now, self._communities = store, workspaces, now, communities

    @property
    def logger(self) -> logging.Logger:  # noqa: D102 - slack_sdk's own
        return _log

    async def async_save(self, installation: SlackInstallation) -> None:
        """Keep an installation."""
        team = installation.team_id or installation.enterprise_id or ""
        await self._store.put_installation(
            Installation(
                platform=PLATFORM,
                workspace=team,
                name=installation.team_name or installation.enterprise_name or "",
                token=installation.bot_token or "",
                bot=installation.bot_user_id or "",
                app=installation.bot_id or "",
                scopes=",".join(installation.bot_scopes or ()),
                installer=installation.user_id or "",
                installed_at=self._now(),
            )
        )
        await self._workspaces.drop(team)
        _log.info("slack.installed", extra={"team": team})

    async def async_save_bot(self, bot: Bot) -> None:
        """Keep nothing: the bot is kept with its installation."""
        del bot

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """Return the bot in a workspace."""
        found = await self.async_find_installation(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return found.to_bot() if found else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> SlackInstallation | None:
        """Return the installation in a workspace."""
        del user_id, is_enterprise_install
        kept = await self._store.installation(PLATFORM, team_id or enterprise_id or "")
        if kept is None:
            return None
        return SlackInstallation(
            enterprise_id=enterprise_id,
            team_id=kept.workspace,
            team_name=kept.name,
            bot_token=kept.token,
            bot_id=kept.app,
            bot_user_id=kept.bot,
            bot_scopes=kept.scopes,
            user_id=kept.installer,
            installed_at=kept.installed_at.timestamp(),
        )

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete all that is kept about a workspace."""
        await farewell(self._store, self._workspaces, team_id or enterprise_id or "", self._communities)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Delete nothing: of one person's tokens we keep none."""
        del enterprise_id, team_id, user_id


class States(AsyncOAuthStateStore):
    """slack_sdk's store of one-time words, over ours: so any process can finish what another began."""

    def __init__(self, store: InstallationStore, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now

    @property
    def logger(self) -> logging.Logger:  # noqa: D102 - slack_sdk's own
        return _log

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """Make a word for the beginning of an installation."""
        del args, kwargs
        state = secrets.token_urlsafe(32)
        await self._store.issue_state(state, self._now() + STATE_LIVES)
        return state

    async def async_consume(self, state: str) -> bool:
        """Use a word up."""
        return bool(state) and await self._store.consume_state(state, self._now())


async def farewell(
    store: InstallationStore, workspaces: Workspaces, team: str, communities: Communities | None = None
) -> None:
    """Delete all that is kept about a workspace that has removed the app; its community goes on without it."""
    own, *heirs = (communities or Communities()).sharing(Destination(PLATFORM, team, ""))
    count = await store.forget_workspace(own, heirs)
    await workspaces.drop(team)
    _log.warning("slack.uninstalled", extra={"team": team, "records": count})
