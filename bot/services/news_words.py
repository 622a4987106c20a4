"""What kinds of news are called, where people choose among them or are told why they did not get one."""

from __future__ import annotations

from bot.domain.subscriptions import NewsKind
from bot.i18n import N_
from bot.i18n import gettext as _

_KINDS = {
    NewsKind.ADDED: N_("new works"),
    NewsKind.RESTORED: N_("works that are back"),
    NewsKind.CODE: N_("works that gained code"),
    NewsKind.PAPER: N_("works that gained a paper link"),
    NewsKind.PUBLISHED: N_("preprints that appeared somewhere"),
    NewsKind.EDITED: N_("corrections"),
    NewsKind.REWORDED: N_("new descriptions"),
    NewsKind.MOVED: N_("works that moved"),
    NewsKind.REMOVED: N_("works that have gone"),
    NewsKind.SECTIONS: N_("changes to sections"),
}


def news_kind_words(kind: NewsKind) -> str:
    """Return what a kind of news is called: `new works`."""
    return _(_KINDS[kind])
