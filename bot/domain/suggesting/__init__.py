"""Suggesting: the exact line that a suggestion would add to a list, and whether it may.

Pure.  Nothing here fetches, stores or asks anybody; which section a work belongs to is guessed in `bot.search.placing`.
"""

from bot.domain.suggesting.addition import Addition
from bot.domain.suggesting.lint import Linted, LintNote, Severity, lint
from bot.domain.suggesting.proposal import Proposal, checked
from bot.domain.suggesting.writing import write_line

__all__ = ["Addition", "LintNote", "Linted", "Proposal", "Severity", "checked", "lint", "write_line"]
