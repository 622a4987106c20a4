"""Turn what people write about a subscription into one, or into a sentence that says what to write instead.

Decides nothing about when it is due (`bot.domain.scheduling`) and stores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import process

from bot.domain.scheduling import OnChange, parse_quiet, parse_schedule
from bot.domain.subscriptions import USUAL_KINDS, NewsKind, Style, Subscription, Threading
from bot.errors import UsageError
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.search.query import parse_query

_T = TypeVar("_T")

MOST_ITEMS = 25
"""How many items a digest may show; what is over is a press away."""

MOST_FILTERS = 10
_LONGEST_FILTER = 200
_MOST_TAGS = 5  # of one post in a forum: Discord's limit
_NOTHING = frozenset({"none", "no", "-", "nothing", "off", "无"})
_EVERYTHING = frozenset({"all", "everything", "*"})


def with_options(order: Subscription, given: Mapping[str, str], lists: Collection[str]) -> Subscription:
    """Return the subscription with the given options, by their names.

    *lists* are the names of those that are followed.  Raises `UsageError`.
    """
    for name, value in given.items():
        if name in _OPTIONS and value.strip():
            order = _OPTIONS[name](order, " ".join(value.split()), lists)
    return order


def _lists(order: Subscription, value: str, followed: Collection[str]) -> Subscription:
    if value.casefold() in _EVERYTHING:
        return replace(order, lists=())
    names = tuple(dict.fromkeys(each.casefold() for each in re.split(r"[,;\s]+", value) if each))
    for name in names:
        if name not in followed:
            raise UsageError(
                _("No list called {name} is followed. There is {lists}.", name=name[:40], lists=enumeration(followed))
            )
    return replace(order, lists=names)


def _include(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    return replace(order, include=_filters(value))


def _exclude(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    return replace(order, exclude=_filters(value))


def _filters(value: str) -> tuple[str, ...]:
    """Read queries between semicolons.  A query that the search language cannot read is refused, not half obeyed."""
    if value.casefold() in _NOTHING:
        return ()
    queries = tuple(dict.fromkeys(each.strip() for each in value.split(";") if each.strip()))
    if len(queries) > MOST_FILTERS:
        raise UsageError(_("That is more than {count} filters.", count=MOST_FILTERS))
    for query in queries:
        if len(query) > _LONGEST_FILTER:
            raise UsageError(_("A filter may have {count} characters at most.", count=_LONGEST_FILTER))
        asked = parse_query(query)
        if asked.problems:
            raise UsageError(" ".join(asked.problems))
        if asked.liked or asked.unliked:
            raise UsageError(_("A filter says what an entry has; like: and unlike: are for searches."))
        if not (asked.words or asked.phrases or asked.excluded or asked.facets):
            raise UsageError(
                _("“{query}” asks for nothing; a filter is words, or such as section:inference has:code.", query=query)
            )
    return queries


def _kinds(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    """Read `added, code`, `+removed`, `-code`, `all` or `usual`."""
    if value.casefold() in _EVERYTHING:
        return replace(order, kinds=frozenset(NewsKind))
    kinds: set[NewsKind] | frozenset[NewsKind] = set()
    words = re.split(r"[,;\s]+", value.casefold())
    if words and words[0][:1] in "+-":
        kinds = order.kinds
    for word in filter(None, words):
        if word == "usual":
            kinds = kinds | USUAL_KINDS
        elif word.startswith("-"):
            kinds = kinds - {_kind(word[1:])}
        else:
            kinds = kinds | {_kind(word.removeprefix("+"))}
    if not kinds:
        raise UsageError(_("That leaves no kind of news; try kinds:usual or kinds:all."))
    return replace(order, kinds=frozenset(kinds))


def _kind(word: str) -> NewsKind:
    try:
        return NewsKind(word)
    except ValueError:
        names = [kind.value for kind in NewsKind]
        nearest = process.extractOne(word, names, score_cutoff=60)
        if nearest:
            sentence = _("There is no kind of news {kind}. Did you mean {nearest}?", kind=word[:40], nearest=nearest[0])
        else:
            sentence = _("There is no kind of news {kind}. Try {kinds}.", kind=word[:40], kinds=enumeration(names))
        raise UsageError(sentence) from None


def _style(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    return replace(order, style=_choice(value, {each.value: each for each in Style}, "style"))


def _thread(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    words = {each.value: each for each in Threading} | {"yes": Threading.THREAD, "no": Threading.PLAIN}
    return replace(order, threading=_choice(value, words, "thread"))


def _empty(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    return replace(order, quiet_line=_choice(value, {"silent": False, "line": True}, "empty"))


def _quiet(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    """Read quiet hours; a digest that waits for the end of others is looked at anew."""
    quiet = None if value.casefold() in _NOTHING else str(parse_quiet(value))
    waits = order.quiet is not None and quiet != order.quiet and order.due_at is not None
    on_change = waits and isinstance(parse_schedule(order.schedule, order.zone), OnChange)
    return replace(order, quiet=quiet, due_at=None if on_change else order.due_at)


def _crosspost(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    return replace(order, crosspost=_choice(value, {"yes": True, "no": False}, "crosspost"))


def _choice(value: str, words: Mapping[str, _T], name: str) -> _T:
    if value.casefold() not in words:
        raise UsageError(
            _("{option} can be {choices}, not “{value}”.", option=name, choices=enumeration(words), value=value[:40])
        )
    return words[value.casefold()]


def _most(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= MOST_ITEMS):
        raise UsageError(_("max is a number from 1 to {most}.", most=MOST_ITEMS))
    return replace(order, most=int(value))


def _mention(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    """Read a role's id.  A name is not enough, because names are content, and content never pings."""
    if value.casefold() in _NOTHING:
        return replace(order, mention=None)
    number = re.fullmatch(r"(?:<@&)?(\d{5,25})>?", value)
    if number is None or order.destination.personal:
        raise UsageError(_("Only a role or group from here can be mentioned; pick one from the menu, or write none."))
    if number[1] == order.destination.workspace:
        raise UsageError(_("I never mention everyone. Pick a role that people have chosen to have."))
    return replace(order, mention=number[1])


def _tags(order: Subscription, value: str, _followed: Collection[str]) -> Subscription:
    if value.casefold() in _NOTHING:
        return replace(order, tags=())
    tags = tuple(dict.fromkeys(each.strip() for each in value.split(",") if each.strip()))
    return replace(order, tags=tags[:_MOST_TAGS])


_Option = Callable[[Subscription, str, Collection[str]], Subscription]
_OPTIONS: Mapping[str, _Option] = {
    "lists": _lists,
    "filter": _include,
    "without": _exclude,
    "kinds": _kinds,
    "style": _style,
    "thread": _thread,
    "empty": _empty,
    "quiet": _quiet,
    "crosspost": _crosspost,
    "max": _most,
    "mention": _mention,
    "tags": _tags,
}
