"""A chronicle with one date out of its place."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from docpipe.model import Article, Block, Paragraph, Section, Verse, child_blocks
from docpipe.proof.calendar import Day, find_days
from docpipe.proof.passages import Finding, Passage, block_passages
from docpipe.walk import heading_text

# Only what says that it follows the years is held to them: essays and bulletins tell in any order.
_CHRONICLE = re.compile("大事记|历程|年表|沿革|时间[线轴]|里程碑|纪事|编年|日程|进度|简历|履历|年谱")
_FEWEST = 4
"""Entries that show an order."""
_Key = tuple[int, int, int]


def check_chronology(article: Article) -> Iterator[Finding]:
    """`dates-out-of-order` for the one entry of a chronicle without which it is in order."""
    announced = bool(_CHRONICLE.search(article.meta.title or ""))
    yield from _check_blocks(article.body, announced=announced)


def _check_blocks(blocks: Iterable[Block], *, announced: bool) -> Iterator[Finding]:
    entries: list[tuple[Passage, Day]] = []
    for block in blocks:
        if isinstance(block, Paragraph | Verse):
            entries += _entries(block)
        elif isinstance(block, Section):
            title = heading_text(block.marker, block.title)
            below = announced or bool(_CHRONICLE.search(title))
            yield from _check_blocks(child_blocks(block), announced=below)
    if announced and len(entries) >= _FEWEST:
        yield from _check_entries(entries)


def _entries(block: Block) -> Iterator[tuple[Passage, Day]]:
    """The lines of `block` that begin with a date, each with it."""
    for passage in block_passages((block,)):
        first = next(iter(find_days(passage.folded)), None)
        if first is not None and first.year and not passage.folded[: first.start].strip(" ·▲●◆"):
            yield passage, first


def _check_entries(entries: list[tuple[Passage, Day]]) -> Iterator[Finding]:
    ascending = _is_ordered([_start(day) for _, day in entries])
    descending = _is_ordered([_start(day) for _, day in reversed(entries)])
    if ascending or descending:
        return
    for at, (passage, day) in enumerate(entries):
        rest = [_start(other) for _, other in (*entries[:at], *entries[at + 1 :])]
        before = at > 0 and _start(day) < _start(entries[at - 1][1])
        if _is_ordered(rest) and (before or _stands_alone(entries, at)):
            values = {"dates": passage.text[day.start : day.end]}
            yield passage.find("dates-out-of-order", day.start, day.end, values)
            return


def _stands_alone(entries: list[tuple[Passage, Day]], at: int) -> bool:
    """Whether the entry lies after the two that follow it, so that it and not the next one is out of place."""
    following = entries[at + 1 : at + 3]
    return len(following) == 2 and all(_start(day) < _start(entries[at][1]) for _, day in following)


def _is_ordered(keys: list[_Key]) -> bool:
    return all(first <= second for first, second in pairwise(keys))


def _start(day: Day) -> _Key:
    return day.year or 0, day.month or 0, day.day or 0
