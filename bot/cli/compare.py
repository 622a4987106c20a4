"""`diff`: what really changed between two texts, since the last sync, or in the history of a clone.

Only the comparison with the store needs settings.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot import shipped
from bot.cli.parse import read_file
from bot.cli.progress import Progress
from bot.cli.state import State
from bot.domain.changes import Changes
from bot.domain.matching import compare, match
from bot.domain.reading import read_list
from bot.errors import SourceError, UsageError
from bot.i18n import enumeration, ngettext
from bot.i18n import gettext as _
from bot.replies.harmless import harmless
from bot.services.change_words import change_log
from bot.services.diff import changes_as_json
from bot.services.retelling import Retold, retell
from bot.upstream.git import history

if TYPE_CHECKING:
    from bot.config import Settings

_SHORT = 10
"""Letters of a commit that are shown: enough to find it in any repository."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `diff` was asked for: two files, a file and a stored list, or a clone's history."""

    old: Path | None = None
    new: Path | None = None
    name: str | None = None
    git: Path | None = None
    since: str | None = None
    path: str | None = None
    as_json: bool = False


def run_comparison(wanted: Comparison, state: State) -> None:
    """Compare, and print what changed.  Raises `UsageError` for options that do not go together, and `SourceError`."""
    if wanted.git is not None:
        if wanted.old or wanted.name:
            raise UsageError(_("--git goes with --since and --path, not with files or --list."))
        asyncio.run(_run_history(wanted.git, wanted))
        return
    if wanted.since or wanted.path:
        raise UsageError(_("--since and --path go with --git."))
    if wanted.old is None:
        raise UsageError(_("Name two files, one file to compare with the stored list, or --git and a clone."))
    if wanted.new is None:
        file = wanted.old
        state.run(lambda settings: _run_stored(settings, file, wanted))
        return
    if wanted.name:
        raise UsageError(_("--list goes with one file."))
    changes = compare(read_file(wanted.old), read_file(wanted.new), venues=shipped.venue_table())
    _print_changes(changes, as_json=wanted.as_json)


async def _run_stored(settings: Settings, file: Path, wanted: Comparison) -> None:
    """Compare the stored catalog of a list (the first one, where none is named) with a file."""
    name = wanted.name or settings.lists[0].name
    if name not in {each.name for each in settings.lists}:
        raise unknown_list(settings, name)
    reading = read_file(file)
    from bot.bootstrap import opened_store  # two files are compared without a database

    async with opened_store(settings) as store:
        stored = await store.known_entries(name)
    if not stored:
        raise SourceError(_("Nothing is stored of {name} yet. Run awesome-bot sync first.", name=name), list=name)
    now = max(one.first_seen for one in stored)
    matched = match(stored, reading, venues=shipped.venue_table(), list_name=name, now=now)
    _print_changes(matched.changes, as_json=wanted.as_json)


def unknown_list(settings: Settings, name: str) -> UsageError:
    """Return what to say to a name that is not in the settings."""
    names = enumeration(each.name for each in settings.lists)
    return UsageError(_("No list is called {name}. The lists are: {names}.", name=name, names=names), list=name)


def _print_changes(changes: Changes, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(changes_as_json(changes), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(harmless(line) for line in change_log(changes).splitlines()))


async def _run_history(folder: Path, wanted: Comparison) -> None:
    """Retell the history of a clone's README, or of another file, without the revisions that changed nothing."""
    revisions = history(folder, wanted.path, wanted.since)
    venues = shipped.venue_table()
    told = []
    with Progress() as progress:
        async for each in retell(revisions, read=partial(read_list, venues=venues), venues=venues):
            progress.show(_("{date}: {count} entries", date=each.revision.at.date(), count=each.entry_count))
            if each.changes.log or (each.begins and wanted.since is None):
                told.append(each)
    if wanted.as_json:
        typer.echo(json.dumps({"revisions": [_as_json(each) for each in told]}, ensure_ascii=False, indent=1))
    else:
        typer.echo("\n\n".join(_in_words(each) for each in told) or _("Nothing changed."))


def _as_json(retold: Retold) -> dict[str, object]:
    revision = retold.revision
    return {
        "commit": revision.commit,
        "at": revision.at.isoformat(),
        "author": harmless(revision.author),
        "path": revision.path,
        "entries": retold.entry_count,
        "begins": retold.begins,
        "changes": changes_as_json(retold.changes),
    }


def _in_words(retold: Retold) -> str:
    revision = retold.revision
    headline = f"{revision.at.date()} {revision.commit[:_SHORT]} {harmless(revision.author)}"
    if retold.begins:
        count = ngettext("{count} entry", "{count} entries", retold.entry_count)
        return f"{headline}\n" + _("The list begins with {count}.", count=count)
    return "\n".join([headline, *(harmless(line) for line in change_log(retold.changes).splitlines())])
