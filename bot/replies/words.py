"""The fixed words of replies: what kinds, links and reasons are called, and how days and numbers are said.

Everything is in the language in force.  Babel is loaded only where there is a day or a large number to say.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.entries import EntryKind, LinkKind
from bot.i18n import N_, language
from bot.i18n import gettext as _
from bot.search.results import Reason, ReasonKind

_KINDS = {
    EntryKind.PAPER: N_("paper"),
    EntryKind.PROJECT: N_("project"),
    EntryKind.RESOURCE: N_("resource"),
}
_LINKS = {
    LinkKind.PAPER: N_("paper"),
    LinkKind.CODE: N_("code"),
    LinkKind.PROJECT: N_("project"),
    LinkKind.SLIDES: N_("slides"),
    LinkKind.VIDEO: N_("video"),
    LinkKind.BLOG: N_("blog"),
    LinkKind.DATA: N_("data"),
    LinkKind.MODEL: N_("model"),
    LinkKind.OTHER: N_("link"),
}
_REASONS = {
    ReasonKind.NAME: N_("name {words}"),
    ReasonKind.TITLE: N_("title {words}"),
    ReasonKind.DESCRIPTION: N_("description {words}"),
    ReasonKind.AUTHOR: N_("author {words}"),
    ReasonKind.VENUE: N_("venue {words}"),
    ReasonKind.YEAR: N_("year {words}"),
    ReasonKind.SECTION: N_("section {words}"),
    ReasonKind.KIND: N_("kind {words}"),
    ReasonKind.HAS: N_("has {words}"),
    ReasonKind.LINK: N_("link {words}"),
    ReasonKind.LIKE: N_("like {words}"),
    ReasonKind.CHOSEN: N_("you chose it"),
    ReasonKind.INTEREST: N_("in {words}, which you chose"),
    ReasonKind.ABOUT: N_("also about {words}"),
    ReasonKind.MEANING: N_("close in meaning"),
    ReasonKind.SAME_FIRST_AUTHOR: N_("same first author, {words}"),
    ReasonKind.SAME_AUTHOR: N_("same author, {words}"),
    ReasonKind.TOGETHER: N_("{words} people saved both"),
    ReasonKind.SAME_SECTION: N_("same section, {words}"),
    ReasonKind.PROBLEM: N_("same problem: {words}"),
    ReasonKind.APPROACH: N_("its approach: {words}"),
}
_DAYS_SAID_RELATIVELY = 31


def kind_word(kind: EntryKind) -> str:
    """Return what a kind of entry is called."""
    return _(_KINDS[kind])


def link_word(kind: LinkKind) -> str:
    """Return what a kind of link is called."""
    return _(_LINKS[kind])


def reason_phrase(kind: ReasonKind, words: str) -> str:
    """Return one reason in people's words: `title npu, llm`."""
    return _(_REASONS[kind], words=words).strip()


def reason_words(reason: Reason) -> tuple[str, ...]:
    """Return the words that a reason names; what a filter asked for in the bot's own words is translated."""
    known: dict[str, str] = {}
    if reason.kind is ReasonKind.KIND:
        known = {kind.value: word for kind, word in _KINDS.items()}
    elif reason.kind is ReasonKind.HAS:
        known = {kind.value: word for kind, word in _LINKS.items()}
    return tuple(_(known[word]) if word in known else word for word in reason.words)


def as_label(label: str) -> str:
    """Return a label, or a sentence in its place, as it stands before its value on one line: `Kind: `."""
    return _("{label}: ", label=label.rstrip(":：.。 "))


def number(count: int) -> str:
    """Return *count* as people write it, thousands parted."""
    if abs(count) < 1_000:
        return str(count)
    from babel.numbers import format_decimal

    return format_decimal(count, locale=babel_locale())


def day(when: date, now: datetime) -> str:
    """Return a day as people say it: `today`, `3 days ago` within a month, else `1 Mar 2024`.

    *when* may be a moment, which counts as its day in UTC.
    """
    if isinstance(when, datetime):
        when = when.date()
    ago = (now.date() - when).days
    if ago == 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    from babel.dates import format_date, format_timedelta

    if 1 < ago < _DAYS_SAID_RELATIVELY:
        return format_timedelta(
            when - now.date(),
            granularity="day",
            threshold=_DAYS_SAID_RELATIVELY,
            add_direction=True,
            locale=babel_locale(),
        )
    return format_date(when, "medium", locale=babel_locale())


def babel_locale() -> str:
    """Return the language in force if Babel knows it, else English."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language()))
    except (UnknownLocaleError, ValueError):
        return "en"
