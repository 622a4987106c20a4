"""Answer one line or call: the single way from words to a reply, for every front-end.

Where a question had to wait for its turn, *asked* is the library's mark of the moment at which it came.

The last-resort handler lives here: whatever goes wrong becomes one sentence for the person, with an
incident id, and a traceback in the log.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping

from bot.commands.desk import Desk
from bot.commands.menus import MessageMenu
from bot.commands.model import Call, Person
from bot.commands.rights import refusal
from bot.commands.words import UnknownCommand, read_line, split_command
from bot.errors import BotError
from bot.i18n import gettext as _
from bot.replies.model import Choice, Failure, Reply

_log = logging.getLogger(__name__)


async def answer_line(desk: Desk, line: str, person: Person, *, asked: int | None = None) -> tuple[str, Reply]:
    """Answer a typed line; return the command's name with the reply.  Never raises but for cancellation."""
    return await _answer_read(desk, line, person, None, asked)


async def answer_form(
    desk: Desk, line: str, values: Mapping[str, str], person: Person, *, asked: int | None = None
) -> tuple[str, Reply]:
    """Answer a form: the line that it completes, and what was filled in by the names of parameters.

    What is filled in wins over what the line says, and is passed on where it is empty, too: so a handler can tell a
    field that was cleared from one that the form did not have.  Never raises but for cancellation.
    """
    return await _answer_read(desk, line, person, values, asked)


async def _answer_read(
    desk: Desk, line: str, person: Person, values: Mapping[str, str] | None, asked: int | None
) -> tuple[str, Reply]:
    try:
        call = read_line(line, person, desk.table, values)
    except UnknownCommand as error:
        return "", Failure(error.code, str(error), _instead(desk, line, error.nearest))
    except BotError as error:
        return line.split(maxsplit=1)[0].lstrip("/"), Failure(error.code, str(error))
    return call.command, await answer_call(desk, call, asked=asked)


def _instead(desk: Desk, line: str, nearest: str | None) -> tuple[Choice, ...]:
    """Offer the same line with the command that was probably meant."""
    if nearest is None:
        return ()
    _wrong, rest = split_command(line.strip().removeprefix("/"), desk.table)
    return (Choice(_(desk.table[nearest].help), f"/{nearest} {rest}".strip()),)


async def answer_call(desk: Desk, call: Call, *, asked: int | None = None) -> Reply:
    """Answer a call, if the person may make it there.  Never raises but for cancellation."""
    command = desk.table[call.command]
    if refused := refusal(command, call.person):
        _log.info("command.not_allowed", extra={"command": call.command, "code": refused.code})
        return refused
    return await _answered(desk, call.command, asked, lambda: command.handler(desk, call))


async def answer_menu(desk: Desk, menu: MessageMenu, person: Person, text: str, *, asked: int | None = None) -> Reply:
    """Answer what was asked of somebody's message.  Never raises but for cancellation."""
    return await _answered(desk, menu.key, asked, lambda: menu.handler(desk, person, text))


async def _answered(desk: Desk, name: str, asked: int | None, handle: Callable[[], Awaitable[Reply]]) -> Reply:
    try:
        await desk.library.refresh(asked)
        return await handle()
    except BotError as error:
        _log.warning("command.refused", extra={"command": name, "code": error.code, **error.fields})
        return Failure(error.code, str(error))
    except Exception:  # noqa: BLE001 - the last-resort handler: see the module's docstring
        incident = secrets.token_hex(4)
        _log.exception("command.failed", extra={"command": name, "incident": incident})
        sentence = _("That went wrong on our side. If it happens again, tell the operator: {id}.", id=incident)
        return Failure("internal", sentence)
