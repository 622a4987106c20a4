"""What the terminal is as a place for digests: a screen that forgets."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.destinations import person_destination
from bot.domain.outbox import Delivery, Manner, SentMessage
from bot.errors import DeliveryRefused
from bot.frontends.terminal.delivery import TerminalMessenger
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.session import Terminal
from bot.ports import Posting
from bot.replies.model import Message, Reply
from tests.replies.strategies import NOW


async def answer(_line: str) -> Reply:
    return Message("")


async def no_form(line: str, _values: Mapping[str, str]) -> Reply:
    raise AssertionError(line)


async def test_a_digest_is_shown_and_nothing_of_it_is_remembered() -> None:
    out = io.StringIO()
    messenger = TerminalMessenger(Terminal(answer, no_form, lambda: Look(width=60), lambda: NOW, out))
    place = person_destination("terminal:local")
    posting = Posting(Delivery("d-0", "d", "s", place, 0, Manner.PLAIN, "", NOW), Message("Two new papers."))
    assert messenger.platform == place.platform
    assert messenger.fits(posting.reply)
    assert await messenger.post(posting) == SentMessage("d-0")
    assert await messenger.tell("terminal:local", Message("Paused."))
    assert out.getvalue() == "Two new papers.\n\nPaused.\n\n"
    assert messenger.recognises(posting.delivery) == timedelta(0)
    assert await messenger.find(replace(posting)) is None
    with pytest.raises(DeliveryRefused):
        await messenger.edit(posting, SentMessage("d-0"))
