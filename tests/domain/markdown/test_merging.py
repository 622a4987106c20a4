"""A work that a list holds twice is one entry with two placements; two works that look alike stay two."""

from tests.domain.markdown.lists import read, urls


def placements(text: str) -> dict[str, list[tuple[str, ...]]]:
    return {entry.title: list(entry.sections) for entry in read(f"# Awesome\n\n{text}").entries}


def test_one_link_under_one_title_is_one_work() -> None:
    text = (
        "## A\n- [ICML'20] A Study of Things [[paper](https://arxiv.org/abs/2001.00001)]\n"
        "## B\n- [A study of things](https://arxiv.org/pdf/2001.00001v2.pdf), Doe et al."
        " [[code]](https://github.com/o/r)\n"
    )
    (entry,) = read(f"# Awesome\n\n{text}").entries
    assert entry.sections == (("A",), ("B",))
    assert [placement.line for placement in entry.placements] == [4, 6]
    assert [placement.position for placement in entry.placements] == [0, 1]
    assert urls(entry) == ["https://arxiv.org/abs/2001.00001", "https://github.com/o/r"]
    assert (entry.venue, entry.authors) == ("ICML", "Doe et al.")


def test_one_title_that_nothing_contradicts_is_one_work() -> None:
    text = "## A\n- [NSDI'25] A Long Study of Many Things. by Doe\n## B\n- [NSDI'25] A Long Study of Many Things.\n"
    assert placements(text) == {"A Long Study of Many Things": [("A",), ("B",)]}


def test_versions_are_different_works() -> None:
    text = "## A\n- [CVPR'18] MobileNetV2: Inverted Residuals\n- [CVPR'19] MobileNetV3: Inverted Residuals\n"
    assert len(placements(text)) == 2


def test_another_venue_or_year_is_another_work() -> None:
    text = "## A\n- [ICML'20] A Long Study of Many Things\n- [NSDI'25] A Long Study of Many Things\n"
    assert len(read(f"# Awesome\n\n{text}").entries) == 2


def test_a_paper_and_a_project_of_one_name_are_two() -> None:
    text = "## Papers\n- [Melon](https://arxiv.org/abs/2001.00001)\n## Tools\n- [Melon](https://github.com/o/melon)\n"
    assert len(read(f"# Awesome\n\n{text}").entries) == 2


def test_a_wrong_link_merges_nothing() -> None:
    link = "https://arxiv.org/abs/2001.00001"
    text = f"## A\n- [ARIA: Vision on Phones]({link})\n- [Characterizing Mobile Processors]({link})\n"
    assert len(placements(text)) == 2


def test_a_link_in_passing_merges_nothing() -> None:
    text = (
        "## A\n- [pygame](https://github.com/o/pygame) - Games.\n"
        "- [pygame-ce](https://github.com/o/pygame-ce) - A fork of [pygame](https://github.com/o/pygame).\n"
    )
    assert len(placements(text)) == 2


def test_namesakes_are_two() -> None:
    text = "## A\n- [Cat Facts](https://one.example) - Daily.\n- [Cat Facts](https://two.example) - Random.\n"
    assert len(read(f"# Awesome\n\n{text}").entries) == 2
