"""Say changes in words: one sentence for one change, one for many that are alike, and a whole change log.

Sections and new titles stand between asterisks, as everywhere in the bot's sentences.  What changed is
decided in `bot.domain.matching`; the same for machines is in `bot.services.diff`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from bot.domain.alike import MANY, is_explained, likeness
from bot.domain.changes import SECTION_KINDS, Change, ChangeKind, Changes
from bot.domain.entries import SectionPath
from bot.i18n import N_, NN_, enumeration, ngettext, run_on
from bot.i18n import gettext as _
from bot.services.change_fields import field_sentences, listed, many_edited, name_of, plain


def tell(change: Change) -> str:
    """Say one change in a sentence or two."""
    if change.kind in SECTION_KINDS:
        return _tell_section(change)
    if change.kind in (ChangeKind.EDITED, ChangeKind.REWORDED):
        return run_on(field_sentences(change))
    before, after = _apart(change.before[:1], change.after[:1])
    if change.kind is not ChangeKind.MOVED:
        before, after = (_path(paths[0][-2:]) if paths else "" for paths in (change.before, change.after))
    sentence = _SENTENCES[change.kind]
    return _(sentence, title=plain(change.title), name=name_of(change.title), before=before, after=after)


_SENTENCES = {
    ChangeKind.ADDED: N_("New in *{after}*: {title}"),
    ChangeKind.RESTORED: N_("Back in *{after}*: {title}"),
    ChangeKind.REMOVED: N_("No longer on the list: {title}"),
    ChangeKind.MOVED: N_("{name} moved from *{before}* to *{after}*."),
    ChangeKind.PLACEMENT_ADDED: N_("{name} now also stands in *{after}*."),
    ChangeKind.PLACEMENT_REMOVED: N_("{name} no longer stands in *{before}* as well."),
}


def _tell_section(change: Change) -> str:
    count = next((int(field.after) for field in change.fields if field.after.isdecimal()), 0)
    entries = ngettext("{count} entry", "{count} entries", count)
    if change.kind is ChangeKind.SECTION_SPLIT:
        before, after = _apart(change.before, change.after)
        return _(
            "Section *{before}* was split into *{after}* ({entries}).", before=before, after=after, entries=entries
        )
    if change.kind is ChangeKind.SECTION_MERGED:
        before, after = _apart(change.before, change.after)
        return _("Sections *{before}* are now one: *{after}* ({entries}).", before=before, after=after, entries=entries)
    if len(change.before) > 1:
        names = listed([_path(path[-1:]) for path in change.before])
        before, after = _apart((change.before[0][:-1],), (change.after[0][:-1],))
        return _(
            "{sections} moved from *{before}* to *{after}* ({entries}): {names}",
            sections=ngettext("{count} section", "{count} sections", len(change.before)),
            before=before, after=after, entries=entries, names=names,
        )  # fmt: skip
    before, after = _apart(change.before, change.after)
    return _("Section *{before}* is now *{after}* ({entries}).", before=before, after=after, entries=entries)


def tell_all(log: Sequence[Change]) -> tuple[str, ...]:
    """Say a whole log, in its order: many that are alike once, moves that a section's change explains not at all."""
    explained = [change for change in log if change.kind in SECTION_KINDS]
    told = [change for change in log if not is_explained(change, explained)]
    alike: dict[Hashable, list[Change]] = {}
    for change in told:
        alike.setdefault(likeness(change), []).append(change)
    sentences: list[str] = []
    for group in alike.values():
        if len(group) >= MANY and group[0].kind in (ChangeKind.MOVED, ChangeKind.EDITED, ChangeKind.REWORDED):
            sentences.append(_tell_many(group))
        else:
            sentences += [tell(change) for change in group]
    return tuple(sentences)


def _tell_many(group: Sequence[Change]) -> str:
    names = [name_of(change.title) for change in group]
    if group[0].kind is not ChangeKind.MOVED:
        return many_edited(group[0], names)
    if len({change.before for change in group}) > 1:
        return ngettext(
            "{count} entry moved to *{after}*: {names}", "{count} entries moved to *{after}*: {names}",
            len(group), after=_path(group[0].after[0]), names=listed(names),
        )  # fmt: skip
    before, after = _apart(group[0].before, group[0].after)
    return ngettext(
        "{count} entry moved from *{before}* to *{after}*: {names}",
        "{count} entries moved from *{before}* to *{after}*: {names}",
        len(group), before=before, after=after, names=listed(names),
    )  # fmt: skip


def change_log(changes: Changes) -> str:
    """Write a change log: a line of counts, then a sentence a line, sections first and what has gone last."""
    sorts = (*sorted(SECTION_KINDS), *(kind for _words, kinds in _COUNTED[:-1] for kind in kinds))
    ordered = sorted(changes.log, key=lambda change: sorts.index(change.kind))
    return "\n".join([headline(changes), *(f"- {sentence}" for sentence in tell_all(ordered))]) + "\n"


def headline(changes: Changes) -> str:
    """Count what happened: "13 new, 2 edited, 10 gone; 39 unchanged."."""
    counts = [(words, len(changes.of(*kinds))) for words, kinds in _COUNTED]
    happened = enumeration(ngettext(*words, count) for words, count in counts if count)
    unchanged = ngettext("{count} unchanged", "{count} unchanged", changes.unchanged)
    return _("{happened}; {unchanged}.", happened=happened or _("Nothing changed"), unchanged=unchanged)


_COUNTED = (
    (NN_("{count} new", "{count} new"), (ChangeKind.ADDED,)),
    (NN_("{count} back", "{count} back"), (ChangeKind.RESTORED,)),
    (NN_("{count} edited", "{count} edited"), (ChangeKind.EDITED,)),
    (NN_("{count} moved", "{count} moved"), (ChangeKind.MOVED,)),
    (NN_("{count} in another place too", "{count} in another place too"), (ChangeKind.PLACEMENT_ADDED,)),
    (NN_("{count} in fewer places", "{count} in fewer places"), (ChangeKind.PLACEMENT_REMOVED,)),
    (NN_("{count} described in other words", "{count} described in other words"), (ChangeKind.REWORDED,)),
    (NN_("{count} gone", "{count} gone"), (ChangeKind.REMOVED,)),
    (NN_("{count} change to sections", "{count} changes to sections"), tuple(SECTION_KINDS)),
)


def _apart(before: Sequence[SectionPath], after: Sequence[SectionPath]) -> tuple[str, str]:
    """Return two groups of sections as text, without the headings that all of them start with."""
    paths = [*before, *after]
    shared = 0
    if before and after:
        shortest = min(len(path) for path in paths)
        while shared < shortest - 1 and len({path[shared] for path in paths}) == 1:
            shared += 1
    one, other = (listed([_path(path[shared:]) for path in side]) for side in (before, after))
    return one, other


def _path(path: SectionPath) -> str:
    return " / ".join(plain(heading) for heading in path) if path else _("the top of the list")
