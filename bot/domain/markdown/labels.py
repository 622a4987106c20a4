"""Labels: what a link leads to, from the word it stands on and from where it points."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from bot.domain.entries import LinkKind
from bot.domain.markdown.text import clean, undecorated

_WORDS = {
    LinkKind.PAPER: "paper papers pdf arxiv preprint abs abstract openreview doi acm ieee ieeexplore springer elsevier"
    " sciencedirect proceedings proceeding ps thesis dissertation report journal supp suppl supplementary supplement"
    " supplemental appendix publication article html scholar cvf acl aclanthology neurips nips iclr icml cvpr biorxiv"
    " manuscript whitepaper 论文 論文 原文 논문",
    LinkKind.CODE: "code codes source github gitlab git repo repository implementation implementations bitbucket gitee"
    " pytorch tensorflow jax keras caffe caffe2 torch mxnet theano paddle matlab 代码 源码 コード 코드",
    LinkKind.SLIDES: "slides slide presentation ppt pptx deck poster slideshare 幻灯片",
    LinkKind.VIDEO: "video videos youtube talk talks recording recordings bilibili vimeo keynote screencast"
    " webinar watch teaser 视频 ビデオ",
    LinkKind.BLOG: "blog blogs blogpost post medium zhihu explainer writeup 博客 知乎 解读 ブログ",
    LinkKind.DATA: "data dataset datasets corpus kaggle zenodo 数据集 数据",
    LinkKind.MODEL: "model models weights checkpoint checkpoints ckpt pretrained huggingface hf modelscope ollama 模型",
    LinkKind.PROJECT: "project page homepage home website web site webpage demo demos docs doc documentation tutorial"
    " link links here official portal advice course app url www colab notebook npm pypi wiki store download try online"
    " 主页 项目 链接 官网 地址 网址",
    LinkKind.OTHER: "bib bibtex cite citation tweet twitter discord slack news interview podcast review reviews",
}
_OF_COURSES = "syllabus assignments assignment homework readings schedule exams exercises solutions notes labs lectures"
COURSE_PARTS = frozenset(_OF_COURSES.split())
"""What belongs to a course rather than being one."""
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_PHRASES = {
    "github page": LinkKind.CODE,
    "source code": LinkKind.CODE,
    "hugging face": LinkKind.MODEL,
    "model zoo": LinkKind.MODEL,
    "app store": LinkKind.PROJECT,
    "open source software": LinkKind.CODE,
    "open-source software": LinkKind.CODE,
    "oss": LinkKind.CODE,
    "awesome list": LinkKind.OTHER,
    "blog post": LinkKind.BLOG,
    "technical report": LinkKind.PAPER,
    "tech report": LinkKind.PAPER,
    "video lectures": LinkKind.VIDEO,
    "lecture videos": LinkKind.VIDEO,
    "lecture notes": LinkKind.OTHER,
}
_KIND_OF |= dict.fromkeys(COURSE_PARTS, LinkKind.OTHER)
_QUALIFYING = """
official unofficial main full original new old the my our author authors author's first second short long extended
version part material materials and or & in for on of by v1 v2 v3 v4 1 2 3 4 5 en zh english chinese japanese
"""
_QUALIFIERS = frozenset(_QUALIFYING.split())
_STRENGTH = (
    LinkKind.CODE,
    LinkKind.PAPER,
    LinkKind.DATA,
    LinkKind.MODEL,
    LinkKind.SLIDES,
    LinkKind.VIDEO,
    LinkKind.BLOG,
)
_NO_MORE = "html web website webpage link links here url www page site demo home homepage online 链接 地址 网址"
GENERIC_LABELS = frozenset(_NO_MORE.split())
"""Labels that say no more than "this leads there": where it points knows better."""


GENERIC_TAG = re.compile(
    r"(?:survey|tutorial|official|unofficial|new|oral|code|book|blog|repo|paper|pytorch|tensorflow|demo|talk|video|must.?read|hot|recommended|arxiv"
    r"|dataset|benchmark|course|free|paid|zh|en|cn|jp|中文|英文|deprecated|archived|project|tool|github|link|star|update[ds]?|important|lib\w*|app|web|cli|.{0,4}(?:文章|博客|教程|书籍|视频|论文|代码|工具|课程|数据集))",
    re.I,
)
"""What a bracket says about any work: no name, no venue."""
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]?$")
_BETWEEN = re.compile(r"[\s/&+,_-]+")


def label_text(text: str) -> str:
    """Return a label's bare words: `[`[pdf]`]`, `📄 Paper:` and `(paper)` give `pdf`, `Paper` and `paper`."""
    return undecorated(clean(text)).strip(" []()（）【】「」{}<>:：|,.;`'\"*_-–—•·")


