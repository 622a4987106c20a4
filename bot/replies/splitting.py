"""Split a digest into messages that fit: in order, between works, every work once.

What fits is the front-end's to say.  Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from bot.replies.harmless import harmless
from bot.replies.model import DigestEntry, DigestGroup, DigestPost, Message, Reply

_MANY = 99
"""Stands for the number of parts while it is not known: no less room than any real one takes."""

Fits: TypeAlias = Callable[[Reply], bool]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never divided: a work with the group that it stands in, or (without an entry) a sentence."""

    group: int
    text: str
    entry: DigestEntry | None = None


def split(post: DigestPost, fits: Fits) -> tuple[DigestPost, ...]:
    """Return the digest in as few parts as it takes when each is filled in turn, each of which *fits*.

    Parts repeat the title, and the heading of a group that goes on; the way to what is not shown stands on the last.
    A work that does not fit a message of its own is told in fewer words.
    """
    if fits(post):
        return (post,)
    parts: list[list[_Piece]] = [[]]
    for piece in _pieces(post):
        if fits(_draft(post, [*parts[-1], piece])):
            parts[-1].append(piece)
            continue
        fewer = _fewer_words(piece)
        fitting = next((each for each in fewer if fits(_draft(post, [each]))), fewer[-1])
        parts = [*filter(None, parts), [fitting]]
    made = [_made(post, pieces) for pieces in parts]
    last = len(made)
    return tuple(
        replace(each, part=number, parts=last, more=post.more if number == last else None)
        for number, each in enumerate(made, 1)
    )


def parent_line(post: DigestPost) -> Message:
    """Return the line that a thread with the digest hangs on."""
    return Message(" · ".join(filter(None, (post.title, post.counts))))


def _pieces(post: DigestPost) -> Iterator[_Piece]:
    for number, group in enumerate(post.groups):
        for entry in group.entries:
            yield _Piece(number, group.title, entry)
    for sentence in post.sentences:
        yield _Piece(len(post.groups), sentence)


def _draft(post: DigestPost, pieces: Sequence[_Piece]) -> DigestPost:
    """Return a part with all that it may have to hold."""
    return replace(_made(post, pieces), part=_MANY, parts=_MANY)


def _made(post: DigestPost, pieces: Sequence[_Piece]) -> DigestPost:
    together = groupby((piece for piece in pieces if piece.entry), key=lambda piece: (piece.group, piece.text))
    groups = tuple(DigestGroup(text, tuple(one.entry for one in of if one.entry)) for (_, text), of in together)
    return replace(post, groups=groups, sentences=tuple(piece.text for piece in pieces if not piece.entry))


def _fewer_words(piece: _Piece) -> tuple[_Piece, ...]:
    """Return a piece in fewer and fewer words, beginning with all of them."""
    if piece.entry is None:
        return (piece, *(replace(piece, text=harmless(piece.text, limit)) for limit in (400, 100)))
    line = piece.entry.line
    bare = replace(line, authors=None, venue=None, section=(), links=line.links[:1], reasons=(), marks=())
    short = replace(bare, title=harmless(line.title, 120), name=None)
    least = replace(short, title=harmless(line.title, 40), links=())
    return (
        piece,
        replace(piece, entry=replace(piece.entry, line=bare, remark="")),
        replace(piece, entry=DigestEntry(short), text=harmless(piece.text, 80)),
        replace(piece, entry=DigestEntry(least), text=harmless(piece.text, 40)),
    )
