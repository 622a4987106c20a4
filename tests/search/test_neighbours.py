"""Similar works have a reason; recommendations are varied and never repeat."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import Catalog, EntryRef
from bot.search.engine import SearchEngine
from tests.search.library import chance

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


@settings(max_examples=40, deadline=None)
@given(
    st.none() | st.sampled_from(["inference", "training memory", "zzz", ""]),
    st.frozensets(st.sampled_from(REFS)),
    st.lists(st.sampled_from(REFS), max_size=4),
    st.integers(0, 2**32),
    st.integers(-1, 9),
)
def test_what_is_excluded_is_never_recommended(
    engine: SearchEngine, topic: str | None, exclude: frozenset[EntryRef], saved: list[EntryRef], seed: int, limit: int
) -> None:
    hits = engine.recommend(topic, exclude=exclude, favourites=saved, rng=chance(seed), limit=limit)
    picked = [hit.entry.ref for hit in hits]
    assert len(picked) <= max(limit, 0)
    assert len(set(picked)) == len(picked)
    assert not exclude & set(picked)
    if not topic:
        assert not set(saved) & set(picked)
        assert len(picked) == min(max(limit, 0), len(set(REFS) - exclude - set(saved)))


def test_a_pick_without_a_topic_comes_from_different_sections(engine: SearchEngine) -> None:
    hits = engine.recommend(None, exclude=frozenset(), favourites=(), rng=chance(7), limit=6)
    assert len({hit.entry.entry.sections[0] for hit in hits}) == 6


def test_the_same_randomness_gives_the_same_pick(engine: SearchEngine) -> None:
    picks = [engine.recommend(None, exclude=frozenset(), favourites=(), rng=chance(3), limit=5) for _ in range(2)]
    assert picks[0] == picks[1]


def test_saved_works_draw_their_like(engine: SearchEngine) -> None:
    """Over many picks the neighbours of a saved work come up more often than without it."""
    like = {hit.entry.ref for hit in engine.similar(EntryRef("mobile", "e0"), limit=5)}

    def shares(saved: tuple[EntryRef, ...]) -> int:
        picks = [
            engine.recommend(None, exclude=frozenset(), favourites=saved, rng=chance(seed), limit=4)
            for seed in range(60)
        ]
        return sum(hit.entry.ref in like for pick in picks for hit in pick)

    assert shares((EntryRef("mobile", "e0"),)) > 1.3 * shares(())


def test_a_topic_is_answered_with_works_on_it(engine: SearchEngine) -> None:
    hits = engine.recommend("federated learning", exclude=frozenset(), favourites=(), rng=chance(1), limit=2)
    assert all("ederated" in hit.entry.entry.title for hit in hits)
