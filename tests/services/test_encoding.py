"""Every entry comes to have a vector of its present text, made once, whatever happens on the way."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.bootstrap import engine_for
from bot.domain.catalog import EntryRef
from bot.errors import ConfigError, StoreReadOnly
from bot.ports import Store, Vector, VectorStore
from bot.services import encoding
from bot.services.encoding import Encoding, digest_of, find_wanting, text_of
from bot.services.library import Library
from tests.fakes.meaning import LetterMeaning
from tests.storage.samples import revision, stored


def ref(id_: str) -> EntryRef:
    return EntryRef("main", id_)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "BATCH", 2)


async def brought_up(store: Store, meaning: LetterMeaning) -> int:
    keeper = Encoding(store, meaning)
    return await keeper.encode(await keeper.take_stored(await store.load()))


def test_the_text_of_an_entry_is_its_title_and_description() -> None:
    entry = stored("a", title="POET").entry
    assert text_of(entry) == "POET"
    assert text_of(replace(entry, description="Trains on phones.")) == "POET. Trains on phones."
    assert digest_of("POET") == digest_of("POET") != digest_of("POET. Trains on phones.")
    assert -(2**63) <= digest_of("\ud800") < 2**63


async def test_each_text_is_encoded_once_and_kept(store: Store) -> None:
    await store.write_revision(revision(*(stored(id_, place) for place, id_ in enumerate("abcde"))))
    first, again = LetterMeaning(), LetterMeaning()
    assert await brought_up(store, first) == 5
    assert await brought_up(store, again) == 0
    assert again.encoded == []
    assert again.vectors == first.vectors
    assert again.vectors.keys() == {ref(id_) for id_ in "abcde"}
    assert again.expected == 5


async def test_only_a_changed_text_is_encoded_again_and_what_left_is_forgotten(store: Store) -> None:
    await store.write_revision(revision(*(stored(id_, place) for place, id_ in enumerate("abc"))))
    meaning = LetterMeaning()
    keeper = Encoding(store, meaning)
    await keeper.encode(await keeper.take_stored(await store.load()))
    meaning.encoded.clear()

    await store.write_revision(revision(stored("a", title="Another title"), removed=("b",), digest="b" * 64))
    assert await keeper.encode(await keeper.take_stored(await store.load())) == 1
    assert meaning.encoded == ["Another title"]
    assert meaning.vectors.keys() == {ref("a"), ref("c")}
    assert meaning.current()[ref("a")] == digest_of("Another title")


async def test_who_is_killed_goes_on_from_there(store: Store) -> None:
    await store.write_revision(revision(*(stored(id_, place) for place, id_ in enumerate("abcde"))))

    def killed(done: int, total: int) -> None:
        assert total == 5
        if done == 4:
            raise KeyboardInterrupt

    keeper = Encoding(store, LetterMeaning())
    wanting = await keeper.take_stored(await store.load())
    with pytest.raises(KeyboardInterrupt):
        await keeper.encode(wanting, killed)

    second = LetterMeaning()
    assert await brought_up(store, second) == 1
    assert second.encoded == ["The e paper"]
    assert second.count() == 5


async def test_two_processes_at_once_do_no_harm(store: Store) -> None:
    await store.write_revision(revision(*(stored(id_, place) for place, id_ in enumerate("abcde"))))
    one, other = LetterMeaning(), LetterMeaning()
    await asyncio.gather(brought_up(store, one), brought_up(store, other))
    assert one.vectors == other.vectors
    assert len(await store.vectors("letters")) == 5


async def test_what_another_model_made_is_not_used_and_goes_at_the_end(store: Store) -> None:
    await store.write_revision(revision(stored("a")))
    meaning = LetterMeaning()
    await brought_up(store, meaning)
    old = await store.vectors("letters")
    await store.put_vectors("older", old)
    await store.write_revision(revision(stored("b", 1), digest="b" * 64))
    assert await brought_up(store, LetterMeaning()) == 1
    assert await store.vectors("older") == ()


async def test_a_store_that_cannot_be_written_is_no_reason_to_search_by_words(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await store.write_revision(revision(stored("a")))
    meaning = LetterMeaning()
    keeper = Encoding(ReadOnly(), meaning)
    with caplog.at_level(logging.WARNING):
        assert await keeper.encode(find_wanting(await store.load(), {})) == 1
    assert meaning.count() == 1
    assert [record.message for record in caplog.records] == ["meaning.not_stored", "meaning.not_tidied"]


async def test_new_entries_are_met_in_the_background(store: Store) -> None:
    """Between two looks of the keeper an entry comes; after the next it has a vector."""
    await store.write_revision(revision(stored("a")))
    meaning, seen = LetterMeaning(), list[int]()

    async def sleep(_seconds: float) -> None:
        seen.append(meaning.count())
        if len(seen) == 3:
            raise Enough
        if len(seen) == 2:
            await store.write_revision(revision(stored("b", 1), digest="b" * 64))

    with pytest.raises(Enough):
        await Encoding(store, meaning).keep_forever(Library(store, engine_for), sleep)
    assert seen == [1, 1, 2]


async def test_a_model_that_cannot_be_used_is_tried_again_much_later(store: Store) -> None:
    pauses = list[float]()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            raise Enough

    with pytest.raises(Enough):
        await Encoding(store, LetterMeaning("It is broken.")).keep_forever(Library(store, engine_for), sleep)
    assert pauses == [3_600, 3_600]
    await store.write_revision(revision(stored("a")))
    with pytest.raises(ConfigError):
        await brought_up(store, LetterMeaning("It is broken."))


class Enough(Exception):
    """Ends what goes on for ever."""


class ReadOnly(VectorStore):
    """A store that refuses."""

    async def vectors(self, *_which: object, **_more: object) -> tuple[Vector, ...]:
        return ()

    async def put_vectors(self, *_given: object) -> None:
        raise StoreReadOnly("The database cannot be written.")

    async def drop_vectors_except(self, model: str) -> int:
        raise StoreReadOnly("The database cannot be written.")
