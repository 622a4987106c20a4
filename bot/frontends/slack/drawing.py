"""What the Slack front-end has to send, as plain data: a message of blocks, its plain text, and its files.

It knows nothing of how a reply is drawn, nor of how a drawing travels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlackFile:
    """A file that goes with a message; *alt* describes it to whoever cannot see it.

    It stands beside the message and not in it.  An image block could name an uploaded file, but one that is shared
    with no channel is the bot's alone, one that is shared is there for everybody to see, and Slack refuses the whole
    message until it has looked a file through, of which it tells nobody without the scope `files:read`.  So where an
    answer is for one person's eyes, its figures are words and bars; *Share* posts it with its picture.
    """

    name: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """One message.  *text* says all of it in plain words: notifications and screen readers have nothing else."""

    text: str
    blocks: tuple[Mapping[str, object], ...]
    files: tuple[SlackFile, ...] = ()
