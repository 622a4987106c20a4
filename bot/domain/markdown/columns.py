"""Columns: what each column of a table holds, by its header and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from bot.domain.markdown.labels import label_kind, label_text
from bot.domain.markdown.model import Table
from bot.domain.markdown.runs import Kind, Runs, external_links, plain
from bot.domain.markdown.text import one_of, undecorated


class Column(StrEnum):
    """What a column holds."""

    TITLE = "title"
    NAME = "name"
    AUTHORS = "authors"
    VENUE = "venue"
    DATE = "date"
    LINKS = "links"
    ABOUT = "about"
    WORDS = "words"
    OTHER = "other"


_HEADERS = (
    (Column.OTHER, r"#|no\.?|nr\.?|id|index|idx|rank|序号|编号"),
    (
        Column.AUTHORS,
        r"""(?:first |lead )?authors?(?:hip)?|by|institut(?:e|es|ion|ions)|organi[sz]ations?|orgs?|affiliations?
        compan(?:y|ies)|teams?|groups?|labs?|maintainers?|creators?|developers?|vendors?|owners?|publishers?|speakers?
        instructors?|lecturers?|universit(?:y|ies)|schools?|providers?|作者|机构|单位|公司""",
    ),
    (
        Column.VENUE,
        r"""venues?|conf(?:erence)?s?\.?(?: ?/ ?journals?)?|journals?(?: ?/ ?conf\w*)?|publications?
        publish(?:ed)?(?: in| at)?|pub\.?|where|会议|期刊|发表|来源|会议/期刊""",
    ),
    (
        Column.DATE,
        r"""(?:publication |release |published |submission |first )?(?:date|year|time|month)s?(?: released| published)?
        released?|when|年份|时间|日期|发布时间|年""",
    ),
    (
        Column.ABOUT,
        r"""(?:short |brief )?descriptions?|about|summary|abstract|tl;?dr|notes?|comments?|remarks?|details?
        introduction|intro|highlights?|features?|what(?: it is)?|explanation|use ?cases?|purpose|overview
        描述|简介|介绍|说明|摘要|备注|説明""",
    ),
    (Column.NAME, r"abbr(?:eviation|\.)?s?|acronyms?|short(?: |-)?names?|alias|methods?|简称|缩写|方法"),
    (Column.WORDS, r"key ?words?|关键词"),
    (
        Column.OTHER,
        r"""stars?|⭐|★|licen[cs]e|auth|https|cors|language|lang|status|type|categor(?:y|ies)|tasks?|tags?|topics?|os
        price|pricing|cost|size|params?|parameters|score|citations?|cited|downloads|updated|last (?:commit|updated?)
        level|difficulty|domain|field|modality|metric|backbone|country|format|languages|active|maintained|free|badges?
        preview|image|logo|icon|screenshot|figure|类别|类型|任务|语言|星""",
    ),
)
_HEADER_OF = tuple((column, one_of(pattern)) for column, pattern in _HEADERS)
_TITLE = re.compile(r".*\b(?:title)s?|标题|题目|论文(?:名称|标题)|タイトル", re.I)
_NAME = re.compile(r"(?:\w+ )?names?|名称", re.I)
_ASIDE = re.compile(r"\s*\((?:first|only|main|lead|if any)\b[^()]*\)?$", re.I)
_LIKELY = 12
"""Rows that are looked at to tell what a column holds."""


def column_roles(table: Table) -> list[Column]:
    """Return what each column holds; exactly one is the title, unless the table has no words at all."""
    width = max((len(row.cells) for row in table.rows), default=0)
    headers = [_ASIDE.sub("", label_text(undecorated(plain(cell)))) for cell in table.header] + [""] * width
    columns = [[row.cells[at] for row in table.rows[:_LIKELY] if at < len(row.cells)] for at in range(width)]
    roles = [_role(headers[at], columns[at]) for at in range(width)]
    scores = [_title_score(headers[at], columns[at], roles[at]) for at in range(width)]
    best = max(range(width), key=lambda at: scores[at], default=-1)
    if best < 0 or scores[best] <= 0:
        wordy = (at for at in range(width) if roles[at] in (Column.LINKS, Column.NAME) and _words(columns[at]) > 0)
        best = next(wordy, -1)
    for at in range(width):
        if at == best:
            roles[at] = Column.TITLE
        elif roles[at] is Column.TITLE:
            roles[at] = Column.NAME if headers[at] and _words(columns[at]) <= 3.5 else Column.ABOUT
    return roles


def _role(header: str, cells: Sequence[Runs]) -> Column:
    """Judge a column; TITLE stands for anything that may hold the title."""
    named = next((column for column, pattern in _HEADER_OF if header and pattern.fullmatch(header)), None)
    if named is Column.VENUE and _share(cells, _is_label_cell) > 0.5 and label_kind(header) is not None:
        return Column.LINKS
    if named is not None and named is not Column.NAME:
        return named
    if not header and _share(cells, lambda cell: bool(re.fullmatch(r"\W*\d{1,3}\W*", plain(cell)))) > 0.5:
        return Column.OTHER
    if _share(cells, _is_label_cell) >= 0.5:
        return Column.LINKS
    if named is Column.NAME and _words(cells) <= 3.5:
        return named
    if not header and _share(cells, lambda cell: bool(re.fullmatch(r"\W*(?:19|20)\d\d\W*[\d./-]*", plain(cell)))) > 0.5:
        return Column.DATE
    return Column.TITLE


def _title_score(header: str, cells: Sequence[Runs], role: Column) -> float:
    if role is Column.NAME:
        return 0.5
    if role is not Column.TITLE or not any(plain(cell) for cell in cells):
        return 0
    words = _words(cells)
    score = 1 + min(words, 12) / 12 + 2 * _share(cells, lambda cell: bool(external_links(cell)))
    if _TITLE.fullmatch(header):
        return score + 20
    if re.fullmatch(r"(?:papers?|论文|works?|articles?)\b.*", header, re.I) and words >= 2.5:
        return score + 12
    if _NAME.fullmatch(header):
        return score + 6
    return score + (2 if header else 0)


def _words(cells: Sequence[Runs]) -> float:
    counts = [len(plain(cell).split()) for cell in cells if plain(cell)]
    return sum(counts) / len(counts) if counts else 0.0


def _share(cells: Sequence[Runs], test: Callable[[Runs], bool]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(test(cell) for cell in filled) / len(filled) if filled else 0.0


def _is_label_cell(cell: Runs) -> bool:
    """Say whether a cell holds links that name their kind, pictures that lead somewhere, or nothing."""
    links = external_links(cell)
    if not links:
        return not re.search(r"\w{2}", plain(cell)) or plain(cell).casefold() in ("n/a", "none", "na", "tbd", "no")
    return all(run.kind is Kind.IMAGE or label_kind(run.text) is not None or "://" in run.text for run in links)
