"""Compose one subscription's digest of a period: the steps in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.digesting.arranging import choose, groups_of, reading_order, remarks_of, units_of
from bot.domain.digesting.folding import fold
from bot.domain.digesting.judging import Judge, Lookup, Telling, Wanted
from bot.domain.digesting.ledger import Ledger
from bot.domain.digesting.model import IMPORTANCE, Digest
from bot.domain.digesting.repeats import repeats
from bot.domain.outbox import Fate, NumberedNews
from bot.domain.subscriptions import NewsKind, Subscription

__all__ = ["Lookup", "Wanted", "compose"]


def compose(subscription: Subscription, news: Sequence[NumberedNews], *, lookup: Lookup, wanted: Wanted) -> Digest:
    """Decide what a subscription is told of these pieces of news, and what becomes of each of them.

    *lookup* gives entries as they stand when the digest is composed, so that what was corrected meanwhile is right.
    A work is told at most once, by what is most welcome about it.  The same arguments give the same digest.
    """
    ledger = Ledger(news)
    followed = [piece for piece in news if _follows(subscription, piece)]
    ledger.note((piece.number for piece in news if not _follows(subscription, piece)), Fate.LIST)
    tellings = Judge(subscription, lookup, wanted, ledger).tellings(fold(followed))
    lists = _order(subscription, tellings)
    tellings.sort(key=lambda each: (lists[each.list_name], reading_order(each)))
    twins = repeats(tellings)
    for twin, other in twins:
        ledger.tell(twin.carrier, twin.numbers, Fate.REPEATED, "/".join(other.ref))
    repeated = {twin.carrier for twin, _other in twins}
    tellings = [each for each in tellings if each.carrier not in repeated]
    shown, over = choose(units_of(tellings), subscription.most, lists)
    for units, fate in ((shown, Fate.TOLD), (over, Fate.MORE)):
        for telling in (each for unit in units for each in unit.tellings):
            ledger.tell(telling.carrier, telling.numbers, fate)
    return Digest(
        groups_of(shown, lists),
        remarks_of(shown, lists),
        _counts(tellings),
        sum(len(unit.tellings) for unit in over),
        ledger.outcomes(),
    )


def _follows(subscription: Subscription, piece: NumberedNews) -> bool:
    return not subscription.lists or piece.news.list_name in subscription.lists


def _order(subscription: Subscription, tellings: Iterable[Telling]) -> Mapping[str, int]:
    """Return the rank of each list: as the subscription names them, else by name."""
    names = subscription.lists or sorted({each.list_name for each in tellings})
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}


def _counts(tellings: Iterable[Telling]) -> tuple[tuple[NewsKind, int], ...]:
    counted = Counter(each.kind for each in tellings)
    return tuple((kind, counted[kind]) for kind in IMPORTANCE if counted[kind])
