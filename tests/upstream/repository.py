"""Real git repositories for the tests, made with git itself, under a clock of their own."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Repository:
    """A repository whose n-th commit is made at the n-th hour of 2026."""

    folder: Path
    hours: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, author: str = "Ada") -> str:
        at = (START + timedelta(hours=next(self.hours) if arguments[0] in ("commit", "merge") else 0)).isoformat()
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (
            ("NAME", author), ("EMAIL", "a@x.example"), ("DATE", at),
        )}  # fmt: skip
        bare = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment = bare | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, author: str = "Ada", /, **files: str | None) -> str:
        """Write files (named with `__` for a slash and `_` for a dot; None removes) and commit them."""
        for name, text in files.items():
            self.write(name.replace("__", "/").replace("_", "."), text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "x", author=author)
        return self.git("rev-parse", "HEAD")

    def write(self, name: str, text: str | None) -> None:
        path = self.folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
