"""Show digests to the person at this machine's prompt: the terminal's side of the outbox.

What is on a screen is gone with it, so that a digest which may not have been read is shown again at the next prompt.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.outbox import Delivery, SentMessage
from bot.errors import DeliveryRefused
from bot.frontends.terminal.session import Terminal
from bot.i18n import gettext as _
from bot.ports import Posting
from bot.replies.model import Reply


class TerminalMessenger:
    """A `Messenger` for whoever sits at the prompt of *terminal*."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    @property
    def platform(self) -> str:
        """The name in destinations."""
        return "terminal"

    def fits(self, _reply: Reply) -> bool:
        """Say that a screen scrolls."""
        return True

    def recognises(self, _delivery: Delivery) -> timedelta:
        """Say that a terminal remembers nothing."""
        return timedelta(0)

    async def post(self, posting: Posting) -> SentMessage:
        """Show a digest above the prompt."""
        await self._show(posting.reply)
        return SentMessage(posting.delivery.id)

    async def find(self, _posting: Posting) -> SentMessage | None:
        """Say that what another prompt showed is not to be seen any more."""
        return None

    async def edit(self, _posting: Posting, _sent: SentMessage) -> None:
        """Refuse: what has scrolled by stays as it is."""
        raise DeliveryRefused(_("What is on the screen stays as it is."), "unfit")

    async def tell(self, _person: str, reply: Reply) -> bool:
        """Show something else above the prompt."""
        await self._show(reply)
        return True

    async def _show(self, reply: Reply) -> None:
        from bot.frontends.terminal.prompt import above_prompt

        def write() -> None:
            self._terminal.show(reply)
            self._terminal.write("\n")

        await above_prompt(write)
