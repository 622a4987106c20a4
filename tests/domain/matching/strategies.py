"""Hypothesis strategies: lists, and the edits that change nothing but their form."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement

WORDS = ["adaptive", "battery", "cache", "device", "edge", "federated", "graph", "inference", "kernel", "mobile"]
HEADINGS = ["Papers", "1. Training", "2. Inference", "📝 Surveys", "Projects", "Datasets"]
VENUES = [None, "NeurIPS", "ICML", "MobiSys"]

_title = st.one_of(
    st.builds(
        lambda name, words: f"{name}: {' '.join(words)}",
        st.sampled_from(["POET", "Sage", "MNN", "YOLOv3", "YOLOv4", "μLayer", "ConvReLU++"]),
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=6),
    ),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: text.strip() != ""),
)
_number = st.integers(0, 9)
_url = st.one_of(
    _number.map(lambda n: f"https://arxiv.org/abs/2001.0000{n}"),
    _number.map(lambda n: f"https://github.com/owner/repo{n}"),
    _number.map(lambda n: f"https://example.com/page?id={n}"),
    _number.map(lambda n: f"https://dl.acm.org/doi/10.1145/1.{n}"),
)
_link = st.builds(Link, st.sampled_from([LinkKind.PAPER, LinkKind.CODE, LinkKind.OTHER]), _url)
_section = st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=2, unique=True).map(tuple)

entries = st.builds(
    Entry,
    _title,
    st.sampled_from(EntryKind),
    st.lists(_section.map(Placement), min_size=1, max_size=2).map(tuple),
    authors=st.sampled_from([None, "Patil et al.", "Ann Li and Bo Yu"]),
    venue=st.sampled_from(VENUES),
    year=st.sampled_from([None, 2022, 2023]),
    links=st.lists(_link, max_size=2).map(tuple),
    description=st.sampled_from([None, "A light engine.", "Slides"]),
)
lists = st.lists(entries, max_size=12)

Edit = Callable[[Sequence[Entry], random.Random], list[Entry]]


def _reorder(listed: Sequence[Entry], chance: random.Random) -> list[Entry]:
    shuffled = list(listed)
    chance.shuffle(shuffled)
    return shuffled


def _rename_a_section(listed: Sequence[Entry], chance: random.Random) -> list[Entry]:
    heading = chance.choice(HEADINGS)
    name = f"{heading} and {chance.choice(['more', 'others', 'friends'])}"

    def renamed(path: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name if part == heading else part for part in path)

    return [
        replace(one, placements=tuple(replace(place, section=renamed(place.section)) for place in one.placements))
        for one in listed
    ]


def _respace(listed: Sequence[Entry], chance: random.Random) -> list[Entry]:
    space = chance.choice(["  ", " \t", "\u00a0", " \u200b"])
    return [replace(one, title=f"{space}{one.title.replace(' ', space)}{space}") for one in listed]


def _other_form(url: str, chance: random.Random) -> str:
    forms = [
        url.replace("https://", "http://www."),
        url.replace("/abs/", "/pdf/").replace("/doi/10", "/doi/pdf/10"),
        f"{url}{'&' if '?' in url else '?'}utm_source=feed",
        f"{url}#readme",
    ]
    return chance.choice(forms)


def _reform_links(listed: Sequence[Entry], chance: random.Random) -> list[Entry]:
    return [
        replace(one, links=tuple(replace(link, url=_other_form(link.url, chance), label="here") for link in one.links))
        for one in listed
    ]


def _respell_venues(listed: Sequence[Entry], chance: random.Random) -> list[Entry]:
    return [replace(one, venue="NIPS'22" if one.venue == "NeurIPS" else one.venue) for one in listed]


meaningless_edits = st.lists(
    st.sampled_from([_reorder, _rename_a_section, _respace, _reform_links, _respell_venues]), max_size=6
)


def edit_all(listed: Sequence[Entry], edits: Sequence[Edit], seed: int) -> list[Entry]:
    """Apply the edits one after another."""
    chance = random.Random(seed)
    now = list(listed)
    for edit in edits:
        now = edit(now, chance)
    return now
