"""Brackets and straight quotes, restored in pairs: found by nesting over the whole line.

The rules are `(4)`, `(5)`, `(7)` and `(10)` of the punctuation transform. A pair is Chinese where
it holds Chinese or stands next to it; white space, stops and quotes do not keep it from its
neighbour, the bracket around it does.
"""

import re
from itertools import accumulate
from typing import NamedTuple

from docpipe.transforms.script import ENUMERATOR, HAN, is_space
from docpipe.transforms.shields import Shields

_HAN = re.compile(rf"[{HAN}]")
_CANDIDATE = re.compile(r"[()\"'\[]")
_MARK = re.compile(r"[()（）\"'“”‘’]")
_OPENERS = {"(": "(", "（": "(", "“": "“", "‘": "‘"}
_CLOSERS = {")": "(", "）": "(", "”": "“", "’": "‘"}
_QUOTES = {'"': ("“", "”"), "'": ("‘", "’")}
_FULL_WIDTH = {**_QUOTES, "“": ("“", "”"), "‘": ("‘", "’")}
_SKIPPED = frozenset(",;:?!，；：？！、\"'“”‘’()（）")

# 机关代字〔年份〕序号 (GB/T 9704-2012, 7.2.5). 3号楼 is a house.
_DOCUMENT_NUMBER = re.compile(
    rf"(?<=[{HAN})）])([(\[])(?:19|20)\d\d([)\]])(?=\s?第?\s?\d{{1,5}}\s?号(?![楼院线门厅室馆店机]))"
)
_ENUMERATION_START = "。；;，,：:、！!？?"
_ENUMERATOR = re.compile(ENUMERATOR)
_HALF_ENUMERATOR = re.compile(rf"(?:^|(?<=[{_ENUMERATION_START}\s]))(?:{ENUMERATOR})(\))(?=\s?[{HAN}“《（(])")
_AREA_CODE = re.compile(r"\(0\d{2,3}\)[- ]?\d{7,8}")
_BLANK_WIDTH = 20
_FILE_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}(?![A-Za-z0-9])")
_FACE = re.compile(r"[\^_<>▽△ω∇￣‿•TtOoUuxX*;:.'`´~=\-+@/\\ ]{2,12}")
_FACE_SIGNS = frozenset("_^<>▽△ω∇￣‿•")


class Pair(NamedTuple):
    """Two marks that belong together, and the number of the pair around them."""

    start: int
    end: int
    around: int | None


class Pairing(NamedTuple):
    """The pairs of a line in the order of their first marks, and the brackets that have no partner."""

    pairs: tuple[Pair, ...]
    alone: frozenset[int]


def restore_pairs(line: str, shields: Shields) -> dict[int, str]:
    """Offsets of half-width brackets and quotes in `line`, and the mark that belongs there."""
    if not _CANDIDATE.search(line):
        return {}
    edits = {
        found.start(group): mark
        for found in _DOCUMENT_NUMBER.finditer(line)
        for group, mark in ((1, "〔"), (2, "〕"))
        if found.start(group) not in shields.opaque
    }
    pairing = find_pairs(line, shields)
    context = _Context(line, shields)
    chinese: list[bool] = []
    for pair in pairing.pairs:
        chinese.append(context.is_chinese(pair, pairing.pairs, chinese))
        if chinese[-1]:
            for offset, mark in zip((pair.start, pair.end), _full_width(line[pair.start]), strict=True):
                if line[offset] != mark:
                    edits.setdefault(offset, mark)
    for found in _HALF_ENUMERATOR.finditer(line):
        if found.start(1) in pairing.alone:
            edits[found.start(1)] = "）"
    return edits


def _full_width(mark: str) -> tuple[str, str]:
    return _FULL_WIDTH.get(mark, ("（", "）"))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def find_pairs(line: str, shields: Shields) -> Pairing:
    """The pairs of `line`: brackets by nesting, quotes by nesting and by what stands beside them."""
    marks = [found.start() for found in _MARK.finditer(line) if found.start() not in shields.opaque]
    pairs = _Stack(line, _without_faces(line, marks)).pair()
    paired = {offset for pair in pairs for offset in (pair.start, pair.end)}
    return Pairing(pairs, frozenset(mark for mark in marks if line[mark] in "()（）") - paired)


def _without_faces(line: str, marks: list[int]) -> list[int]:
    """`marks` without the bracket of :) and :( where there is one bracket too many of its kind."""
    spare = sum((line[mark] in ")）") - (line[mark] in "(（") for mark in marks)
    kept: list[int] = []
    for mark in marks:
        face = line[mark] in "()" and line[max(0, mark - 2) : mark].removesuffix("-")[-1:] in (":", ";")
        if face and line[mark] == ")" and spare > 0:
            spare -= 1
        elif face and line[mark] == "(" and spare < 0 and _ends_clause(line, mark + 1):
            spare += 1
        else:
            kept.append(mark)
    return kept


def _ends_clause(line: str, offset: int) -> bool:
    return offset >= len(line) or is_space(line[offset]) or line[offset] in "，。,.!！"


