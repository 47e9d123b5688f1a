"""Widths in East Asian columns: what a character takes in a plain editor with a Chinese font.

Wide, full-width and ambiguous characters (UAX #11: “ ” — … · ① and the like) take two columns,
combining marks and characters of no width none, an emoji two however many characters it has.
"""

import unicodedata
from functools import cache

_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})
_JOINER = "\u200d"
_EMOJI_LOOK = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
# Python's table may be older than a character, and calls what it does not know full-width.
_WIDE_BLOCKS = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x1AFF0, 0x1B300),
    range(0x1F300, 0x1FB00),
    range(0x20000, 0x40000),
)


@cache
def measure_character(char: str) -> int:
    """Columns of one character that stands alone: 0, 1 or 2."""
    category = unicodedata.category(char)
    if category in _ZERO_WIDTH:
        return 0
    if category == "Cn":
        return 2 if any(ord(char) in block for block in _WIDE_BLOCKS) else 1
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def measure(text: str) -> int:
    """Columns of `text`, one line without line breaks."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(width for _, width in split_clusters(text))


def split_clusters(text: str) -> list[tuple[str, int]]:
    """`text` in pieces that no line break may part (a base with its marks, an emoji), each with its columns."""
    clusters: list[tuple[str, int]] = []
    joined = False
    for char in text:
        width = measure_character(char)
        if clusters and (joined or _extends(clusters[-1][0], char, width)):
            base, before = clusters[-1]
            emoji = char == _EMOJI_LOOK or joined or ord(char) in _FLAG_LETTERS
            clusters[-1] = base + char, 2 if emoji and before else before
        else:
            clusters.append((char, width))
        joined = char == _JOINER and clusters[-1][1] == 2
    return clusters


def _extends(cluster: str, char: str, width: int) -> bool:
    """Whether `char` belongs to `cluster`, which stands before it."""
    if width == 0:
        # A zero width space is a place to break, not a part of what stands before.
        return char != "\u200b"
    code = ord(char)
    if code in _SKIN_TONES:
        return measure_character(cluster[0]) == 2 and ord(cluster[0]) > 0x2600
    return code in _FLAG_LETTERS and len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS
