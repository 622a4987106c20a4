"""`sync`: bring lists up to date once, and say in sentences how it went."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial

import typer

from bot import shipped
from bot.bootstrap import SystemClock, open_following, opened_store, policy_of
from bot.cli.compare import unknown_list
from bot.cli.encoding import encode_all
from bot.cli.progress import Progress
from bot.config import Settings
from bot.domain.holding import Held
from bot.errors import SourceError
from bot.i18n import N_, ngettext
from bot.i18n import gettext as _
from bot.ports import Store
from bot.replies.harmless import harmless
from bot.services.change_words import tell_all
from bot.services.starting import orders_at_start
from bot.services.sync import FollowOrder, Synced, SyncPolicy, sync_list

_PROBLEMS_SHOWN = 20


async def run_sync(settings: Settings, name: str | None, policy: SyncPolicy) -> int:
    """Sync every list, or the one of this *name*, and say how each went; 3 if a source failed.

    What failed and what was held is said on standard error: a held revision is no failure, but somebody should look.
    """
    failed = False
    async with opened_store(settings) as store, open_following(settings) as followed:
        chosen = [each.order for each in followed if name in (None, each.name)]
        if name is not None and not chosen:
            raise unknown_list(settings, name)
        with Progress() as progress:
            async for outcome in sync_some(settings, store, chosen, policy, progress):
                failed = failed or outcome.error is not None
                progress.wipe()
                for sentence in sync_sentences(outcome):
                    typer.echo(sentence, err=outcome.error is not None or outcome.held is not None)
        if not policy.dry_run:
            await encode_all(settings, store)
    return SourceError.exit_code if failed else 0


async def sync_at_start(settings: Settings, store: Store) -> list[Synced]:
    """Sync what costs no network: lists on this machine, and the seeds of those that are not there yet."""
    async with open_following(settings) as followed:
        stored = {each.name: each for each in await store.followed_lists()}
        orders = orders_at_start(followed, stored)
        return [each async for each in sync_some(settings, store, orders, policy_of(settings))]


async def sync_some(
    settings: Settings,
    store: Store,
    orders: Sequence[FollowOrder],
    policy: SyncPolicy,
    progress: Progress | None = None,
) -> AsyncIterator[Synced]:
    """Sync these lists in turn.  Lists that the settings no longer name are served no longer."""
    if not policy.dry_run:
        await store.drop_lists_except([each.name for each in settings.lists])
    for order in orders:
        if progress:
            progress.show(_("{name}: asking {source}", name=order.name, source=order.source_name))
        yield await sync_list(
            order,
            store=store,
            clock=SystemClock(),
            venues=shipped.venue_table(),
            policy=policy,
            before=await store.find_list(order.name),
            progress=partial(_show_history, progress, order.name),
        )


def _show_history(progress: Progress | None, name: str, count: int) -> None:
    if progress:
        read = ngettext("{count} revision", "{count} revisions", count)
        progress.show(_("{name}: reading its history to date the entries, {read}", name=name, read=read))


def sync_sentences(outcome: Synced) -> list[str]:
    """Say how a list's sync went: what changed or why not, where it is now, which of its lines could not be read."""
    if outcome.error is not None:
        return [_("{name}: {text}", name=outcome.name, text=harmless(outcome.error))]
    return [*_result(outcome), *_whereabouts(outcome)]


def _result(outcome: Synced) -> list[str]:
    name = outcome.name
    if outcome.held is not None:
        return [_held(outcome, outcome.held)]
    if outcome.unchanged:
        return [_("{name}: nothing has changed.", name=name)]
    if outcome.first:
        sentence = N_("{name}: would load {entries}.") if outcome.dry_run else N_("{name}: loaded {entries}.")
        entries = ngettext("{count} entry", "{count} entries", outcome.entry_count)
        return [_(sentence, name=name, entries=entries), *_problems(outcome)]
    return [_tally(outcome), *_news(outcome), *_problems(outcome)]


def _tally(outcome: Synced) -> str:
    entries = ngettext("{count} entry", "{count} entries", outcome.entry_count)
    if not outcome.changes:
        happened = _("only its form has changed")
    elif outcome.dry_run:
        happened = ngettext(
            "{count} change would be recorded", "{count} changes would be recorded", len(outcome.changes)
        )
    else:
        happened = ngettext("{count} change", "{count} changes", len(outcome.changes))
    return _("{name}: {entries}, {happened}.", name=outcome.name, entries=entries, happened=happened)


def _news(outcome: Synced) -> list[str]:
    return [f"  {harmless(sentence)}" for sentence in tell_all(outcome.changes)]


def _held(outcome: Synced, held: Held) -> str:
    verdict = _("would be held") if outcome.dry_run and not outcome.unchanged else _("held")
    return _(
        "{name}: {verdict}. {removed} of {present} entries would leave, and {added} come; the catalog stays as it was. "
        "If that is right, run: awesome-bot sync --list {name} --accept",
        name=outcome.name, verdict=verdict, removed=held.removed, present=held.present, added=held.added,
    )  # fmt: skip


def _whereabouts(outcome: Synced) -> list[str]:
    told = []
    if outcome.moved_to is not None:
        told.append(
            "  "
            + _(
                "It has moved: write {source} in the settings, as the old name may go.",
                source=harmless(outcome.moved_to),
            )
        )
    if outcome.archived:
        told.append("  " + _("It is archived: its owners change it no more."))
    return told


def _problems(outcome: Synced) -> list[str]:
    shown = [
        "  " + _("line {line}: {message}", line=problem.line, message=harmless(problem.message))
        for problem in outcome.problems[:_PROBLEMS_SHOWN]
    ]
    more = len(outcome.problems) - len(shown)
    return [*shown, "  " + ngettext("and {count} more", "and {count} more", more)] if more else shown
