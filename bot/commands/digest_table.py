"""The rows of the command table that are about digests."""

from __future__ import annotations

from bot.commands import digest_orders, digest_views
from bot.commands.model import Command, Param, ParamKind
from bot.domain.subscriptions import Style, Threading
from bot.i18n import N_

_ID = Param("id", ParamKind.SUBSCRIPTION, N_("the subscription's id, if there are several"))
_PAGE = Param("page", ParamKind.NUMBER, N_("which page"), named_only=True)
_YES_NO = ("yes", "no")
_WISHES = (
    Param("zone", ParamKind.ZONE, N_("the time zone, such as Europe/Berlin"), named_only=True),
    Param("lists", ParamKind.LIST, N_("these lists only, between commas"), named_only=True),
    Param("filter", ParamKind.QUERY, N_("only what meets one of these searches, between semicolons"), named_only=True),
    Param("without", ParamKind.QUERY, N_("nothing that meets one of these searches"), named_only=True),
    Param("kinds", ParamKind.KINDS, N_("which news: usual, all, or such as added,code"), named_only=True),
    Param("style", ParamKind.CHOICE, N_("how much of each entry"), choices=tuple(Style), named_only=True),
    Param("thread", ParamKind.CHOICE, N_("where the items stand"), choices=tuple(Threading), named_only=True),
    Param("max", ParamKind.NUMBER, N_("how many items at most; the rest is a press away"), named_only=True),
    Param("empty", ParamKind.CHOICE, N_("what comes when nothing is new"), choices=("silent", "line"), named_only=True),
    Param("quiet", ParamKind.HOURS, N_("hours in which nothing comes, such as 22:00-07:00; or none"), named_only=True),
    Param("mention", ParamKind.ROLE, N_("a role to mention when something is told"), named_only=True),
    Param("channel", ParamKind.CHANNEL, N_("another channel than this one"), named_only=True),
    Param("tags", ParamKind.TEXT, N_("tags of the forum's posts, between commas"), named_only=True),
    Param("crosspost", ParamKind.CHOICE, N_("publish it in an announcement channel"), choices=_YES_NO, named_only=True),
)  # fmt: skip
_WHEN = N_("weekly mon 09:00, daily 8am, monthly 1st, on change …")

DIGEST_ROWS = (
    Command(
        "digest subscribe",
        N_("Get what is new here, on your schedule."),
        digest_orders.subscribe,
        (Param("when", ParamKind.SCHEDULE, _WHEN, rest=True), *_WISHES),
        (
            "/digest subscribe weekly mon 09:00",
            "/digest subscribe daily 8am style:compact max:5",
            '/digest subscribe on change filter:"section:inference has:code"',
            "/digest subscribe monthly 1st 09:00 thread:thread",
        ),
    ),
    Command(
        "digest list",
        N_("Show the subscriptions of this place."),
        digest_orders.list_orders,
        (Param("which", ParamKind.CHOICE, N_("all, for the whole community"), choices=("all",)), _PAGE),
        ("/digest list", "/digest list all"),
    ),
    Command(
        "digest edit",
        N_("Change a subscription."),
        digest_orders.edit,
        (_ID, Param("when", ParamKind.SCHEDULE, _WHEN, rest=True), *_WISHES),
        ("/digest edit k7wd daily 8am", '/digest edit k7wd without:"section:audio"', "/digest edit k7wd filter:none"),
    ),
    Command(
        "digest pause",
        N_("Send nothing for a while."),
        digest_orders.pause,
        (_ID, Param("until", ParamKind.TEXT, N_("2 weeks, 2026-12-24, monday; without it, until resumed"), rest=True)),
        ("/digest pause", "/digest pause k7wd 2 weeks"),
    ),
    Command("digest resume", N_("Send again."), digest_orders.resume, (_ID,), ("/digest resume k7wd",)),
    Command("digest remove", N_("End a subscription."), digest_orders.remove, (_ID,), ("/digest remove k7wd",)),
    Command(
        "digest preview",
        N_("Show what would be sent now, or at a date."),
        digest_views.preview,
        (_ID, Param("at", ParamKind.TEXT, N_("friday, 2026-12-24, 2 weeks; or a day that has passed"), rest=True)),
        ("/digest preview", "/digest preview k7wd friday"),
    ),
    Command("digest now", N_("Send what is new since the last one."), digest_views.send_now, (_ID,), ("/digest now",)),
    Command(
        "digest explain",
        N_("Say why an entry was told here, or why not."),
        digest_views.explain,
        (
            Param("entry", ParamKind.ENTRY, N_("an entry's id, short name or title"), required=True, rest=True),
            Param("id", ParamKind.SUBSCRIPTION, N_("the subscription's id, if there are several"), named_only=True),
        ),
        ("/digest explain poet", "/digest explain poet id:k7wd"),
    ),
    Command("digest latest", N_("Show the newest entries that fit a subscription."), digest_views.latest, (_ID,),
            ("/digest latest",)),
    Command(
        "digest show",
        N_("Show everything an earlier digest told."),
        digest_views.show,
        (Param("digest", ParamKind.TEXT, N_("the digest's id"), required=True), _PAGE),
        ("/digest show mjq4x2kd7aw3ohfe",),
    ),
)  # fmt: skip
"""The commands of the group `digest`, in the order in which help lists them."""
