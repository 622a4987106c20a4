"""Word digests for whoever composes them: with the titles of the lists, and the commands that lead on from a digest."""

from __future__ import annotations

from bot.domain.catalog import EntryRef
from bot.domain.digesting import Digest
from bot.domain.outbox import DigestRecord
from bot.domain.subscriptions import Subscription
from bot.replies.model import DigestPost
from bot.services.digest_words import Occasion, post_digest
from bot.services.library import Library
from bot.services.queueing import Present


def presenter(library: Library) -> Present:
    """Return what words a digest by the library as it is when it is asked."""

    def present(digest: Digest, subscription: Subscription, record: DigestRecord) -> DigestPost:
        lists = library.catalog.lists

        def show(ref: EntryRef) -> str:
            return f"/show {ref.id}" if len(lists) < 2 else f"/show {ref.list_name}/{ref.id}"

        occasion = Occasion(
            record.id,
            record.since,
            record.until,
            {each.name: each.title for each in lists},
            show,
            f"/digest show {record.id}",
        )
        return post_digest(digest, subscription, occasion)

    return present
