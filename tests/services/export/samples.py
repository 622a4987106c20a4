"""Entries to export: one of each kind, and whatever hypothesis comes up with."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.domain.venues import VenueTable
from tests.replies.strategies import hostile, urls

NOW = datetime(2026, 1, 2, tzinfo=UTC)
VENUES = VenueTable({"NeurIPS": ["NIPS"], "arXiv": ["Arrive"], "ICML": []})


def item(
    entry_id: str, list_name: str = "tiny", *, title: str = "T", kind: str = "paper", **fields: object
) -> CatalogEntry:
    """Build an entry; `links` are pairs of kind and URL, `sections` paths."""
    links = tuple(Link(LinkKind(a), b) for a, b in fields.pop("links", ()))  # type: ignore[attr-defined]
    sections = fields.pop("sections", (("Papers", "1. Training"),))
    placements = tuple(Placement(section) for section in sections)  # type: ignore[attr-defined]
    entry = Entry(title, EntryKind(kind), placements, links=links, **fields)  # type: ignore[arg-type]
    return CatalogEntry(EntryRef(list_name, entry_id), entry, NOW, added_on=date(2022, 11, 8))


GNAT = item(
    "gnat",
    title="Gnat: DNN Training in 256KB of μRAM for 50% & more with MobileThing_2",
    name="Gnat",
    authors="Patil et al.",
    venue="NIPS",
    year=2022,
    links=[
        ("code", "https://github.com/tiny/gnat"),
        ("paper", "https://doi.org/10.1145/3498361.3539765"),
        ("paper", "https://arxiv.org/abs/2206.15472"),
        ("paper", "../local.pdf"),
    ],
    sections=[("Papers", "1. Training"), ("Favourites",)],
    description="Small & fast",
)
FLEA = item(
    "flea", title="Flea", kind="project", authors="Google", links=[("code", "https://example.org/flea_(x)%20y")]
)
MITE = item("mite", title="Mite", authors="Ji Lin, Song Han et al.", venue="TPDS", year=2020)
TICK = item("tick", title="Tick", authors="Lin, Ji and Han, Song", venue="Arrive", year=2018)
LINK = item(
    "link", title="Reading list", kind="resource", links=[("blog", "https://example.org/?a=1&b={2}")], sections=[()]
)
ALL = [GNAT, FLEA, MITE, TICK, LINK]

_some = st.none() | hostile
items = st.builds(
    lambda entry_id, list_name, entry: CatalogEntry(EntryRef(list_name, entry_id), entry, NOW),
    st.sampled_from(["poet", "Poet", "poet-2", "μ", "a b", "x{y},"]) | st.text(max_size=4),
    st.sampled_from(["one", "two"]),
    st.builds(
        Entry,
        title=hostile,
        kind=st.sampled_from(EntryKind),
        placements=st.lists(st.builds(Placement, st.lists(hostile, max_size=2).map(tuple)), min_size=1, max_size=2).map(
            tuple
        ),
        name=_some,
        authors=_some
        | st.lists(st.sampled_from(["A B", "and", ",", " and ", "others", "et al.", "Jr.", "{", "von"])).map(" ".join),
        venue=_some | st.sampled_from(["ICML", "TPDS", "arXiv"]),
        year=st.none() | st.integers(1000, 9999),
        links=st.lists(st.builds(Link, st.sampled_from(LinkKind), urls, hostile), max_size=3).map(tuple),
        description=_some,
    ),
)
shelves = st.lists(items, max_size=4)
"""What a person may have saved from lists that nobody means well with."""
