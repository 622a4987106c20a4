"""Skipping: what stands on a list and is no entry of it.

Tables of contents, rules for contributors, news, sponsors, licences, legends, prose.  Judges names of
sections and texts of items; where anything stands is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.markdown.labels import label_text
from bot.domain.markdown.model import Item
from bot.domain.markdown.runs import Kind, Run, Runs, external_links, plain
from bot.domain.markdown.text import one_of, undecorated

_CONTENTS = one_of(
    r"""(?:table of )?contents?(?: table)?|toc|index|quick (?:links|navigation)|navigation|outline|menu
    目录|目錄|目次|内容|索引|목차|índice|indice|contenidos?|tabla de contenidos?|inhalt(?:sverzeichnis)?
    table des matières|sommaire|conteúdo|sumário|содержание|оглавление|içindekiler""",
)
_HOUSEKEEPING = one_of(
    r"""(?:(?:how|ways|want) to )?(?:contribut\w*|contribution)(?: guide\w*| rules| to .*)?|contributing.*
    contribution guidelines?|guidelines?|code of conduct|.*\bnote on prs\b.*|pull requests?|submission guidelines
    adding (?:new )?(?:entries|items|papers)|.*\bcriteria|legends?|explanation|notation|key to symbols
    (?:\w+ |list of )?licen[cs]es?(?: (?:and|&) .*)?|anti-?features|copyright.*|disclaimers?|legal
    (?:our |gold |silver |bronze |special )?(?:sponsors?|sponsorships?|backers?|supporters?|patrons?)(?: (?:and|&) .*)?
    sponsored by|support(?: us| this project| me)?|donat\w+|buy me a coffee|partners
    special thanks.*|thanks(?: to.*)?|acknowledge?ments?|credits?|contributors?.*|maintainers?|maintained by|authors?
    team|star(?:gazers?)?(?: history| chart| over time).*|stargazers.*
    citation\w*|citing.*|cite(?: (?:us|this.*))?|how to cite.*|bibtex|reference format
    contact(?: us| me)?(?: .*)?|feedback|questions|get(?:ting)? involved|stay (?:tuned|in touch)|follow us|join us
    change ?log|release notes|to-?do(?: list)?|todos|about (?:us|me|this.*|the authors?)|faq
    贡献.*|如何贡献|参与贡献|许可.*|协议|致谢|赞助.*|引用|联系.*|免责声明|更新日志|貢献|ライセンス|謝辞|스폰서|기여.*|라이선스
    licencia|contribuir|contribuciones|patrocinadores|agradecimientos|lizenz|mitwirken|beitragen|danksagung
    contribuer|remerciements|licença|contribuindo|лицензия|участие|благодарности|katkıda bulunma|lisans""",
)
_MAYBE = one_of(
    r"""(?:latest |recent |breaking )?(?:news|updates?)(?: .*)?|what'?s new|announcements?|highlights|introduction|intro
    background|about|overview|notes?|notice|preface|foreword|motivation|important(?: note)?s?|recent changes
    新闻|最新动态|更新|动态|简介|介绍|前言|说明|公告|お知らせ|はじめに|소개|introducción|einleitung""",
)
_TO_TOP = one_of(
    r"""\b(?:back to (?:the )?(?:top|contents?|index|toc)|return to top|go to top|to top)\b|^top$
    返回顶部|回到顶部|回到目录|返回目录|⬆|⇧|🔝""",
)
_REQUEST = one_of(
    r"""please|pull requests?|PRs?|contribut(?:e|ing|ions?) (?:to|are|is|guide\w*)|feel free|thank you|we are|we're
    for a list of|make sure|cut-and-pasted|thanks (?:to|for|again)""",
    whole=r"\b{}\b|欢迎|请|感谢|如果你",
)
_ADDRESSING = one_of(
    r"""check (?:it |them )?out|star this|we will|we have|we also
    i am|i'm|i have|i will
    this (?:list|repo|repository|readme)
    inspired by|click (?:here|on)
    read more|if you (?:want|have|would|are|find|like|know)|see (?:also )?(?:the|our|here)|you can (?:find|also)
    refer to|subscribe to|join (?:our|the|us)""",
    whole=r"\b{}\b|欢迎|请|感谢|如果你",
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|can|will|should|may|must|includes?|contains?|provides?)\b", re.I)
_DATED = re.compile(
    r"^\W*(?:(?:new!?|\[new\])\W*)?(?:(?:19|20)\d\d\s*[-./年]\s*\d{1,2}(?:\s*[-./月]\s*\d{1,2})?"
    r"|\d{1,2}[-./]\d{1,2}(?:[-./]\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,2})",
    re.I,
)


def is_contents_title(title: str) -> bool:
    """Say whether a section's title announces a table of contents."""
    return bool(_CONTENTS.fullmatch(_bare(title)))


