"""The Markdown parser, set up to read as people do where CommonMark would hide their text.

Gives markdown-it's block tokens and, piece by piece, its inline tokens.  Differs from CommonMark in four
things: indented text is never code, HTML does not swallow the Markdown inside it, addresses stay as they are
written, and what is opened but never closed (a comment, a fence) does not eat the rest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

UNSEEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"), ("<pre", "</pre>"), ("<svg", "</svg>"))
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|center|details|dd|div|dl|dt|figure|figcaption|footer|form|h[1-6]|header|hr"
    r"|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>]|$)",
    re.I,
)
_MOST_FENCES = 20
DEEPEST = 60

References: TypeAlias = Mapping[str, tuple[str, str]]
"""The addresses and titles that a text defines (`[label]: address "title"`), by their labels in normal form."""


class Source:
    """One list's text, or a stretch of it: its lines and its tokens.

    `lines` are those of the file, as `bot.domain.markdown.lines` gives them.  `unclosed` are the lines
    (from 1) of code fences that nothing closes; what follows them is read as if they were not there.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.unclosed: list[int] = []
        self._env: EnvType = {}
        self.tokens = self._parse()

    @property
    def references(self) -> References:
        """What the text defines; of several definitions of one label, the first."""
        found = self._env.get("references", {})
        return {label: (str(each["href"]), str(each["title"])) for label, each in found.items()}

    def refer_to(self, references: References) -> None:
        """Have inline text refer to these definitions, instead of those that stand in these lines."""
        found = {label: {"href": href, "title": title} for label, (href, title) in references.items()}
        self._env = {"references": found} if found else {}

    @property
    def depth(self) -> int:
        """How deep blocks stand in each other: at most `DEEPEST`, where the rest of a text would not be parsed."""
        return max((token.level for token in self.tokens), default=0)

    def inline(self, content: str) -> Sequence[Token]:
        """Parse a piece of text within a block; references resolve against the whole list."""
        tokens: list[Token] = []
        md = _markdown()
        md.inline.parse(content, md, self._env, tokens)
        return tokens

    def _parse(self) -> Sequence[Token]:
        tokens: list[Token] = []
        for _ in range(_MOST_FENCES):
            self._env = {}
            tokens = _markdown().parse("\n".join(self.lines), self._env)
            opening = _unclosed_fence(tokens, self.lines)
            if opening is None:
                break
            self.unclosed.append(opening + 1)
            self.lines[opening] = ""
        return tokens


@cache
def _markdown() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    md.disable("code")
    md.block.ruler.at("html_block", _html, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.disable(["inline", "text_join"])
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return md


def _html(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Take a comment, script or style out of the text; make one `html_line` of a line that a block tag starts."""
    opening = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not opening.startswith("<"):
        return False
    closer = next((close for tag, close in UNSEEN if opening[: len(tag)].lower() == tag), None)
    after = _line_after(state, start, end, closer) if closer else None
    if after is None and not _BLOCK_TAG.match(opening):
        return False
    if not silent:
        if after is None:
            token = state.push("html_line", "", 0)
            token.map = [start, start + 1]
            token.content = opening
        state.line = after or start + 1
    return True


def _line_after(state: StateBlock, start: int, end: int, closer: str) -> int | None:
    """Return the line after the one that `closer` ends; None if nothing does or text follows it there."""
    for line in range(start, end):
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        at = text.lower().find(closer)
        if at >= 0:
            return None if text[at + len(closer) :].strip() else line + 1
    return None


def _unclosed_fence(tokens: Sequence[Token], lines: Sequence[str]) -> int | None:
    """Return the line (from 0) of a fence that runs to the end of the file for want of a closing one."""
    end = next((i for i in range(len(lines), 0, -1) if lines[i - 1].strip()), 0)
    for token in reversed(tokens):
        if token.type == "fence" and token.map and token.map[1] >= end:
            last = lines[token.map[1] - 1].strip(" >\t")
            closed = last.startswith(token.markup) and not last.strip(token.markup[0])
            if not closed or token.map[1] - token.map[0] < 2:
                return token.map[0]
    return None
