"""Which characters are Chinese, for the rules of punctuation."""

HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u30fa\u30fc-\u30ff"
    r"\u3100-\u312f\u31a0-\u31bf\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a"
    r"\uff41-\uff5a\U00020000-\U0003ffff"
)
"""Characters that Chinese is written with, marks excepted: the inside of a character class."""

STOPS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
"""Half-width stops and their full-width forms."""

AFTER_CHINESE = "，。、；：？！）》〉】」』〕］｝％％‰…—～·”’"
"""Marks that show, standing before a stop, that it belongs to Chinese."""

BEFORE_CHINESE = "（《〈【「『〔［“‘，。、；：？！…—"
"""Marks that show, standing after a stop, that it belongs to Chinese."""

OPENING = "（《〈【「『〔［“‘"
CLOSING = "）》〉】」』〕］”’"

ENUMERATOR = r"\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z]"
"""A number or letter that counts items, as the inside of a group."""


def is_space(char: str) -> bool:
    """Whether `char` is white space or of no width."""
    return char.isspace() or char in "\u200b\u200c\u200d\ufeff"
