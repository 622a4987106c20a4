"""What the index is made of: sets of rows, rows in order, documents in arrays, candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.entries import Entry
from bot.search.bits import RowsAsNeeded, RowsInTurn, bits_of, flags_of, rows_of
from bot.search.candidates import Candidates
from bot.search.corpus import Corpus
from bot.search.documents import Document, analyse
from bot.search.forms import KeyReader, forms_with, read_field
from bot.search.kept import Kept
from bot.search.lexicon import Lexicon
from bot.search.ordered import Ordered
from bot.search.postings import Postings
from bot.search.terms import Term
from bot.shipped import synonym_table
from tests.search.library import catalog_of, default_entries, engine_over, paper

LEXICON = Lexicon(synonym_table())
ROWS = st.sets(st.integers(0, 900), max_size=80)


@given(st.sets(st.integers(0, 900), max_size=200))
def test_a_set_of_rows_holds_just_these_rows(rows: set[int]) -> None:
    assert list(rows_of(bits_of(sorted(rows)))) == sorted(rows)


@given(st.lists(st.booleans(), max_size=9_000), st.integers(0, 9_000))
def test_a_set_that_holds_most_rows_holds_just_these(held: list[bool], start: int) -> None:
    rows = [start + row for row, there in enumerate(held * 3) if there]
    assert list(rows_of(bits_of(rows))) == rows


def assert_same(lazy: Sequence[int], rows: list[int], part: slice, at: int) -> None:
    assert (list(lazy), len(lazy), lazy[part]) == (rows, len(rows), rows[part])
    if -len(rows) <= at < len(rows):
        assert lazy[at] == rows[at]
    else:
        with pytest.raises(IndexError):
            lazy[at]


@given(st.lists(st.integers(0, 3), max_size=600), st.slices(600), st.integers(-600, 599))
def test_rows_in_turn_are_those_of_one_set_after_the_other(turns: list[int], part: slice, at: int) -> None:
    sets = [[row for row, mine in enumerate(turns) if mine == turn] for turn in range(4)]
    rows, lazy = [row for each in sets for row in each], RowsInTurn([bits_of(each) for each in sets])
    assert_same(lazy, rows, part, at)


@given(ROWS, st.slices(80), st.integers(-80, 79))
def test_rows_as_needed_are_those_that_are_there(held: set[int], part: slice, at: int) -> None:
    rows = sorted(held, key=lambda row: row % 7)
    lazy = RowsAsNeeded(len(rows), lambda: iter(rows))
    assert_same(lazy, rows, part, at)


@given(ROWS)
def test_flags_tell_of_each_row_whether_it_is_there(rows: set[int]) -> None:
    flags = flags_of(bits_of(sorted(rows)), 901)
    assert [row for row in range(901) if flags[row]] == sorted(rows)


@given(ROWS, ROWS)
def test_postings_tell_the_rows_of_any_of_their_keys(one: set[int], other: set[int]) -> None:
    postings: Postings[str] = Postings()
    for row in range(901):
        postings.add_all([key for key, rows in (("one", one), ("other", other)) if row in rows], row)
    assert set(rows_of(postings.any_of(("one", "other", "neither")))) == one | other
    assert list(postings.rows("one")) == sorted(one)
    assert postings.count("other") == len(other)
    assert ("one" in postings) is bool(one)


@given(st.sets(st.integers(0, 150), max_size=60), st.lists(st.tuples(st.booleans(), st.integers(0, 160)), max_size=80))
def test_rows_of_keys_come_and_go_however_they_are_held(rows: set[int], changes: list[tuple[bool, int]]) -> None:
    """Few rows are held as numbers and many as a set, in the file of the index, too."""
    packed: Postings[str] = Postings()
    for row in sorted(rows):
        packed.add("key", row)
    packed.bits("key")
    packed.pack()
    for comes, row in changes:
        (packed.add_all if comes else packed.discard_all)(("key",), row)
        (rows.add if comes else rows.discard)(row)
    read: Postings[str] = Postings()
    read.restore(Kept(packed.state("rows")), "rows")
    for postings in (packed, read):
        assert list(postings.rows("key")) == sorted(rows)
        assert postings.count("key") == len(rows)
        assert postings.bits("key") == postings.any_of(("key",)) == bits_of(sorted(rows))
        assert ("key" in postings) is bool(rows)


def test_a_row_that_holds_a_key_twice_is_kept_once() -> None:
    postings: Postings[str] = Postings()
    for row in (3, 3, 7, 7):
        postings.add("key", row)
    assert list(postings.rows("key")) == [3, 7]


@given(st.lists(st.text("abc", max_size=4), max_size=20), st.text("abc", max_size=3))
def test_ordered_rows_are_found_by_their_text_and_by_its_beginning(texts: list[str], typed: str) -> None:
    ordered = Ordered(texts.__getitem__)
    ordered.fill(len(texts))
    assert ordered.equal(typed) == [row for row, text in enumerate(texts) if text == typed]
    assert sorted(ordered.starting(typed)) == [row for row, text in enumerate(texts) if text.startswith(typed)]


@settings(max_examples=60)
@given(st.text(max_size=60) | st.sampled_from([entry.title for entry in default_entries()]))
def test_whatever_is_indexed_can_be_explained(text: str) -> None:
    """The index and the explanation of a hit agree about the keys of any text."""
    explained = [(form.key, form.spelling, form.share) for form in read_field(text, LEXICON).forms]
    some = {key for key, _, _ in explained[::2]}
    assert list(forms_with(text, some, LEXICON)) == [
        form for form in read_field(text, LEXICON).forms if form.key in some
    ]
    words, stems, more = KeyReader(LEXICON).read(text)
    assert sorted(explained) == sorted([*zip(stems, words, [1.0] * len(words), strict=True), *map(tuple, more)])


def test_a_document_comes_out_of_the_arrays_as_it_went_in() -> None:
    described = replace(paper("μLayer: GPU-CPU FlashAttention"), description="在端侧 training")
    documents = [analyse(entry, KeyReader(LEXICON)).document for entry in (*default_entries(), described)]
    corpus = Corpus()
    for row, document in enumerate(documents):
        corpus.put(row, document)
    for row, document in enumerate(documents):
        again = corpus.document(row)
        assert again._replace(topic=()) == document._replace(topic=())
        assert set(again.topic) == set(document.topic)


def test_a_document_made_for_a_question_holds_only_what_is_asked() -> None:
    corpus = Corpus()
    whole = analyse(default_entries()[0], KeyReader(LEXICON)).document
    corpus.put(0, whole)
    partly = corpus.document(0, corpus.numbers({"poet", "unheard"}))
    assert partly.weights == {"poet": whole.weights["poet"]}
    assert partly.title_stems == whole.title_stems


def _candidates(documents: list[Document]) -> Candidates:
    keys: Postings[str] = Postings()
    titled: Postings[str] = Postings()
    for row, document in enumerate(documents):
        keys.add_all(document.weights, row)
        titled.add_all([key for key, weight in document.weights.items() if weight >= 0.8], row)
    short = bits_of([row for row, document in enumerate(documents) if len(document.title) <= 2])
    return Candidates(keys, titled, [short])


def _document(title: str, elsewhere: str = "") -> Document:
    words = tuple(title.split())
    return Document(
        dict.fromkeys(elsewhere.split(), 0.65) | dict.fromkeys(words, 1.0), words, words, frozenset(), words
    )


def test_candidates_come_in_order_of_how_much_they_have_of_what_is_asked() -> None:
    found = _candidates(
        [
            _document("cat"),
            _document("dog and mouse"),
            _document("dog house", "cat"),
            _document("cat dog"),
            _document("x"),
        ]
    ).find([Term(("cat",), {"cat": 1.0}, 2.0), Term(("dog",), {"dog": 1.0}, 1.0)], None, 10)
    assert found == [3, 2, 0, 1]


def test_of_more_candidates_than_are_looked_at_the_shortest_titles_are() -> None:
    documents = [_document("cat and many other words besides"), _document("cat")]
    assert _candidates(documents).find([Term(("cat",), {"cat": 1.0}, 1.0)], None, 1) == [1]


def test_candidates_are_only_those_among_which_to_look() -> None:
    documents = [_document("cat"), _document("cat")]
    assert _candidates(documents).find([Term(("cat",), {"cat": 1.0}, 1.0)], 0b10, 5) == [1]


def _many(count: int) -> list[Entry]:
    return [
        replace(paper(f"Quantization of networks number {number}"), year=2000 + number % 20) for number in range(count)
    ]


@pytest.mark.parametrize("query", ["quantization year:2003", "quantization 2003"])
def test_a_condition_is_asked_before_candidates_are_cut(query: str) -> None:
    """Of thousands that have the word, those of one year are found although they are the last."""
    last = replace(paper("A rather long title that says something about quantization of models"), year=2003)
    answer = engine_over(catalog_of([*_many(400), last])).search(query, limit=100)
    assert last.title in [hit.entry.entry.title for hit in answer.hits]


def test_works_that_meet_conditions_alone_are_all_counted_and_come_newest_first() -> None:
    answer = engine_over(catalog_of(_many(300))).search("kind:paper", limit=5)
    assert answer.total == 300
    assert {hit.entry.entry.year for hit in answer.hits} == {2019}
