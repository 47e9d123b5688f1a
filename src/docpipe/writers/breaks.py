"""Where a line of Chinese may break although the Unicode rules, or Pango's reading of them, refuse it.

UAX #14 knows the curly quotes “ ” ‘ ’ only as class QU, which breaks on neither side, because it
cannot tell which of them opens. Between Chinese characters it is plain: “ opens, ” closes. The
other way round, Pango would start a line with a lone ～ or ·, which clreq forbids (basic level).
"""

import re

ZERO_WIDTH_SPACE = "\u200b"
WORD_JOINER = "\u2060"

HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u30ff\u3100-\u312f"
    r"\u31a0-\u31bf\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    r"\U00020000-\U0003ffff"
)
_OPENING = r"（〔［｛《〈「『【〖“‘\(\["
_CLOSING = r"，。、；：？！）〕］｝》〉」』】〗…—％"
# What may stand at the end of a line before an opening quote, and at the start of one after a closing quote.
_BEFORE_OPENING = rf"[{HAN}{_CLOSING}”’]"
_AFTER_CLOSING = rf"[{HAN}（〔［｛《〈「『【〖“‘]"

_MAY_BREAK = re.compile(rf"(?<={_BEFORE_OPENING})(?=[“‘])|(?<=[”’])(?={_AFTER_CLOSING})")
# A number and its unit are one word: 14|个, 20|点, 326|号.
_UNITS = "年月日号时点分秒元万亿个次人名条款项章节起件页岁周天层级米吨克"
_MUST_NOT_BREAK = re.compile(rf"(?<=[{HAN}”’》）])(?=[·～‧•][^{_OPENING}\s])|(?<=[0-9])(?=[{_UNITS}])")


def build_break_hints(line: str) -> dict[int, str]:
    """Offsets in `line` (0 to its length) and the invisible character to set there.

    A zero width space allows a break beside a quotation mark, a word joiner forbids one before
    a mark between two characters. Nothing else of `line` changes.
    """
    hints = {found.start(): ZERO_WIDTH_SPACE for found in _MAY_BREAK.finditer(line)}
    # An apostrophe in a Latin word is no closing quote.
    for found in re.finditer(r"(?<=[A-Za-z])’(?=[A-Za-z])", line):
        hints.pop(found.start(), None)
    hints |= {found.start(): WORD_JOINER for found in _MUST_NOT_BREAK.finditer(line)}
    return hints


def strip_break_hints(line: str) -> str:
    """`line` without the characters that `build_break_hints` sets."""
    return line.replace(ZERO_WIDTH_SPACE, "").replace(WORD_JOINER, "")
