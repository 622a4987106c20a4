"""Carry out one order on GitHub: one branch, one commit for each change, one pull request.

Nothing is remembered between calls; everything is read from GitHub each time and then made what the order says:

1. Look at every pull request that was ever made of the branch.  Changes in a merged one are done, changes in one
   that was closed are declined: neither is proposed again.
2. Plan: apply each change to the present text (`bot.domain.proposal_plans.plan_commits`).
3. Write the commits.  Equal orders on equal texts make equal commits, down to their names, so that a second try
   changes nothing.  The branch is *rebuilt* on the list's present commit, and has no conflict with it.
4. Move the branch, then open the pull request or give it its new words.

Where maintainers have pushed to the branch themselves, their work is kept: new changes are put on top of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.proposal_marks import mark_of, marked, marked_ids
from bot.domain.proposal_plans import Plan, plan_commits
from bot.domain.proposals import Fate, PullPhase, PullText, SubmitOrder, Submitted
from bot.errors import SourceRefused
from bot.upstream.credentials import Account, Credentials
from bot.upstream.github_api import GitHubApi
from bot.upstream.github_git import Author, GitObjects, TextFile, TreeOf
from bot.upstream.github_pulls import Pull, Pulls, Within
from bot.upstream.proposing_place import Home, Workshop

_SETTLING = {PullPhase.MERGED: Fate.MERGED, PullPhase.CLOSED: Fate.DECLINED}
_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Base:
    """The list's repository, the branch that the list is on, and where that is now."""

    home: Home
    branch: str
    at: TreeOf


@dataclass(frozen=True, slots=True)
class _Past:
    """The pull requests of our branch: the open one with what is in it, and what settled which change."""

    open: Pull | None
    within: Within
    settled_by: Mapping[str, Pull]

    @property
    def standing(self) -> tuple[str, ...]:
        """What the branch has and is to keep, since others have worked on it."""
        if self.open is None or not self.within.shared:
            return ()
        return tuple(dict.fromkeys((*self.within.ids, *marked_ids(self.open.body or ""))))


@dataclass(frozen=True, slots=True)
class Submission:
    """One order being carried out.  `source` is how messages name the list."""

    api: GitHubApi
    source: str
    base: Base
    credentials: Credentials
    workshop: Workshop

    async def carry_out(self, order: SubmitOrder) -> Submitted:
        """Do what the module says.  Raises `SourceError`; then call it again, from the start."""
        account = await self.credentials.account(self.api)
        owner = self._home.owner if self._writes_there else account.login
        past = await self._past(owner, order.branch)
        start = self.base.at
        if past.open and past.standing:
            start = await self._objects(self._home.full_name).commit(past.open.head.sha)
        files = await self._files(order, start)
        settled = {each: _SETTLING[pull.phase] for each, pull in past.settled_by.items()}
        texts = {path: file.text for path, file in files.items()}
        plan = plan_commits(order.changes, texts, settled=settled, standing=past.standing)
        ids = (*past.standing, *(commit.change.id for commit in plan.commits))
        if not ids:
            return await self._nothing_left(plan, past)
        head = past.open.head.sha if past.open else ""
        if plan.commits:
            head = await self._written(order, plan, start, files, account, force=not past.standing)
        pull = await self._pull(order, ids, f"{owner}:{order.branch}", past.open)
        return replace(_submitted(plan, past, self.base, pull), head=head)

    @property
    def _home(self) -> Home:
        return self.base.home

    @property
    def _writes_there(self) -> bool:
        return self._home.permissions.push or not self.credentials.forks

    @property
    def _pulls(self) -> Pulls:
        return Pulls(self.api, self._home.full_name)

    def _objects(self, name: str) -> GitObjects:
        return GitObjects(self.api, name, self.source)

    async def _past(self, owner: str, branch: str) -> _Past:
        opened: Pull | None = None
        settled_by: dict[str, Pull] = {}
        for pull in await self._pulls.of_branch(owner, branch):
            if pull.phase is PullPhase.OPEN:
                opened = pull
                continue
            for each in marked_ids(pull.body or ""):
                if each not in settled_by or pull.phase is PullPhase.MERGED:
                    settled_by[each] = pull
        within = await self._pulls.within(opened.number) if opened else Within((), shared=False)
        return _Past(opened, within, settled_by)

    async def _files(self, order: SubmitOrder, start: TreeOf) -> dict[str, TextFile]:
        objects = self._objects(self._home.full_name)
        paths = dict.fromkeys(change.path for change in order.changes)
        found = {path: await objects.file(start.tree, path) for path in paths}
        return {path: file for path, file in found.items() if file}

    async def _written(
        self,
        order: SubmitOrder,
        plan: Plan,
        start: TreeOf,
        files: Mapping[str, TextFile],
        account: Account,
        *,
        force: bool,
    ) -> str:
        """Write the planned commits on top of *start* and move our branch there; return the last one."""
        place = self._home.full_name
        if not self._writes_there:
            place = await self.workshop.fork(self._home, start.commit, account)
        objects = self._objects(place)
        head = await _commits(objects, plan, start, files, account.author)
        await objects.move_branch(order.branch, head, force=force)
        return head

    async def _pull(self, order: SubmitOrder, ids: Sequence[str], head: str, opened: Pull | None) -> Pull:
        """Open the pull request, or give the open one its words where what it holds has changed."""
        text = marked(order.describe(tuple(ids)), ids)
        if opened is None:
            try:
                return await self._pulls.open(head, self.base.branch, text)
            except SourceRefused as error:
                if error.fields.get("status") != _UNPROCESSABLE:
                    raise
                opened = (
                    await self._past(head.partition(":")[0], order.branch)
                ).open  # somebody was faster: perhaps we
                if opened is None:
                    raise
        if mark_of(opened.body or "") != mark_of(text.body):
            return await self._pulls.reword(opened.number, text)
        return opened

    async def _nothing_left(self, plan: Plan, past: _Past) -> Submitted:
        """Close a pull request whose changes are all on the list, or wanted no more.

        It stays open while one of them has only lost its place: a person must look.
        """
        pull = past.open
        if pull and Fate.UNPLACED not in plan.fates.values():
            emptied = marked(PullText(pull.title, pull.body or ""), ())
            await self._pulls.close(pull.number, emptied.body)
            pull = None
        return _submitted(plan, past, self.base, pull)


async def _commits(
    objects: GitObjects, plan: Plan, start: TreeOf, files: Mapping[str, TextFile], author: Author
) -> str:
    tree, parent = start.tree, start.commit
    for planned in plan.commits:
        change = planned.change
        tree = await objects.write_file(tree, replace(files[change.path], text=planned.text))
        parent = await objects.write_commit(tree, parent, change.full_message, author, change.at)
    return parent


def _submitted(plan: Plan, past: _Past, base: Base, pull: Pull | None) -> Submitted:
    settled_by = {
        each: past.settled_by[each].number for each, fate in plan.fates.items() if fate in (Fate.MERGED, Fate.DECLINED)
    }
    return Submitted(
        plan.fates,
        settled_by,
        base.at.commit,
        pull.number if pull else None,
        pull.html_url if pull else None,
        pull.head.sha if pull else None,
        shared=bool(past.standing),
    )
