"""The forms of suggesting, and what is filled into them: proposals, and back.

Decides nothing: what a proposal may hold is said in `bot.domain.suggesting`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.entries import EntryKind, Link, LinkKind, SectionPath
from bot.domain.keys import link_key
from bot.domain.suggesting.proposal import LONGEST, YEARS, Proposal
from bot.domain.suggestions import Credit, CreditKind, Suggestion
from bot.errors import SuggestionRefused
from bot.i18n import gettext as _
from bot.replies.forms import FieldKind, Form, FormErrors, FormField, filled
from bot.services.suggesting.offering import LONGEST_CREDIT, LONGEST_NOTE
from bot.services.suggesting.prefilling import link_in, link_of

LONGEST_LINK = 500
_LONGEST_CHOICE = 100

_FIELD_OF = {"links": "link", "venue": "published", "year": "published", "name": "title"}
"""The fields of the first form by those of a proposal that are called otherwise there."""

_YEAR = re.compile(r"[\s,(]*(?:\b((?:19|20)\d\d)|['’](\d\d))\)?\s*$")


def first_form(
    command: str, proposal: Proposal, sections: Sequence[SectionPath], *, again: str = "", note: str = ""
) -> Form:
    """Return the form of what everybody fills in: link, title, authors, where and when published, section."""
    published = " ".join(filter(None, [proposal.venue, str(proposal.year or "")]))
    chosen = proposal.section or (sections[0] if sections else ())
    choices = tuple((section_value(each), section_value(each)) for each in sections)
    return Form(
        _("Suggest something for the list"),
        command,
        (
            FormField("link", _("Link"), _first_url(proposal), required=True, longest=LONGEST_LINK),
            FormField("title", _("Title"), proposal.title, required=True, longest=LONGEST["title"]),
            FormField("authors", _("Authors"), proposal.authors or "", longest=LONGEST["authors"]),
            FormField(
                "published", _("Venue and year"), published, help=_("such as MobiSys 2024"), longest=LONGEST["venue"]
            ),
            FormField("section", _("Section"), section_value(chosen), FieldKind.CHOICE, choices, required=True),
        ),
        (note,) if note else (),
        _("Check it"),
        again,
    )


def details_form(suggestion: Suggestion) -> Form:
    """Return the form of what some want to add: kind, code, description, a note, and how they are named."""
    work = suggestion.proposal
    kinds = ((EntryKind.PAPER, _("paper")), (EntryKind.PROJECT, _("project")), (EntryKind.RESOURCE, _("resource")))
    code = next((link.url for link in work.links if link.kind is LinkKind.CODE), "")
    return Form(
        _("Details of “{title}”", title=suggestion.title),
        f"/suggestions details {suggestion.id}",
        (
            FormField("kind", _("Kind"), work.kind.value, FieldKind.CHOICE, tuple((k.value, w) for k, w in kinds)),
            FormField("code", _("Link to its code"), code, longest=LONGEST_LINK),
            FormField(
                "description", _("Description"), work.description or "", FieldKind.TEXT, longest=LONGEST["description"]
            ),
            FormField(
                "note", _("Note for the moderators"), suggestion.note, FieldKind.TEXT, longest=LONGEST_NOTE,
                help=_("never goes upstream"),
            ),
            FormField(
                "credit", _("Your name upstream"), credit_text(suggestion.credit), longest=LONGEST_CREDIT,
                help=_("a name, or @handle on GitHub; empty names nobody"),
            ),
        ),
    )  # fmt: skip


def words_form(suggestion: Suggestion, verb: str) -> Form:
    """Return the form for the words that go with a rejection or a question."""
    title = suggestion.title
    rejects = verb == "reject"
    label = _("Why") if rejects else _("Question")
    return Form(
        _("Reject “{title}”", title=title) if rejects else _("Ask about “{title}”", title=title),
        f"/suggestions {verb} {suggestion.id}",
        (
            FormField(
                "words", label, kind=FieldKind.TEXT, required=True, help=_("it is passed on"), longest=LONGEST_NOTE
            ),
        ),
    )


def proposal_from(values: Mapping[str, str], before: Proposal, sections: Sequence[SectionPath]) -> Proposal:
    """Return a proposal with what was filled into the first form.  Raises `SuggestionRefused` for what is missing."""
    link = link_in(values.get("link", "")) if values.get("link") else None
    if values.get("link") and link is None:
        raise SuggestionRefused(_("Write the whole address, beginning with https://."), field="links")
    section = section_from(values.get("section", ""), sections)
    if section is None:
        raise SuggestionRefused(_("Choose one of the list's own sections."), field="section")
    venue, year = published_from(values.get("published", ""))
    return replace(
        before,
        title=values.get("title", ""),
        authors=values.get("authors") or None,
        venue=venue,
        year=year,
        section=section,
        links=_with_link(before, link),
    )


def details_from(values: Mapping[str, str], before: Proposal) -> Proposal:
    """Return a proposal with what was filled into the form of details."""
    kind = values.get("kind", before.kind.value)
    if kind not in {each.value for each in EntryKind}:
        raise SuggestionRefused(_("Choose paper, project or resource."), field="kind")
    links = before.links
    if "code" in values:
        kept = tuple(each for each in links if each.kind is not LinkKind.CODE)
        links = (*kept, Link(LinkKind.CODE, values["code"])) if values["code"] else kept
    description = values.get("description", before.description or "") or None
    return replace(before, kind=EntryKind(kind), links=links, description=description)


def credit_from(text: str) -> Credit:
    """Read how somebody wants to be named: `@handle`, a name, or nothing."""
    text = text.strip()
    if not text:
        return Credit()
    return Credit(CreditKind.HANDLE if text.startswith("@") else CreditKind.NAME, text.removeprefix("@"))


def credit_text(credit: Credit) -> str:
    """Write how somebody wants to be named as they would type it."""
    if credit.kind is CreditKind.ANONYMOUS:
        return ""
    return f"@{credit.text}" if credit.kind is CreditKind.HANDLE else credit.text


def refused(form: Form, values: Mapping[str, str], error: SuggestionRefused) -> FormErrors:
    """Return a form as it was filled in, with what is wrong at its field."""
    field = _FIELD_OF.get(error.field, error.field)
    return FormErrors(filled(form, values), ((field if form.field(field) else "", str(error)),))


def section_value(section: SectionPath) -> str:
    """Write a section as a choice: its path on one line, cut from the front where that is too long for a menu."""
    text = " / ".join(section)
    return text if len(text) <= _LONGEST_CHOICE else f"…{text[-(_LONGEST_CHOICE - 1) :]}"


def section_from(text: str, sections: Sequence[SectionPath]) -> SectionPath | None:
    """Return the section that a choice, or a section's own heading, stands for."""
    wanted = text.strip().casefold()
    exact = next((each for each in sections if section_value(each).casefold() == wanted), None)
    if exact is not None or not wanted:
        return exact
    named = [each for each in sections if each[-1].casefold() == wanted]
    return named[0] if len(named) == 1 else None


def published_from(text: str) -> tuple[str | None, int | None]:
    """Part a venue from its year: `MobiSys'24`, `ICML 2022`, `2019`."""
    found = _YEAR.search(text)
    if not found:
        return text.strip() or None, None
    short = int(found[2] or 0)
    year = int(found[1] or (2000 + short if short < YEARS.stop % 100 else 1900 + short))
    return text[: found.start()].strip(" ,") or None, year


def _with_link(before: Proposal, url: str | None) -> tuple[Link, ...]:
    """Return a proposal's links with this one first, instead of the one that was; it keeps what it was known as."""
    links = before.links
    if url is None:
        return links[1:]
    new, key = link_of(url, before.kind), link_key(url)
    others = [each for each in links if link_key(each.url) != key]
    same = next((each for each in links if link_key(each.url) == key), None)
    if same is not None:
        return (replace(same, url=url), *others)
    return (new, *others[1:])


def _first_url(proposal: Proposal) -> str:
    return proposal.links[0].url if proposal.links else ""
