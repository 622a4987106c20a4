"""The work that people suggest: where they find it, what arXiv says of it, and the line that it becomes."""

from __future__ import annotations

from tests.servers.metadata import Preprint

LINK = "https://arxiv.org/abs/2401.00001"
TITLE = "Burdock: Finding Weeds by Smell"
SECTION = "Papers / 1. Weeding / 1.1 Finding Weeds"
LINE = f"* [GardenSys'24] {TITLE}. by Ida Moss et al. [[paper]({LINK})]"
PREPRINT = Preprint(
    "Burdock: Finding Weeds\n  by Smell", ("Ida Moss", "Joe Fern", "Kim Sorrel"), comment="GardenSys 2024, 12 pages"
)
LISTED = "Thistle: Spotting Weeds with a Wooden Camera"
"""A title that the list has already."""
