"""Put sentences that people read into their language.

Holds the one piece of ambient state in the project: the translations in force for the running task.
A front-end sets them for each person it answers (`use_translations`); everything else only calls
`_()`.  Operators' log messages are keys, not sentences, and never pass through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

_ENGLISH = NullTranslations()
_in_force: ContextVar[NullTranslations] = ContextVar("translations", default=_ENGLISH)


def gettext(message: str, /, **params: object) -> str:
    """Translate *message*, then fill its `{named}` places from *params* (whose braces stay as they are)."""
    text = _in_force.get().gettext(message)
    return text.format(**params) if params else text


def ngettext(singular: str, plural: str, count: int, /, **params: object) -> str:
    """Translate the form that fits *count*, then fill `{count}` and the other named places."""
    return _in_force.get().ngettext(singular, plural, count).format(count=count, **params)


def N_(message: str, /) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark *message* for translation later: a table built at import holds the English original."""
    return message


def NN_(singular: str, plural: str, /) -> tuple[str, str]:  # noqa: N802 - as above
    """Mark the two forms of a message for `ngettext` later."""
    return singular, plural


def enumeration(items: Iterable[str]) -> str:
    """Set words side by side, parted as the language in force parts them: `a, b`."""
    return gettext(", ").join(items)


def run_on(sentences: Iterable[str]) -> str:
    """Set whole sentences one after the other, with a space between them where the language has one."""
    told = ""
    for sentence in sentences:
        told = gettext("{before} {after}", before=told, after=sentence) if told else sentence
    return told


def language() -> str:
    """Return the language in force, as its catalog names it (`de`, `pt_BR`); English where it says nothing."""
    return _in_force.get().info().get("language") or "en"


@contextmanager
def use_translations(translations: NullTranslations) -> Iterator[None]:
    """Put *translations* in force for this task until the block ends."""
    token = _in_force.set(translations)
    try:
        yield
    finally:
        _in_force.reset(token)