@lru_cache(maxsize=4096)
def label_kind(text: str) -> LinkKind | None:
    """Return the kind that a label names ("paper", "official code", "code & model"); None for any other text."""
    words = label_text(text).casefold()
    words = _ASIDE.sub("", words)
    if not words or len(words) > 40:
        return None
    if words in _PHRASES:
        return _PHRASES[words]
    parts = [part for part in _BETWEEN.split(words) if part]
    kinds = [_KIND_OF.get(part.rstrip("0123456789#") or part) for part in parts if part not in _QUALIFIERS]
    if not kinds or None in kinds or len(parts) > 5:
        return None
    return next((kind for kind in _STRENGTH if kind in kinds), kinds[0])


@lru_cache(maxsize=8192)
def link_kind(url: str, label: str) -> LinkKind | None:
    """Return what a link leads to, from its label first and its address second; None if neither says."""
    named = label_kind(label) or _last_word_kind(label)
    known = address_kind(url)
    generic = label_text(label).casefold() in GENERIC_LABELS
    if named is None or (generic and known is not None):
        return known or named
    if known is LinkKind.VIDEO and named in (LinkKind.SLIDES, LinkKind.PAPER, LinkKind.OTHER):
        return known
    if known is LinkKind.BLOG and "article" in label.casefold():
        return known
    return named


_LAST_WORDS = "blog blogs website page site code slides video videos paper repo github dataset demo"
_TELLING = frozenset(_LAST_WORDS.split())


def _last_word_kind(text: str) -> LinkKind | None:
    words = label_text(text).casefold().split()
    return _KIND_OF[words[-1]] if 2 <= len(words) <= 4 and words[-1] in _TELLING else None


