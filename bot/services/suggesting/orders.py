"""Orders: what is to go upstream, in the words in which maintainers read it.  Pure; always in English.

Nothing private goes along: no note for the moderators, no name but the one that somebody asked to be named by, no link
to where it was said.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.by_hand import FileChange, edit_url, new_issue_url, patch_of
from bot.domain.entries import Link
from bot.domain.proposals import ProposedChange, PullText, SubmitOrder, branch_of
from bot.domain.suggesting.proposal import Proposal
from bot.domain.suggestion_rules import SendMode
from bot.domain.suggestions import Credit, CreditKind, Suggestion
from bot.domain.venues import VenueTable
from bot.ports import ListText
from bot.services.suggesting.writing import editor

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_ADDRESS = re.compile(r"\(?\w+://\S+|\bwww\.\S+", re.I)
_HANDLE = re.compile(r"@?[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
_FOOT = "Each is a commit of its own, written in the style of its section. Edit this as you like, or close it."
_AUTHOR = "awesome-bot <awesome-bot@users.noreply.github.com>"


@dataclass(frozen=True, slots=True)
class Approved:
    """A suggestion that is to go upstream: the file that it goes into, and how it is worded there."""

    suggestion: Suggestion
    path: str
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class ByHand:
    """What somebody sends upstream themselves: the line, a patch file, and pages that open filled in.

    The links are None for a list that is not on GitHub.
    """

    line: str
    patch: str
    issue_url: str | None = None
    edit_url: str | None = None


def orders_of(
    list_name: str,
    approved: Sequence[Approved],
    taken_back: Sequence[Suggestion],
    known: Mapping[str, Suggestion],
    mode: SendMode,
    venues: VenueTable,
) -> tuple[SubmitOrder, ...]:
    """Return the pull requests that are wanted: one with all that is approved, or one each.

    Those that are *taken_back* are in none, and one that held nothing else is to be closed.  *known* are all
    suggestions for the list by id: an open pull request may hold some that are not in the order.
    """
    changes = [_change(each, venues) for each in approved]
    words = _Describing(known)
    if mode is SendMode.SINGLE:
        wanted = [SubmitOrder(branch_of(list_name, each.id), (each,), words) for each in changes]
        return (*wanted, *(SubmitOrder(branch_of(list_name, each.id), (), words) for each in taken_back))
    return (SubmitOrder(branch_of(list_name), tuple(changes), words),) if changes or taken_back else ()


def _change(each: Approved, venues: VenueTable) -> ProposedChange:
    return ProposedChange(
        id=each.suggestion.id,
        path=each.path,
        message=_message(each.suggestion),
        at=each.suggestion.created_at,
        edit=editor(each.path, each.proposal, venues),
    )


def _message(suggestion: Suggestion) -> str:
    credit = _credited(suggestion.credit)
    return f"Add {plain(suggestion.proposal.title)}" + (f"\n\nSuggested by {credit}" if credit else "")


class _Describing:
    """Words the pull request that holds the suggestions with these ids."""

    def __init__(self, known: Mapping[str, Suggestion]) -> None:
        self._known = known

    def __call__(self, ids: tuple[str, ...]) -> PullText:
        return describe([self._known[each] for each in ids if each in self._known], total=len(ids))


def describe(suggestions: Sequence[Suggestion], *, total: int | None = None, foot: str = _FOOT) -> PullText:
    """Return title and description of a pull request, or of an issue, with these suggestions, of *total* in it."""
    total = len(suggestions) if total is None else total
    title = f"Add {plain(suggestions[0].proposal.title)}" if total == 1 and suggestions else f"Add {total} entries"
    about = "This was suggested in a community that reads this list, and approved there by its moderators."
    lines = [_bullet(each) for each in suggestions]
    return PullText(title, "\n".join([about, "", *lines, "", foot]).rstrip())


def _bullet(suggestion: Suggestion) -> str:
    work = suggestion.proposal
    where = " / ".join(map(_escaped, work.section))
    link = next((f" <{each.url}>" for each in work.links if _is_plain(each)), "")
    credit = _credited(suggestion.credit)
    by = f", suggested by {_escaped(credit)}" if credit else ""
    return f"- **{_escaped(plain(work.title))}** in *{where}*{by}{link}"


def by_hand(text: ListText, approved: Sequence[Approved], venues: VenueTable) -> ByHand | None:
    """Return what somebody needs to send these themselves; None where there is nothing to send."""
    after = {file.path: file.text for file in text.files}
    sent: list[Suggestion] = []
    for each in approved:
        edited = editor(each.path, each.proposal, venues)(after[each.path]) if each.path in after else None
        if edited is not None and edited != after[each.path]:
            after[each.path] = edited
            sent.append(each.suggestion)
    if not sent:
        return None
    changes = [FileChange(file.path, file.text, after[file.path]) for file in text.files]
    changes = [change for change in changes if change.before != change.after]
    told = describe(sent, foot="")
    patch = patch_of(changes, told.title, told.body, _AUTHOR, max(each.created_at for each in sent))
    lines = "\n".join(_added(change) for change in changes)
    if text.repository is None:
        return ByHand(lines, patch)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", lines)), default=0))
    issue = new_issue_url(text.repository, told.title, f"{told.body}\n\n{fence}\n{lines}\n{fence}")
    editing = edit_url(text.repository, text.branch, changes[0].path) if text.branch else None
    return ByHand(lines, patch, issue, editing)


def _added(change: FileChange) -> str:
    """Return the lines that a change adds."""
    told = difflib.ndiff(change.before.splitlines(), change.after.splitlines())
    return "\n".join(line[2:] for line in told if line.startswith("+ ") and line[2:].strip())


def plain(text: str) -> str:
    """Return text on one line, without what would mention or notify anybody on GitHub."""
    return re.sub(r"([@#])(?=\w)", "\\1\u200b", " ".join(text.split()))[:240]


def _credited(credit: Credit) -> str:
    """Return how somebody is named, `""` for nobody.  A handle is written without what would notify its owner."""
    if credit.kind is CreditKind.ANONYMOUS or not credit.text.strip():
        return ""
    if credit.kind is CreditKind.HANDLE and _HANDLE.fullmatch(credit.text.strip()):
        return f"github.com/{credit.text.strip().lstrip('@')}"
    return plain(_ADDRESS.sub("", credit.text))


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _is_plain(link: Link) -> bool:
    return link.url.startswith("https://") and not re.search(r"[\s<>]", link.url)
