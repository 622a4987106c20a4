"""Authors are taken apart only as far as their words say how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.export.people import read_authors


@pytest.mark.parametrize(
    ("text", "names", "others"),
    [
        ("Patil et al.", ["Patil"], True),
        ("Ji Lin, Song Han et al.", ["Lin, Ji", "Han, Song"], True),
        ("Kaiming He, et. al", ["He, Kaiming"], True),
        ("J. Smith and others", ["Smith, J."], True),
        ("张三，李四 等", ["{张三}", "{李四}"], True),
        ("et al.", [], True),
        ("Laurens van der Maaten and Geoffrey Hinton", ["van der Maaten, Laurens", "Hinton, Geoffrey"], False),
        ("Chenghao hu, zhuoran Zhao", ["hu, Chenghao", "Zhao, zhuoran"], False),
        ("Lin, Ji and Han, Song", ["Lin, Ji", "Han, Song"], False),
        ("Lin, J., Han, S.", ["Lin, J.", "Han, S."], False),
        ("Vaswani A, Shazeer N", ["Vaswani, A", "Shazeer, N"], False),
        ("Lin, Ji; Han, Song", ["Lin, Ji", "Han, Song"], False),
        ("Sammy Davis, Jr. and Ann Other", ["Davis, Jr., Sammy", "Other, Ann"], False),
        ("Ji Lin* (MIT), Song Han† (MIT)", ["Lin, Ji", "Han, Song"], False),
        ("Google", ["{Google}"], False),
        ("Google, Meta", ["{Google}", "{Meta}"], False),
        ("Google Research and Ji Lin", ["{Google Research}", "Lin, Ji"], False),
        ("OpenAI et al.", ["{OpenAI}"], True),
        ("AT&T", ["{AT&T}"], False),
        ("@handle", ["{@handle}"], False),
        ("", [], False),
        (" ,; and ", [], False),
    ],
)
def test_names_are_found(text: str, names: list[str], others: bool) -> None:
    authors = read_authors(text)
    assert [f"{{{name.literal}}}" if name.literal else name.inverted for name in authors.named] == names
    assert authors.others is others


@given(
    st.text()
    | st.lists(st.sampled_from(["A", "Bo", " and ", ",", ";", " ", "et al.", "Jr.", "(", ")", "*", "等"])).map("".join)
)
def test_no_text_raises_and_no_name_is_empty(text: str) -> None:
    assert all(name.inverted.strip() for name in read_authors(text).named)
