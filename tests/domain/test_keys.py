"""Link keys see through a link's form, and only through that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keys import LinkKey, link_key

SAME_WORK = {
    ("arxiv", "2206.15472"): [
        "https://arxiv.org/abs/2206.15472",
        "http://www.arxiv.org/abs/2206.15472v3",
        "https://arxiv.org/pdf/2206.15472.pdf",
        "https://arxiv.org/pdf/2206.15472v2",
        "https://export.arxiv.org/html/2206.15472v1/",
        "https://ar5iv.labs.arxiv.org/html/2206.15472",
        "https://ar5iv.org/abs/2206.15472",
        "https://www.alphaxiv.org/overview/2206.15472v1",
        "https://huggingface.co/papers/2206.15472",
        "https://doi.org/10.48550/arXiv.2206.15472",
        "arXiv:2206.15472",
        "<https://arxiv.org/abs/2206.15472?utm_source=list#S1>",
    ],
    ("arxiv", "cs/0309136"): ["https://arxiv.org/abs/cs.LG/0309136", "http://arxiv.org/pdf/cs/0309136v1.pdf"],
    ("doi", "10.1145/3498361.3538932"): [
        "https://doi.org/10.1145/3498361.3538932",
        "http://dx.doi.org/10.1145/3498361.3538932",
        "https://dl.acm.org/doi/10.1145/3498361.3538932",
        "https://dl.acm.org/doi/abs/10.1145/3498361.3538932",
        "https://dl.acm.org/doi/pdf/10.1145/3498361.3538932?casa_token=abc",
        "https://dl.acm.org/doi/fullHtml/10.1145/3498361.3538932",
        "https://dl.acm.org/citation.cfm?doid=3498361.3538932",
        "doi:10.1145/3498361.3538932",
    ],
    ("doi", "10.1007/978-3-030-58452-8_13"): [
        "https://link.springer.com/chapter/10.1007/978-3-030-58452-8_13",
        "https://link.springer.com/content/pdf/10.1007%2F978-3-030-58452-8_13.pdf",
    ],
    ("doi", "10.1038/nature14539"): ["https://www.nature.com/articles/nature14539", "doi.org/10.1038/NATURE14539"],
    ("doi", "10.1101/2020.01.01.123456"): ["https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf"],
    ("github", "ubiquitouslearning/mllm"): [
        "https://github.com/UbiquitousLearning/mllm",
        "http://www.github.com/ubiquitouslearning/mllm/",
        "https://github.com/UbiquitousLearning/mllm.git",
        "git@github.com:UbiquitousLearning/mllm.git",
        "https://github.com/UbiquitousLearning/mllm#readme",
        "https://github.com/UbiquitousLearning/mllm/tree/main",
        "https://github.com/UbiquitousLearning/mllm/blob/master/README.md",
        "https://raw.githubusercontent.com/UbiquitousLearning/mllm/main/README.md",
        "github.com/UbiquitousLearning/mllm?tab=readme-ov-file",
    ],
    ("github", "owner/repo/demos/android"): [
        "https://github.com/Owner/repo/tree/master/demos/android",
        "https://github.com/owner/repo/blob/main/demos/android/",
    ],
    ("gist", "0123456789abcdef"): ["https://gist.github.com/someone/0123456789abcdef"],
    ("openreview", "aBcD-1"): [
        "https://openreview.net/forum?id=aBcD-1&noteId=x",
        "https://openreview.net/pdf?id=aBcD-1",
    ],
    ("ieee", "9155237"): [
        "https://ieeexplore.ieee.org/document/9155237/",
        "https://ieeexplore.ieee.org/abstract/document/9155237",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9155237",
        "https://ieeexplore.ieee.org/xpl/articleDetails.jsp?arnumber=9155237",
        "https://ieeexplore.ieee.org/ielx7/1/2/09155237.pdf",
    ],
    ("acl", "2020.acl-main.195"): [
        "https://aclanthology.org/2020.acl-main.195/",
        "https://www.aclweb.org/anthology/2020.acl-main.195.pdf",
    ],
    ("acl", "p19-1001"): ["https://aclanthology.org/P19-1001", "http://aclweb.org/anthology/P19-1001v2.pdf"],
    ("pmlr", "v162/patil22b"): [
        "https://proceedings.mlr.press/v162/patil22b.html",
        "https://proceedings.mlr.press/v162/patil22b/patil22b.pdf",
    ],
    ("youtube", "dQw4w9WgXcQ"): [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s",
        "https://youtu.be/dQw4w9WgXcQ?si=tracking",
        "https://m.youtube.com/embed/dQw4w9WgXcQ",
    ],
    ("url", "example.com/a b?page=2&q=x"): [
        "https://example.com/a%20b?q=x&page=2",
        "HTTP://WWW.Example.COM:80/a b/?page=2&q=x&utm_medium=mail&fbclid=1#top",
        "//example.com/a%20b/index.html?q=x&page=2",
        "https://web.archive.org/web/20190102030405/http://example.com/a%20b?q=x&page=2",
    ],
}


@pytest.mark.parametrize(("key", "urls"), SAME_WORK.items(), ids=str)
def test_every_form_of_a_link_has_one_key(key: tuple[str, str], urls: list[str]) -> None:
    assert {url: link_key(url) for url in urls} == dict.fromkeys(urls, LinkKey(*key))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/owner/repo", "https://github.com/owner/repo/tree/main/sub"),
        ("https://github.com/owner/repo", "https://github.com/owner/repo/issues/4"),
        ("https://github.com/owner/repo", "https://github.com/owner/repo/tree/v2"),
        ("https://github.com/owner/repo", "https://github.com/other/repo"),
        ("https://arxiv.org/abs/2206.15472", "https://arxiv.org/abs/2206.15473"),
        ("https://example.com/?id=1", "https://example.com/?id=2"),
        ("https://example.com/#/one", "https://example.com/#/two"),
        ("https://example.com:8080/", "https://example.com/"),
        ("https://youtu.be/abc", "https://youtu.be/ABC"),
        ("https://github.com/topics/npu", "https://github.com/topics/tpu"),
    ],
)
def test_different_things_have_different_keys(one: str, other: str) -> None:
    assert link_key(one) != link_key(other)


@pytest.mark.parametrize("url", ["", "  ", "#papers", "mailto:a@example.com", "javascript:void(0)", "https://"])
def test_what_leads_nowhere_has_no_key(url: str) -> None:
    assert link_key(url) is None


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://a:99999999/", "https://x/%ff%00", "http://\ud800/", "https://℀.com/"]
)
def test_broken_addresses_have_a_key_all_the_same(url: str) -> None:
    assert link_key(url) is not None


def test_identifiers_are_stronger_than_repositories_and_these_than_addresses() -> None:
    urls = ["https://arxiv.org/abs/2206.15472", "https://github.com/a/b", "https://example.com/a"]
    assert [key.strength for url in urls if (key := link_key(url))] == [3, 2, 1]


@given(
    st.text(st.characters(), max_size=80),
    st.sampled_from(["", "https://", "http://github.com/", "https://arxiv.org/", "//", "https://doi.org/10.1/"]),
)
def test_no_text_raises_and_the_answer_is_stable(text: str, start: str) -> None:
    key = link_key(start + text)
    assert key == link_key(f" {start}{text} ")


@given(st.from_regex(r"https://arxiv\.org/abs/[0-9]{4}\.[0-9]{4,5}(v[0-9])?", fullmatch=True))
def test_the_plainest_form_of_a_link_means_what_its_others_do(url: str) -> None:
    assert link_key(url) == link_key(f"{url}#top") == link_key(f" {url}")


@pytest.mark.parametrize("path", ["Owner/Repo", "o-1/re_po-2", "topics/Vision", "sponsors/x", "mit-han-lab/tinyengine"])
def test_a_plain_link_to_code_has_the_key_of_its_other_forms(path: str) -> None:
    assert link_key(f"https://github.com/{path}") == link_key(f"http://www.github.com/{path}/?utm_source=x")
