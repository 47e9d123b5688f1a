"""Centred lines of a length that pleases: a long title breaks at a clause, not before its last word."""

import re
import unicodedata
from itertools import combinations, pairwise

from docpipe.themes.schema import Page

# 、 parts words that belong together: no line ends there by choice.
_CLAUSE = re.compile(r"[^，。；：！？—…\s]+[，。；：！？—…”’）》】\s]*|.+?", re.DOTALL)
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


def measure_text_width(page: Page) -> float:
    """The width of the text on `page` in points, at least ten."""
    return max((page.width - page.inner - page.outer) / 25.4 * 72, 10)


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

    One line where it fits in one, and where its clauses give no good lines: then `even_width` helps.
    """
    if measure_ems(text) <= capacity:
        return (text,)
    clauses = _CLAUSE.findall(text)
    if len(clauses) > _MAX_CLAUSES:
        return (text,)
    for count in range(2, min(len(clauses), 4) + 1):
        if lines := _best_grouping(clauses, count, capacity * _TIGHTEST):
            return lines
    return (text,)


def _best_grouping(clauses: list[str], count: int, capacity: float) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    longest_of_best = capacity
    for cuts in combinations(range(1, len(clauses)), count - 1):
        edges = (0, *cuts, len(clauses))
        lines = tuple("".join(clauses[start:end]) for start, end in pairwise(edges))
        widths = [measure_ems(line) for line in lines]
        if max(widths) <= longest_of_best and min(widths) >= _SHORTEST * max(widths):
            best, longest_of_best = lines, max(widths)
    return best


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
