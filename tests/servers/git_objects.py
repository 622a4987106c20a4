"""What git keeps: files, trees and commits, named by their content and shared by every repository of a server."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.servers.github import Snapshot

Files = dict[str, bytes | str]


@dataclass
class GitObjects:
    """`modes` are those of files that are not 100644."""

    modes: dict[str, str] = field(default_factory=dict)
    commits: dict[str, Snapshot] = field(default_factory=dict)
    _blobs: dict[str, bytes | str] = field(default_factory=dict)
    _trees: dict[str, tuple[Files, str]] = field(default_factory=dict)

    def blob(self, data: bytes | str) -> str:
        raw = data.encode() if isinstance(data, str) else data
        sha = _digest("blob", raw.hex() + ("" if isinstance(data, bytes) else "link"))
        self._blobs[sha] = data
        return sha

    def told_blob(self, sha: str) -> dict[str, object] | None:
        data = self._blobs.get(sha)
        raw = data.encode() if isinstance(data, str) else data
        return None if raw is None else {"encoding": "base64", "content": base64.encodebytes(raw).decode()}

    def tree(self, files: Files, prefix: str = "") -> str:
        inside = sorted((path, self.blob(data)) for path, data in files.items() if path.startswith(prefix))
        sha = _digest("tree", repr((prefix, inside)))
        self._trees[sha] = (files, prefix)
        return sha

    def told_tree(self, sha: str) -> dict[str, object] | None:
        if sha not in self._trees:
            return None
        files, prefix = self._trees[sha]
        items: dict[str, dict[str, str]] = {}
        for path, data in files.items():
            if path.startswith(prefix):
                name, slash, _rest = path.removeprefix(prefix).partition("/")
                if slash:
                    items[name] = {"mode": "040000", "type": "tree", "sha": self.tree(files, f"{prefix}{name}/")}
                else:
                    mode = "120000" if isinstance(data, str) else self.modes.get(path, "100644")
                    items[name] = {"mode": mode, "type": "blob", "sha": self.blob(data)}
        return {"sha": sha, "tree": [{"path": name, **item} for name, item in items.items()], "truncated": False}

    def write_tree(self, base: str, items: list[dict[str, str]]) -> str:
        files = dict(self._trees[base][0])
        for item in items:
            files[item["path"]] = self._blobs[item["sha"]]
            self.modes[item["path"]] = item["mode"]
        return self.tree(files)

    def told_commit(self, sha: str) -> dict[str, object] | None:
        commit = self.commits.get(sha)
        return {"sha": sha, "tree": {"sha": self.tree(commit.files)}} if commit else None

    def write_commit(
        self, files: Files, parent: Snapshot, message: str, author: str, at: datetime, others: tuple[str, ...] = ()
    ) -> Snapshot:
        words = json.dumps([self.tree(files), parent.sha, message, author, at.astimezone(UTC).isoformat(), others])
        made = Snapshot(_digest("commit", words), at, author, files, parent, message, others)
        self.commits[made.sha] = made
        return made

    def files_of(self, tree: str) -> Files:
        return self._trees[tree][0]


def _digest(kind: str, words: str) -> str:
    return hashlib.sha1(f"{kind} {words}".encode()).hexdigest()  # noqa: S324 - a name, no protection
