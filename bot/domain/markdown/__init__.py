"""The Markdown reader: from an awesome list's text to its entries."""

from bot.domain.markdown.memory import Memory
from bot.domain.markdown.reader import read_markdown
from bot.domain.markdown.rereading import reread_markdown

__all__ = ["Memory", "read_markdown", "reread_markdown"]
