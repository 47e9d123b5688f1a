"""Chinese text broken into lines of so many columns.

What may not begin or end a line follows clreq's basic level, with …… —— and the marks of CSS's
`line-break: strict` held back from a line's beginning as well. Plain text cannot squeeze a mark
into a line, as print does first (先挤进后推出), beyond dropping the spaces at its end: so the
character before is pushed out with the mark. Every boundary between two characters has a rank;
a line breaks at the lowest rank it can, and there as late as it can.
"""

import re
from enum import IntEnum
from itertools import accumulate, pairwise

from docpipe.writers.columns import measure, split_clusters


class Rank(IntEnum):
    """How much a line break at a boundary costs."""

    FREE = 0
    KEPT = 1
    """Inside a number with its unit, a citation, the number of a document."""
    SEAM = 2
    """Inside a word that does not fit: after a hyphen or a slash."""
    WORD = 3
    """Anywhere else in a word."""
    FORBIDDEN = 4
    """Before a mark that may not begin a line, after one that may not end it."""
    NEVER = 5
    """Between the halves of —— or ……."""


NO_START = frozenset(
    "、，。：；！？,.:;!?）》〉】」』〕］｝〗〙〛〞”’)]}>｡､｣》"
    "～〜–‐゠·・•‧･／|｜-~/"  # 连接号, 间隔号, 分隔号
    "…‥․⋯︙𐫶—"
    "‼⁇⁈⁉°‰′″‵℃℉％%﹪￠¢々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
"""Marks that may not begin a line."""
NO_END = frozenset("（《〈【「『〔［｛〖〘〚〝“‘([{<｢￥¥＄$￡£€№")
"""Marks that may not end a line."""

_ORPHAN = 4
"""Columns of a last line that is left over, whatever stands in it; of one with a single character, any."""
_WIDE_ENOUGH = 20
"""Columns below which a line has no character to spare, as in a table."""

_GLUE = frozenset("\u00a0\u202f\u2060\ufeff")
_SPACES = frozenset(" \t\u3000\u2002\u2003\u2009\u200b")
_BLANK = "".join(sorted(_SPACES))
_SEAMS = frozenset("-/\\?&=_.,;:@#%+~")

_FIRST_EAST_ASIAN = 0x1100

_NUMERAL = "[〇零一二三四五六七八九十百千两\\d]"
_UNIT = (
    "(?:万|亿|千|百|余|多|[美欧日港]|平方|立方|公|厘|毫|千)*"
    "(?:元|年|月|日|号|时|点|分|秒|周|天|岁|人|名|位|个|件|次|起|条|款|项|章|节|期|届|级|类|份|页|台|辆|部|本|套|只|张|"
    "户|家|所|处|克|斤|吨|米|里|升|亩|度|倍|成|折|楼|层|室|路|％|%|‰|℃|小时|分钟|人次|周岁)?(?![\\d,.])"
)
_NUMBER = re.compile(rf"(?<![\d.,])第?\d[\d,.:：/]*(?:[-~～–—]\d[\d,.]*)?{_UNIT}")
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
_PROVISION = rf"第{_NUMERAL}{{1,7}}(?:条|款|项|章|节|目)(?:之{_NUMERAL}{{1,2}})?"
_BRACKETED = rf"第[（(]{_NUMERAL}{{1,3}}[）)]项"
_CHAIN = rf"(?:{_PROVISION}|{_BRACKETED})+"
_CITATION = re.compile(rf"《[^《》\n]{{1,30}}》(?:[（(][^（）()]{{1,10}}[）)])?{_CHAIN}")
_PROVISIONS = re.compile(_CHAIN)
_ONE_PROVISION = re.compile(rf"{_PROVISION}|{_BRACKETED}")
# Where 机关代字 begins cannot be seen; the more of it fits, the better.
_DOCUMENT_NUMBERS = [
    re.compile(rf"{lead}[〔\[（(]\d{{4}}[〕\]）)]第?\d{{1,5}}号")
    for lead in (
        r"(?:[\u4e00-\u9fff]{1,6}[（(][\u4e00-\u9fff]{1,4}[）)])?[\u4e00-\u9fff]{1,8}",
        r"[\u4e00-\u9fff]{1,4}",
        r"[\u4e00-\u9fff]{1,2}",
    )
]
# The share of a line that may stay empty so that a unit is whole. A citation of a long title would
# leave a hole of two thirds of a line; only its parts are kept then. By eye, on the corpus.
_KEPT_SHARES = (
    (_NUMBER, 1.0),
    (_DAY, 1.0),
    (_ONE_PROVISION, 1.0),
    (_PROVISIONS, 0.5),
    (_CITATION, 0.5),
    *((number, 0.67) for number in _DOCUMENT_NUMBERS),
)


def break_lines(text: str, width: int, first: int | None = None) -> list[str]:
    """`text`, one paragraph, as lines of at most `width` columns; 0 leaves it on one line.

    `first` is the room in the first line where an indent takes some of it; None means `width`. A
    line is wider only where one character is. White space at a break goes; other text stays.
    """
    if not width or measure(text) <= (width if first is None else first):
        return [text.rstrip(_BLANK)] if text.strip() else []
    return _Breaker(text, width).lines(width if first is None else first)


class _Breaker:
    def __init__(self, text: str, width: int) -> None:
        clusters = split_clusters(text)
        self._width = width
        self._clusters = [cluster for cluster, _ in clusters]
        self._edges = [0, *accumulate(columns for _, columns in clusters)]
        self._ranks = _rank_boundaries(text, self._clusters, width)

    def lines(self, first: int) -> list[str]:
        spans: list[tuple[int, int]] = []
        start, room = self._skip_spaces(0), first
        while start < len(self._clusters):
            end = self._find_break(start, max(room, 1))
            spans.append((start, end))
            start, room = self._skip_spaces(end), self._width
        return ["".join(self._clusters[start:end]).rstrip(_BLANK) for start, end in self._fill_last(spans)]

    def _fill_last(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """`spans` with one character more in the last line where only one stood there (clreq: 孤字成行)."""
        if self._width < _WIDE_ENOUGH or len(spans) < 2:
            return spans
        (before, _), (start, end) = spans[-2:]
        alone = sum(cluster[0] not in NO_START for cluster in self._clusters[start:end]) <= 1
        if self._edges[end] - self._edges[start] > _ORPHAN and not alone:
            return spans
        for cut in range(start - 1, max(before, start - 4), -1):
            if self._ranks[cut] == Rank.FREE:
                return [*spans[:-2], (before, cut), (cut, end)]
        return spans

    def _skip_spaces(self, start: int) -> int:
        while start < len(self._clusters) and self._clusters[start] in _SPACES:
            start += 1
        return start

    def _find_break(self, start: int, room: int) -> int:
        """The cluster at which the line after `start` begins."""
        limit = self._edges[start] + room
        best, best_rank = 0, len(Rank)
        end = start + 1
        while end <= len(self._clusters):
            if self._edges[end] > limit and self._clusters[end - 1] not in _SPACES:
                break
            if end == len(self._clusters):
                return end
            if self._ranks[end] <= best_rank:
                best, best_rank = end, self._ranks[end]
            end += 1
        if best:
            return best
        # Not even one character fits: it stands alone, unless the first line's indent is to blame.
        return start if room < self._width else start + 1


def _rank_boundaries(text: str, clusters: list[str], width: int) -> list[int]:
    """The rank of the boundary before every cluster; the first has none and counts as NEVER."""
    ranks = [int(Rank.NEVER)]
    run = 0
    open_quote = False
    before_space = ""
    for before, after in pairwise(clusters):
        run = run + 1 if before[0] == after[0] else 0
        if before == '"':
            open_quote = not open_quote
        if before not in _SPACES:
            before_space = before
        ranks.append(int(_rank(before, after, run, before_space, open_quote=open_quote)))
    _keep_units(text, clusters, ranks, width)
    return ranks


def _rank(before: str, after: str, run: int, before_space: str, *, open_quote: bool) -> Rank:
    if before[0] == after[0] and before[0] in "—…":
        return Rank.NEVER if run % 2 else Rank.FORBIDDEN
    if after in _SPACES:
        # The line breaks after the spaces, which then go.
        return Rank.FORBIDDEN
    if before[0] in _GLUE or after[0] in _GLUE:
        return Rank.FORBIDDEN
    forbidden = after[0] in NO_START or before_space[:1] in NO_END
    if before == '"' or after == '"':
        # After an opening one, and before a closing one, the quotation is open.
        forbidden = forbidden or open_quote
    word = _in_word(before) and _in_word(after)
    if before in _SPACES:
        return Rank.FORBIDDEN if forbidden else Rank.FREE
    if word:
        return Rank.SEAM if before in _SEAMS and before not in NO_END and after.isalnum() else Rank.WORD
    return Rank.FORBIDDEN if forbidden else Rank.FREE


def _in_word(cluster: str) -> bool:
    """Whether `cluster` belongs to a word of a script that puts spaces between words."""
    char = cluster[0]
    if char.isascii():
        return char > " "
    return (char.isalpha() and ord(char) < _FIRST_EAST_ASIAN) or char in "’‐–−×÷"


def _keep_units(text: str, clusters: list[str], ranks: list[int], width: int) -> None:
    """Raise the rank of boundaries inside numbers, citations and document numbers that fit."""
    starts = [0, *accumulate(map(len, clusters))]
    place = {offset: index for index, offset in enumerate(starts)}
    for pattern, share in _KEPT_SHARES:
        for found in pattern.finditer(text):
            if measure(found.group()) > width * share:
                continue
            for offset in range(found.start() + 1, found.end()):
                index = place.get(offset)
                if index is not None and ranks[index] == Rank.FREE:
                    ranks[index] = int(Rank.KEPT)
