"""A list of twelve invented works in nine revisions, in the styles of the default list."""

from __future__ import annotations

FIRST = """\
# Welcome to Awesome Garden Robots
![Awesome](https://awesome.re/badge.svg)

A curated list of papers and projects about **robots** that garden.

## Contents

- [Papers](#papers)
  - [Weeding](#1-weeding)
  - [Watering](#2-watering)
- [Open Source Projects](#open-source-projects)

## Papers

### 1. Weeding

#### a. Finding Weeds

- [Thistle: Spotting Weeds with a Wooden Camera](http://www.example.org/thistle.pdf) by Ada Moss et al., GardenSys 2021
- [Nettle: a stingless gripper for delicate rows](http://arxiv.org/abs/2106.01234v1) by Ben Fern et al., RowConf 2021
- [Counting Dandelions without Counting](https://example.org/dandelions) by C. Sedge, GardenSys 2020

#### b. Pulling Weeds

- [Tug: Pulling Roots with Two Motors](https://doi.org/10.5555/1234567) by Dot Reed et al., RowConf 2022
- Gentle Hands for Rough Soil. by Eve Loam et al., MoistSoil 2019

### 2. Watering

- [Drizzle: Adaptive Watering for Slopes](https://example.org/drizzle) by Finn Brook et al., GardenSys 2022
- [Puddle++: Reference-free Levels on Clay](https://example.org/puddle) by Gil Marsh, RowConf 2020
- A Survey of Watering by Night. by Hana Dew et al., 2018

## Open Source Projects

### 1. Simulators

- [rowsim](https://github.com/gardenlab/rowsim): Simulates rows, weeds and rain. by GardenLab
- [dirtbox](https://github.com/loam/dirtbox): A box of virtual dirt.

### 2. Drivers

- [hosepipe](https://github.com/brook/hosepipe): Drives valves over serial lines.
"""

AGAIN = """\
# Welcome to Awesome Garden Robots
![Awesome](https://awesome.re/badge.svg) [![PRs Welcome](https://img.shields.io/badge/PRs-welcome-green.svg)](https://github.com/x/y/pulls)

A curated list of awesome papers and projects about ___robots that garden___. **Contributions are welcome!**

## Contents

- [Papers](#papers)
- [Open Source Projects](#open-source-projects)

## Papers

### 1. Weeding

#### 1.1 Finding Weeds

* [GardenSys'21] Thistle: Spotting Weeds with a Wooden Camera. by Ada Moss et al. [[paper](https://example.org/thistle.pdf)]
* [RowConf'21] Nettle: A Stingless Gripper for Delicate Rows. by Ben Fern et al. [[paper](https://arxiv.org/pdf/2106.01234.pdf)]
* [GardenSys'20] Counting Dandelions without Counting. by C. Sedge [[paper](https://example.org/dandelions?utm_source=list)]

#### 1.2 Pulling Weeds

* [RowConf'22] Tug: Pulling Roots with Two Motors. by Dot Reed et al. [[paper](https://dl.acm.org/doi/10.5555/1234567)]
* [MoistSoil'19] Gentle Hands for Rough Soil. by Eve Loam et al.

### 2. Watering

* [GardenSys'22] Drizzle: Adaptive Watering for Slopes. by Finn Brook et al. [[paper](https://example.org/drizzle)]
* [RowConf'20] Puddle++: Reference-free Levels on Clay. by Gil Marsh [[paper](https://example.org/puddle/)]
* [2018] A Survey of Watering by Night. by Hana Dew et al.

## Open Source Projects

### 1. Simulators

* [rowsim](https://github.com/GardenLab/rowsim.git): Simulates rows, weeds and rain. by GardenLab
* [dirtbox](https://github.com/loam/dirtbox#readme): A box of virtual dirt.

### 2. Drivers

* [hosepipe](https://www.github.com/brook/hosepipe): Drives valves over serial lines.
"""


def edited(text: str, *edits: tuple[str, str]) -> str:
    """Replace each first text, which must be there once, by the second."""
    for before, after in edits:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def upside_down(text: str) -> str:
    """Turn the order of the bullets below each heading around."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    turned = [block[::-1] if block and all(line.startswith("* ") for line in block) else block for block in blocks]
    return "\n\n".join("\n".join(block) for block in turned) + "\n"


GROWN = edited(
    AGAIN,
    (
        "* [GardenSys'20] Counting",
        "* [GardenSys'23] Thistle-V2: Spotting Weeds while Walking. by Ada Moss et al. [[paper](https://example.org/t2)]\n"
        "* [GardenSys'20] Counting",
    ),
    ("Eve Loam et al.\n", "Eve Loam et al. [[code](https://github.com/loam/hands)]\n"),
)
RENAMED = edited(GROWN, ("### 1. Weeding", "### 1. Getting Rid of Weeds"), ("#### 1.2 Pulling", "#### 1.2 Pulling Out"))
RELINKED = edited(
    RENAMED.replace("(https://example.org/", "(https://archive.example.net/garden/"),
    ("https://arxiv.org/pdf/2106.01234.pdf", "https://arxiv.org/abs/2106.01234v3"),
)
DAMAGED = edited(
    RELINKED,
    (RELINKED[RELINKED.index("* [GardenSys'22] Drizzle") : RELINKED.index("* [2018] A Survey")], ""),
)
REVERTED = RELINKED
CORRECTED = edited(
    REVERTED,
    ("for Delicate Rows", "for Delicate Crops"),
    ("* [dirtbox](https://github.com/loam/dirtbox#readme): A box of virtual dirt.\n", ""),
    ("serial lines.\n", "serial lines.\n* [dirtbox](https://github.com/loam/dirtbox): A box of virtual dirt.\n"),
)
SHUFFLED = upside_down(CORRECTED).replace("* ", "- ").replace("\n", "\r\n")

HISTORY = (FIRST, AGAIN, GROWN, RENAMED, RELINKED, DAMAGED, REVERTED, CORRECTED, SHUFFLED)
"""Written; laid out anew; grown; sections renamed; links replaced; lines lost; got back; put right; shuffled."""
