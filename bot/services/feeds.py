"""Make a feed of a list: the news that digests tell, as items that keep their ids for ever.  Pure.

What a list held before anything was news has its place too, by the day on which it joined: a new reader of an old
list finds something to read.  How a feed is written is in `bot.services.feed_formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from html import escape

from bot.domain.catalog import CatalogEntry, EntryRef, FollowedList
from bot.domain.changes import SECTION_KINDS
from bot.domain.entries import Entry, LinkKind
from bot.domain.outbox import NumberedNews
from bot.domain.permalinks import permalink
from bot.domain.subscriptions import USUAL_KINDS, NewsKind, news_kind
from bot.i18n import N_, enumeration, language
from bot.i18n import gettext as _
from bot.replies.harmless import harmless, safe_url
from bot.replies.words import link_word
from bot.services.change_words import tell

LENGTH = 50
"""Items that a feed holds; readers keep older ones themselves."""

_AUTHORITY = "awesome-bot,2026"  # of tag URIs (RFC 4151): no host of anybody's, so that moving house changes no id
_TITLES = {
    NewsKind.RESTORED: N_("Back on the list: {title}"),
    NewsKind.CODE: N_("Now with code: {title}"),
    NewsKind.PAPER: N_("Now with a link to the paper: {title}"),
    NewsKind.PUBLISHED: N_("Published: {title}"),
    NewsKind.REMOVED: N_("No longer on the list: {title}"),
}


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One piece of news.  `id` is a tag URI; `html` is safe to embed; `at` is when it was news (aware, UTC)."""

    id: str
    title: str
    url: str
    at: datetime
    html: str
    text: str
    tags: tuple[str, ...] = ()
    authors: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, newest item first.  `id` is a tag URI, `updated` that of the newest item, or the list's last change."""

    id: str
    title: str
    description: str
    homepage: str
    language: str
    updated: datetime
    items: tuple[FeedItem, ...]


def make_feed(
    followed: FollowedList,
    entries: Iterable[CatalogEntry],
    news: Sequence[NumberedNews],
    *,
    query: str = "",
    wanted: Callable[[CatalogEntry], bool] | None = None,
    kinds: Collection[NewsKind] = USUAL_KINDS,
) -> Feed:
    """Return the feed of one list: its *news*, and its *entries* as they came, of which all that stand now are given.

    Of both, those that are *wanted*, which is what *query* says in words.
    """
    of_list = {entry.ref: entry for entry in entries if entry.ref.list_name == followed.name}
    wanted = wanted or _any_entry
    told = [_item_of(each, of_list, followed) for each in news if _is_asked(each, of_list, wanted, kinds)]
    items = [item for item in told if item is not None]
    announced = {each.news.change.entry_id for each in news if news_kind(each.news.change) is NewsKind.ADDED}
    if NewsKind.ADDED in kinds:
        items += [
            _joined(entry, followed) for ref, entry in of_list.items() if ref.id not in announced and wanted(entry)
        ]
    items.sort(key=lambda item: (item.at, item.id), reverse=True)
    title = _("{list}: {query}", list=followed.title, query=query) if query else followed.title
    return Feed(
        id=f"tag:{_AUTHORITY}:{followed.name}" + (f"?{query}" if query else ""),
        title=harmless(title),
        description=_("What is new on {list}.", list=harmless(followed.title)),
        homepage=_page(followed, None),
        language=language().replace("_", "-"),
        updated=items[0].at if items else followed.changed_at or datetime.fromtimestamp(0, UTC),
        items=tuple(items[:LENGTH]),
    )


def _any_entry(_entry: CatalogEntry) -> bool:
    return True


def _is_asked(
    each: NumberedNews,
    entries: Mapping[EntryRef, CatalogEntry],
    wanted: Callable[[CatalogEntry], bool],
    kinds: Collection[NewsKind],
) -> bool:
    change = each.news.change
    if news_kind(change) not in kinds:
        return False
    if change.entry_id is None:
        return True
    entry = entries.get(EntryRef(each.news.list_name, change.entry_id))
    return entry is None or wanted(entry)


def _item_of(each: NumberedNews, entries: Mapping[EntryRef, CatalogEntry], followed: FollowedList) -> FeedItem | None:
    change, kind = each.news.change, news_kind(each.news.change)
    if each.news.list_name != followed.name:
        return None
    moment = each.news.settled_at
    if change.kind in SECTION_KINDS or change.entry_id is None:
        sentence = harmless(tell(change).replace("*", ""))
        return FeedItem(_tag(followed, f"sections/{each.number}"), sentence, _page(followed, None), moment,
                        f"<p>{escape(sentence)}</p>", sentence)  # fmt: skip
    entry = entries.get(EntryRef(followed.name, change.entry_id))
    if kind is NewsKind.ADDED and entry is not None:
        return _item(entry, followed, moment, _tag(followed, f"{change.entry_id}/added"), entry.entry.title)
    number = _tag(followed, f"{change.entry_id}/{kind.value}/{each.number}")
    title = _(_TITLES.get(kind, N_("Changed: {title}")), title=change.title)
    if entry is None:
        if kind is not NewsKind.REMOVED:
            return None  # it has left meanwhile, and only that is still true
        return FeedItem(number, harmless(title), _page(followed, None), moment, f"<p>{escape(harmless(title))}</p>", "")
    return _item(entry, followed, moment, number, title)


def _joined(entry: CatalogEntry, followed: FollowedList) -> FeedItem:
    """Return the item of an entry whose coming was no news: it was there first, or came before the log began."""
    day = entry.listed_on
    moment = datetime.combine(day, time(), UTC) if day else entry.first_seen
    return _item(entry, followed, moment, _tag(followed, f"{entry.id}/added"), entry.entry.title)


def _item(entry: CatalogEntry, followed: FollowedList, moment: datetime, tag: str, title: str) -> FeedItem:
    work = entry.entry
    facts = [enumeration(filter(None, [work.authors, _published(work)])), work.description or ""]
    lines = [harmless(each) for each in facts if each]
    section = " / ".join(work.sections[0])
    links = [(link_word(link.kind), url) for link in work.links if (url := safe_url(link.url))]
    anchors = " · ".join(f'<a href="{escape(url)}">{escape(word)}</a>' for word, url in links)
    html = "".join(f"<p>{escape(each)}</p>" for each in [*lines, harmless(section)] if each)
    return FeedItem(
        id=tag,
        title=harmless(title),
        url=_address(work) or _page(followed, entry),
        at=moment,
        html=html + (f"<p>{anchors}</p>" if anchors else ""),
        text="\n".join([*lines, harmless(section), *(f"{word}: {url}" for word, url in links)]),
        tags=tuple(harmless(each) for each in work.sections[0]),
        authors=harmless(work.authors) if work.authors else None,
    )


def _published(work: Entry) -> str:
    return " ".join(str(each) for each in (work.venue, work.year) if each)


def _address(work: Entry) -> str | None:
    """Return where the work itself is: the paper first, then whatever link there is that can be followed."""
    ordered = sorted(work.links, key=lambda link: link.kind is not LinkKind.PAPER)
    return next((url for link in ordered if (url := safe_url(link.url)) and url.startswith("http")), None)


def _page(followed: FollowedList, entry: CatalogEntry | None) -> str:
    """Return the list's page, at the entry's section; a list without one is named by its tag."""
    page = permalink(followed.homepage, entry.entry.sections[0] if entry else ())
    return (safe_url(page) if page else None) or f"tag:{_AUTHORITY}:{followed.name}"


def _tag(followed: FollowedList, what: str) -> str:
    return f"tag:{_AUTHORITY}:{followed.name}/{what}"
