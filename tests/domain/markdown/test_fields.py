"""Whatever order and punctuation a list uses, title, authors, venue, year and links come out the same."""

import pytest

from bot.domain.entries import LinkKind
from tests.domain.markdown.lists import only, urls

POET = "POET: Training Neural Networks on Tiny Devices with Integrated Rematerialization and Paging"
PDF = "https://proceedings.mlr.press/v162/patil22b/patil22b.pdf"


@pytest.mark.parametrize(
    "item",
    [
        f"- [{POET}]({PDF}) by Patil et al., ICML 2022",
        f"- [ICML'22] {POET}. by Patil et al. [[paper]({PDF})]",
        f"* {POET}. by Patil et al., ICML 2022 [[paper]({PDF})]",
        f"1. [[ICML 2022] {POET}]({PDF}), Patil et al.",
        f"+ [ICML 2022] [{POET}]({PDF}) - Patil et al.",
        f"- **{POET}** (ICML 2022), Patil et al. [[pdf]]({PDF})",
        f"- **{POET}**. *Patil et al.* ICML 2022. [[pdf]({PDF})]",
        f"- **{POET}** <br> *Patil et al.* <br> ICML 2022 [[Paper]]({PDF})",
        f"- {POET} <br> Patil et al. <br> ICML 2022 [[Paper]]({PDF})",
        f"- {POET}\\\n  Patil et al.\\\n  *ICML 2022*\\\n  [paper]({PDF})",
        f"- (ICML 2022) {POET}, Patil et al. [[Paper]] ({PDF})",
        f"- `ICML 2022` **{POET}** by Patil et al. (paper)[{PDF}]",
        f"- **[ICML'22]** [{POET}]({PDF}) by Patil et al.",
        f"- {POET} | Patil et al. | ICML 2022 | [`[pdf]`]({PDF})",
        f"- {POET} [[Paper]]({PDF})\n  - Patil et al. (*ICML 2022*)",
        f"- {POET}\n  - Authors: Patil et al.\n  - Venue: ICML 2022\n  - Paper: {PDF}",
        f"- {POET}\n\n  Patil et al.\n\n  ICML 2022 [[Paper]]({PDF})",
        f"- [{POET}]({PDF}), Patil et al., [ICML 2022]({PDF})",
        f'- Patil et al. "{POET}". ICML 2022. [[pdf]({PDF})]',
        f"- Patil et al. [{POET}]({PDF}). ICML 2022.",
        f"- 2022-ICML-[{POET}]({PDF}) by Patil et al.",
        f"- ![](https://img.shields.io/badge/ICML-2022-blue) [{POET}]({PDF}) by Patil et al.",
        f"- ICML 2022: [{POET}]({PDF}), Patil et al.",
        f"**{POET}** \\\n*Patil et al.* \\\nICML 2022. [[Paper]({PDF})]",
        "| Title | Authors | Venue | Year | Links |\n|---|---|---|---|---|\n"
        f"| {POET} | Patil et al. | ICML | 2022 | [paper]({PDF}) |",
        f"Paper | Venue | Authors\n--- | --- | ---\n[{POET}]({PDF}) | ICML'22 | Patil et al. |",
    ],
)
def test_one_paper_in_many_styles(item: str) -> None:
    entry = only(item)
    assert entry.title == POET
    assert (entry.authors or "").rstrip(".") == "Patil et al"
    assert (entry.venue, entry.year) == ("ICML", 2022)
    assert urls(entry) == [PDF]
    assert entry.links[0].kind is LinkKind.PAPER
    assert entry.name == "POET"
