"""Whole numbers as Chinese writes them: 一百零三, 二〇二三, 廿三, 1万2千, ３１, ③.

A number is read only as a whole: a string that holds anything else, or digits in an order that
counts nothing (十百, 二三十), is no number here and not a guess.
"""

import re
from itertools import pairwise

_DIGITS: dict[str, int] = dict(zip("〇零○一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True)) | {
    "两": 2,
    "兩": 2,
    "壹": 1,
    "贰": 2,
    "貳": 2,
    "叁": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "陸": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_ARABIC = {ord(full): str(value) for value, full in enumerate("０１２３４５６７８９")}
# The first and the last of each row of enclosed numbers that counts from 1.
_ENCLOSED = ("①⑳", "⑴⒇", "⒈⒛", "㈠㈩", "㊀㊉", "❶❿", "➀➉", "➊➓")
_PART = re.compile(r"\d+|.", re.DOTALL)
# Longer than any number that counts something in an article, and far below what int() refuses.
_LONGEST = 24


def parse_numeral(text: str) -> int | None:
    """The whole number that all of `text` writes, None where it writes none.

    Outer white space does not count. 一百二 is 120 and 一万二 12000, as in speech; a row of
    digits without units is read by position (二〇二三).
    """
    text = text.strip().translate(_ARABIC)
    if not 0 < len(text) <= _LONGEST:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if len(text) == 1 and (enclosed := _enclosed(text)) is not None:
        return enclosed
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _counted(_PART.findall(text))


def _enclosed(sign: str) -> int | None:
    for row in _ENCLOSED:
        if row[0] <= sign <= row[-1]:
            return ord(sign) - ord(row[0]) + 1
    return None


def _counted(parts: list[str]) -> int | None:
    """A number with units: each myriad multiplies what stands between it and the greater one before."""
    total, start, bound = 0, 0, 1_000_000_000_000
    for at, part in enumerate(parts):
        myriad = _MYRIADS.get(part)
        if myriad is None:
            continue
        section = _section(parts[start:at])
        if section is None or myriad >= bound:
            return None
        total, start, bound = total + section * myriad, at + 1, myriad
    rest = parts[start:]
    if start and len(rest) == 1 and rest[0] in _DIGITS and _DIGITS[rest[0]]:
        return total + _DIGITS[rest[0]] * bound // 10
    last = _section(rest) if rest else 0
    return None if last is None else total + last


def _section(parts: list[str]) -> int | None:
    """A number below ten thousand, or one in Arabic digits; None where the order counts nothing."""
    if not parts or any(_is_digit(left) and _is_digit(right) for left, right in pairwise(parts)):
        return None
    total, bound, zero = 0, 10**4, False
    digit: int | None = None
    for part in parts:
        if part in _TENS and digit is None and bound > 10:
            total, bound = total + _TENS[part], 10
        elif part in _UNITS:
            unit = _UNITS[part]
            if unit >= bound or digit == 0:
                return None
            total, bound, digit, zero = total + (1 if digit is None else digit) * unit, unit, None, False
        elif part.isdecimal() or part in _DIGITS:
            value = int(part) if part.isdecimal() else _DIGITS[part]
            zero, digit = (True, None) if value == 0 and bound < 10**4 else (zero, value)
        else:
            return None
    if digit is None:
        return None if zero else total
    # 一百二 is a hundred and twenty; 一百零二 a hundred and two.
    colloquial = 10 < bound < 10**4 and not zero and digit < 10
    return total + digit * (bound // 10 if colloquial else 1)


def _is_digit(part: str) -> bool:
    # A zero may lead another digit (一百零二).
    return part.isdecimal() or _DIGITS.get(part, 0) > 0