_HOSTS: tuple[tuple[LinkKind, str], ...] = (
    (
        LinkKind.PAPER,
        r"(?:[\w-]+\.)?arxiv\.org|openreview\.net|aclanthology\.(?:org|info)|aclweb\.org|proceedings\.[\w.-]+|papers\.(?:nips|neurips)\.cc"
        r"|openaccess\.thecvf\.com|cv-foundation\.org|dl\.acm\.org|portal\.acm\.org|(?:dx\.)?doi\.org|doi\.acm\.org|ieeexplore\.ieee\.org"
        r"|link\.springer\.com|sciencedirect\.com|jmlr\.org|(?:www\.)?(?:bio|med)rxiv\.org|nature\.com|science\.org|pnas\.org"
        r"|onlinelibrary\.wiley\.com|tandfonline\.com|mdpi\.com|frontiersin\.org|semanticscholar\.org|researchgate\.net"
        r"|papers\.ssrn\.com|hal\.science|hal[\w.-]*\.archives-ouvertes\.fr|ecva\.net|isca-(?:speech|archive)\.org|ijcai\.org|ojs\.aaai\.org"
        r"|aaai\.org|citeseerx?\.ist\.psu\.edu|mitpressjournals\.org|direct\.mit\.edu|journals\.[\w.-]+|academic\.oup\.com|pubmed\.ncbi\.nlm\.nih\.gov"
        r"|ncbi\.nlm\.nih\.gov|vldb\.org|alphaxiv\.org|computer\.org|transacl\.org|sagepub\.com|eprint\.iacr\.org|techrxiv\.org"
        r"|scholar\.google\.\w+|epubs\.siam\.org|bmva\.org|bmvc2\d{3}\.\w+|usenix\.org|distill\.pub|scitepress\.org|ndss-symposium\.org",
    ),
    (
        LinkKind.VIDEO,
        r"youtube\.com|youtu\.be|vimeo\.com|bilibili\.com|b23\.tv|videolectures\.net|slideslive\.com|techtalks\.tv|ted\.com",
    ),
    (LinkKind.SLIDES, r"slideshare\.net|speakerdeck\.com|slides\.com"),
    (
        LinkKind.BLOG,
        r"(?:[\w-]+\.)?medium\.com|towardsdatascience\.com|(?:[\w-]+\.)?substack\.com|blog\.[\w.-]+|[\w-]+blog\.[\w.-]+|zhuanlan\.zhihu\.com|zhihu\.com|dev\.to"
        r"|(?:[\w-]+\.)?wordpress\.com|(?:[\w-]+\.)?blogspot\.\w+|(?:blog\.)?csdn\.net|juejin\.cn|jianshu\.com|hackernoon\.com|lilianweng\.github\.io"
        r"|mp\.weixin\.qq\.com|colah\.github\.io|karpathy\.github\.io|ruder\.io|jalammar\.github\.io",
    ),
    (LinkKind.DATA, r"zenodo\.org|archive\.ics\.uci\.edu|figshare\.com|commoncrawl\.org|dataverse\.[\w.]+"),
    (LinkKind.MODEL, r"tfhub\.dev|modelzoo\.co|ollama\.com"),
    (
        LinkKind.OTHER,
        r"(?:\w+\.)?wikipedia\.org|twitter\.com|x\.com|discord\.(?:gg|com)|t\.me|facebook\.com|linkedin\.com|reddit\.com",
    ),
)
_HOST_KINDS = tuple((kind, re.compile(rf"(?:www\.)?(?:{hosts})")) for kind, hosts in _HOSTS)
_FORGES = re.compile(r"(?:www\.)?(?:github\.com|gitlab\.[\w.]+|bitbucket\.org|gitee\.com|codeberg\.org|git\.sr\.ht)")
_OWN_PAGES = "orgs topics sponsors marketplace features settings collections users search about"
_FORGE_PAGES = frozenset(_OWN_PAGES.split())
_CODE_HOST = re.compile(
    r"gist\.github\.com|sourceforge\.net|code\.google\.com|git\.[\w.-]+|savannah\.\w+\.org|launchpad\.net"
)
_FILE = (
    (re.compile(r"\.(?:pdf|ps|ps\.gz|dvi)(?:[%?#]|$)|/pdf/", re.I), LinkKind.PAPER),
    (re.compile(r"\.(?:pptx?|key|odp)$", re.I), LinkKind.SLIDES),
    (re.compile(r"\.(?:mp4|webm|mov|avi)$", re.I), LinkKind.VIDEO),
    (re.compile(r"/blogs?/|/posts?/", re.I), LinkKind.BLOG),
)


@lru_cache(maxsize=8192)
def address_kind(url: str) -> LinkKind | None:
    """Return what an address alone tells about the thing behind it; None for an ordinary web page."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host, path = (parts.hostname or "").casefold(), parts.path
    except ValueError:
        return None
    steps = [step for step in path.split("/") if step]
    if _FORGES.fullmatch(host):
        paper = path.lower().endswith(".pdf")
        repository = len(steps) >= 2 and steps[0] not in _FORGE_PAGES
        return LinkKind.PAPER if paper else LinkKind.CODE if repository else None
    if _CODE_HOST.fullmatch(host):
        return LinkKind.CODE
    if host in ("huggingface.co", "hf.co", "modelscope.cn", "kaggle.com", "www.kaggle.com"):
        return _hub(host, steps)
    if host == "docs.google.com" and steps[:1] == ["presentation"]:
        return LinkKind.SLIDES
    found = next((kind for kind, hosts in _HOST_KINDS if hosts.fullmatch(host)), None)
    return found or next((kind for pattern, kind in _FILE if pattern.search(path)), None)


def _hub(host: str, steps: list[str]) -> LinkKind | None:
    first = steps[0] if steps else ""
    if first in ("papers", "datasets", "blog", "spaces", "docs", "learn", "course"):
        return {"papers": LinkKind.PAPER, "datasets": LinkKind.DATA, "blog": LinkKind.BLOG}.get(first)
    if "kaggle" in host:
        return LinkKind.DATA if first in ("c", "competitions") else None
    return LinkKind.MODEL if steps else None
