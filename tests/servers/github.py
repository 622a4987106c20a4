"""A GitHub on this machine: as much of its REST API, and of its raw files, as the bot asks for.

Repositories hold revisions of files in memory.  Renamed repositories and branches redirect as on GitHub,
symbolic links and large files are told as GitHub tells them, and the hourly quota counts down.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

from aiohttp import web

from tests.servers.loopback import Loopback

START = datetime(2026, 1, 1, tzinfo=UTC)
TOKEN = "ghp_hush"


@dataclass(frozen=True)
class Snapshot:
    """One commit: every file as it left it (a `str` is a symbolic link's target)."""

    sha: str
    at: datetime
    author: str
    files: dict[str, bytes | str]
    parent: Snapshot | None = None
    message: str = "x"
    others: tuple[str, ...] = ()
    """Further parents, of a merge."""

    def touched(self, path: str) -> bool:
        return self.files.get(path) != (self.parent.files.get(path) if self.parent else None)


@dataclass
class Repository:
    """A repository of one branch, whose n-th commit is made at the n-th hour of 2026."""

    name: str
    branch: str = "main"
    old_branches: list[str] = field(default_factory=list)
    archived: bool = False
    private: bool = False
    about: dict[str, object] = field(default_factory=dict)
    head: Snapshot | None = None

    def commit(self, author: str = "Ada", /, **files: str | None) -> str:
        """Write files (named with `__` for a slash and `_` for a dot; None removes) and commit them."""
        return self.push({n.replace("__", "/").replace("_", "."): text for n, text in files.items()}, author)

    def push(self, files: dict[str, str | bytes | None], author: str = "Ada") -> str:
        before = self.head.files if self.head else {}
        made = before | {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
        return self._advance({path: data for path, data in made.items() if data is not None}, author)

    def link(self, path: str, target: str) -> str:
        return self._advance((self.head.files if self.head else {}) | {path: target}, "Ada")

    def _advance(self, files: dict[str, bytes | str], author: str) -> str:
        at = self.head.at + timedelta(hours=1) if self.head else START
        sha = hashlib.sha1(f"{at}{sorted(files)}".encode()).hexdigest()  # noqa: S324 - a name, no protection
        self.head = Snapshot(sha, at, author, files, self.head)
        return sha

    def line(self) -> list[Snapshot]:
        """Every commit, newest first."""
        found, each = [], self.head
        while each:
            found.append(each)
            each = each.parent
        return found

    def at(self, ref: str | None) -> Snapshot | None:
        if ref in (None, "HEAD", self.branch):
            return self.head
        return next((each for each in self.line() if each.sha == ref), None)


@dataclass
class LoopbackGitHub(Loopback):
    """GitHub.  `remaining` is the anonymous quota, None for no limit."""

    repositories: dict[str, Repository] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=lambda: {TOKEN: "listbot"})
    """Who each token belongs to."""
    renamed: dict[str, str] = field(default_factory=dict)
    remaining: int | None = None
    reset: datetime = START

    def add(self, name: str, **settings: object) -> Repository:
        self.repositories[name] = Repository(name, **settings)  # type: ignore[arg-type]
        return self.repositories[name]

    def rename(self, old: str, new: str) -> None:
        self.repositories[new] = replace(self.repositories.pop(old), name=new)
        self.renamed[old] = new

    def who(self, request: web.Request) -> str | None:
        return self.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))

    @property
    def api_calls(self) -> list[str]:
        """What was asked of the API, without the redirects' targets and without raw files."""
        return [path for path in self.asked if not path.startswith(("/raw/", "/repositories/"))]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        kind, *parts = (unquote(part) for part in request.raw_path.partition("?")[0].strip("/").split("/"))
        if kind == "raw":
            return self._raw(*parts)
        if self.remaining is not None and request.headers.get("Authorization") is None:
            if self.remaining == 0:
                return self._json(request, {"message": "API rate limit exceeded"}, 403)
            self.remaining -= 1
        if kind == "repositories":
            name, parts = parts[0].replace("~", "/"), parts[1:]
        else:
            name, parts = "/".join(parts[:2]), parts[2:]
        if name in self.renamed:
            onward = f"/repositories/{self.renamed[name].replace('/', '~')}/{'/'.join(parts)}".rstrip("/")
            query = f"?{request.query_string}" if request.query_string else ""
            code = 301 if request.method == "GET" else 307
            return web.Response(status=code, headers={"Location": f"{self.url}{onward}{query}"})
        authorization = request.headers.get("Authorization")
        if authorization is not None and self.who(request) is None:
            return self._json(request, {"message": "Bad credentials"}, 401)
        repository = self.repositories.get(name)
        if repository is None or (repository.private and authorization is None):
            return self._json(request, {"message": "Not Found"}, 404)
        return self._repository(request, repository, parts)

    def _repository(self, request: web.Request, repository: Repository, parts: list[str]) -> web.StreamResponse:
        ref = request.query.get("ref")
        match parts:
            case []:
                size = sum(len(data) for data in repository.head.files.values()) if repository.head else 0
                owner, _slash, short = repository.name.partition("/")
                about = {"full_name": repository.name, "name": short, "owner": {"login": owner}, **repository.about}
                return self._json(
                    request,
                    {**about, "default_branch": repository.branch, "archived": repository.archived, "size": size},
                )
            case ["readme"]:
                files = repository.head.files if repository.head else {}
                path = next((each for each in sorted(files) if each.lower() == "readme.md"), None)
                return self._contents(request, repository, path, ref)
            case ["contents", *names]:
                return self._contents(request, repository, "/".join(names), ref)
            case ["branches", name] if name in repository.old_branches:
                onward = f"{self.url}/repos/{repository.name}/branches/{repository.branch}"
                return web.Response(status=301, headers={"Location": onward})
            case ["branches", name] if name == repository.branch:
                return self._json(request, {"name": name})
            case ["commits"]:
                return self._commits(request, repository)
            case ["commits", name]:
                return self._commit(request, repository, name)
        return self._json(request, {"message": "Not Found"}, 404)

    def _contents(
        self, request: web.Request, repository: Repository, path: str | None, ref: str | None
    ) -> web.StreamResponse:
        snapshot = repository.at(ref)
        if snapshot is None:
            return self._json(request, {"message": f"No commit found for the ref {ref}"}, 404)
        data = snapshot.files.get(path or "")
        if isinstance(data, str) and data in snapshot.files:
            data = snapshot.files[data]
        if data is None and path is not None:
            inside = [each for each in snapshot.files if each.startswith(f"{path}/".lstrip("/"))]
            listed = [{"type": "file", "name": each.rpartition("/")[2], "path": each} for each in inside]
            if listed:
                return self._json(request, listed)
        if data is None or path is None:
            return self._json(request, {"message": "Not Found"}, 404)
        named = {"name": path.rpartition("/")[2], "path": path}
        if isinstance(data, str):
            return self._json(request, {"type": "symlink", "target": data, **named})
        if "raw" in request.headers.get("Accept", ""):
            return web.Response(body=data, content_type="application/vnd.github.raw+json", charset="utf-8")
        large = len(data) > 1_000_000
        shown = f"https://github.com/{repository.name}/blob/{ref or repository.branch}/{quote(path)}"
        found = {"type": "file", "size": len(data), "html_url": shown, **named}
        content = {"encoding": "none", "content": ""} if large else {
            "encoding": "base64", "content": base64.encodebytes(data).decode(),
        }  # fmt: skip
        return self._json(request, found | content)

    def _commits(self, request: web.Request, repository: Repository) -> web.StreamResponse:
        if repository.head is None:
            return self._json(request, {"message": "Git Repository is empty."}, 409)
        start, path = repository.at(request.query.get("sha")), request.query.get("path")
        line = repository.line()
        line = line[line.index(start) :] if start else []
        found = [each for each in line if path is None or each.touched(path)]
        count, page = int(request.query.get("per_page", "30")), int(request.query.get("page", "1"))
        return self._json(request, [_told(each) for each in found[(page - 1) * count : page * count]])

    def _commit(self, request: web.Request, repository: Repository, ref: str) -> web.StreamResponse:
        snapshot = repository.at(ref)
        if snapshot is None:
            return self._json(request, {"message": f"No commit found for SHA: {ref}"}, 422)
        if "sha" in request.headers.get("Accept", ""):
            return self._etagged(request, snapshot.sha.encode(), "application/vnd.github.sha")
        before = snapshot.parent.files if snapshot.parent else {}
        files = []
        for path in sorted(set(before) | set(snapshot.files)):
            if snapshot.touched(path):
                state = "removed" if path not in snapshot.files else "modified" if path in before else "added"
                origin = next(
                    (p for p in before if p not in snapshot.files and before[p] == snapshot.files.get(path)), None
                )
                renamed = {"status": "renamed", "previous_filename": origin} if origin and state == "added" else {}
                files.append({"filename": path, "status": state, **renamed})
        return self._json(request, {**_told(snapshot), "files": files})

    def _raw(self, owner: str, repo: str, ref: str, *path: str) -> web.StreamResponse:
        name = self.renamed.get(f"{owner}/{repo}", f"{owner}/{repo}")
        repository = self.repositories.get(name)
        snapshot = repository.at(ref) if repository and not repository.private else None
        data = snapshot.files.get("/".join(path)) if snapshot else None
        if not isinstance(data, bytes):
            return web.Response(status=404, text="404: Not Found")
        return web.Response(body=data, content_type="text/plain", charset="utf-8")

    def _json(self, request: web.Request, value: object, code: int = 200) -> web.StreamResponse:
        body = json.dumps(value).encode()
        if code == 200:
            return self._etagged(request, body, "application/json")
        return web.Response(body=body, status=code, content_type="application/json", headers=self._limits())

    def _etagged(self, request: web.Request, body: bytes, content_type: str) -> web.StreamResponse:
        etag = f'W/"{hashlib.sha256(body).hexdigest()}"'
        headers = {"ETag": etag, **self._limits()}
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type=content_type, charset="utf-8", headers=headers)

    def _limits(self) -> dict[str, str]:
        if self.remaining is None:
            return {}
        reset = str(int(self.reset.timestamp()))
        return {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": str(self.remaining), "X-RateLimit-Reset": reset}


def _told(snapshot: Snapshot) -> dict[str, object]:
    who = {"name": snapshot.author, "date": snapshot.at.isoformat()}
    parents = [{"sha": snapshot.parent.sha}] if snapshot.parent else []
    return {"sha": snapshot.sha, "commit": {"author": who, "committer": who}, "parents": parents}
