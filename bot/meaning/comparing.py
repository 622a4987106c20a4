"""`ModelMeaning`: a model and the vectors of a catalog, behind the protocol of `bot.ports.vectors`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from threading import Lock

import numpy as np

from bot.domain.catalog import EntryRef
from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.meaning.arrays import Floats
from bot.meaning.encoder import Encoder
from bot.meaning.memory import give_back
from bot.meaning.table import VectorTable, pack
from bot.ports.vectors import Vector, VectorMeaning

_log = logging.getLogger(__name__)

_REMEMBERED = 1_000
"""Texts whose vectors are kept, as people turn pages and ask again."""
_MANY = 1_000
"""Vectors that are taken in at a time as when a catalog is loaded, which needs much memory for a moment."""
_LONGEST = 1_000
"""Characters of a question that are read."""


class ModelMeaning(VectorMeaning):
    """Compares by a model, which is loaded when it is first needed.  May be asked and changed from any thread."""

    def __init__(self, model: str, dimensions: int, load: Callable[[], Encoder]) -> None:
        self._model = model
        self._dimensions = dimensions
        self._load = load
        self._encoder: Encoder | None = None
        self._trouble: ConfigError | None = None  # it cannot be loaded
        self._failure: ConfigError | None = None  # it could not be run the last time
        self._loading = Lock()
        self._table = VectorTable(dimensions)
        self._changes = 0
        self._turn = Lock()  # held for a few milliseconds at most
        self._asked: dict[str, Floats] = {}  # the oldest first

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model

    @property
    def changes(self) -> int:
        """How often entries' vectors came or left."""
        return self._changes

    @property
    def trouble(self) -> str:
        """Why the model cannot be used, or could not be the last time."""
        return str(self._trouble or self._failure or "")

    def is_ready(self, text: str) -> bool:
        """Whether a text's vector is at hand, or of no use."""
        return not self._table or self._trouble is not None or _plain(text) in self._asked

    def prepare(self, texts: Sequence[str]) -> None:
        """Find the vectors of texts, and keep them at hand."""
        if self._table and self._trouble is None:
            with suppress(ConfigError):
                self._encode_questions([_plain(text) for text in texts])

    def near(self, text: str, limit: int) -> Sequence[tuple[EntryRef, float]]:
        """Return the entries that come closest to a text, the closest first."""
        vector = self._vector(text) if self._table else None
        if vector is None:
            return []
        with self._turn:
            return self._table.nearest(vector, limit)

    def closeness(self, text: str, refs: Sequence[EntryRef]) -> Sequence[float | None]:
        """Return how close each entry comes to a text."""
        vector = self._vector(text) if self._table else None
        if vector is None:
            return [None] * len(refs)
        with self._turn:
            return self._table.cosines(vector, refs)

    def like(self, ref: EntryRef, limit: int) -> Sequence[tuple[EntryRef, float]]:
        """Return the entries that come closest to one, without itself."""
        with self._turn:
            vector = self._table.vector(ref)
            found = [] if vector is None else self._table.nearest(vector, limit + 1)
        return [each for each in found if each[0] != ref][: max(limit, 0)]

    def between(self, one: EntryRef, other: EntryRef) -> float | None:
        """Return how close two entries are."""
        with self._turn:
            vector = self._table.vector(one)
            return None if vector is None else self._table.cosines(vector, [other])[0]

    def count(self) -> int:
        """Return how many entries have a vector."""
        return len(self._table)

    def current(self) -> dict[EntryRef, int]:
        """Return the digest of the text that each entry's vector stands for."""
        with self._turn:
            return self._table.digests()

    def expect(self, entries: int) -> None:
        """Make room for the vectors of so many entries."""
        with self._turn:
            self._table.reserve(entries)

    def put(self, vectors: Sequence[Vector]) -> int:
        """Take vectors in; those that are not of this model's size, or point nowhere, are left out."""
        usable = list(
            {each.ref: each for each in vectors if len(each.data) == self._dimensions and any(each.data)}.values()
        )
        if usable:
            rows = np.frombuffer(b"".join(each.data for each in usable), np.int8).reshape(len(usable), -1)
            with self._turn:
                self._table.put([each.ref for each in usable], [each.digest for each in usable], rows)
                self._changes += 1
        if len(usable) >= _MANY:
            give_back()
        return len(usable)

    def drop(self, refs: Collection[EntryRef]) -> None:
        """Forget the vectors of these entries."""
        with self._turn:
            self._table.drop(refs)
            self._changes += bool(refs)

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        """Return the vector of each text."""
        return pack(self._run(texts))

    def _vector(self, text: str) -> Floats | None:
        """Return a question's vector; None where the model cannot be used."""
        if self._trouble is not None:
            return None
        question = _plain(text)
        vector = self._asked.get(question)
        if vector is None:
            with suppress(ConfigError):
                vector = self._encode_questions([question])[0]
        return vector

    def _encode_questions(self, questions: Sequence[str]) -> Floats:
        vectors = self._run(questions)
        with self._turn:
            self._asked |= zip(questions, vectors, strict=True)
            for question in list(self._asked)[:-_REMEMBERED]:
                del self._asked[question]
        return vectors

    def _run(self, texts: Sequence[str]) -> Floats:
        """Run the model.  Raises `ConfigError` for whatever goes wrong, logged once until it goes well again."""
        encoder = self._loaded()
        try:
            vectors = encoder.encode(texts)
        except Exception as error:  # noqa: BLE001 - what libraries in other languages raise has no common ancestor
            if self._failure is None:
                _log.exception("meaning.not_run", extra={"model": self._model})
            self._failure = ConfigError(
                _("The model {name} failed on a text: {reason}.", name=self._model, reason=type(error).__name__)
            )
            raise self._failure from None
        self._failure = None
        return vectors

    def _loaded(self) -> Encoder:
        with self._loading:
            if self._trouble is not None:
                raise self._trouble
            if self._encoder is None:
                try:
                    self._encoder = self._load()
                except ConfigError as error:
                    self._trouble = error
                    _log.warning("meaning.not_loaded", extra={"model": self._model, **error.fields})
                    raise
            return self._encoder


def _plain(text: str) -> str:
    """Return what is read of a question."""
    return " ".join(text[:_LONGEST].split())
