"""Numbering that skips, repeats, restarts or mixes its marks."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from docpipe.model import (
    Article,
    Block,
    Case,
    Marker,
    Paragraph,
    Position,
    Rule,
    Section,
    child_blocks,
)
from docpipe.proof.passages import Finding, Passage
from docpipe.structure.fold import fold
from docpipe.structure.markers import parse_marker, parse_provision
from docpipe.walk import heading_text, plain_text

# What counts the items of a text. A bullet counts none.
_COUNTED = frozenset(
    {"chinese", "chinese-bracketed", "decimal", "decimal-bracketed", "circled", "run-in", "label", "ordinal"}
)
# An ordinal may be the number of a provision that is quoted (第一百二十五条). A document of so many, from
# the first on, counts its own.
_FEWEST_ORDINALS = 3
# A first number above this is no count that lost its beginning but something else: 12345 拨打.
_HIGHEST_FIRST = 30


class _Numbered(NamedTuple):
    marker: Marker
    passage: Passage
    parent: int


def check_numbering(article: Article) -> Iterator[Finding]:
    """`numbering-gap`, `numbering-repeat` and `numbering-mixed`, scheme by scheme.

    A series may go on from one section into the next, and may begin anew in each.
    """
    series: dict[str, list[_Numbered]] = {}
    every = list(_collect(article.body, [0], 0))
    preceding = {id(numbered): before for before, numbered in pairwise(every)}
    for numbered in every:
        series.setdefault(_kind(numbered.marker), []).append(numbered)
    for members in series.values():
        if members[0].marker.scheme == "ordinal" and not _is_own(members):
            continue
        yield from _check_series(members, preceding)


def _is_own(members: list[_Numbered]) -> bool:
    """Whether ordinals are the article's own, and not the numbers of provisions that it quotes."""
    return len(members) >= _FEWEST_ORDINALS and members[0].marker.value == 1


def _kind(marker: Marker) -> str:
    noun = "".join(
        char for char in fold(marker.text) if char.isalpha() and not parse_marker(char + "、", char + "、")
    )
    return marker.scheme + (noun if marker.scheme in ("label", "ordinal") else "")


def _collect(blocks: Iterable[Block], counter: list[int], parent: int) -> Iterator[_Numbered]:
    for block in blocks:
        marker = _marker_of(block)
        if marker is not None and marker.scheme in _COUNTED and marker.value:
            yield _Numbered(marker, _passage_of(block), parent)
        counter[0] += 1
        # Numbered paragraphs below one another count together, whether they are rules or not.
        inside = counter[0] if isinstance(block, Section | Case | Rule) and block.level else parent
        if not (isinstance(block, Rule | Case) and not block.level):
            yield from _collect(child_blocks(block), counter, inside)


def _marker_of(block: Block) -> Marker | None:
    match block:
        case Section() | Case() | Rule():
            return block.marker
        case Paragraph() if block.role == "body":
            text = plain_text(block.inlines)
            split = parse_marker(text, fold(text)) or parse_provision(text, fold(text))
            return split.marker if split and split.title_start < len(text) else None
    return None


def _passage_of(block: Block) -> Passage:
    match block:
        case Section() | Case() | Rule() if block.level:
            text = heading_text(block.marker, block.title)
        case Paragraph():
            text = plain_text(block.inlines)
        case _:
            first = next((child for child in child_blocks(block) if isinstance(child, Paragraph)), None)
            text = plain_text(first.inlines) if first else ""
    heading = isinstance(block, Section | Case | Rule) and block.level > 0
    position = getattr(block, "position", Position())
    return Passage(text, fold(text), position, heading)


def _check_series(members: list[_Numbered], preceding: dict[int, _Numbered]) -> Iterator[Finding]:
    """The members of one scheme; `preceding` has the numbered block before each, of whatever scheme."""
    run: list[_Numbered] = []
    for numbered in members:
        value = numbered.marker.value or 0
        before = run[-1] if run else None
        last = before.marker.value or 0 if before else 0
        same_parent = before is not None and before.parent == numbered.parent
        if value == last + 1 and same_parent:
            run.append(numbered)
            continue
        other = preceding.get(id(numbered))
        if value > 1 and other is not None and _leads_to(other, numbered):
            yield _found("numbering-mixed", numbered, other.marker.text)
        elif before is None or (value == 1 and not same_parent):
            if value != 1 and value <= _HIGHEST_FIRST and _has_successor(members, numbered):
                yield _found("numbering-gap", numbered, "1")
        elif value > last + 1 and (same_parent or value <= last + 3):
            yield _found("numbering-gap", numbered, str(last + 1))
        elif value <= last and same_parent:
            yield _found("numbering-repeat", numbered, str(last + 1))
        yield from _check_marks(run)
        run = [numbered]
    yield from _check_marks(run)


def _leads_to(other: _Numbered, numbered: _Numbered) -> bool:
    """Whether a series goes on in another scheme: (1), then 2)."""
    counts_on = (other.marker.value or 0) + 1 == numbered.marker.value
    return counts_on and other.parent == numbered.parent and other.marker.scheme != numbered.marker.scheme


def _check_marks(run: list[_Numbered]) -> Iterator[Finding]:
    """What stands after the numbers of one run: the usual mark, or the first where two are as usual."""
    marks = [_mark(numbered.marker) for numbered in run]
    usual = max(dict.fromkeys(marks), key=marks.count, default="")
    like = next((numbered for numbered, mark in zip(run, marks, strict=True) if mark == usual), None)
    for at, mark in enumerate(marks):
        if like is not None and mark != usual and (at == 0 or marks[at - 1] != mark):
            yield _found("numbering-mixed", run[at], like.marker.text)


def _has_successor(members: list[_Numbered], numbered: _Numbered) -> bool:
    value = (numbered.marker.value or 0) + 1
    return any(other.marker.value == value and other.parent == numbered.parent for other in members)


def _mark(marker: Marker) -> str:
    """What stands after the number: 、 or . or nothing."""
    last = fold(marker.text)[-1]
    return last if last in "、.:,)" else ""


def _found(code: str, numbered: _Numbered, expected: str) -> Finding:
    written = numbered.marker.text
    return numbered.passage.find(code, 0, len(written), {"expected": expected, "written": written})
