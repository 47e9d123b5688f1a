"""Centred lines of a length that pleases: a long title breaks at a clause, not before its last word."""

import re
import unicodedata
from itertools import combinations, pairwise

from docpipe.themes.schema import Page

# 、 parts words that belong together: no line ends there by choice.
_CLAUSE = re.compile(r"[^，。；：！？—…\s]+[，。；：！？—…”’）》】\s]*|.+?", re.DOTALL)
# Words with which a phrase of a title begins, and such with which one ends; 的通知 stays whole. By hand,
# from the titles of notices.
_OPENING = (
    "关于|开展|做好|加强|进一步|推进|推动|落实|贯彻|组织|召开|印发|转发|举办|实施|建立|健全|完善|规范|深化|强化|严肃|"
    "深入|全面|认真|扎实|严禁|防范|学习|宣传|表彰|调整|成立|征求|申报|报送|整治|查处|警惕|切莫|如何|怎样|为什么|致|给|《|“"
)
_ENDING = (
    "和|与|及|暨|》|”|——|的(?!.{0,3}$)|年度|委员会|办公室|人民政府|工作人员|干部|公司|学校|单位|机关(?!工作)|"
    "工作(?!人员|会议|的|$)"
)
_PHRASE_EDGE = re.compile(rf"(?P<opening>(?:{_OPENING})+)|(?:{_ENDING})(?=.)")
_NARROW = 0.56
"""Em of a digit in Noto Sans CJK; Latin letters are about as wide on average."""
_TIGHTEST = 1.08
"""A display line that is too long by no more than this is set a little smaller: see `fit_size`."""
_MARGIN = 0.98
"""What `measure_ems` may be wrong by."""
_MAX_CLAUSES = 12
"""Groupings grow with the power of the clauses; a centred paragraph of more is no display line."""
_SHORTEST = 0.4
"""Of the longest line: a shorter line beside it looks left over. By eye, on the corpus's titles."""
_SHORTEST_PHRASE = 0.25
"""The same where lines break between phrases: the office on the first line, what it writes on the second."""


def measure_text_width(page: Page) -> float:
    """The width of the text on `page` in points, at least ten."""
    return max((page.width - page.inner - page.outer) / 25.4 * 72, 10)


def measure_text_height(page: Page) -> float:
    """The height of the text on `page` in points, at least ten."""
    return max((page.height - page.top - page.bottom) / 25.4 * 72, 10)


def measure_ems(text: str) -> float:
    """The width of `text` in em, about: wide and ambiguous characters one, others what digits take."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else _NARROW for char in text)


def shorten(text: str, width: float) -> str:
    """`text`, or as much of it as leaves room for an ellipsis within `width` em."""
    if measure_ems(text) <= width:
        return text
    end = len(text)
    while end and measure_ems(text[:end]) > width - 1:
        end -= 1
    return text[:end] + "…"


def split_display_lines(text: str, capacity: float) -> tuple[str, ...]:
    """`text` as centred lines of about `capacity` em, broken after clauses, as few and as even as can be.

    Where its clauses give no good lines, it is broken where a phrase begins. One line where it fits
    in one, and where no phrase is known either: then `even_width` helps.
    """
    if measure_ems(text) <= capacity:
        return (text,)
    for parts, shortest in (
        (_CLAUSE.findall(text), _SHORTEST),
        (_split_phrases(text, within_titles=False), _SHORTEST_PHRASE),
        (_split_phrases(text, within_titles=True), _SHORTEST_PHRASE),
    ):
        for count in range(2, min(len(parts), 4) + 1 if len(parts) <= _MAX_CLAUSES else 0):
            if lines := _best_grouping(parts, count, capacity * _TIGHTEST, shortest):
                return lines
    return (text,)


def _split_phrases(text: str, *, within_titles: bool) -> list[str]:
    """`text` in phrases; a title that it names, in 《》, is one of them unless `within_titles`."""
    edges = [0]
    for found in _PHRASE_EDGE.finditer(text):
        edge = found.start() if found["opening"] else found.end()
        named = text.count("《", 0, edge) > text.count("》", 0, edge)
        if edges[-1] < edge < len(text) and (within_titles or not named):
            edges.append(edge)
    return [text[start:end] for start, end in pairwise([*edges, len(text)])]


def _best_grouping(clauses: list[str], count: int, capacity: float, shortest: float) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    longest_of_best = capacity
    for cuts in combinations(range(1, len(clauses)), count - 1):
        edges = (0, *cuts, len(clauses))
        lines = tuple("".join(clauses[start:end]) for start, end in pairwise(edges))
        widths = [measure_ems(line) for line in lines]
        even = min(widths) >= shortest * max(widths) and not _has_waist(widths)
        if max(widths) <= longest_of_best and even:
            best, longest_of_best = lines, max(widths)
    return best


def _has_waist(widths: list[float]) -> bool:
    """Whether a line is shorter than both its neighbours: a title is a trapezium or a rhombus (GB/T 9704, 7.3.1)."""
    return any(
        above > middle < below for above, middle, below in zip(widths, widths[1:], widths[2:], strict=False)
    )


def fit_size(lines: tuple[str, ...], capacity: float) -> float:
    """The factor, at most 1, by which type shrinks for the longest of `lines` to fit in `capacity` em."""
    longest = max(map(measure_ems, lines))
    return 1.0 if longest <= capacity else capacity / longest * _MARGIN


def even_width(text: str, capacity: float) -> float | None:
    """The width in em at which `text` breaks into lines of one length; None where it fits in one line."""
    width = measure_ems(text)
    if width <= capacity or capacity <= 0:
        return None
    lines = -(-width // capacity)
    # A mark that may not begin a line takes its neighbour along: a little more than the mean.
    return min(width / lines + 1.5, capacity)
