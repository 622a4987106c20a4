"""Write a feed as Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

Times and ids are the feed's own, so the same feed is written alike byte for byte.
"""

from __future__ import annotations

import json
from enum import StrEnum

from bot.services.feeds import Feed, FeedItem


class FeedFormat(StrEnum):
    """How a feed is written; the value is its file's ending as well."""

    ATOM = "atom"
    RSS = "rss"
    JSON = "json"


MEDIA_TYPES = {
    FeedFormat.ATOM: "application/atom+xml",
    FeedFormat.RSS: "application/rss+xml",
    FeedFormat.JSON: "application/feed+json",
}


def write_feed(feed: Feed, kind: FeedFormat, address: str | None = None) -> str:
    """Return the feed's text; *address* is where it is to be found, if that is known."""
    return _json(feed, address) if kind is FeedFormat.JSON else _xml(feed, kind, address)


def _xml(feed: Feed, kind: FeedFormat, address: str | None) -> str:
    from feedgenerator import Atom1Feed, Rss201rev2Feed

    made = (Atom1Feed if kind is FeedFormat.ATOM else Rss201rev2Feed)(
        title=feed.title,
        link=feed.homepage,
        description=feed.description,
        language=feed.language,
        author_name=feed.title,  # Atom wants an author, of the feed or of every item
        feed_url=address,
        feed_guid=feed.id,
    )
    for item in feed.items:
        made.add_item(
            title=item.title,
            link=item.url,
            description=item.html,
            unique_id=item.id,
            unique_id_is_permalink=False,
            pubdate=item.at,
            updateddate=item.at,
            author_name=item.authors,
            categories=item.tags,
        )
    if not feed.items:
        made.latest_post_date = lambda: feed.updated  # it would say now, and no two files would be alike
    return str(made.writeString("utf-8"))


def _json(feed: Feed, address: str | None) -> str:
    body: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.homepage,
        "description": feed.description,
        "language": feed.language,
        "items": [_json_item(item) for item in feed.items],
    }
    if address:
        body["feed_url"] = address
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _json_item(item: FeedItem) -> dict[str, object]:
    made: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "content_text": item.text,
        "date_published": item.at.isoformat().replace("+00:00", "Z"),
        "tags": list(item.tags),
    }
    if item.authors:
        made["authors"] = [{"name": item.authors}]
    return made
