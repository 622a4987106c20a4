"""People: whether a piece of text names authors, persons or organisations.

Judges by form (capitals, initials, "et al.", commas) against words that titles are made of.  Reads no names
from a list of names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domain.markdown.text import one_of

_ET_AL = re.compile(
    r"[\s,;&]*\b(?:et\.?\s*al\b\.?|and others|and \d+ others|others|\.\.\.|…)\W*$|\s*等(?:人)?\.?$", re.I
)
_JOINT = re.compile(r"\s*(?:,|;|、|，|；|·|\||/|&|\+)\s*(?:and\s+|&\s*)?|\s+(?:and|und|et|y)\s+")
_SMALL = """
de da do dos du la le van von der den del della di das bin ibn al el ben ter ten tot zu zur y e af st st. jr jr. sr sr.
ii iii
"""
_PARTICLES = frozenset(_SMALL.split())
_NO_NAMES = re.compile(
    r"[!?:=<>{}\[\]#]|(?<![\s.-][^\W\d_])(?<!^[^\W\d_])(?<!Jr)(?<!St)(?<!Dr)(?<!Prof)\.\s|\b(?:19|20)\d\d\b"
)
"""Marks that no list of names has: a sentence's end, a colon, a year."""
_NAME_WORD = re.compile(
    r"(?:[^\W\d_a-z][^\W\d_]*|d['’][^\W\d_]+|[^\W\d_]+['’][^\W\d_]+|[^\W\d_]+-[^\W\d_]+|[^\W\d_]\.)(?:[-'’.][^\W\d_]*)*\.?\d?[*†‡]?",
)
_INITIAL = re.compile(r"(?:^|[\s-])[^\W\d_a-z]\.")
_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]{1,4}")
_LONG_CJK = 3
"""Signs of a name that an enumeration of other things would not have as well: `量化、剪枝等`."""
_ANY_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_WORDS_OF_TITLES = """
a an the of for in on with without to from via using towards toward by and or as at is are be into over under beyond
between through against across what how why when where who can do does no not all you your we our its it this that
these more less than make made learning deep neural network networks net nets model models modeling modelling
language vision visual machine data system systems efficient fast faster accurate robust scalable adaptive mobile
edge device devices inference training trained train detection recognition segmentation classification generation
generative translation representation representations embedding embeddings survey review overview introduction
tutorial analysis study benchmark benchmarks benchmarking evaluation evaluating framework frameworks library
libraries tool tools toolkit platform engine software hardware accelerator accelerators acceleration design designs
optimization optimizing optimized compression quantization pruning distillation knowledge attention transformer
transformers convolutional recurrent reinforcement supervised unsupervised self semi image images video videos audio
speech text natural processing memory computing computation computational parallel distributed federated large small
scale low high bit bits cost power energy latency real time online offline open source code dataset datasets
database databases search architecture architectures algorithm algorithms method methods approach approaches
technique techniques theory practice practical guide handbook book books course courses lecture lectures notes
applications application app apps web cloud server client service services api apis sdk security privacy private
secure safe safety graph graphs tree trees probabilistic bayesian statistical statistics mathematics programming
python java javascript pretrained pre-trained pretraining fine-tuning finetuning tuning prompt prompting reasoning
agent agents planning control robot robots robotics autonomous driving intelligence artificial intelligent cognitive
human humans user users interface interaction question answering dialogue retrieval recommendation information
extraction semantic sparse dense matrix tensor gradient descent loss function functions adversarial multi single
dual joint hierarchical dynamic static global local free official simple easy new awesome list collection resources
resource curated papers paper part parts volume edition computer science engineering technology technologies digital
signal wireless internet things embedded first second third one two three challenges opportunities results future
past present status open-source end-to-end state-of-the-art cross-platform high-performance lightweight based aware
free-form support supports supported integration management development deployment monitoring analytics
visualization editor client-side server-side bindings binding wrapper parser generator plugin extension extensions
"""
TITLE_WORDS = frozenset(_WORDS_OF_TITLES.split())
"""Words that titles are made of and names are not."""
_OF_FIELDS = """
science technology engineering computer information ai intelligence systems vision language data artificial
"""
_FIELDS = frozenset(_OF_FIELDS.split())
_INSTITUTION = re.compile(
    r"\b(?:universit\w*|institut\w*|college|laborator\w*|labs?|inc|corp\w*|research|team|academy)\b|大学|研究", re.I
)
_ORGANISATION = one_of(
    r"""universit\w*|institut\w*|college|school|academy|polytechnic\w*|laborator\w*|labs?|inc|corp\w*|ltd|llc|gmbh|foundation
    research|team|group|community|consortium|center|centre|company|technologies|hospital|ministry|association|society
    google|deepmind|microsoft|msra?|meta|facebook|fair|apple|amazon|aws|nvidia|intel|ibm|amd|huawei|alibaba|ant|tencent
    baidu|bytedance|samsung|qualcomm|arm|xiaomi|oppo|vivo|sony|nokia|ericsson|adobe|salesforce|netflix|uber|airbnb
    twitter|linkedin|spotify|yandex|naver|kakao\w*|megvii|sensetime|jd|meituan|didi|pinterest|snap|openai|anthropic
    mistral|cohere|hugging ?face|stability ai|databricks|pytorch|xmart\w*|coursera|edx|udacity|fast\.ai|o'?reilly
    mit|stanford|berkeley|cmu|harvard|princeton|caltech|oxford|cambridge|eth|epfl|inria|cnrs|tsinghua|pku|peking|sjtu
    ustc|zju|fudan|kaist|postech|snu|nus|ntu|hku|hkust|cuhk|cas|bupt|uiuc|ucla|ucsd|ucb|uw|nyu|gatech|purdue|cornell
    yale|columbia""",
    whole=r"\b{}\b|大学|学院|研究[院所]|公司|实验室|团队",
)


