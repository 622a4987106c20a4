"""Matching: which stored entry each newly read entry is, and what happened to the list.

Pure: the stored entries, the new reading, the venues and the time are arguments, the decision is returned.
Nothing here fetches, stores or announces; whether a revision is *held* is decided where it is known how
much a list may change.

    match ──▶ pairing      which entry is which: candidates, then affinity, then one to one
         ├──▶ ids          a new id for what is new
         └──▶ differences  sections, placements, fields ──▶ Changes
"""

from bot.domain.matching.matcher import Matched, compare, match
from bot.domain.matching.sameness import same_work, traits

__all__ = ["Matched", "compare", "match", "same_work", "traits"]
