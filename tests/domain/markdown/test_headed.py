"""Lists where each work is a heading of its own, and lists that only look like it."""

from bot.domain.entries import LinkKind
from tests.domain.markdown.lists import read, titles, urls

WORKS = """\
# Awesome Sampling

## Solvers

### Alpha: Sampling in Few Steps
*Ada Lovelace, Grace Hopper*

**ICLR 2021** | [Paper](https://arxiv.org/abs/1111.11111) | [Code](https://github.com/o/alpha)

### Beta: Sampling in Fewer Steps
- Authors: Alan Turing, Kurt Gödel
- Venue: NeurIPS 2022
- [Paper](https://arxiv.org/abs/2222.22222)
- [Code](https://github.com/o/beta)

### [Gamma Samples at Once](https://arxiv.org/abs/3333.33333)
ICML 2023

Abstract: We sample at once, and show that one step is enough for most of what people draw.

## Contributing

Tell us.
"""


def test_headings_with_nothing_but_a_works_fields_below_are_works() -> None:
    alpha, beta, gamma = read(WORKS).entries
    assert (alpha.title, alpha.authors, alpha.venue, alpha.year) == (
        "Alpha: Sampling in Few Steps",
        "Ada Lovelace, Grace Hopper",
        "ICLR",
        2021,
    )
    assert [link.kind for link in alpha.links] == [LinkKind.PAPER, LinkKind.CODE]
    assert (beta.authors, beta.venue, beta.year) == ("Alan Turing, Kurt Gödel", "NeurIPS", 2022)
    assert urls(beta) == ["https://arxiv.org/abs/2222.22222", "https://github.com/o/beta"]
    assert (gamma.title, gamma.venue, gamma.year) == ("Gamma Samples at Once", "ICML", 2023)
    assert all(entry.sections == (("Solvers",),) for entry in (alpha, beta, gamma))
    assert alpha.line == 5


def test_headings_above_works_are_sections() -> None:
    text = "# Awesome\n\n" + "".join(
        f"## Topic {n}\n- A Title of Work {n} [[Paper](https://arxiv.org/abs/1000.0000{n})]\n" for n in range(5)
    )
    assert titles(text) == [f"A Title of Work {n}" for n in range(5)]


def test_two_headings_are_no_style() -> None:
    text = "# Awesome\n\n## One\n[Paper](https://arxiv.org/abs/1000.00001)\n\n## Two\n[Paper](https://arxiv.org/abs/1000.00002)\n"
    assert not {"One", "Two"} & set(titles(text))
