"""What is derived of many entries in one go is what would be derived of each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.entries import Entry, Link, LinkKind, Placement
from bot.search.bits import bits_of, rows_of
from bot.search.documents import FIELD_WEIGHTS, analyse, fields_of, named_authors
from bot.search.forms import KeyReader, read_field
from bot.search.lexicon import Lexicon, SynonymTable, stems_of
from bot.search.postings import Postings
from bot.shipped import synonym_table
from tests.search.library import default_entries, paper

LEXICON = Lexicon(synonym_table())

PIECES = (
    "LLM", "large language", "models", "μLayer", "nn-Meter", "FlashAttention-2", "just-in-time", "don't", "Phone's",
    "低延迟推理", "e\u0301tude", "ﬁne‐tuning", "\u202e", "\x1f", "C++", "A.B.C", "…", "O'Brien",
    "memory wall", "et al.",
)  # fmt: skip
TEXTS = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=5), st.sampled_from((" ", ": ", "-", ", ", "\xa0", "'", ""))),
    min_size=1,
    max_size=6,
).map(lambda parts: "".join(piece + gap for piece, gap in parts))
PATHS = st.lists(st.lists(TEXTS, max_size=3).map(tuple), min_size=1, max_size=2)


def keys_of(text: str) -> list[tuple[str, str, float]]:
    return sorted((form.key, form.spelling, form.share) for form in read_field(text, LEXICON).forms)


@settings(max_examples=80)
@given(st.lists(TEXTS, max_size=5), st.integers(0, 4))
def test_a_text_has_the_same_keys_whatever_was_read_before_it(texts: list[str], remembered: int) -> None:
    reader = KeyReader(LEXICON, remembered=remembered)
    for text in texts + texts[::-1]:
        words, stems, more = reader.read(text)
        assert sorted([*zip(stems, words, [1.0] * len(words), strict=True), *map(tuple, more)]) == keys_of(text)


@settings(max_examples=40)
@given(PATHS)
@example([("Large", "language models"), ("Large",)])
def test_headings_that_are_read_together_have_the_keys_of_each_once(paths: list[tuple[str, ...]]) -> None:
    words, stems, more = KeyReader(LEXICON).read_paths(tuple(paths))
    found = sorted([*zip(stems, words, [1.0] * len(words), strict=True), *map(tuple, more)])
    headings = dict.fromkeys(heading for path in paths for heading in path)
    assert found == sorted(key for heading in headings for key in keys_of(heading))


ENTRIES = st.builds(
    replace,
    st.just(paper("POET: a title")),
    title=TEXTS,
    name=st.none() | TEXTS,
    authors=st.none() | TEXTS | st.just("Ji Lin, JI LIN and Song Han et al."),
    venue=st.none() | TEXTS,
    description=st.none() | TEXTS,
    placements=PATHS.map(lambda paths: tuple(map(Placement, paths))),
    links=st.sampled_from(((), (Link(LinkKind.CODE, "https://github.com/MIT-Han/large-language.models.git"),))),
)


@settings(max_examples=80)
@given(ENTRIES | st.sampled_from(default_entries()))
def test_a_key_counts_for_what_the_best_place_says_where_it_stands(entry: Entry) -> None:
    """And the words and authors are those of all fields, though each is read only once."""
    weights: dict[str, float] = {}
    spelt = set()
    for kind, text in fields_of(entry):
        for key, spelling, share in keys_of(text):
            weights[key] = max(weights.get(key, 0.0), FIELD_WEIGHTS[kind] * share)
            spelt.add(spelling)
    analysis = analyse(entry, KeyReader(LEXICON))
    assert analysis.document.weights == weights
    assert set(analysis.spelt) == spelt - {""}
    assert [(name, list(words)) for name, words in analysis.authors] == [tuple(each) for each in named_authors(entry)]


@given(st.lists(st.text("ab", max_size=2), max_size=40))
def test_rows_that_are_alike_hold_what_each_would_hold_by_itself(alike: list[str]) -> None:
    rows = list(range(len(alike)))
    filled: Postings[str] = Postings()
    assert filled.fill(alike, rows, tuple) == list(dict.fromkeys(alike))
    one_by_one: Postings[str] = Postings()
    for row, letters in enumerate(alike):
        one_by_one.add_all(letters, row)
    assert list(filled) == list(one_by_one)
    assert list(filled.state("")) == list(one_by_one.state(""))


def test_keys_of_the_same_rows_change_apart_from_each_other() -> None:
    postings: Postings[str] = Postings()
    postings.fill(["ab", "ab", "ab"], range(3), tuple)
    postings.discard_all("a", 1)
    assert (list(postings.rows("a")), list(postings.rows("b"))) == ([0, 2], [0, 1, 2])


@given(st.sets(st.integers(0, 400)), st.integers(1, 60))
def test_a_set_has_the_rows_that_it_was_made_of_dense_or_not(rows: set[int], apart: int) -> None:
    spread = sorted(row * apart for row in rows)
    assert list(rows_of(bits_of(spread))) == spread


WORDS = st.lists(st.sampled_from(("llm", "big", "net", "cat")), min_size=1, max_size=4)


@settings(max_examples=80)
@given(st.lists(st.lists(WORDS.map(" ".join), min_size=1, max_size=3), max_size=6), WORDS)
def test_every_concept_is_found_wherever_its_words_stand(table: list[list[str]], words: list[str]) -> None:
    lexicon = Lexicon(SynonymTable(same=tuple(map(tuple, table))))
    markers: list[tuple[Sequence[str], str]] = []
    for row in table:
        phrases = [stems_of(phrase) for phrase in row]
        markers += [(phrase, "_" + "_".join(phrases[0])) for phrase in phrases]
    stems = stems_of(" ".join(words))
    wanted = {
        (marker, start, start + len(phrase))
        for phrase, marker in markers
        for start in range(len(stems))
        if stems[start : start + len(phrase)] == phrase
    }
    found = lexicon.concepts_in(stems)
    assert len(found) == len(wanted)
    assert set(map(tuple, found)) == wanted
    assert [each.start for each in found] == sorted(each.start for each in found)
    alone = lexicon.concepts_in(stems, overlapping=False)
    assert all(one.end <= other.start for one, other in pairwise(alone))
