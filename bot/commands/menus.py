"""What can be asked of somebody's message: one row a menu entry, for platforms that have such menus."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.commands.desk import Desk
from bot.commands.looking import card_of
from bot.commands.model import Call, Person
from bot.commands.present import line_of, show_choice, suggest_choice
from bot.domain.catalog import CatalogEntry
from bot.i18n import N_, ngettext
from bot.i18n import gettext as _
from bot.replies.model import EntryLines, Message, NothingFound, Reply

_URL = re.compile(r"https?://[^\s<>|\"`]+")
_ENDS = ".,;:!?'*_~"
_MOST_LINKS = 20
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class MessageMenu:
    """One entry of a message's menu.  `name` is the English original; the handler gets the message's text."""

    key: str
    name: str
    handler: Callable[[Desk, Person, str], Awaitable[Reply]]


async def find_in_list(desk: Desk, person: Person, text: str) -> Reply:
    """Say which of a message's links the list has; for what it has not, what comes nearest to the words."""
    links = list(dict.fromkeys(_trimmed(url) for url in _URL.findall(text)))[:_MOST_LINKS]
    found = [entry for link in links for entry in desk.library.engine.linked(link)]
    entries = list({entry.ref: entry for entry in found}.values())
    if len(entries) == 1:
        return await card_of(desk, entries[0], person)
    if entries:
        title = ngettext("{count} of its links is on the list", "{count} of its links are on the list", len(entries))
        return EntryLines(title, tuple(line_of(desk, entry) for entry in entries), len(entries))
    nearest = await _nearest(desk, _URL.sub(" ", text))
    offers = tuple(show_choice(desk, entry) for entry in nearest)
    if links:
        sentence = ngettext(
            "The list does not have this link.", "The list has none of these {count} links.", len(links)
        )
        return Message(sentence, actions=(suggest_choice(links[0]), *offers))
    return NothingFound(_("There is no link in that message."), nearest=offers)


def _trimmed(url: str) -> str:
    """Take off what belongs to the sentence around a URL, and a bracket that was not opened in it."""
    url = url.rstrip(_ENDS)
    while url.endswith((")", "]")) and url.count(url[-1]) > url.count("(" if url[-1] == ")" else "["):
        url = url[:-1].rstrip(_ENDS)
    return url


async def _nearest(desk: Desk, words: str) -> list[CatalogEntry]:
    if not words.strip():
        return []
    answer = await desk.searching.search(" ".join(words.split())[:300], limit=_NEAREST)
    return [hit.entry for hit in answer.hits] or list(answer.nearest)


async def suggest_to_list(desk: Desk, person: Person, text: str) -> Reply:
    """Open the form of a suggestion for the first link of a message."""
    link = next((_trimmed(url) for url in _URL.findall(text)), None)
    if link is None:
        return NothingFound(_("There is no link in that message."))
    call = Call("suggest", person, {"link": link})
    return await desk.table["suggest"].handler(desk, call)


MESSAGE_MENUS = (
    MessageMenu("find", N_("Find in list"), find_in_list),
    MessageMenu("suggest", N_("Suggest to list"), suggest_to_list),
)
"""Every entry of a message's menu."""
