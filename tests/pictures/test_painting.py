"""The picture itself: small, bounded, the same every time, and legible whatever the labels and the fonts."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from PIL import Image

from bot.pictures import painting
from bot.pictures.charts import Chart, chart_of
from bot.pictures.fonts import FontFile, Pen, system_fonts
from bot.pictures.painting import Colour, paint
from bot.pictures.stats import picture_of
from bot.replies.model import CountedBy, Message, Statistics, Tally
from tests.pictures.test_charts import sections, statistics, years

NO_FONTS: tuple[FontFile, ...] = ()
CHINESE = sections(("端侧大模型推理系统综述", 12), ("Memory", 7))


def chart(reply: Statistics) -> Chart:
    made = chart_of(reply)
    assert made
    return made


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def near(pixels: Counter[Colour], colour: Colour) -> int:
    return sum(
        count for each, count in pixels.items() if all(abs(a - b) < 12 for a, b in zip(each, colour, strict=True))
    )


def painted_in(reply: Statistics, colour: Colour) -> int:
    data = opened(paint(chart(reply), NO_FONTS).png).tobytes()
    return near(Counter(zip(data[::3], data[1::3], data[2::3], strict=True)), colour)


@given(statistics)
@settings(max_examples=15, deadline=None)
def test_any_counts_make_a_picture_within_bounds(reply: Statistics) -> None:
    picture = picture_of(reply)
    if picture is None:
        assert chart_of(reply) is None
        return
    image = opened(picture.png)
    assert image.width == painting.WIDTH
    assert image.height <= 1_000
    assert len(picture.png) <= 100_000
    assert picture.numbered <= picture.shows


def test_the_fullest_picture_is_small() -> None:
    full = Statistics(
        "t",
        (
            Tally("By section", tuple((f"{n}. {'Wide section ' * 9}", n) for n in range(40)), CountedBy.SECTION),
            Tally("By year", tuple((str(year), year) for year in range(1950, 2027)), CountedBy.YEAR),
        ),
    )
    assert len(paint(chart(full), system_fonts()).png) < 50_000


def test_the_same_chart_is_the_same_bytes() -> None:
    first = paint(chart(CHINESE), NO_FONTS)
    paint.cache_clear()
    assert paint(chart(CHINESE), NO_FONTS) == first


def test_a_bar_is_as_long_as_its_count() -> None:
    whole = painted_in(sections(("a", 100)), painting.ROW)
    half = painted_in(sections(("a", 100), ("b", 50)), painting.ROW)
    assert half / whole == pytest.approx(1.5, rel=0.05)
    assert painted_in(years((2020, 8)), painting.COLUMN) > painted_in(years((2020, 0), (2021, 1)), painting.ROW)


def test_whatever_is_more_than_nothing_can_be_seen() -> None:
    only = painted_in(sections(("a", 30_000), ("b", 0)), painting.ROW)
    assert painted_in(sections(("a", 30_000), ("b", 1)), painting.ROW) > only


def test_chinese_labels_are_numbered_where_no_font_has_them() -> None:
    assert paint(chart(CHINESE), NO_FONTS).numbered == {CountedBy.SECTION}
    assert Pen(20, NO_FONTS).fitting("端侧") is None


def test_chinese_labels_are_written_where_a_font_has_them() -> None:
    if not any("CJK" in path.name or "wqy" in path.name for path, _face in system_fonts()):
        pytest.skip("no font for Chinese is installed")
    assert paint(chart(CHINESE), system_fonts()).numbered == frozenset()


def test_a_font_file_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "NotoSansCJK-Regular.ttc"
    broken.write_bytes(b"no font")
    pen = Pen(20, ((broken, 2), (tmp_path / "gone.ttf", 0), *system_fonts()))
    assert pen.fitting("Memory")
    assert (pen.fitting("端") is None) == (Pen(20, system_fonts()).fitting("端") is None)


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("🚀 Memory", "Memory"),
        ("Café", "Cafe"),
        ("Ⅳ. Learning", "IV. Learning"),
        ("שלום", None),
        ("हिन्दी", None),
        ("🚀", None),
    ],
)
def test_what_pillows_own_font_lacks_is_written_more_plainly_or_not_at_all(label: str, written: str | None) -> None:
    found = Pen(20, NO_FONTS).fitting(label)
    assert (found and found[0]) == written


def test_letters_that_join_or_run_from_right_to_left_are_never_drawn_one_by_one() -> None:
    assert Pen(20, system_fonts()).fitting("مرحبا") is None


def test_a_long_label_is_cut_to_its_room() -> None:
    found = Pen(20, NO_FONTS).shortened("Memory efficient learning " * 20, 200)
    assert found
    text, font = found
    assert text.startswith("Memory")
    assert text.endswith("…")
    assert 150 < font.getlength(text) <= 200


@pytest.mark.parametrize("ground", [painting.GROUND])
@pytest.mark.parametrize("colour", [painting.TEXT, painting.MUTED, painting.COLUMN, painting.ROW])
def test_everything_stands_out_from_its_ground(colour: Colour, ground: Colour) -> None:
    """WCAG 2.2, 1.4.3: text has a contrast of 4.5 to 1 at least."""
    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_pillow_is_loaded_only_when_a_picture_is_drawn() -> None:
    code = (
        "import sys; import bot.frontends.discord.app; from bot.pictures.stats import picture_of; "
        "from bot.replies.model import CountedBy, Message, Statistics, Tally; "
        "assert picture_of(Message('Done.')) is None; assert 'PIL' not in sys.modules; "
        "picture_of(Statistics('', (Tally('', (('2020', 1),), CountedBy.YEAR),))); assert 'PIL' in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, timeout=60)


def test_only_statistics_have_a_picture() -> None:
    assert picture_of(Message("Done.")) is None


def luminance(colour: Colour) -> float:
    """WCAG's relative luminance."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