class _Stack:
    """The open marks on the way along a line."""

    def __init__(self, line: str, marks: list[int]) -> None:
        self._line = line
        self._marks = marks
        self._open: list[tuple[str, int, int]] = []  # kind, offset, number of the pair to be
        self._count = dict.fromkeys("(“‘\"'", 0)
        self._found: dict[int, Pair] = {}
        self._number = 0

    def pair(self) -> tuple[Pair, ...]:
        for offset in self._marks:
            char = self._line[offset]
            if self._is_apostrophe(offset):
                continue
            if char in _OPENERS:
                self._push(_OPENERS[char], offset)
            elif char in _CLOSERS:
                self._close(_CLOSERS[char], offset)
            else:
                self._quote(char, offset)
        order = sorted(self._found)
        renumbered = {number: index for index, number in enumerate(order)}
        return tuple(
            pair._replace(around=None if pair.around is None else renumbered.get(pair.around))
            for pair in (self._found[number] for number in order)
        )

    def _push(self, kind: str, offset: int) -> None:
        self._open.append((kind, offset, self._number))
        self._count[kind] += 1
        self._number += 1

    def _close(self, kind: str, offset: int) -> bool:
        if not self._count[kind]:
            return False
        while True:
            top, start, number = self._open.pop()
            self._count[top] -= 1
            if top == kind:
                around = self._open[-1][2] if self._open else None
                self._found[number] = Pair(start, offset, around)
                return True

    def _quote(self, kind: str, offset: int) -> None:
        before, after = self._line[offset - 1 : offset], self._line[offset + 1 : offset + 2]
        if before and not before.isspace() and before not in "(（《【“‘" and self._is_innermost(kind):
            self._close(kind, offset)
        elif (
            after
            and not after.isspace()
            and after not in ",;:?!)，。；：？！、）》】”’"
            and not before.isdigit()
        ):
            self._push(kind, offset)

    def _is_innermost(self, kind: str) -> bool:
        """Whether a straight quote of `kind` is open within the innermost bracket or typographic quote."""
        for top, _, _ in reversed(self._open[-3:]):
            if top == kind:
                return True
            if top not in _QUOTES:
                return False
        return False

    def _is_apostrophe(self, offset: int) -> bool:
        """Whether the mark is that of it's."""
        around = self._line[max(0, offset - 1) : offset + 2]
        inside = len(around) == 3 and around[1] in "'’"
        return inside and _is_latin(around[0]) and _is_latin(around[2])


class _Context:
    """What stands in and around the pairs of a line."""

    def __init__(self, line: str, shields: Shields) -> None:
        self._line = line
        self._shields = shields
        self._han_before = [0, *accumulate(1 if _HAN.match(char) else 0 for char in line)]
        self._left = self._nearest(range(len(line)), -1)
        self._right = self._nearest(range(len(line) - 1, -1, -1), len(line))
        codes = (offset for found in _AREA_CODE.finditer(line) for offset in range(*found.span()))
        self._codes = frozenset(codes)

    def _nearest(self, offsets: range, nothing: int) -> list[int]:
        """For every offset, the last one on the way before it that holds no mark and no space."""
        nearest = [nothing] * len(self._line)
        last = nothing
        for offset in offsets:
            nearest[offset] = last
            char = self._line[offset]
            if char not in _SKIPPED and not is_space(char):
                last = offset
        return nearest

    def is_chinese(self, pair: Pair, pairs: tuple[Pair, ...], chinese: list[bool]) -> bool:
        """Whether the marks of `pair` are to be full width; `chinese` has the answer for those before it."""
        shielded = self._shields.latin
        if pair.start in shielded or pair.end in shielded or pair.start in self._codes or self._is_code(pair):
            return False
        if self._line[pair.start] in "（“‘" or self._line[pair.end] == "）":
            return True
        if self._han_before[pair.end] > self._han_before[pair.start]:
            return True
        if self._is_blank(pair) or self._counts_items(pair):
            return True
        return self._has_chinese_neighbour(pair, pairs, chinese)

    def _has_chinese_neighbour(self, pair: Pair, pairs: tuple[Pair, ...], chinese: list[bool]) -> bool:
        left, right = self._left[pair.start], self._right[pair.end]
        if pair.around is None:
            return self._is_han(left) or self._is_han(right)
        outer = pairs[pair.around]
        left_inside, right_inside = left > outer.start, right < outer.end
        if not left_inside and not right_inside:
            return chinese[pair.around]
        return (left_inside and self._is_han(left)) or (right_inside and self._is_han(right))

    def _is_han(self, offset: int) -> bool:
        return 0 <= offset < len(self._line) and _HAN.match(self._line, offset) is not None

    def _is_blank(self, pair: Pair) -> bool:
        """Whether the brackets are there to be filled in; those of main() are not."""
        before = self._line[pair.start - 1 : pair.start]
        inside = self._line[pair.start + 1 : min(pair.end, pair.start + _BLANK_WIDTH)]
        return self._line[pair.start] == "(" and not inside.strip() and not _is_latin(before)

    def _counts_items(self, pair: Pair) -> bool:
        """(1) at the start of a line or a clause that is Chinese further on."""
        starts = pair.start == 0 or self._line[pair.start - 1] in _ENUMERATION_START
        inside = _ENUMERATOR.fullmatch(self._line, pair.start + 1, pair.end)
        return starts and self._line[pair.start] == "(" and inside is not None and pair.around is None

    def _is_code(self, pair: Pair) -> bool:
        """f(x), (^_^), and the copy number in 报告(1).docx."""
        line, start, end = self._line, pair.start, pair.end
        if line[start] != "(":
            return False
        if _FILE_ENDING.match(line, end + 1):
            return True
        inside = line[start + 1 : min(end, start + 14)]
        if _FACE.fullmatch(inside) and end - start <= 13 and not _FACE_SIGNS.isdisjoint(inside):
            return True
        before = line[max(0, start - 2) : start]
        single = _is_latin(before[-1:]) and not before[-1:].isdigit() and not _is_latin(before[:-1])
        return single and end - start <= 13 and inside.isascii() and not inside.isspace() and end > start + 1
