"""`digest preview`: the digests of a time that has passed, as a subscription would have brought them.

Nothing is stored and nothing is sent.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.domain.scheduling import canonical, find_zone, last_period, parse_past_day, parse_schedule
from bot.domain.subscriptions import Style, Subscription
from bot.errors import SourceError, UsageError
from bot.i18n import gettext as _
from bot.i18n import ngettext

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.replies.model import DigestPost
    from bot.services.recalling import Recalled
    from bot.services.replaying import DigestThen

digest = typer.Typer(help="Try digests.", no_args_is_help=True)

_A_WEEK = timedelta(days=7)
_TOLD = ("title", "since", "until", "counts", "groups", "sentences")


class PreviewFormat(StrEnum):
    """How `digest preview` prints."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class PreviewOrder:
    """What `digest preview` was asked for; `wishes` are the options of a subscription by name, "" for the usual."""

    when: str
    zone: str = ""
    since: str = ""
    at: str = ""
    wishes: Mapping[str, str] = field(default_factory=dict)
    each: bool = False
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    """The time that is asked about; `since` None means from as early as anything is known."""

    order: Subscription
    since: datetime | None
    at: datetime
    names: tuple[str, ...]


@digest.command(short_help="Show the digests of a time that has passed.")
def preview(
    context: typer.Context,
    name: Annotated[list[str] | None, typer.Option("--list", help="Of this list only.", metavar="NAME")] = None,
    since: Annotated[str, typer.Option(help="From this day on; else the last whole period.", metavar="DAY")] = "",
    at: Annotated[str, typer.Option(help="To the end of this day; else to now.", metavar="DAY")] = "",
    when: Annotated[str, typer.Option(help="The schedule.")] = "weekly mon 09:00",
    zone: Annotated[str, typer.Option(help="The time zone; else this machine's.")] = "",
    include: Annotated[
        list[str] | None, typer.Option("--filter", help="Only what meets one of these searches.", metavar="SEARCH")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="Nothing that meets one of these searches.", metavar="SEARCH")
    ] = None,
    kinds: Annotated[str, typer.Option(help="Which news: usual, all, or such as added,code.")] = "",
    style: Annotated[Style, typer.Option(help="How much of each entry.")] = Style.FULL,
    most: Annotated[int, typer.Option("--max", help="How many items at most.")] = 10,
    each: Annotated[bool, typer.Option("--each", help="Each digest of the schedule, one after another.")] = False,
    preview_format: Annotated[PreviewFormat, typer.Option("--format", help="How to print.")] = PreviewFormat.TEXT,
) -> None:
    """Show what a subscription would have told of a time that has passed: from the log, or the list's own history."""
    wishes = {
        "lists": ",".join(name or ()),
        "filter": ";".join(include or ()),
        "without": ";".join(without or ()),
        "kinds": kinds,
        "style": style.value,
        "max": str(most),
    }
    wanted = PreviewOrder(when, zone, since, at, wishes, each, preview_format is PreviewFormat.JSON)
    context.obj.run(lambda settings: run_preview(settings, wanted))


async def run_preview(settings: Settings, wanted: PreviewOrder) -> None:
    """Print the digest of a span of time, or each that its schedule would have given.

    Raises `UsageError`, and `SourceError` where nothing is known of that time.
    """
    from bot.bootstrap import SystemClock

    span = _span(settings, wanted, SystemClock().now())
    recalled = await _recalled(settings, span)
    notices = _unknown(span, recalled)
    known = min(recalled.begins.values())
    since = max(span.since or known, known)
    posts = [_post(one, span.order, recalled) for one in _digests(settings, span, recalled, since, each=wanted.each)]
    if wanted.as_json:
        _print_json(posts, notices)
        return
    for notice in notices:
        typer.echo(notice, err=True)
    _print_text(posts, span, since, each=wanted.each)


def _span(settings: Settings, wanted: PreviewOrder, now: datetime) -> _Span:
    """Read what was asked for.  Raises `UsageError`."""
    from bot.cli.local_time import local_zone
    from bot.domain.destinations import Destination
    from bot.services.subscribing import with_options

    zone = find_zone(wanted.zone) if wanted.zone else local_zone(os.environ) or "UTC"
    schedule = parse_schedule(wanted.when, zone)
    at = _day(wanted.at, now, schedule.zone)[1] if wanted.at else now
    since = _day(wanted.since, now, schedule.zone)[0] if wanted.since else None
    if since is not None and since > at:
        raise UsageError(_("--since is a day after --at; turn them round."))
    if since is None and not wanted.each:
        since = last_period(schedule, at) or at - _A_WEEK
    here = Destination("terminal", "", "local", personal=True)
    order = Subscription("preview", here, "", at, canonical(schedule), schedule.zone, 0, at, None)
    order = with_options(order, wanted.wishes, [each.name for each in settings.lists])
    return _Span(order, since, at, order.lists or tuple(each.name for each in settings.lists))


