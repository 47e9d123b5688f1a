"""One form for what is written in two: full width as half width, Traditional characters as Simplified ones.

Exports come folded to half width or not at all. The fold keeps every index: one character stays
one character, so a span found in folded text is a span of the text.
"""

import re

from docpipe.structure.simplified import simplify

_TABLE = {0x3000: " ", 0xA0: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
# Looking is much cheaper than translating.
_WIDE = re.compile("[\u3000\xa0\uff01-\uff5e]")

SENTENCE_END = frozenset("。!?;…")
"""Marks that end a sentence or a clause, folded."""
INNER_MARKS = frozenset(",。;:!?、")
"""Marks that stand inside a sentence, folded."""


def fold(text: str) -> str:
    """`text` of the same length, with full-width ASCII and spaces made half-width and Traditional made Simplified."""
    return simplify(text.translate(_TABLE) if _WIDE.search(text) else text)
