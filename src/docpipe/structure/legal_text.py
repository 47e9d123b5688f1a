"""A line in the form in which law is read: half-width, Simplified, without white space."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from docpipe.structure.fold import fold
from docpipe.structure.simplified import simplify

# White space, and the signs of no width that exports leave between characters.
_BLANK = re.compile("[\0\\s\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
# Each pair is matched by itself, so that a lost bracket of one kind spoils no other.
_BRACKETS = tuple(
    (pair[0], re.compile(f"[{re.escape(pair)}]")) for pair in ("《》", "〈〉", "()", "[]", "【】")
)
# A title in signs of arithmetic: <<条例>>.
_DOUBLED = re.compile("<<(?=[^<>]{1,100}>>)|(?<=[^<>])>>")
# Without one of these signs a line names no document and cites nothing.
_WORTH_READING = re.compile("[《〈条條款項项章称稱]")
_QUOTES = str.maketrans("「」『』〔〕", "“”“”()")
# Looking is much cheaper than translating.
_QUOTED = re.compile("[「」『』〔〕]")
_WIDE = re.compile("[\u3000\xa0\uff01-\uff5e]")


class LegalText(NamedTuple):
    """`text` with the index in the line of each of its characters, and its pairs of brackets.

    `closing` has the index of the closing bracket for that of each opening one that has a
    partner, `opening` the way back.
    """

    text: str
    places: Sequence[int]
    opening: dict[int, int]
    closing: dict[int, int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the line of the characters from `start` to before `end`; the span is not empty."""
        return self.places[start], self.places[end - 1] + 1


def read_legal_text(line: str, start: int = 0) -> LegalText:
    """The reading form of `line`, which stands at `start` in what the places count in."""
    plain = simplify(fold(line) if _WIDE.search(line) else line)
    if _QUOTED.search(plain):
        plain = plain.translate(_QUOTES)
    places: Sequence[int] = range(start, start + len(plain))
    if "<<" in plain:
        # Each mark loses one of its two signs, and the line is read as if it held what they stand for.
        plain = _DOUBLED.sub(lambda found: "《\0" if found[0] == "<<" else "\0》", plain)
    if _BLANK.search(plain):
        kept = [at for at, sign in enumerate(plain) if not _BLANK.match(sign)]
        plain, places = "".join([plain[at] for at in kept]), [start + at for at in kept]
    closing = _pair(plain)
    return LegalText(plain, places, {end: first for first, end in closing.items()}, closing)


def read_parts(line: str) -> list[LegalText]:
    """The reading forms of those parts of `line`, between line breaks, that may name or cite law."""
    parts, at = [], 0
    for part in line.split("\n"):
        if _WORTH_READING.search(part):
            parts.append(read_legal_text(part, at))
        at += len(part) + 1
    return parts


def _pair(text: str) -> dict[int, int]:
    """The index of the closing bracket for that of each opening one; what has no partner is left out."""
    pairs: dict[int, int] = {}
    for opening, either in _BRACKETS:
        if opening not in text:
            continue
        opened: list[int] = []
        for found in either.finditer(text):
            if found[0] == opening:
                opened.append(found.start())
            elif opened:
                pairs[opened.pop()] = found.start()
    return pairs