def is_people(text: str, *, sure: bool = False) -> bool:
    """Say whether a text is a list of persons.

    One full name is enough unless `sure` asks for more: several of them, initials, or "et al.".
    """
    return _people(text.strip(" .,;:*_\"'“”"), sure)


@lru_cache(maxsize=4096)
def _people(text: str, sure: bool) -> bool:  # noqa: FBT001 - positional for the cache
    names = _ET_AL.sub("", text).strip(" ,;.\"'“”")
    others = names != text.strip(" ,;.\"'“”")
    if not names or len(names) > 2000 or _NO_NAMES.search(names):
        return False
    parts = [re.sub(r"^(?:and|&)\s+|\s*\([^()]*\)$", "", part) for part in _JOINT.split(names) if part.strip()]
    if not parts or not all(_is_name(part, loose=others) for part in parts):
        return False
    full = [
        part
        for part in parts
        if len(part.split()) >= 2 or _INITIAL.search(part) or (_CJK.fullmatch(part) and len(part) > 1)
    ]
    if others:
        return True
    if len(full) == 1 and len(parts) > 1 and not _INITIAL.search(names):
        return False
    if not full:
        return len(parts) == 2 and bool(re.search(r"\s(?:and|&)\s", names))
    return len(full) >= 2 or bool(_INITIAL.search(names)) or not sure


def is_organisation(text: str, *, sure: bool = False) -> bool:
    """Say whether a short text names one or more organisations; `sure` asks for a word like "University" in it."""
    parts = [
        part.strip(" .;:*_()")
        for part in re.split(r"\s*[,;/&+]\s*|\s+and\s+", text.strip(" .,;:*_"))
        if part.strip(" .;:*_()")
    ]
    return 0 < len(parts) <= 12 and all(_is_one_organisation(part, sure) for part in parts)


@lru_cache(maxsize=4096)
def _is_one_organisation(text: str, sure: bool) -> bool:  # noqa: FBT001 - positional for the cache
    words = text.split()
    if len(words) > 7 or not _ORGANISATION.search(text):
        return False
    others = _ORGANISATION.sub("", text).split()
    if sure and others and not _INSTITUTION.search(text):
        return False
    return all(_fits_organisation(word) for word in others)


def _fits_organisation(word: str) -> bool:
    if word in ("of", "and", "the", "at", "in", "de", "et", "al", "al."):
        return True
    return not word.islower() and (word.casefold() not in TITLE_WORDS or word.casefold() in _FIELDS)


def is_author(text: str) -> bool:
    """Say whether a text can stand where an author stands: persons, an organisation, an @account."""
    text = text.strip(" .,;:*_")
    return (
        bool(re.fullmatch(r"@[\w.-]+(?:\s*(?:,|&|and)\s*@[\w.-]+)*", text)) or is_people(text) or is_organisation(text)
    )


def _is_name(text: str, *, loose: bool) -> bool:
    """Say whether a text has the form of one person's name; `loose` forgives a small initial in one of its words."""
    words = text.strip(" .*†‡§¶^0123456789").split()
    if not 1 <= len(words) <= 6:
        return False
    if _ANY_CJK.search(text):
        return all(_CJK.fullmatch(word) and not (loose and len(word) > _LONG_CJK) for word in words)
    if any(word.casefold().strip(".,") in TITLE_WORDS and not re.fullmatch(r"[A-Z]\.?", word) for word in words):
        return False
    capitals = [word for word in words if word.casefold() not in _PARTICLES]
    formed = [word for word in capitals if _NAME_WORD.fullmatch(word) or (word[:1].isupper() and word.isalpha())]
    return bool(formed) and (len(formed) == len(capitals) or (loose and len(words) <= 3))
