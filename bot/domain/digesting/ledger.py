"""The ledger of one digest: what became of each piece of news, written down once."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.catalog import EntryRef
from bot.domain.outbox import Fate, NumberedNews, Outcome

_SHOWN = frozenset({Fate.TOLD, Fate.MORE})


class Ledger:
    """See the module.  A piece that has its fate keeps it."""

    def __init__(self, news: Iterable[NumberedNews]) -> None:
        self._refs = {piece.number: _ref(piece) for piece in news}
        self._outcomes: dict[int, Outcome] = {}

    def note(self, numbers: Iterable[int], fate: Fate, detail: str = "") -> None:
        """Write down one fate for several pieces."""
        for number in numbers:
            self._outcomes.setdefault(number, Outcome(number, self._refs[number], fate, detail))

    def tell(self, carrier: int, numbers: Iterable[int], fate: Fate, detail: str = "") -> None:
        """Write down what became of one telling: where its carrier is shown, the others are folded into it."""
        self.note((carrier,), fate, detail)
        self.note(numbers, *((Fate.FOLDED,) if fate in _SHOWN else (fate, detail)))

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return what became of every piece, by number."""
        return tuple(self._outcomes[number] for number in sorted(self._refs))


def _ref(piece: NumberedNews) -> EntryRef | None:
    id_ = piece.news.change.entry_id
    return None if id_ is None else EntryRef(piece.news.list_name, id_)
