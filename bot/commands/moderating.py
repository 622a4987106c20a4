"""See suggestions, vote for them, and decide: for those who may."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.desk import Desk
from bot.commands.model import Call
from bot.commands.suggest_forms import words_form
from bot.commands.suggesting import guest_of, office_of, seen, shown
from bot.domain.proposals import Fate
from bot.domain.suggestion_life import Step
from bot.domain.suggestions import BOT, OPEN_STATES, Suggestion, SuggestionAction, SuggestionState
from bot.errors import SourceError, SuggestionRefused, UsageError
from bot.i18n import N_, ngettext
from bot.i18n import gettext as _
from bot.ports import Queue
from bot.replies.model import Choice, Fact, FactGroup, Facts, Message, NothingFound, Reply, Tone
from bot.replies.people import somebody
from bot.replies.typed import typed
from bot.services.suggesting.cards import Reader, brief, state_words
from bot.services.suggesting.deciding import approve, decide, vote
from bot.services.suggesting.inspecting import inspect
from bot.services.suggesting.office import Guest, Office
from bot.services.suggesting.orders import ByHand
from bot.services.suggesting.sending import Sent, send
from bot.services.suggesting.telling import note_read

_PAGE = 5
_State = SuggestionState

_FATES = {
    Fate.PROPOSED: N_("in the pull request"),
    Fate.PRESENT: N_("on the list"),
    Fate.MERGED: N_("on the list"),
    Fate.DECLINED: N_("declined by the list's maintainers"),
    Fate.UNPLACED: N_("without a place on the list"),
}


async def mine(desk: Desk, call: Call) -> Reply:
    """Show what this person suggested, and what became of it."""
    office, guest = office_of(desk), guest_of(call.person)
    found = await office.store.suggestions(author=guest.key)
    if guest.where is None or guest.operates:  # a pipe is told nothing by itself
        await note_read(office, guest.key)
    title = ngettext("{count} suggestion of yours", "{count} suggestions of yours", len(found))
    return _page(office, guest, call, title, found[::-1])


async def pending(desk: Desk, call: Call) -> Reply:
    """Show what waits for the moderators."""
    office, guest = office_of(desk), guest_of(call.person)
    found = await office.store.suggestions(states=(_State.PENDING,))
    seen_here = [each for each in found if office.may_see(guest, each)]
    title = ngettext("{count} suggestion waits", "{count} suggestions wait", len(seen_here))
    return _page(office, guest, call, title, seen_here)


async def everything(desk: Desk, call: Call) -> Reply:
    """Show every suggestion of this place, newest first."""
    office, guest = office_of(desk), guest_of(call.person)
    found = [each for each in await office.store.suggestions() if each.state is not _State.DRAFT]
    seen_here = [each for each in reversed(found) if office.may_see(guest, each)]
    title = ngettext("{count} suggestion", "{count} suggestions", len(seen_here))
    return _page(office, guest, call, title, seen_here)


def _page(office: Office, guest: Guest, call: Call, title: str, found: Sequence[Suggestion]) -> Reply:
    if not found:
        make, example = typed("/suggest"), typed("/suggest https://arxiv.org/…")
        sentence = _(
            "There are no suggestions. {command} makes one, for example: {example}", command=make, example=example
        )
        return NothingFound(sentence)
    last = -(-len(found) // _PAGE)
    number = min(call.page, last)
    groups = tuple(
        brief(each, Reader(each.author == guest.key, office.actor(guest, each).moderates))
        for each in found[(number - 1) * _PAGE : number * _PAGE]
    )
    more = f"/{call.command} page:{number + 1}" if number < last else None
    back = f"/{call.command} page:{number - 1}" if number > 1 else None
    return Facts(title, groups, more=more, back=back)


async def show(desk: Desk, call: Call) -> Reply:
    """Show one suggestion with its diff, checks and history."""
    office, guest, suggestion = await seen(desk, call)
    return await shown(office, guest, suggestion, await inspect(office, suggestion))


async def approve_(desk: Desk, call: Call) -> Reply:
    """Approve a suggestion."""
    office, guest, suggestion = await seen(desk, call)
    step = await approve(office, guest, suggestion)
    title = step.suggestion.title
    if step.event is None:
        return _done_already(step)
    if step.suggestion.list_name in office.proposers:
        return _done(_("“{title}” is approved and goes to the list's maintainers next.", title=title), step)
    text = _("“{title}” is approved. The bot may not write to the list; you can send it yourself.", title=title)
    return Message(text, Tone.DONE, (Choice(_("Send it by hand"), "/suggestions upstream"), _show(step.suggestion)))


async def reject(desk: Desk, call: Call) -> Reply:
    """Reject a suggestion, with a reason."""
    return await _with_words(desk, call, SuggestionAction.REJECT)


async def ask(desk: Desk, call: Call) -> Reply:
    """Ask whoever suggested it something."""
    return await _with_words(desk, call, SuggestionAction.ASK)


async def _with_words(desk: Desk, call: Call, action: SuggestionAction) -> Reply:
    """Take a step that needs words, which are asked for where they are missing."""
    office, guest, suggestion = await seen(desk, call)
    if not call.text("words") and office.actor(guest, suggestion).moderates and suggestion.state in OPEN_STATES:
        return words_form(suggestion, action.value)
    step = await decide(office, guest, suggestion, action, call.text("words"))
    if step.event is None:
        return _done_already(step)
    title = step.suggestion.title
    if action is SuggestionAction.REJECT:
        return _done(_("“{title}” is rejected.", title=title), step)
    return _done(_("Your question about “{title}” is passed on.", title=title), step)


async def reopen(desk: Desk, call: Call) -> Reply:
    """Take up again what was rejected, declined or withdrawn."""
    office, guest, suggestion = await seen(desk, call)
    step = await decide(office, guest, suggestion, SuggestionAction.REOPEN)
    if step.event is None:
        return _done_already(step)
    return _done(_("“{title}” waits for the moderators again.", title=step.suggestion.title), step)


async def vote_(desk: Desk, call: Call) -> Reply:
    """Vote for a suggestion."""
    office, guest, suggestion = await seen(desk, call)
    after = await vote(office, guest, suggestion)
    if after.state is _State.APPROVED:
        text = _("“{title}” has enough votes and is approved.", title=after.title)
    else:
        text = ngettext(
            "“{title}” has {count} vote, yours with it.",
            "“{title}” has {count} votes, yours among them.",
            after.votes,
            title=after.title,
        )
    return Message(text, Tone.DONE, (_show(after),))


async def upstream(desk: Desk, call: Call) -> Reply:
    """Send what is approved, or show what to send by hand."""
    office, guest = office_of(desk), guest_of(call.person)
    names = [each.name for each in desk.library.catalog.lists]
    wanted = await office.store.suggestions(states=(_State.APPROVED,))
    may = [each for each in wanted if office.actor(guest, each).moderates]
    if not may:
        raise SuggestionRefused(_("Nothing that you decide about is approved and waits to be sent."))
    name = next(each for each in names if any(one.list_name == each for one in may))
    try:
        return told(await send(office, name))
    except SourceError as error:
        return Message(_("It could not be sent now: {reason}", reason=error), Tone.WARNING)


def told(sent: Sent) -> Reply:
    """Say how a sending ended."""
    if sent.by_hand is not None:
        return _by_hand(sent.by_hand)
    rows: list[Fact] = [(_("pull request"), url) for url in sent.pulls]
    rows += [(_("waits for the issue"), url) for url in sent.waits_for]
    rows += [
        (each.id, _("{title}: {fate}", title=each.title, fate=_(_FATES[sent.fates[each.id]])))
        for each in sent.suggestions
        if each.id in sent.fates
    ]
    if not rows:
        return Message(_("There is nothing to send."))
    return Facts(_("What became of the approved suggestions"), (FactGroup("", tuple(rows)),))


def _by_hand(ready: ByHand) -> Facts:
    """Show what somebody can send themselves, and the pages that open filled in."""
    rows = ((_("ask for it"), ready.issue_url or ""), (_("edit the list"), ready.edit_url or ""))
    note = _("The bot does not write to this list itself. Open one of these pages, or apply the patch.")
    return Facts(
        _("Ready to be sent by hand"),
        (
            FactGroup(_("The lines"), tuple(row for row in rows if row[1]), code=ready.line),
            FactGroup(_("The patch"), (), code=ready.patch),
        ),
        (note,),
    )


async def queue(desk: Desk, call: Call) -> Reply:
    """Let what waits be shown here, or nowhere."""
    office, where = office_of(desk), call.person.where
    if where is None or where.personal:
        raise UsageError(_("The moderators' queue is a channel. Use this there."))
    if call.text("what") == "off":
        await office.store.put_queue(where.workspace_key, None)
        waiting = typed("/suggestions pending")
        return Message(_("What waits is shown nowhere by itself now. {command} shows it.", command=waiting), Tone.DONE)
    place = call.person.place or where.channel
    await office.store.put_queue(where.workspace_key, Queue(where, place))
    return Message(_("What waits for the moderators is shown in {place} from now on.", place=place), Tone.DONE)


def _done(text: str, step: Step) -> Message:
    return Message(text, Tone.DONE, (_show(step.suggestion),))


def _done_already(step: Step) -> Message:
    """Say that somebody was faster, and who."""
    after = step.suggestion
    who = somebody(after.decided_by) if after.decided_by not in ("", BOT) else ""
    state = state_words(after)
    text = (
        _("“{title}” is {state} already: {who} decided.", title=after.title, state=state, who=who)
        if who
        else _("“{title}” is {state} already.", title=after.title, state=state)
    )
    return Message(text, Tone.INFO, (_show(after),))


def _show(suggestion: Suggestion) -> Choice:
    return Choice(_("Show it"), f"/suggestions show {suggestion.id}")
