"""A GitHub that can be written to: forks, git objects, branches, pull requests, comments, and Apps.

Any call can be cut off, before or after it has done its work.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from tests.servers.git_objects import GitObjects
from tests.servers.github import LoopbackGitHub, Repository, Snapshot
from tests.servers.loopback import Trouble

APP_TOKEN = "ghs_installed"
INVALID = {"message": "Validation Failed"}


@dataclass
class Pull:
    """A pull request; what it would merge is whatever its branch is at, until it is closed."""

    number: int
    base: str
    place: str
    branch: str
    title: str
    body: str
    state: str = "open"
    merged_as: str | None = None
    comments: list[dict[str, object]] = field(default_factory=list)
    reviews: list[dict[str, object]] = field(default_factory=list)
    made_of: Snapshot | None = None


@dataclass
class Cut:
    """Cuts the n-th call (from 0) off, before or after its work."""

    call: int
    after: bool
    meanwhile: Callable[[], object] = lambda: None


@dataclass
class WritableGitHub(LoopbackGitHub):
    """GitHub.

    - `writers` may push to repositories that are not theirs; `installed` is where the App may.
    - `slow_forks`: how often a fork is not ready.
    - `wrote`: what was changed, as method and path below the repository.
    """

    writers: dict[str, set[str]] = field(default_factory=dict)
    installed: set[str] = field(default_factory=set)
    objects: GitObjects = field(default_factory=GitObjects)
    pulls: list[Pull] = field(default_factory=list)
    issues: list[dict[str, object]] = field(default_factory=list)
    branches: dict[tuple[str, str], Snapshot] = field(default_factory=dict)
    forked: dict[str, str] = field(default_factory=dict)
    slow_forks: int = 0
    issued: int = 0
    cut: Cut | None = None
    calls: list[str] = field(default_factory=list)
    faults: list[tuple[str, str, Trouble]] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)

    def fail(self, method: str, pattern: str, trouble: Trouble) -> None:
        """Meet the next call that matches with trouble, once."""
        self.faults.append((method, pattern, trouble))

    # What people do, and see

    def branch(self, name: str, branch: str) -> Snapshot | None:
        repository = self.repositories[name]
        return repository.head if branch == repository.branch else self.branches.get((name, branch))

    def text(self, name: str, branch: str, path: str = "README.md") -> str:
        found = self.branch(name, branch)
        assert found
        data = found.files[path]
        return data.decode() if isinstance(data, bytes) else data

    def messages(self, pull: Pull) -> list[str]:
        """Messages of the commits in a pull request, oldest first."""
        return [each.message for each in self._inside(pull)]

    def push_to(self, name: str, branch: str, message: str, others: tuple[str, ...] = (), **files: str) -> Snapshot:
        """Commit to one of the branches beside the main one, as a person would."""
        before = self.branches[(name, branch)]
        changed = before.files | {path.replace("_", "."): text.encode() for path, text in files.items()}
        at = before.at + timedelta(hours=1)
        self.branches[(name, branch)] = self.objects.write_commit(changed, before, message, "Maintainer", at, others)
        return self.branches[(name, branch)]

    def merge(self, number: int, old: str = "", new: str = "") -> str:
        """Merge as "squash and merge" does; the maintainer may reword something on the way."""
        pull = self.pulls[number - 1]
        head = self.branch(pull.place, pull.branch)
        assert head
        files = {
            path: data.replace(old.encode(), new.encode()) if old and isinstance(data, bytes) else data
            for path, data in head.files.items()
        }
        pull.made_of, pull.state = head, "closed"
        pull.merged_as = self.repositories[pull.base]._advance(files, "Maintainer")
        return pull.merged_as

    def close(self, number: int) -> Pull:
        pull = self.pulls[number - 1]
        pull.state, pull.made_of = "closed", self.branch(pull.place, pull.branch)
        return pull

    def comment(self, number: int, words: str, *, association: str = "OWNER", kind: str = "User") -> None:
        pull = self.pulls[number - 1]
        count = len(pull.comments)
        pull.comments.append(
            {
                "body": words,
                "html_url": f"https://github.com/{pull.base}/pull/{number}#issuecomment-{count}",
                "user": {"login": "maintainer", "type": kind},
                "author_association": association,
                "created_at": (
                    datetime.fromisoformat("2026-02-01T00:00:00+00:00") + timedelta(minutes=count)
                ).isoformat(),
            }
        )

    # What the API does

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        number = len(self.calls)
        self.calls.append(request.method)
        if self.cut and self.cut.call == number:
            if self.cut.after:
                await self._now(request)
            self.cut.meanwhile()
            assert request.transport
            request.transport.close()
            return web.Response()
        return await self._now(request)

    async def _now(self, request: web.Request) -> web.StreamResponse:
        for fault in self.faults:
            if fault[0] == request.method and re.search(fault[1], request.path):
                self.faults.remove(fault)
                self.requests.append(request)
                return await fault[2](request)
        if request.method != "GET":
            self._body: dict[str, Any] = await request.json()
        return await super()._handle(request)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        match request.path.strip("/").split("/"):
            case ["user"]:
                login = self.who(request)
                told = {"login": login, "id": 41} if login else {"message": "Bad credentials"}
                return self._json(request, told, 200 if login else 401)
            case ["users", login]:
                return self._json(request, {"login": login, "id": 77})
            case ["app"]:
                return self._json(request, {"slug": "list-helper"})
            case ["app", "installations", _number, "access_tokens"]:
                self.issued += 1
                self.tokens[f"{APP_TOKEN}{self.issued}"] = "list-helper[bot]"
                made = {"token": f"{APP_TOKEN}{self.issued}", "expires_at": "2026-01-29T13:00:00Z"}
                return self._json(request, made, 201)
            case ["repos", owner, repo, "installation"]:
                return self._found(request, {"id": 5} if f"{owner}/{repo}" in self.installed else None)
        return await super().answer(request)

    def _repository(self, request: web.Request, repository: Repository, parts: list[str]) -> web.StreamResponse:
        login = self.who(request) or ""
        if request.method != "GET":
            self.wrote.append(f"{request.method} {'/'.join(parts)}")
            refused = self._refused(request, repository, parts, login)
            return refused or self._written(request, repository, parts, login)
        if not parts:
            origin = self.forked.get(repository.name)
            repository.about = {"permissions": {"push": self._may_write(login, repository.name)}}
            repository.about |= {"fork": True, "parent": {"full_name": origin}} if origin else {}
        found = self._read_pulls(request, repository, parts) or self._read_git(request, repository, parts)
        return found or super()._repository(request, repository, parts)

    def _may_write(self, login: str, name: str) -> bool:
        app = login.endswith("[bot]") and name in self.installed
        return app or name.partition("/")[0] == login or login in self.writers.get(name, set())

    def _found(self, request: web.Request, value: object | None) -> web.StreamResponse:
        return self._json(request, {"message": "Not Found"} if value is None else value, 404 if value is None else 200)

    def _read_pulls(self, request: web.Request, repository: Repository, parts: list[str]) -> web.StreamResponse | None:
        mine = [pull for pull in self.pulls if pull.base == repository.name]
        count, page = int(request.query.get("per_page", "30")), int(request.query.get("page", "1"))
        part = slice((page - 1) * count, page * count)
        match parts:
            case ["pulls"]:
                head = request.query["head"]
                found = [pull for pull in reversed(mine) if f"{pull.place.partition('/')[0]}:{pull.branch}" == head]
                return self._json(request, [self._told(pull) for pull in found[part]])
            case ["pulls", number]:
                pull = next((each for each in mine if each.number == int(number)), None)
                return self._found(request, self._told(pull) if pull else None)
            case ["pulls", number, "reviews"]:
                return self._json(request, self.pulls[int(number) - 1].reviews[part])
            case ["pulls", number, "commits"]:
                inside = self._inside(self.pulls[int(number) - 1])
                return self._json(request, [_told_commit(each) for each in inside][part])
            case ["issues"]:
                told = [self._told(pull) for pull in mine]
                return self._json(request, [*told, *self.issues][::-1][part])
            case ["issues", number, "comments"]:
                return self._json(request, self.pulls[int(number) - 1].comments[part])
        return None

    def _told(self, pull: Pull) -> dict[str, object]:
        head = pull.made_of or self.branch(pull.place, pull.branch)
        ended = None if pull.state == "open" else "2026-02-01T00:00:00Z"
        return {
            "number": pull.number,
            "html_url": f"https://github.com/{pull.base}/pull/{pull.number}",
            "state": pull.state,
            "title": pull.title,
            "body": pull.body,
            "merged_at": ended if pull.merged_as else None,
            "closed_at": ended,
            "merge_commit_sha": pull.merged_as,
            "mergeable": None,
            "comments": len(pull.comments),
            "head": {"ref": pull.branch, "sha": head.sha if head else "0" * 40},
        }

    def _inside(self, pull: Pull) -> list[Snapshot]:
        theirs = {each.sha for each in self.repositories[pull.base].line()}
        found, each = [], pull.made_of or self.branch(pull.place, pull.branch)
        while each and each.sha not in theirs:
            found.append(each)
            each = each.parent
        return found[::-1]

    def _read_git(self, request: web.Request, repository: Repository, parts: list[str]) -> web.StreamResponse | None:
        self.objects.commits |= {each.sha: each for each in repository.line()}
        match parts:
            case ["commits", name] if "sha" not in request.headers.get("Accept", ""):
                at = self.branch(repository.name, name) or repository.at(name)
                tree = {"sha": self.objects.tree(at.files)} if at else None
                return self._found(request, {"sha": at.sha, "commit": {"tree": tree}} if at else None)
            case ["git", "commits", sha]:
                if self.slow_forks and repository.name in self.forked:
                    self.slow_forks -= 1
                    return self._found(request, None)
                return self._found(request, self.objects.told_commit(sha))
            case ["git", "trees", sha]:
                return self._found(request, self.objects.told_tree(sha))
            case ["git", "blobs", sha]:
                return self._found(request, self.objects.told_blob(sha))
            case ["git", "ref", "heads", *names]:
                at = self.branch(repository.name, "/".join(names))
                return self._found(request, {"object": {"sha": at.sha}} if at else None)
        return None

    def _refused(
        self, request: web.Request, repository: Repository, parts: list[str], login: str
    ) -> web.StreamResponse | None:
        if not login:
            return self._json(request, {"message": "Requires authentication"}, 401)
        if repository.archived:
            return self._json(request, {"message": "Repository was archived so is read-only."}, 403)
        if parts[0] == "git" and not self._may_write(login, repository.name):
            return self._json(request, {"message": "Not Found"}, 404)
        return None

    def _written(
        self, request: web.Request, repository: Repository, parts: list[str], login: str
    ) -> web.StreamResponse:
        body, name = self._body, repository.name
        match parts:
            case ["forks"]:
                return self._fork(request, repository, login)
            case ["git", "blobs"]:
                return self._json(request, {"sha": self.objects.blob(base64.b64decode(body["content"]))}, 201)
            case ["git", "trees"]:
                return self._json(request, {"sha": self.objects.write_tree(body["base_tree"], body["tree"])}, 201)
            case ["git", "commits"]:
                return self._commit_to(request, body)
            case ["git", "refs", *names]:
                branch = "/".join(names[1:]) or body["ref"].removeprefix("refs/heads/")
                return self._move(request, name, branch, body)
            case ["issues"]:
                number = len(self.issues) + 901
                url = f"https://github.com/{name}/issues/{number}"
                self.issues.append({"number": number, "html_url": url, "state": "open", **body})
                return self._json(request, self.issues[-1], 201)
            case ["pulls"]:
                return self._open_pull(request, repository, body)
            case ["pulls", number]:
                pull = self.pulls[int(number) - 1]
                pull.title, pull.body = body.get("title", pull.title), body.get("body", pull.body)
                if body.get("state") == "closed":
                    self.close(pull.number)
                return self._json(request, self._told(pull))
        return self._found(request, None)

    def _fork(self, request: web.Request, repository: Repository, login: str) -> web.StreamResponse:
        mine = (
            each for each, origin in self.forked.items() if (each.split("/")[0], origin) == (login, repository.name)
        )
        name = next(mine, None)
        if name is None:
            name = f"{login}/{repository.name.partition('/')[2]}"
            name = f"{name}-1" if name in self.repositories else name
            self.repositories[name] = replace(repository, name=name, about={})
            self.forked[name] = repository.name
        return self._json(request, {"full_name": name}, 202)

    def _commit_to(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        parent, who = self.objects.commits.get(body["parents"][0]), body["author"]
        if parent is None or len(body["parents"]) > 1:
            return self._json(request, {"message": "Parent SHA does not exist"}, 422)
        files, at = self.objects.files_of(body["tree"]), datetime.fromisoformat(who["date"])
        made = self.objects.write_commit(files, parent, body["message"], who["email"], at)
        return self._json(request, {"sha": made.sha}, 201)

    def _move(self, request: web.Request, name: str, branch: str, body: dict[str, Any]) -> web.StreamResponse:
        assert branch != self.repositories[name].branch, "the main branch is not ours to move"
        present, wanted = self.branch(name, branch), self.objects.commits.get(body["sha"])
        new = request.method == "POST"
        if wanted is None or new == bool(present):
            words = "Reference already exists" if present else "Reference does not exist"
            return self._json(request, {"message": words if wanted else "Object does not exist"}, 422)
        each: Snapshot | None = wanted
        while present and each and each.sha != present.sha:
            each = each.parent
        if each is None and not body["force"]:
            return self._json(request, {"message": "Update is not a fast forward"}, 422)
        self.branches[(name, branch)] = wanted
        return self._json(request, {"ref": f"refs/heads/{branch}", "object": {"sha": wanted.sha}}, 201 if new else 200)

    def _open_pull(self, request: web.Request, repository: Repository, body: dict[str, Any]) -> web.StreamResponse:
        owner, _colon, branch = body["head"].partition(":")
        places = [name for name, origin in {**self.forked, repository.name: repository.name}.items()
                  if name.startswith(f"{owner}/") and origin == repository.name]  # fmt: skip
        place = next((name for name in places if self.branch(name, branch)), None)
        if place is None or body["base"] != repository.branch:
            errors: list[dict[str, str]] = [{"resource": "PullRequest", "field": "head", "code": "invalid"}]
            return self._json(request, {**INVALID, "errors": errors}, 422)
        if any(each.state == "open" and (each.place, each.branch) == (place, branch) for each in self.pulls):
            errors = [{"code": "custom", "message": f"A pull request already exists for {owner}:{branch}."}]
            return self._json(request, {**INVALID, "errors": errors}, 422)
        self.pulls.append(Pull(len(self.pulls) + 1, repository.name, place, branch, body["title"], body["body"]))
        return self._json(request, self._told(self.pulls[-1]), 201)


def _told_commit(commit: Snapshot) -> dict[str, object]:
    parents = [{"sha": sha} for sha in (commit.parent.sha if commit.parent else "", *commit.others)]
    return {"sha": commit.sha, "commit": {"message": commit.message}, "parents": parents}
