"""The command table: one row a command.  Every front-end is built from it; there is no second list.

To add a command, write its handler in this folder and add its row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.commands import approaching, finding, helping, looking, meta, news, reading, shelf, tasting
from bot.commands.digest_table import DIGEST_ROWS
from bot.commands.model import Command, Param, ParamKind
from bot.commands.table_suggesting import SUGGESTING
from bot.i18n import N_

_PAGE = Param("page", ParamKind.NUMBER, N_("which page"), named_only=True)


_ENTRY = Param("entry", ParamKind.ENTRY, N_("an entry's id, short name or title"), required=True, rest=True)

_ROWS = (
    Command(
        "search",
        N_("Find papers and projects on the list."),
        finding.search,
        (
            Param("words", ParamKind.QUERY, N_("what to look for, in plain words"), required=True, rest=True),
            Param("author", ParamKind.AUTHOR, N_("by this author or organisation"), facet=True),
            Param("venue", ParamKind.VENUE, N_("at this conference or journal"), facet=True),
            Param("year", ParamKind.YEARS, N_("2022, or 2020..2023, or 2023.."), facet=True),
            Param("section", ParamKind.SECTION, N_("in this section"), facet=True),
            Param("kind", ParamKind.CHOICE, N_("only these"), choices=("paper", "project", "resource"), facet=True),
            Param(
                "has",
                ParamKind.CHOICE,
                N_("only with such a link"),
                choices=("code", "paper", "slides", "video", "blog", "data", "model"),
                facet=True,
            ),
            Param("like", ParamKind.ENTRY, N_("first what is like these entries, between commas"), facet=True),
            Param("unlike", ParamKind.ENTRY, N_("without these entries, and last what is like them"), facet=True),
            Param("sort", ParamKind.CHOICE, N_("in this order"), choices=("relevance", "year", "new"), facet=True),
            _PAGE,
        ),
        (
            "/search memory efficient training",
            "/search llm on npu since 2024",
            '/search "federated learning" -keyboard has:code',
            "/search papers from mobisys 2022",
            "/search on-device training like:poet unlike:sage",
        ),
    ),
    Command(
        "browse",
        N_("Walk through the sections."),
        looking.browse,
        (Param("section", ParamKind.SECTION, N_("a section's name or number"), rest=True), _PAGE),
        ("/browse", "/browse inference", "/browse 1.1"),
    ),
    Command(
        "show",
        N_("Show everything about one entry."),
        looking.show,
        (_ENTRY,),
        ("/show poet", "/show on-device training under 256kb"),
    ),
    Command("similar", N_("Find entries like this one."), finding.similar, (_ENTRY,), ("/similar poet",)),
    Command(
        "approaches",
        N_("Find works on the same problem that go about it otherwise."),
        approaching.approaches,
        (Param("entry", ParamKind.ENTRY, N_("an entry; without one, the strongest pairs of the list"), rest=True),),
        ("/approaches poet", "/approaches"),
    ),
    Command(
        "recommend",
        N_("Suggest something to read that you have not seen here."),
        tasting.recommend,
        (Param("topic", ParamKind.QUERY, N_("a topic, in plain words"), rest=True), replace(_PAGE, ours=True)),
        ("/recommend", "/recommend federated learning"),
    ),
    Command(
        "rate",
        N_("Say whether an entry is for you; recommendations follow it."),
        tasting.rate,
        (
            _ENTRY,
            Param("verdict", ParamKind.CHOICE, N_("yes, no, or forget what you said"), choices=("yes", "no", "clear")),
            Param(
                "pick",
                ParamKind.ENTRY,
                N_("works to show again without it, between commas"),
                named_only=True,
                ours=True,
            ),
        ),
        ("/rate poet yes", "/rate poet no", "/rate poet clear"),
        personal=True,
    ),
    Command(
        "interests",
        N_("Choose up to five sections to have works recommended from."),
        tasting.interests,
        (
            *(Param(place, ParamKind.SECTION, N_("a section's name or number")) for place in tasting.PLACES),
            Param("more", ParamKind.SECTION, N_("a section's name or number"), rest=True, ours=True),
        ),
        ("/interests", '/interests 1.1 "inference deployment"', "/interests none"),
        personal=True,
    ),
    Command(
        "random",
        N_("Pick one entry by chance."),
        finding.random_entry,
        (Param("section", ParamKind.SECTION, N_("a section's name or number"), rest=True),),
        ("/random", "/random inference"),
    ),
    Command(
        "recent",
        N_("Show what joined the list last, or what else has changed."),
        news.recent,
        (
            Param("since", ParamKind.SINCE, N_("7d, 2 weeks, 2026-01, last month"), rest=True),
            _PAGE,
            Param("kind", ParamKind.CHOICE, N_("additions, or what else happened"), choices=news.KINDS),
        ),
        ("/recent", "/recent 2 weeks", "/recent changes", "/recent 2026-01 sections"),
    ),
    Command("stats", N_("Count the entries by section, year, venue and kind."), looking.stats, (), ("/stats",)),
    Command(
        "save",
        N_("Put an entry on your shelf."),
        shelf.save,
        (_ENTRY, Param("note", ParamKind.TEXT, N_("a note to yourself"), named_only=True)),
        ("/save poet", "/save poet note: for the reading group"),
        personal=True,
    ),
    Command(
        "saved",
        N_("Show your shelf, or search it."),
        shelf.saved,
        (Param("words", ParamKind.QUERY, N_("words in an entry or in your note"), rest=True), _PAGE),
        ("/saved", "/saved reading group"),
        personal=True,
    ),
    Command(
        "refuse",
        N_("Never recommend an entry to me again."),
        shelf.refuse,
        (_ENTRY,),
        ("/refuse poet",),
        personal=True,
    ),
    Command(
        "unrefuse",
        N_("Let a refused entry be recommended again."),
        shelf.unrefuse,
        (_ENTRY,),
        ("/unrefuse poet",),
        personal=True,
    ),
    Command("unsave", N_("Take an entry off your shelf."), shelf.unsave, (_ENTRY,), ("/unsave poet",), personal=True),
    Command(
        "reading list",
        N_("Show what everybody here put together to read."),
        reading.show,
        (_PAGE,),
        ("/reading list",),
    ),
    Command(
        "reading add",
        N_("Put an entry on the reading list, for everybody here."),
        reading.add,
        (_ENTRY, Param("note", ParamKind.TEXT, N_("a note to everybody"), named_only=True)),
        ("/reading add poet", "/reading add poet note: for Thursday"),
    ),
    Command(
        "reading remove",
        N_("Take an entry off the reading list."),
        reading.remove,
        (_ENTRY,),
        ("/reading remove poet",),
    ),
    Command(
        "export",
        N_("Write entries as a file for a reference manager."),
        shelf.export,
        (
            Param(
                "what",
                ParamKind.QUERY,
                N_("saved, reading list, all, a section, an entry or a search"),
                required=True,
                rest=True,
            ),
            Param(
                "format", ParamKind.CHOICE, N_("the file format"), choices=("bibtex", "ris", "csl", "csv", "markdown")
            ),
        ),
        ("/export saved bibtex", "/export inference ris", "/export llm since 2023 csv"),
        personal=True,
    ),
    *DIGEST_ROWS,
    *SUGGESTING,
    Command("lists", N_("Show which lists are followed."), meta.lists, (), ("/lists",)),
    Command(
        "help",
        N_("Explain a command."),
        helping.help_,
        (Param("command", ParamKind.COMMAND, N_("a command's name"), rest=True),),
        ("/help", "/help search"),
    ),
    Command(
        "status",
        N_("Show when the lists were checked and changed, and where the bot is."),
        meta.status,
        (),
        ("/status",),
    ),
    Command("about", N_("Say what this is and what it keeps about you."), meta.about, (), ("/about",)),
    Command(
        "forget",
        N_("Delete all that is kept about you."),
        shelf.forget,
        (Param("confirm", ParamKind.CHOICE, N_("yes, to do it"), choices=("yes",)),),
        ("/forget",),
        personal=True,
    ),
)

COMMANDS: Mapping[str, Command] = {command.name: command for command in _ROWS}
"""Every command by its name, in the order in which help lists them."""
