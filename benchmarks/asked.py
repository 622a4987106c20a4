"""What people, and what nobody in their right mind, may ask of a made catalog: each question under a name."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from benchmarks.titles import SEED
from bot.domain.catalog import Catalog

_LONGEST = 5_000
_CHINESE = "联邦学习大模型手机端推理量化剪枝"

REALISTIC = (
    "deep neural network mobile edge", "kind:paper", "kind:paper -cloud", "kind:paper sort:year", "kind:paper sort:new",
    "kind:paper page:9000", "year:2000.. sort:new", "network sort:new", "-cloud", "-venue:mobisys network",
    "has:code -gpu", "year:2020 -mobile", "author:kim network", "section:inference kind:paper", "papers with code",
    '"neural network"', '"neural network" -gpu', '"of the"', 'network "deep learning" -"on mobile"',
)  # fmt: skip
"""Searches as people type them, of which many find much of the catalog."""


def hostile(catalog: Catalog, seed: int = SEED) -> Mapping[str, str]:
    """Return texts as long as any front-end lets through, made to be much work, by what they are made of."""
    chance = random.Random(f"hostile/{seed}")
    titles = [stored.entry.title.lower() for stored in catalog.entries]
    common = [word for word, _ in Counter(word for title in titles for word in title.split()).most_common(400)]
    words = sorted({word for title in titles[:5_000] for word in title.split()})
    picked = chance.choices(words, k=600)
    ids = [stored.id for stored in catalog.entries][:: max(1, len(titles) // 200)]
    made = {
        "common words": " ".join(common),
        "rare words": " ".join(picked),
        "words with a slip": " ".join(word[:2] + word[3:] if len(word) > 5 else word for word in picked),
        "words without spaces": "".join(picked),
        "beginnings of four letters": " ".join(word[:4] for word in picked),
        "beginnings of three letters": " ".join(word[:3] for word in picked),
        "one letter": "a" * _LONGEST,
        "Chinese words": _CHINESE[:7] * _LONGEST,
        "Chinese mixed": "".join(chance.choice(_CHINESE) for _ in range(_LONGEST)),
        "authors": " ".join(f"author:{word}" for word in words[:600]),
        "authors in plain words": "papers by " + " and by ".join(picked),
        "years": " ".join(f"year:{year}" for year in range(1000, 2000)),
        "links": " ".join(f"owner/name{number}" for number in range(600)),
        "phrases": " ".join(f'"{word}"' for word in common),
        "exclusions": " ".join(f"-{word}" for word in common) + " network",
        "likes of nothing": "like:" + ",".join(f"x{number}" for number in range(900)),
        "likes": " ".join(f"like:{name}" for name in ids),
        "likes and dislikes": "network " + " ".join(f"like:{name} unlike:{name}x" for name in ids),
        "signs": ':-"' * _LONGEST,
    }
    return {name: text[:_LONGEST] for name, text in made.items()}
