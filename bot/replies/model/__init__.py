"""The replies: everything that a front-end can be asked to show.  What a form asks is in `bot.replies.forms`."""

from typing import TypeAlias

from bot.replies.forms import Form, FormErrors
from bot.replies.model.changes import ChangeDay, ChangeLog
from bot.replies.model.digest import DigestEntry, DigestGroup, DigestPost
from bot.replies.model.entries import EntryCard, EntryLines, Line, NothingFound
from bot.replies.model.facts import Document, Fact, FactGroup, Facts, Named
from bot.replies.model.help import CommandSummary, HelpIndex, HelpPage
from bot.replies.model.messages import Choice, Clarify, Failure, Message, Tone
from bot.replies.model.tables import CountedBy, SectionNode, SectionTree, Statistics, Tally

__all__ = [
    "ChangeDay",
    "ChangeLog",
    "Choice",
    "Clarify",
    "CommandSummary",
    "CountedBy",
    "DigestEntry",
    "DigestGroup",
    "DigestPost",
    "Document",
    "EntryCard",
    "EntryLines",
    "Fact",
    "FactGroup",
    "Facts",
    "Failure",
    "HelpIndex",
    "HelpPage",
    "Line",
    "Message",
    "Named",
    "NothingFound",
    "Reply",
    "SectionNode",
    "SectionTree",
    "Statistics",
    "Tally",
    "Tone",
]

Reply: TypeAlias = (
    EntryLines
    | NothingFound
    | EntryCard
    | ChangeLog
    | DigestPost
    | SectionTree
    | Statistics
    | Clarify
    | Document
    | HelpIndex
    | HelpPage
    | Facts
    | Message
    | Failure
    | Form
    | FormErrors
)
