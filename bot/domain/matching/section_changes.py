"""Tell what happened to sections in as few changes as possible: a renamed branch is one, not one for each leaf.

Which section became which has been decided before (`bot.domain.matching.sections`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.matching.sections import Census, Flow, SectionKey

_Renames = Mapping[SectionKey, SectionKey]


def section_changes(old: Census, new: Census, flows: Collection[Flow], renamed: _Renames) -> tuple[Change, ...]:
    """Return the renames, splits and merges, in the old list's order."""
    rest = [flow for flow in flows if flow.source not in renamed]
    return (*_renames(old, new, renamed), *_splits(old, new, rest), *_merges(old, new, rest))


def _renames(old: Census, new: Census, renamed: _Renames) -> list[Change]:
    branches: dict[tuple[SectionKey, SectionKey], None] = {}
    alone: dict[tuple[SectionKey, SectionKey], list[SectionKey]] = {}
    for source in (key for key in old.paths if key in renamed):
        branch = _branch(source, renamed[source])
        whole = branch is not None and _is_renamed(*branch, old, new, renamed)
        if branch is not None and whole:
            branches[branch] = None
        if branch is None or not whole or source[len(branch[0]) :] != renamed[source][len(branch[1]) :]:
            alone.setdefault(_heads(source, renamed[source]), []).append(source)
    changes = [_rename_branch(old, new, before, after) for before, after in branches]
    return [*changes, *(_rename(old, new, sources, renamed) for sources in alone.values())]


def _branch(source: SectionKey, target: SectionKey) -> tuple[SectionKey, SectionKey] | None:
    """Return the outermost headings that differ, if both stand on one level and have headings below."""
    if len(source) != len(target):
        return None
    depth = next(depth for depth, (one, other) in enumerate(zip(source, target, strict=True), 1) if one != other)
    return (source[:depth], target[:depth]) if depth < len(source) else None


def _is_renamed(before: SectionKey, after: SectionKey, old: Census, new: Census, renamed: _Renames) -> bool:
    """Say whether a branch that is no more went as a whole, or nearly, to one that was not there."""
    if new.under(before) or old.under(after):
        return False
    sizes = {key: len(old.members[key]) for key in old.under(before) if key in old.members}
    along = sum(size for key, size in sizes.items() if renamed.get(key, key)[: len(after)] == after)
    return along * 3 >= sum(sizes.values()) * 2


def _rename_branch(old: Census, new: Census, before: SectionKey, after: SectionKey) -> Change:
    was, now = old.paths[old.under(before)[0]][: len(before)], new.paths[new.under(after)[0]][: len(after)]
    return _change(ChangeKind.SECTION_RENAMED, [was], [now], old.size_under(before), new.size_under(after))


def _heads(source: SectionKey, target: SectionKey) -> tuple[SectionKey, SectionKey]:
    """Strip the headings that both end with: sections with the same rest went the same way."""
    shared = 0
    while shared < min(len(source), len(target)) and source[-1 - shared] == target[-1 - shared]:
        shared += 1
    return source[: len(source) - shared], target[: len(target) - shared]


def _rename(old: Census, new: Census, sources: Sequence[SectionKey], renamed: _Renames) -> Change:
    targets = [renamed[source] for source in sources]
    sizes = sum(old.sizes[key] for key in sources), sum(new.sizes[key] for key in targets)
    before, after = [old.paths[key] for key in sources], [new.paths[key] for key in targets]
    return _change(ChangeKind.SECTION_RENAMED, before, after, *sizes)


def _splits(old: Census, new: Census, rest: Collection[Flow]) -> list[Change]:
    """Find sections that are no more and whose entries nearly all stand in two or more new sections."""
    parts: dict[SectionKey, list[Flow]] = defaultdict(list)
    for flow in rest:
        if flow.target not in old.paths and flow.own >= 0.5:
            parts[flow.source].append(flow)
    changes = []
    for source, found in parts.items():
        if len(found) > 1 and sum(flow.kept for flow in found) >= 0.75:
            targets = [key for key in new.paths if any(flow.target == key for flow in found)]
            sizes = old.sizes[source], sum(new.sizes[key] for key in targets)
            after = [new.paths[key] for key in targets]
            changes.append(_change(ChangeKind.SECTION_SPLIT, [old.paths[source]], after, *sizes))
    return changes


def _merges(old: Census, new: Census, rest: Collection[Flow]) -> list[Change]:
    """Find sections whose entries nearly all came to one that was there before, or together to a new one."""
    whole: dict[SectionKey, list[SectionKey]] = defaultdict(list)
    for flow in rest:
        came = old.members[flow.source] & new.members[flow.target] - old.members.get(flow.target, frozenset())
        if flow.kept >= 0.75 and len(came) * 2 >= max(old.sizes[flow.source], 4):
            whole[flow.target].append(flow.source)
    changes = []
    for target, sources in whole.items():
        merged = [key for key in old.paths if key in sources or key == target]
        if len(merged) > 1:
            sizes = sum(old.sizes[key] for key in merged), new.sizes[target]
            before = [old.paths[key] for key in merged]
            changes.append(_change(ChangeKind.SECTION_MERGED, before, [new.paths[target]], *sizes))
    return changes


def _change(
    kind: ChangeKind, before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]], stood: int, stand: int
) -> Change:
    return Change(kind, None, "", tuple(before), tuple(after), (FieldChange("entries", str(stood), str(stand)),))
