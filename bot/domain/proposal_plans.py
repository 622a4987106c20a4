"""Which changes become commits, and what is to become of every one.  Nothing is asked, and nothing is sent, here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.proposals import Fate, ProposedChange


@dataclass(frozen=True, slots=True)
class PlannedCommit:
    """One commit to make: what a file is after it."""

    change: ProposedChange
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to commit, in order, and what is to become of every change."""

    commits: tuple[PlannedCommit, ...] = ()
    fates: Mapping[str, Fate] = field(default_factory=dict)


def plan_commits(
    changes: Sequence[ProposedChange],
    texts: Mapping[str, str],
    *,
    settled: Mapping[str, Fate],
    standing: Collection[str] = (),
) -> Plan:
    """Decide which changes become commits on the files *texts*, each upon the one before.

    *settled* are those of earlier pull requests; *standing* those that the branch has already.
    """
    present = dict(texts)
    commits: list[PlannedCommit] = []
    fates: dict[str, Fate] = {}
    for change in changes:
        before = present.get(change.path)
        if change.id in standing or change.id in settled:
            fates[change.id] = Fate.PROPOSED if change.id in standing else settled[change.id]
            continue
        after = None if before is None else change.edit(before)
        if after is None:
            fates[change.id] = Fate.UNPLACED
        elif after == before:
            fates[change.id] = Fate.PRESENT
        else:
            fates[change.id] = Fate.PROPOSED
            present[change.path] = after
            commits.append(PlannedCommit(change, after))
    return Plan(tuple(commits), fates)
