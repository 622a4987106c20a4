"""Put a digest into words: its title, what stands above each group, and a sentence for what is no work of its own.

What is told is decided in `bot.domain.digesting`; how a post looks is each front-end's.  In the language in force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.alike import Turn, turn
from bot.domain.catalog import EntryRef
from bot.domain.changes import Change, link_field
from bot.domain.digesting import Digest, DigestItem, ItemGroup, Remark
from bot.domain.entries import LinkKind
from bot.domain.subscriptions import NewsKind, Subscription
from bot.i18n import N_, NN_, ngettext, run_on
from bot.i18n import gettext as _
from bot.replies.model import Choice, DigestEntry, DigestGroup, DigestPost, Line
from bot.services.change_fields import field_sentences, listed, name_of, plain
from bot.services.change_words import tell, tell_all

_HEADINGS = {
    NewsKind.RESTORED: N_("Back on the list"),
    NewsKind.PUBLISHED: N_("Published"),
    NewsKind.CODE: N_("Gained code"),
    NewsKind.PAPER: N_("Gained a paper link"),
}
_COUNTED = {
    NewsKind.ADDED: NN_("{count} new", "{count} new"),
    NewsKind.RESTORED: NN_("{count} back", "{count} back"),
    NewsKind.PUBLISHED: NN_("{count} published", "{count} published"),
    NewsKind.CODE: NN_("{count} gained code", "{count} gained code"),
    NewsKind.PAPER: NN_("{count} gained a paper link", "{count} gained a paper link"),
    NewsKind.SECTIONS: NN_("{count} change to sections", "{count} changes to sections"),
    NewsKind.EDITED: NN_("{count} edited", "{count} edited"),
    NewsKind.MOVED: NN_("{count} moved", "{count} moved"),
    NewsKind.REMOVED: NN_("{count} gone", "{count} gone"),
    NewsKind.REWORDED: NN_("{count} described in other words", "{count} described in other words"),
}
_SAID_BY_HEADING = {
    NewsKind.CODE: ((link_field(LinkKind.CODE), Turn.CAME),),
    NewsKind.PAPER: ((link_field(LinkKind.PAPER), Turn.CAME),),
}
_LISTS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a post needs to know besides the digest.

    `since` and `until` (UTC) are the period; `list_titles` has the titles of the lists that are followed, by name.
    `show` gives the command that opens an entry, `more` is the one that shows the whole digest.
    """

    digest_id: str
    since: datetime
    until: datetime
    list_titles: Mapping[str, str]
    show: Callable[[EntryRef], str]
    more: str


def post_digest(digest: Digest, subscription: Subscription, occasion: Occasion) -> DigestPost:
    """Return the post of a digest; of an empty one, the line that says that there is nothing new."""
    post = DigestPost(
        occasion.digest_id,
        _title(digest, subscription, occasion),
        occasion.since,
        occasion.until,
        subscription.zone,
        style=subscription.style,
        quiet=digest.is_empty,
    )
    return post if digest.is_empty else _filled(post, digest, occasion)


def only_seen(post: DigestPost) -> DigestPost:
    """Return the post of a digest that is looked at and not kept: there is no way to what it has no room for."""
    if post.more is None:
        return post
    return replace(post, sentences=(*post.sentences, post.more.label), more=None)


def _filled(post: DigestPost, digest: Digest, occasion: Occasion) -> DigestPost:
    where = _Where({name: _list_title(name, occasion) for name in digest.lists} if len(digest.lists) > 1 else {})
    more = ngettext("and {count} more", "and {count} more", digest.over)
    return replace(
        post,
        counts=_counts(digest),
        groups=tuple(_group(group, occasion, where) for group in digest.groups),
        sentences=tuple(where.said(remark.list_name, text) for remark in digest.remarks for text in _sentences(remark)),
        more=Choice(more, occasion.more) if digest.over else None,
    )


@dataclass(frozen=True, slots=True)
class _Where:
    """The titles of lists, where there is more than one to be told apart."""

    titles: Mapping[str, str] = field(default_factory=dict)

    def said(self, list_name: str, text: str) -> str:
        """Return *text* with the list that it is about."""
        return _("{name}: {text}", name=self.titles[list_name], text=text) if list_name in self.titles else text


def _title(digest: Digest, subscription: Subscription, occasion: Occasion) -> str:
    names = digest.lists or subscription.lists or tuple(occasion.list_titles)
    lists = listed([_list_title(name, occasion) for name in names], _LISTS_NAMED)
    counts = dict(digest.counts)
    if digest.is_empty:
        return _("Nothing new on {lists}", lists=lists)
    if new := counts.get(NewsKind.ADDED):
        return ngettext("{count} new on {lists}", "{count} new on {lists}", new, lists=lists)
    return ngettext("{count} update on {lists}", "{count} updates on {lists}", sum(counts.values()), lists=lists)


def _list_title(name: str, occasion: Occasion) -> str:
    return plain(occasion.list_titles.get(name, name)) or name


def _counts(digest: Digest) -> str:
    """Count what the title does not."""
    return " · ".join(ngettext(*_COUNTED[kind], count) for kind, count in digest.counts if kind is not NewsKind.ADDED)


def _group(group: ItemGroup, occasion: Occasion, where: _Where) -> DigestGroup:
    entries = tuple(DigestEntry(_line(item, occasion), _remark(item)) for item in group.items)
    if group.kind is NewsKind.ADDED:
        title = " / ".join(plain(heading) for heading in group.section[-2:]) or _("New")
    else:
        title = _(_HEADINGS[group.kind])
    return DigestGroup(where.said(group.list_name, title), entries)


def _line(item: DigestItem, occasion: Occasion) -> Line:
    """Show a work as it stands; what is new stands below its section's heading already."""
    entry = item.entry
    return Line(
        ref=item.ref,
        title=entry.title,
        kind=entry.kind,
        command=occasion.show(item.ref),
        name=entry.name,
        authors=entry.authors,
        venue=entry.venue,
        year=entry.year,
        section=() if item.kind is NewsKind.ADDED else entry.placements[0].section,
        links=entry.links,
    )


def _remark(item: DigestItem) -> str:
    """Say what happened to a work, unless the heading above it does."""
    if item.kind in (NewsKind.ADDED, NewsKind.RESTORED):
        return ""
    turns = tuple((each.field, turn(each)) for change in item.changes for each in change.fields)
    if len(item.changes) == 1 and turns == _SAID_BY_HEADING.get(item.kind):
        return ""
    return run_on(_said(item.changes))


def _said(changes: Iterable[Change]) -> Iterable[str]:
    for change in changes:
        yield from field_sentences(change) if change.fields else (tell(change),)


def _sentences(remark: Remark) -> Sequence[str]:
    if not remark.bulk:
        return (run_on(tell(change) for change in remark.changes),)
    if remark.kind is NewsKind.REMOVED:
        names = listed([name_of(change.title) for change in remark.changes])
        return (
            ngettext(
                "{count} entry is no longer on the list: {names}",
                "{count} entries are no longer on the list: {names}",
                len(remark.changes),
                names=names,
            ),
        )
    return tell_all(remark.changes)
