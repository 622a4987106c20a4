"""The rows of the command table for suggesting.

Their handlers are imported with the first of them that is used, and in a thread: they need what half a search needs,
and other commands should not wait for that.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING, cast

from bot.commands.model import Audience, Call, Command, Handler, Param, ParamKind, Place
from bot.i18n import N_
from bot.replies.model import Reply

if TYPE_CHECKING:
    from bot.commands.desk import Desk

_PAGE = Param("page", ParamKind.NUMBER, N_("which page"), named_only=True)
_ID = Param("id", ParamKind.TEXT, N_("a suggestion's id"), required=True)
_WORDS = Param("words", ParamKind.TEXT, N_("what to say to whoever suggested it"), rest=True)
_FIRST = (
    Param("title", ParamKind.TEXT, N_("its title"), named_only=True),
    Param("authors", ParamKind.TEXT, N_("its authors"), named_only=True),
    Param("published", ParamKind.TEXT, N_("venue and year, such as MobiSys 2024"), named_only=True),
    Param("section", ParamKind.SECTION, N_("a section of the list"), named_only=True),
)
_DETAILS = (
    Param("kind", ParamKind.CHOICE, N_("what it is"), choices=("paper", "project", "resource"), named_only=True),
    Param("code", ParamKind.TEXT, N_("a link to its code"), named_only=True),
    Param("description", ParamKind.TEXT, N_("a line about it"), named_only=True),
    Param("note", ParamKind.TEXT, N_("a note for the moderators"), named_only=True),
    Param("credit", ParamKind.TEXT, N_("how you are named upstream: a name, @handle, or nothing"), named_only=True),
)


def _lazy(module: str, name: str) -> Handler:
    async def handler(desk: Desk, call: Call) -> Reply:
        found = getattr(sys.modules.get(module), name, None)  # which it has as soon as it is whole
        if found is None:
            found = getattr(await asyncio.to_thread(import_module, module), name)
        return await cast("Callable[[Desk, Call], Awaitable[Reply]]", found)(desk, call)

    return handler


def _own(name: str) -> Handler:
    return _lazy("bot.commands.suggesting", name)


def _all(name: str) -> Handler:
    return _lazy("bot.commands.moderating", name)


def _of_one(verb: str, about: str, handler: Handler, *more: Param, personal: bool = False) -> Command:
    """Return a row for something that is done to one suggestion."""
    name = f"suggestions {verb}"
    return Command(name, about, handler, (_ID, *more), (f"/{name} ab2c3",), personal=personal)


SUGGESTING = (
    Command(
        "suggest",
        N_("Suggest something for the list."),
        _own("suggest"),
        (
            Param("link", ParamKind.TEXT, N_("a link to it, an arXiv id or a DOI"), rest=True),
            *_FIRST,
            Param("list", ParamKind.TEXT, N_("for which list, where several are followed"), named_only=True),
        ),
        ("/suggest https://arxiv.org/abs/2106.10199", "/suggest"),
        personal=True,
    ),
    Command(
        "suggestions mine",
        N_("Show what you suggested, and what became of it."),
        _all("mine"),
        (_PAGE,),
        ("/suggestions mine",),
        personal=True,
    ),
    Command(
        "suggestions pending", N_("Show what waits for the moderators."), _all("pending"), (_PAGE,),
        ("/suggestions pending",), personal=True,
    ),
    Command(
        "suggestions all", N_("Show everything that was suggested here."), _all("everything"), (_PAGE,),
        ("/suggestions all",), personal=True,
    ),
    _of_one("show", N_("Show a suggestion, its diff and what happened to it."), _all("show"), personal=True),
    _of_one(
        "edit", N_("Change a suggestion."), _own("change"),
        Param("link", ParamKind.TEXT, N_("a link to it, an arXiv id or a DOI"), named_only=True), *_FIRST,
        personal=True,
    ),
    _of_one(
        "details", N_("Add its code, a description, a note or your name."), _own("details"), *_DETAILS, personal=True
    ),
    _of_one("send", N_("Hand your draft in to the moderators."), _own("send"), personal=True),
    _of_one("withdraw", N_("Take a suggestion back."), _own("withdraw"), personal=True),
    _of_one("vote", N_("Vote for a suggestion."), _all("vote_"), personal=True),
    _of_one("approve", N_("Approve a suggestion."), _all("approve_"), personal=True),
    _of_one("reject", N_("Reject a suggestion, and say why."), _all("reject"), _WORDS, personal=True),
    _of_one("ask", N_("Ask whoever suggested it something."), _all("ask"), _WORDS, personal=True),
    _of_one("reopen", N_("Take up again what was rejected, declined or withdrawn."), _all("reopen"), personal=True),
    Command(
        "suggestions upstream",
        N_("Send what is approved to the list, or get it ready to be sent by hand."),
        _all("upstream"),
        (),
        ("/suggestions upstream",),
        personal=True,
    ),
    Command(
        "suggestions queue",
        N_("Let what waits be shown in this channel."),
        _all("queue"),
        (Param("what", ParamKind.CHOICE, N_("here, or off"), required=True, choices=("here", "off")),),
        ("/suggestions queue here",),
        audience=Audience.MANAGER,
        place=Place.WORKSPACE,
    ),
)  # fmt: skip
"""Every command for suggesting, in the order in which help lists them."""
