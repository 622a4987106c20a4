"""Refine a search by what its reader says of its results: *More like this*, *Not this*, *Start over*.

All that was said stands in the query itself (`like:poet unlike:sage`), so nothing is kept anywhere, and what a
button does can be typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.commands.desk import Desk
from bot.commands.present import line_of_hit, spoken_id
from bot.domain.catalog import CatalogEntry
from bot.i18n import enumeration, ngettext
from bot.i18n import gettext as _
from bot.replies.model import Choice, Line
from bot.search.documents import short_name
from bot.search.query import MAX_QUERY, without_likes
from bot.search.results import SearchAnswer

MORE, LESS = "+", "-"
"""What is typed before a number at a prompt, for more or less like what stands there."""


@dataclass(frozen=True, slots=True)
class Refining:
    """A query without what was said of its results, and the ids of which more, or nothing of the kind, is wanted."""

    words: str
    liked: tuple[str, ...] = ()
    unliked: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The query as it is typed."""
        said = (("like", self.liked), ("unlike", self.unliked))
        return " ".join([self.words, *(f"{name}:{','.join(ids)}" for name, ids in said if ids)]).strip()


def refining_of(desk: Desk, query: str, answer: SearchAnswer) -> Refining:
    """Return what was said in a query, of which this is the answer."""
    if not (answer.liked or answer.unliked):
        return Refining(query)
    liked, unliked = (tuple(spoken_id(desk, entry) for entry in said) for said in (answer.liked, answer.unliked))
    return Refining(without_likes(query), liked, unliked)


def refinable_lines(desk: Desk, answer: SearchAnswer, refining: Refining) -> list[Line]:
    """Show hits, each with what may be said of it; a query that is as long as any may be takes no more."""
    return [
        replace(line_of_hit(desk, hit), actions=_actions(spoken_id(desk, hit.entry), refining)) for hit in answer.hits
    ]


def _actions(entry_id: str, refining: Refining) -> tuple[Choice, ...]:
    """Return what may be said of an entry; each goes on where the query ends, so that a menu names that but once."""
    more = (Choice(_("More like this"), f"/search {refining.query} like:{entry_id}", turns=True, sign=MORE),)
    less = (Choice(_("Not this"), f"/search {refining.query} unlike:{entry_id}", turns=True, sign=LESS),)
    offers = less if entry_id in refining.liked else (*more, *less)
    return tuple(each for each in offers if len(each.command) <= MAX_QUERY)


def start_over(refining: Refining) -> tuple[Choice, ...]:
    """Offer the search as it was first asked, where anything was said and there are words to ask for."""
    if not refining.words or not (refining.liked or refining.unliked):
        return ()
    return (Choice(_("Start over"), f"/search {refining.words}", turns=True),)


def notices_on(answer: SearchAnswer) -> tuple[str, ...]:
    """Say what was made of what was said."""
    notices = []
    if answer.liked:
        notices.append(_("First what is like {titles}.", titles=_titles(answer.liked)))
    if answer.unliked:
        notices.append(
            ngettext(
                "Without {titles}; what resembles it comes last.",
                "Without {titles}; what resembles them comes last.",
                len(answer.unliked),
                titles=_titles(answer.unliked),
            )
        )
    return tuple(notices)


def more_like(desk: Desk, line: Line, entry: CatalogEntry) -> Line:
    """Return a line that leads to what is like it, where there is no query to refine."""
    return replace(line, actions=(Choice(_("More like this"), f"/similar {spoken_id(desk, entry)}", sign=MORE),))


def _titles(entries: Sequence[CatalogEntry]) -> str:
    return enumeration(_("“{title}”", title=short_name(each.entry) or each.entry.title) for each in entries)
