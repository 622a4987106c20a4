"""Small lists in the styles that lists are written in: works of our own making, and how to suggest one more."""

from __future__ import annotations

from textwrap import dedent

from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.suggesting import Addition, Proposal, write_line
from bot.shipped import venue_table

PAPERS = ("Papers",)
PAPER = "https://arxiv.org/abs/2501.01234"
CODE = "https://github.com/lab/osprey"


def paper(**fields: object) -> Proposal:
    """Return the paper that most tests suggest; *fields* replace what it has."""
    known: dict[str, object] = {
        "title": "Osprey: Catching Stragglers in Edge Clusters",
        "section": PAPERS,
        "links": (Link(LinkKind.PAPER, PAPER),),
        "authors": "Jane Doe et al.",
        "venue": "MobiSys",
        "year": 2024,
    }
    return Proposal(**{**known, **fields})  # type: ignore[arg-type]  # the tests know the fields


def project(**fields: object) -> Proposal:
    """Return the project that some tests suggest."""
    known: dict[str, object] = {
        "title": "Osprey",
        "section": ("Tools",),
        "kind": EntryKind.PROJECT,
        "links": (Link(LinkKind.CODE, CODE),),
        "description": "Runs models on small boards.",
    }
    return Proposal(**{**known, **fields})  # type: ignore[arg-type]


def text_of(body: str) -> str:
    """Return a list whose papers are *body*, indented as the test is."""
    return f"# Awesome Things\n\n## Papers\n\n{dedent(body).strip(chr(10))}\n"


def add(text: str, proposal: Proposal, *, complete: bool = False) -> Addition:
    """Write a proposal into a list."""
    return write_line(text, proposal, venues=venue_table(), complete=complete)


def line(body: str, proposal: Proposal) -> str:
    """Return the line that a proposal adds to the papers in *body*."""
    return add(text_of(body), proposal).line


PREFIXED = """
    - [MobiCom'23] Heron: Fast Kernels for Phones. by Ada Bell et al. [[paper](https://arxiv.org/abs/2301.00001)]
    - [MobiSys'22] Stork: Small Models for Watches. by Max Kohl et al. [[paper](https://arxiv.org/abs/2201.00002)]
    - [ICML'22] Crane: Lifting Memory Limits. by Lin Wu et al. [[paper](https://arxiv.org/abs/2201.00003)] [[code](https://github.com/lab/crane)]
    - [ATC'21] Ibis: Scheduling for Boards. by Ana Diaz et al.
"""
LINKED = """
    - [MobiCom 2023] [Heron: Fast Kernels for Phones](https://arxiv.org/abs/2301.00001)
    - [MobiSys 2022] [Stork: Small Models for Watches](https://arxiv.org/abs/2201.00002)
    - [ICML 2022] [Crane: Lifting Memory Limits](https://arxiv.org/abs/2201.00003)
"""
DESCRIBED = """
    * [Avocet](https://github.com/lab/avocet) - Compiles models for phones.
    * [Bittern](https://github.com/lab/bittern) - Serves models at the edge.
    * [Plover](https://github.com/lab/plover) - Measures energy on boards.
    * [Wigeon](https://github.com/lab/wigeon) - Prunes networks after training.
"""
