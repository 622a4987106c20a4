"""Similar works have a reason; recommendations are varied and never repeat."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import Catalog, EntryRef
from bot.search.engine import SearchEngine
from bot.search.index import CatalogIndex
from bot.search.lexicon import Lexicon
from bot.search.recommend import VARIETY, Taste, diverse
from bot.search.results import Reason, ReasonKind
from bot.search.similar import Neighbours
from bot.shipped import synonym_table, venue_table
from tests.search.library import catalog_of, chance, engine_over, paper
from tests.search.meanings import HandMade

REFS = [EntryRef("mobile", f"e{number}") for number in range(28)]


def test_an_entry_is_never_its_own_neighbour_and_every_neighbour_has_a_reason(
    engine: SearchEngine, catalog: Catalog
) -> None:
    for stored in catalog.entries:
        hits = engine.similar(stored.ref, limit=100)
        assert stored.ref not in [hit.entry.ref for hit in hits]
        assert all(hit.reasons for hit in hits)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_neighbours_share_a_topic(engine: SearchEngine) -> None:
    federated = [hit.entry.entry.title for hit in engine.similar(EntryRef("mobile", "e5"))]
    assert "Federated learning for mobile keyboard prediction" in federated


def test_an_unknown_entry_has_no_neighbours(engine: SearchEngine) -> None:
    assert engine.similar(EntryRef("mobile", "nobody")) == ()


def test_what_people_saved_together_comes_sooner_and_says_so(engine: SearchEngine) -> None:
    """Two works without a word in common are neighbours once enough people have both."""
    ref, other = EntryRef("mobile", "e0"), EntryRef("mobile", "e13")
    assert other not in [hit.entry.ref for hit in engine.similar(ref)]
    hits = {hit.entry.ref: hit for hit in engine.similar(ref, together={other: 40})}
    assert Reason(ReasonKind.TOGETHER, ("40",)) in hits[other].reasons


def test_what_is_unwanted_is_no_neighbour(engine: SearchEngine) -> None:
    ref = EntryRef("mobile", "e0")
    first = engine.similar(ref)[0].entry.ref
    assert first not in [hit.entry.ref for hit in engine.similar(ref, unwanted=[first], limit=100)]


def test_of_two_works_that_are_nearly_the_same_the_second_gives_way_to_another() -> None:
    works = ["Quantization of transformers, part one", "Quantization of transformers, part two", "Pruning for phones"]
    index = CatalogIndex(catalog_of(map(paper, works)), Lexicon(synonym_table()), venue_table())
    pool = [(0, 1.0), (1, 0.9), (2, 0.8)]
    assert diverse(pool, Neighbours(index), limit=2, variety=VARIETY) == [0, 2]
    assert diverse(pool, Neighbours(index), limit=2, variety=0.0) == [0, 1]


@settings(max_examples=40, deadline=None)
@given(
    st.none() | st.sampled_from(["inference", "training memory", "zzz", ""]),
    st.frozensets(st.sampled_from(REFS)),
    st.lists(st.sampled_from(REFS), max_size=4, unique=True),
    st.lists(st.sampled_from(REFS), max_size=4, unique=True),
    st.integers(0, 2**32),
    st.integers(-1, 9),
)
def test_what_was_shown_saved_or_refused_is_never_recommended(
    engine: SearchEngine,
    topic: str | None,
    shown: frozenset[EntryRef],
    saved: list[EntryRef],
    refused: list[EntryRef],
    seed: int,
    limit: int,
) -> None:
    taste = Taste(saved, saved[:2], refused)
    hits = engine.recommend(topic, taste=taste, shown=shown, rng=chance(seed), limit=limit)
    picked = [hit.entry.ref for hit in hits]
    out = {*shown, *saved, *refused}
    assert len(picked) <= max(limit, 0)
    assert len(set(picked)) == len(picked)
    assert not out & set(picked)
    if not topic:
        assert len(picked) == min(max(limit, 0), len(set(REFS) - out))


def _picked(engine: SearchEngine, taste: Taste, limit: int = 5) -> list[EntryRef]:
    return [h.entry.ref for h in engine.recommend(None, taste=taste, shown=(), rng=chance(1), limit=limit)]


def test_a_pick_for_somebody_new_comes_from_different_sections(engine: SearchEngine) -> None:
    hits = engine.recommend(None, taste=Taste(), shown=(), rng=chance(7), limit=6)
    assert len({hit.entry.entry.sections[0] for hit in hits}) == 6


def test_the_same_state_gives_the_same_pick(engine: SearchEngine) -> None:
    taste = Taste(saved=[REFS[3]], refused=[REFS[7]])
    assert _picked(engine, taste) == _picked(engine, taste)


def test_a_pick_is_like_what_was_saved_and_names_it(engine: SearchEngine) -> None:
    hits = engine.recommend(None, taste=Taste(saved=[REFS[0]]), shown=(), rng=chance(1), limit=3)
    like = {hit.entry.ref for hit in engine.similar(REFS[0], limit=20)}
    assert {hit.entry.ref for hit in hits} <= like
    assert all(hit.reasons[0] == Reason(ReasonKind.LIKE, ("POET",)) for hit in hits)


def test_what_was_saved_last_says_most(engine: SearchEngine) -> None:
    """What is like the last of two saved works comes sooner than if that had been the first."""

    def place(saved: list[EntryRef]) -> int:
        hits = engine.recommend(None, taste=Taste(saved=saved), shown=(), rng=chance(1), limit=10)
        return [hit.reasons[0].words for hit in hits].index(("Eco-FL",))

    others = [REFS[0], REFS[2], REFS[3]]
    assert place([REFS[5], *others]) < place([*others, REFS[5]])


def test_what_is_like_a_refused_work_is_picked_later(engine: SearchEngine) -> None:
    first = _picked(engine, Taste(saved=[REFS[0]]))
    again = _picked(engine, Taste(saved=[REFS[0]], refused=[first[0]]))
    near = {hit.entry.ref for hit in engine.similar(first[0], limit=8)}
    assert len(near & set(again)) <= len(near & set(first[1:]))
    assert first[0] not in again


def test_a_topic_is_answered_with_works_on_it(engine: SearchEngine) -> None:
    hits = engine.recommend("federated learning", taste=Taste(), shown=(), rng=chance(1), limit=2)
    assert all("ederated" in hit.entry.entry.title for hit in hits)


def test_neighbours_by_meaning_say_so_and_each_has_a_reason(catalog: Catalog) -> None:
    engine = SearchEngine(catalog, venue_table(), synonym_table(), HandMade(catalog))
    found = [engine.similar(stored.ref, limit=100) for stored in catalog.entries]
    assert all(hit.reasons for hits in found for hit in hits)
    bert, keyboard = EntryRef("mobile", "e14"), EntryRef("mobile", "e20")
    kinds = {hit.entry.ref: {reason.kind for reason in hit.reasons} for hit in engine.similar(bert, limit=100)}
    assert ReasonKind.MEANING in kinds[keyboard]


def test_the_first_author_of_both_is_told_from_others_in_common() -> None:
    works = [
        paper("Keyboards at sea", authors="Ada Lovelace, Alan Turing"),
        paper("Pruning for phones", authors="Ada Lovelace et al."),
        paper("Compilers for phones", authors="Grace Hopper, Alan Turing"),
    ]
    hits = engine_over(catalog_of(works)).similar(EntryRef("mobile", "e0"))
    assert {hit.entry.ref.id: hit.reasons[0] for hit in hits} == {
        "e1": Reason(ReasonKind.SAME_FIRST_AUTHOR, ("Ada Lovelace",)),
        "e2": Reason(ReasonKind.SAME_AUTHOR, ("Alan Turing",)),
    }


def test_reasons_say_what_two_works_have_in_common(engine: SearchEngine) -> None:
    reasons = {reason.kind: reason.words for reason in engine.similar(EntryRef("mobile", "e5"))[0].reasons}
    assert reasons.keys() <= {ReasonKind.ABOUT, ReasonKind.SAME_SECTION, ReasonKind.SAME_AUTHOR}
    assert ReasonKind.ABOUT in reasons


def test_words_that_half_the_list_has_are_no_reason() -> None:
    works = [
        paper(f"{topic} on mobile devices")
        for topic in ("Compilers", "Paging", "Voting", "Tiling", "Hashing kernels", "Tracing", "Hashing trees")
    ]
    hits = engine_over(catalog_of(works)).similar(EntryRef("mobile", "e4"))
    assert {hit.entry.ref.id: hit.reasons[0] for hit in hits}["e6"] == Reason(ReasonKind.ABOUT, ("Hashing",))
