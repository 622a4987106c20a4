"""Labels: how a list writes a link of each kind, learned from its neighbours, and of a kind that it has none of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.domain.entries import Link, LinkKind
from bot.domain.markdown.labels import label_kind
from bot.domain.suggesting.template import Label, Learned

_WORDS = {
    LinkKind.PAPER: "paper",
    LinkKind.CODE: "code",
    LinkKind.PROJECT: "project",
    LinkKind.SLIDES: "slides",
    LinkKind.VIDEO: "video",
    LinkKind.BLOG: "blog",
    LinkKind.DATA: "dataset",
    LinkKind.MODEL: "model",
    LinkKind.OTHER: "more",
}
_LABEL = re.compile(r"(?P<open>.*?)(?P<words>[^\W_][^\[\]()`*]*?)(?P<close>[\])`*\s]*\]\()")
PLAIN = Label(LinkKind.PAPER, "[[paper](", ")]")
"""What is written where a list shows no labels at all."""


class LabelBook:
    """The labels of some neighbours, nearest first."""

    def __init__(self, levels: Sequence[Sequence[Learned]]) -> None:
        self._levels = levels

    def row(self, links: Sequence[Link]) -> str:
        """Write links one after the other as the list does."""
        labels = [self._label(link.kind) for link in links]
        written = [f"{label.before}{link.url}{label.after}" for link, label in zip(links, labels, strict=True)]
        return (self._between(labels) if len(links) > 1 else "").join(written)

    def _between(self, labels: Iterable[Label]) -> str:
        for level in self._levels:
            found = Counter(learned.between for learned in level if learned.between is not None)
            if found:
                return found.most_common(1)[0][0]
        return " " if all(label.after for label in labels) else ", "

    def _label(self, kind: LinkKind) -> Label:
        models: Counter[Label] = Counter()
        for level in self._levels:
            known = Counter(label for learned in level for label in learned.labels if _says(label))
            own = Counter({label: count for label, count in known.items() if label.kind is kind})
            if own:
                return own.most_common(1)[0][0]
            models = models or known
        return _relabelled(models.most_common(1)[0][0] if models else PLAIN, kind)


def _says(label: Label) -> bool:
    """Say whether a label tells what kind its links are, so that it fits any other link of the kind."""
    found = _LABEL.fullmatch(label.before)
    if "![" in label.before:
        return True
    return found is not None and label_kind(found["words"]) is label.kind


def _relabelled(model: Label, kind: LinkKind) -> Label:
    """Write a label of another kind in the manner of a known one."""
    found = _LABEL.fullmatch(model.before)
    if found is None or "![" in model.before:
        return _relabelled(PLAIN, kind)
    word = _WORDS[kind]
    like = found["words"]
    word = word.upper() if like.isupper() else word.capitalize() if like[0].isupper() else word
    return Label(kind, f"{found['open']}{word}{found['close']}", model.after)
