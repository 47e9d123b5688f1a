"""Where a fault stands in the source: the markup inside a passage is counted too.

A passage knows the place of its first character and nothing of the tags in it. Its visible
characters stand in the source in the same order, so walking both side by side finds the rest.
"""

import html
import re
from bisect import bisect_right

from docpipe.model import NOWHERE, Position
from docpipe.proof.passages import Finding, Passage

_UNSEEN = re.compile(r"(?:<!--.*?-->|<[!/?a-zA-Z][^<>]*>|&nbsp;|[\s\u200b\ufeff])+", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_LINE_END = re.compile(r"\r\n|\r|\n")
# A reader may drop a few characters that cannot be printed.
_SLACK = 16


class Locator:
    """The places of faults in the source `text`. Faults are asked for in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self._reached: tuple[Passage | None, int, int] = (None, 0, 0)

    def locate(self, finding: Finding) -> Position:
        """Where the first character of `finding` stands; NOWHERE where its passage has no place."""
        passage = finding.passage
        known, index, offset = self._reached
        if known != passage or known.position.line != passage.position.line or index > finding.start:
            index, start = 0, self._start(passage)
            if start is None:
                return NOWHERE
            offset = start
        offset = self._advance(offset, passage.text[index : finding.start])
        self._reached = passage, finding.start, offset
        return self._position(offset)

    def _start(self, passage: Passage) -> int | None:
        line, column = passage.position.line, passage.position.column
        if not 0 < line <= len(self._line_starts):
            # The title of an article has no place of its own.
            found = self._text.find(passage.text)
            return found if found >= 0 else None
        return self._line_starts[line - 1] + column - 1

    def _advance(self, offset: int, passed: str) -> int:
        """The offset of what follows the characters `passed`, which begin at `offset`."""
        for char in passed:
            if char.isspace():
                continue
            offset = self._skip(offset)
            entity = _ENTITY.match(self._text, offset)
            if entity is not None and html.unescape(entity[0]) == char:
                offset = entity.end()
                continue
            found = self._text.find(char, offset, offset + _SLACK)
            offset = found + 1 if found >= 0 else offset
        return self._skip(offset)

    def _skip(self, offset: int) -> int:
        unseen = _UNSEEN.match(self._text, offset)
        return unseen.end() if unseen else offset

    def _position(self, offset: int) -> Position:
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)
