"""How sentences, questions back and files are laid out."""

from __future__ import annotations

from bot.replies.encoding import encodable
from bot.replies.harmless import harmless_lines
from bot.replies.model import Clarify, Document, Failure, Message, Tone
from bot.replies.sheet import Sheet
from bot.replies.spans import Role, Row, Span

_BLANK: Row = ()
_TONES = {Tone.DONE: Role.DONE, Tone.INFO: Role.TEXT, Tone.WARNING: Role.WARNING}


def lay_out_clarify(reply: Clarify, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out a question and numbered answers."""
    return (*sheet.sentences(reply.question), *sheet.choices(reply.choices))


def lay_out_message(reply: Message, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out a sentence in its tone, and what may be done next."""
    return (*sheet.sentences(reply.text, _TONES[reply.tone]), *sheet.ways_on(reply.actions))


def lay_out_failure(reply: Failure, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out what went wrong and the ways on, numbered where there are several."""
    ways_on = sheet.choices(reply.choices) if len(reply.choices) > 1 else sheet.ways_on(reply.choices)
    return (*sheet.sentences(reply.sentence, Role.ERROR), *ways_on)


def lay_out_document(reply: Document, sheet: Sheet) -> tuple[Row, ...]:
    """Lay out the file itself and nothing else, so that what is printed can be kept; it is never folded."""
    lines = harmless_lines(reply.text.removesuffix("\n"))
    return tuple((Span(encodable(line, sheet.encoding)),) if line else _BLANK for line in lines)