def _day(text: str, now: datetime, zone: str) -> tuple[datetime, datetime]:
    day = parse_past_day(text, now, zone)
    if day is None:
        raise UsageError(
            _("“{text}” is no day that has passed. Write such as 2026-02-01, yesterday or 3 weeks ago.", text=text[:40])
        )
    return day


async def _recalled(settings: Settings, span: _Span) -> Recalled:
    """Find out what happened to the lists, and show meanwhile how far that is."""
    from bot import shipped
    from bot.bootstrap import list_reader, open_following, opened_store
    from bot.cli.progress import Progress
    from bot.services.recalling import Recaller

    with Progress() as progress:

        def show(name: str, count: int) -> None:
            read = ngettext("{count} revision", "{count} revisions", count)
            progress.show(_("{name}: reading its history, {read}", name=name, read=read))

        async with opened_store(settings) as store, open_following(settings) as followed:
            recaller = Recaller(store, list_reader().read, shipped.venue_table(), show)
            return await recaller.recall([each.order for each in followed if each.name in span.names], span.since)


def _unknown(span: _Span, recalled: Recalled) -> list[str]:
    """Say of which lists nothing is known, or not of all that time.  Raises `SourceError` where that leaves nothing."""
    from bot.replies.moments import period

    sentences = []
    for name in span.names:
        begins = recalled.begins.get(name)
        if begins is None:
            sentences.append(_("Nothing is known of {name}: it was never synced, and has no history.", name=name))
        elif begins >= span.at or (span.since is not None and begins > span.since):
            sentences.append(
                _("Nothing is known of {name} before {day}.", name=name, day=period(begins, begins, span.order.zone))
            )
    if all(begins >= span.at for begins in recalled.begins.values()):
        raise SourceError(" ".join(sentences))
    return sentences


def _digests(
    settings: Settings, span: _Span, recalled: Recalled, since: datetime, *, each: bool
) -> Sequence[DigestThen]:
    from bot import shipped
    from bot.search.filters import Filters
    from bot.services.replaying import DigestThen, digest_then, digests_then

    wanted, settle = Filters(shipped.venue_table(), shipped.synonym_table()).matches, settings.settle
    if each:
        return list(digests_then(recalled.past, span.order, since=since, at=span.at, wanted=wanted, settle=settle))
    one = digest_then(recalled.past, span.order, since=since, at=span.at, wanted=wanted, settle=settle)
    return [DigestThen(since, span.at, one)]


def _post(then: DigestThen, order: Subscription, recalled: Recalled) -> DigestPost:
    from bot.services.digest_words import Occasion, only_seen, post_digest

    titles = {name: recalled.past.titles.get(name) or name for name in order.lists or recalled.begins}
    occasion = Occasion("", then.since, then.until, titles, lambda ref: f"/show {ref.id}", "")
    return only_seen(post_digest(then.digest, order, occasion))


def _print_json(posts: Sequence[DigestPost], notices: Sequence[str]) -> None:
    from bot.replies.machine import digest_as_json

    told = [{name: value for name, value in digest_as_json(post).items() if name in _TOLD} for post in posts]
    typer.echo(json.dumps({"digests": told, "notices": notices}, ensure_ascii=False, indent=1))


def _print_text(posts: Sequence[DigestPost], span: _Span, since: datetime, *, each: bool) -> None:
    from bot.frontends.terminal.look import look_of, terminal_width
    from bot.frontends.terminal.render import render
    from bot.replies.harmless import harmless
    from bot.replies.moments import clock_time, period

    look = look_of(sys.stdout, os.environ, width=terminal_width(sys.stdout))
    zone = span.order.zone
    texts = []
    for post in posts:
        heading = f"[{clock_time(post.until, zone)}]\n" if each else ""
        texts.append(heading + render(post, look, span.at))
    typer.echo("\n".join(texts), nl=False)
    if not texts:
        sentence = _("No digest: nothing of that kind happened in {period}.", period=period(since, span.at, zone))
        typer.echo(harmless(sentence))