def is_housekeeping_title(title: str) -> bool:
    """Say whether a section is about the list itself: rules, licence, sponsors, credits, legend."""
    return bool(_HOUSEKEEPING.fullmatch(_bare(title)))


def is_doubtful_title(title: str) -> bool:
    """Say whether a section may be about the list itself (news, introduction) and may hold entries as well."""
    return bool(_MAYBE.fullmatch(_bare(title)))


def _bare(title: str) -> str:
    return re.sub(r"^(?:\d+[.)]|[ivx]+\.)\s*", "", undecorated(title).strip(" :：!.*_#"), flags=re.I)


def is_only_contents(items: Sequence[Item]) -> bool:
    """Say whether a list leads nowhere but within the page."""
    links = [run for item in items for run in _all_links(item)]
    anchors = [run for run in links if (run.url or "").startswith("#")]
    inner = [run for run in links if _is_inner(run.url or "")]
    return len(anchors) >= 2 and len(inner) >= 0.8 * len(links)


def _all_links(item: Item) -> list[Run]:
    return [run for run in item.runs if run.url] + [run for child in item.children for run in _all_links(child)]


def is_way_back(text: str) -> bool:
    """Say whether a short text leads back to the top of the page."""
    return bool(_TO_TOP.search(text)) and len(text.split()) <= 6


def leads_nowhere(runs: Runs) -> bool:
    """Say whether a text's links all stay within the list: anchors, sub-pages of its own, the way back to the top."""
    links = [run for run in runs if run.url]
    if not links:
        return is_way_back(plain(runs))
    if _TO_TOP.search(" ".join(run.text for run in links)) and len(links) == 1:
        return True
    return all(_is_inner(run.url or "") for run in links)


def _is_inner(url: str) -> bool:
    if url.startswith("#"):
        return True
    path, _, _ = url.partition("#")
    relative = "://" not in path and not path.startswith(("//", "www.", "mailto:"))
    return relative and (
        path.lower().endswith((".md", ".markdown", ".rst", "/"))
        or path.upper().rsplit("/", 1)[-1] in ("LICENSE", "CONTRIBUTING", "LICENCE")
    )


def is_prose(runs: Runs, *, linked_title: bool) -> bool:
    """Say whether a text speaks to its reader or runs as a sentence around its links, rather than naming a work."""
    text = plain(runs)
    if linked_title:
        return False
    if _REQUEST.search(text) or (_ADDRESSING.search(text) and not _label_at_end(runs)):
        return True
    inner = [
        run for run in external_links(runs) if run.kind is Kind.TEXT and not label_text(run.text).startswith("http")
    ]
    running = bool(inner) and bool(_VERB.search(text)) and not any(run.text.strip().startswith("[") for run in inner)
    return running and text.rstrip().endswith((".", "!", "。")) and not _label_at_end(runs)


def _label_at_end(runs: Runs) -> bool:
    texts = [run for run in runs if run.text.strip(" .,;[]()|")]
    return bool(texts) and texts[-1].is_link


def is_news(runs: Runs) -> bool:
    """Say whether a text starts with a day, as news do."""
    return bool(_DATED.match(plain(runs)))


def is_bibtex(runs: Runs) -> bool:
    """Say whether a text is a BibTeX record."""
    return bool(re.match(r"\s*@\w+\s*\{", plain(runs)))
