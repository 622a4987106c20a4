"""Ids are short, speakable, ASCII, and nobody else's."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.domain.ids import RESERVED, mint_id


def entry(title: str, name: str | None = None, *urls: str, description: str | None = None) -> Entry:
    links = tuple(Link(LinkKind.OTHER, url) for url in urls)
    return Entry(title, EntryKind.PAPER, (Placement(("Papers",)),), name=name, links=links, description=description)


@pytest.mark.parametrize(
    ("work", "wanted"),
    [
        (entry("POET: Training Neural Networks on Tiny Devices"), "poet"),
        (entry("MobileBERT: a Compact Task-Agnostic BERT", "MobileBERT"), "mobilebert"),
        (entry("On-Device Training Under 256KB Memory"), "on-device-training-256kb"),
        (entry("μLayer: Low Latency On-Device Inference"), "mulayer"),
        (entry("Pluto and Charon: A Time and Memory Efficient Framework"), "pluto-and-charon"),
        (entry("llama.cpp"), "llama-cpp"),
        (entry("ConvReLU++: Reference-based Lossless Acceleration"), "convrelu-plusplus"),
        (entry("Café Société"), "cafe-societe"),
        (entry("端侧推理引擎", None, "https://github.com/alibaba/MNN"), "mnn"),
        (entry("端侧推理引擎", description="A light inference engine"), "light-inference-engine"),
        (entry("端侧推理引擎", None, "https://arxiv.org/abs/2206.15472"), "arxiv-2206-15472"),
        (entry("端侧推理引擎"), "entry-1"),
        (entry("🔥🔥"), "entry-1"),
        (entry("Search: A Study of Retrieval on Phones"), "search-study-retrieval"),
        (entry("2048"), "entry-1"),
        (entry("R"), "entry-1"),
    ],
)
def test_an_id_is_what_people_would_call_the_work(work: Entry, wanted: str) -> None:
    assert mint_id(work, ()) == wanted


def test_a_taken_name_gets_a_number() -> None:
    work = entry("EdgeLLM: Fast Speculative Decoding")
    taken: set[str] = set()
    minted = []
    for _ in range(4):
        minted.append(mint_id(work, taken))
        taken.add(minted[-1])
    assert minted == ["edgellm", "edgellm-2", "edgellm-3", "edgellm-4"]


works = st.builds(
    entry,
    st.text(st.characters(), min_size=1, max_size=90) | st.sampled_from(sorted(RESERVED)),
    st.none() | st.text(max_size=20),
    st.sampled_from(["", "https://github.com/a/b", "https://arxiv.org/abs/2206.15472", "https://例え.jp/端"]),
)


@given(st.lists(works, max_size=12))
def test_ids_are_unique_and_well_formed_whatever_the_titles(entries: list[Entry]) -> None:
    taken: set[str] = set()
    for work in entries:
        minted = mint_id(work, taken)
        assert minted == mint_id(work, taken)
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", minted)
        assert len(minted) <= 40
        assert re.search("[a-z]", minted)
        assert minted not in RESERVED | taken
        taken.add(minted)
