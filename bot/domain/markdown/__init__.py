"""The Markdown reader: from an awesome list's text to its entries."""

from bot.domain.markdown.reader import read_markdown

__all__ = ["read_markdown"]
