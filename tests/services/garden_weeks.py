"""The list of garden robots over six weeks, commit by commit, with what maintainers do to lists."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.ports import RevisionText
from tests.services.garden import AGAIN, CORRECTED, FIRST, GROWN, RENAMED, edited

SPAMMED = edited(
    CORRECTED,
    (
        "* [2018] A Survey of Watering by Night",
        "* [2026] Best Cheap Hoses. by Hose Shop [[link](https://shop.example/hoses)]\n"
        "* [2018] A Survey of Watering by Night",
    ),
)
_BURST = """
### 3. Harvest

* [arXiv'25] Basket: Learning to Pick What Is Ripe. by Ida Plum et al. [[paper](https://arxiv.org/abs/2511.00001)]
* [GardenSys'25] Ladder: Reaching High Branches Safely. by Jo Ash et al. [[paper](https://example.org/ladder)]
* [RowConf'25] Two Hands Are Enough for Tomatoes. by Kim Vine et al. [[paper](https://example.org/tomatoes)] [[code](https://github.com/vine/hands)]
* [RowConf'25] Bruise: A Benchmark of Gentle Picking. by Lee Pear et al. [[paper](https://example.org/bruise)]
* [GardenSys'25] Night Shift: Picking without Light. by Mo Owl et al.
* [2025] A Survey of Soft Grippers. by Nia Peat et al. [[paper](https://example.org/soft)]

### 4. Composting

* [GardenSys'25] Heap: Turning Compost by the Clock. by Oda Mulch et al. [[paper](https://example.org/heap)]
* [RowConf'25] Worms Do It Better. by Pat Clay et al. [[paper](https://example.org/worms)]
* [MoistSoil'25] Sniff: Smelling When It Is Done. by Quin Rot et al. [[paper](https://example.org/sniff)]

### 5. Companions

* [RowConf'25] Robin: A Robot that Birds Accept. by Ros Wren et al. [[paper](https://example.org/robin)]
* [GardenSys'25] Hedgehogs at Night: Whom to Stop for. by Sam Thorn et al. [[paper](https://example.org/hedgehogs)]
* [arXiv'25] Mind the Bees. by Tao Hive et al. [[paper](https://arxiv.org/abs/2511.00002)]

"""
BURST = edited(CORRECTED, ("\n## Open Source Projects", _BURST + "## Open Source Projects"))
PUBLISHED = edited(
    BURST,
    ("[arXiv'25] Basket", "[GardenSys'26] Basket"),
    ("by Mo Owl et al.", "by Mo Owl et al. [[paper](https://example.org/night)] [[code](https://github.com/owl/night)]"),
    ("by Jo Ash et al. [[paper](https://example.org/ladder)]", "by Jo Ash et al. [[paper](https://example.org/ladder)] [[code](https://github.com/ash/ladder)]"),
    ("* [rowsim]", "* [mudpie](https://github.com/loam/mudpie): Simulates wet soil.\n* [rowsim]"),
)  # fmt: skip
TIDIED = PUBLISHED.replace("* [", "- [").replace("\n", "\r\n").replace("### 4. Composting", "### 4. Compost")

HISTORY = (
    ("2026-01-05T10:00", FIRST),  # a Monday
    ("2026-01-07T18:30", AGAIN),  # laid out anew
    ("2026-01-13T09:10", GROWN),  # a new work, and code for an old one
    ("2026-01-15T21:00", RENAMED),
    ("2026-01-21T08:00", CORRECTED),  # a typo, and a project in its right section
    ("2026-01-27T10:00", SPAMMED),
    ("2026-01-27T10:20", CORRECTED),  # taken back in time
    ("2026-02-03T16:00", BURST),
    ("2026-02-17T11:00", PUBLISHED),  # a preprint appeared, two works gained code
    ("2026-02-19T11:00", TIDIED),
)


async def revisions() -> AsyncIterator[RevisionText]:
    for number, (at, text) in enumerate(HISTORY):
        yield RevisionText(f"{number:040x}", datetime.fromisoformat(at).replace(tzinfo=UTC), "Ada", "README.md", text)
