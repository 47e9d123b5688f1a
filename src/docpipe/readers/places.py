"""Where the k-th visible character of a page stands in its source.

Parsers forget columns, and an export has its whole body on one line. But they keep the order of
the visible characters, so counting those is enough to find each one again.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator

from docpipe.model import Position

# Elements whose content is no text of the page.
_SILENT = ("script", "style", "noscript", "noframes", "textarea", "iframe", "template", "title")


class Places:
    """The places of the visible characters of `text` from `start` to `end`, in characters of `text`."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self._text = text
        self._line_starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self._counts: list[int] = []
        self._offsets: list[int] = []
        self._ends: list[int] = []
        self._total = 0
        self._collect(start, len(text) if end is None else end)

    def _collect(self, start: int, end: int) -> None:
        cursor = start
        for tag_start, tag_end in _tags(self._text, start, end):
            self._note(cursor, tag_start)
            cursor = tag_end
        self._note(cursor, end)

    def _note(self, start: int, end: int) -> None:
        visible = visible_count(html.unescape(self._text[start:end]))
        if visible:
            self._counts.append(self._total)
            self._offsets.append(start)
            self._ends.append(end)
            self._total += visible

    def position(self, count: int) -> Position:
        """The position of the visible character that `count` visible ones precede."""
        if not self._counts:
            return self.at(0)
        run = max(bisect_right(self._counts, count) - 1, 0)
        left = count - self._counts[run]
        offset = self._offsets[run]
        for offset in range(self._offsets[run], self._ends[run]):
            if not self._text[offset].isspace():
                if not left:
                    break
                left -= 1
        return self.at(offset)

    def at(self, offset: int) -> Position:
        """The position of the character at `offset` of the text."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)


def visible_count(text: str) -> int:
    """The number of characters of `text` that are no white space."""
    return sum(map(len, text.split()))


def _tags(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    # By hand, because each search must start where the last one ended: a page of nothing but
    # "<!--" would keep a pattern busy for minutes.
    cursor = start
    while (opening := text.find("<", cursor, end)) >= 0:
        closer = _closer(text, opening)
        if closer is None:
            cursor = opening + 1
            continue
        closing = text.find(closer, opening + 1, end)
        cursor = end if closing < 0 else text.find(">", closing, end) + 1 or end
        yield opening, cursor


def _closer(text: str, opening: int) -> str | None:
    following = text[opening + 1 : opening + 10].lower()
    if following.startswith("!--"):
        return "--"
    for silent in _SILENT:
        if following.startswith(silent) and not following[len(silent) :].isalnum():
            return f"</{silent}"
    return ">" if following[:1].isalpha() or following[:1] in ("/", "!", "?") else None
