"""Digests: what a subscription gets to read of the news, and what becomes of every other piece.

Pure: the news, the entries and what a filter means are arguments, the decision is returned.  Nothing here knows
when a digest is due, how it is worded or where it goes.

    compose ──▶ folding    what the pieces about one work come to: a strand
           ├──▶ judging    what of it is asked for, by kind and filter: a telling
           ├──▶ repeats    the same work on another list
           └──▶ arranging  how much is shown, in which order ──▶ Digest
"""

from bot.domain.digesting.composing import Lookup, Wanted, compose
from bot.domain.digesting.judging import asked_for
from bot.domain.digesting.model import Digest, DigestItem, ItemGroup, Remark

__all__ = ["Digest", "DigestItem", "ItemGroup", "Lookup", "Remark", "Wanted", "asked_for", "compose"]
