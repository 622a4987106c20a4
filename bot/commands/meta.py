"""About the bot itself: lists, status, about."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.desk import Desk
from bot.commands.model import Call
from bot.commands.platforms import platform_groups
from bot.domain.catalog import FollowedList
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import (
    Fact,
    FactGroup,
    Facts,
    Reply,
)
from bot.replies.typed import typed


async def lists(desk: Desk, call: Call) -> Reply:
    """Show what is followed."""
    del call
    contents = await desk.library.contents()
    groups = [
        FactGroup(
            each.title,
            tuple(
                row
                for row in (
                    (_("name"), each.name),
                    (_("entries"), str(contents.lists.get(each.name, 0))),
                    (_("source"), each.source),
                    (_("page"), each.homepage or ""),
                )
                if row[1]
            ),
        )
        for each in desk.library.catalog.lists
    ]
    return Facts(ngettext("{count} list is followed", "{count} lists are followed", len(groups)), tuple(groups))


async def status(desk: Desk, call: Call) -> Reply:
    """Show when each list was checked and when it changed, and how it goes on each platform.

    Being checked and being changed are two different times.
    """
    contents = await desk.library.contents()
    groups = [
        FactGroup(
            each.title,
            (
                (_("checked"), each.checked_at or _("never")),
                (_("changed"), each.changed_at or _("never")),
                (_("source"), each.source),
                (_("entries"), str(contents.lists.get(each.name, 0))),
                (_("lines not understood"), str(each.problem_count)),
                *_worries(each),
            ),
        )
        for each in await desk.store.followed_lists()  # checks and failures do not move the catalog's version
    ]
    version = FactGroup("", ((_("version"), desk.version),))
    return Facts(_("Status"), (*groups, *_meaning(desk), *await platform_groups(desk, call.person), version))


def _meaning(desk: Desk) -> Iterator[FactGroup]:
    """Say by which model entries are compared and how many of them can be, where the settings ask for that."""
    if desk.meant is None:
        return
    title, meaning = _("Searching by meaning"), desk.meant.meaning
    if meaning is None or meaning.trouble:
        yield FactGroup(title, ((_("off"), meaning.trouble if meaning else desk.meant.trouble),))
        return
    known = _("{count} of {total}", count=meaning.count(), total=len(desk.library.catalog.entries))
    yield FactGroup(title, ((_("model"), meaning.model), (_("entries that it knows"), known)))


def _worries(followed: FollowedList) -> Iterator[Fact]:
    """Say what an operator may want to look at: a held revision, a failure, a list that moved or was closed."""
    if followed.held:
        held = followed.held
        yield (
            _("held"),
            _(
                "a revision that would remove {removed} of {present} entries and add {added};"
                " the old one keeps serving until `awesome-bot sync --accept`",
                removed=held.removed,
                present=held.present,
                added=held.added,
            ),
        )
        yield _("held since"), held.held_at
    if followed.failure:
        yield _("last failure"), followed.failure
    if followed.moved_to:
        yield _("moved to"), followed.moved_to
    if followed.archived:
        yield _("archived"), _("the repository is closed to changes")


async def about(desk: Desk, call: Call) -> Reply:
    """Say what the bot is and what it keeps."""
    del call
    return Facts(
        _("awesome-bot keeps a community in step with an awesome list."),
        (
            FactGroup(
                "",
                (
                    (_("version"), desk.version),
                    (_("licence"), "MIT"),
                    (
                        _("kept about you"),
                        _(
                            "your shelf with its notes, what was recommended to you, which entries you opened, "
                            "refused or called yours, the sections you chose, what you suggested, and your name "
                            "beside what you put on a reading list"
                        ),
                    ),
                    (_("not kept"), _("what you ask")),
                    (_("delete it"), typed("/forget")),
                ),
            ),
        ),
    )
