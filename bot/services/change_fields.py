"""Say what changed about an entry, field by field: "Sage gained code."  The rest is in `bot.services.change_words`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.alike import dated, turn
from bot.domain.changes import LINK_FIELD, Change, FieldChange
from bot.domain.entries import LinkKind
from bot.domain.titles import short_name
from bot.i18n import N_, NN_, enumeration, ngettext
from bot.i18n import gettext as _
from bot.replies.harmless import harmless

_LINKED = {
    LinkKind.PAPER: N_("a paper"),
    LinkKind.CODE: N_("code"),
    LinkKind.PROJECT: N_("a project page"),
    LinkKind.SLIDES: N_("slides"),
    LinkKind.VIDEO: N_("a video"),
    LinkKind.BLOG: N_("a blog post"),
    LinkKind.DATA: N_("data"),
    LinkKind.MODEL: N_("a model"),
    LinkKind.OTHER: N_("another link"),
}
_NOTHING = "?"
"""Stands for a title without a visible character."""

_SENTENCES = {
    "title": (N_("{name} is now called *{after}*."),) * 3,
    "authors": (
        N_("{name} now names its authors: {after}."),
        N_("{name} no longer names its authors ({before})."),
        N_("{name} is now by {after} (was by {before})."),
    ),
    "venue": (
        N_("{name} appeared at {after}."),
        N_("{name} no longer names a venue (was {before})."),
        N_("{name} appeared at {after} (was {before})."),
    ),
    "year": (
        N_("{name} is from {after}."),
        N_("{name} no longer names a year (was {before})."),
        N_("{name} is from {after} (was {before})."),
    ),
    "description": (
        N_("{name} is now described: {after}"),
        N_("{name} is no longer described."),
        N_("{name} is described in other words: {after}"),
    ),
    LINK_FIELD: (
        N_("{name} gained {what}."),
        N_("{name} no longer links to {what}."),
        N_("{name} links to {what} at a new address: {after}"),
    ),
}
"""For each field what to say of one that came, went, or changed (`Turn`)."""


def field_sentences(change: Change) -> Iterator[str]:
    """Yield a sentence for each field of an edit; a venue and its year are one."""
    title = next((field.before for field in change.fields if field.field == "title"), change.title)
    for field in dated(change.fields):
        yield _say(field, name_of(title))


def _say(field: FieldChange, name: str) -> str:
    sentence = _SENTENCES[_group(field)][turn(field)]
    before, after = plain(field.before), plain(field.after)
    return _(sentence, name=name, what=_what(field), before=before, after=after)


def many_edited(change: Change, names: Sequence[str]) -> str:
    """Say at once that the same fields of many entries came, went or changed as in *change*."""
    first, *more = dated(change.fields)
    if not more and first.field.startswith(LINK_FIELD):
        return ngettext(*_MANY_LINKED[turn(first)], len(names), what=_what(first), names=listed(names))
    words = dict.fromkeys(_(_FIELD_NAMES[_group(field)]) for field in (first, *more))
    return ngettext(*_MANY_CHANGED, len(names), field=enumeration(words), names=listed(names))


_MANY_LINKED = (
    NN_("{count} entry gained {what}: {names}", "{count} entries gained {what}: {names}"),
    NN_("{count} entry no longer links to {what}: {names}", "{count} entries no longer link to {what}: {names}"),
    NN_(
        "{count} entry links to {what} at a new address: {names}",
        "{count} entries link to {what} at new addresses: {names}",
    ),
)
_MANY_CHANGED = NN_(
    "The {field} of {count} entry changed: {names}",
    "The {field} of {count} entries changed: {names}",
)
_FIELD_NAMES = {
    "title": N_("title"),
    "authors": N_("authors"),
    "venue": N_("venue"),
    "year": N_("year"),
    "description": N_("description"),
    LINK_FIELD: N_("links"),
}


def _group(field: FieldChange) -> str:
    return LINK_FIELD if field.field.startswith(LINK_FIELD) else field.field


def _what(field: FieldChange) -> str:
    kind = field.field.removeprefix(LINK_FIELD)
    return _(_LINKED[LinkKind(kind)]) if field.field.startswith(LINK_FIELD) else ""


def plain(text: str) -> str:
    """Return a title or a value as it can stand in a sentence."""
    return harmless(text, 200) or (_NOTHING if text else "")


def name_of(title: str) -> str:
    """Return what a work is called in a sentence: the name that its title starts with, or the title."""
    return harmless(short_name(title) or title, 100) or _NOTHING


def listed(names: Sequence[str], most: int = 5) -> str:
    """Enumerate names, the first few and how many more."""
    first = enumeration(names[:most])
    rest = len(names) - most
    if rest <= 0:
        return first
    return ngettext("{names} and {count} more", "{names} and {count} more", rest, names=first)
