"""How much and how many: sums of money, and what is counted with a measure word, as the checks add them up."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from docpipe.proof.passages import Passage
from docpipe.structure.numerals import parse_numeral

NUMBER = r"\d+(?:,\d{3}){0,6}(?:\.\d+)?"
"""A number in Arabic digits, for use inside a pattern."""
_CHINESE_NUMBER = "[一二两三四五六七八九十百千零〇]+"
# What is counted in reports of offices, schools and banks. Chinese numerals count money only: 一起 and
# 一次 are adverbs more often than counts.
_MEASURE = "人|名|位|件|起|宗|户|家|篇|份|册|本|台|辆|亩|吨|公斤|斤|箱|瓶|盒|条(?!例)|张|幅|场|期|项|个(?!月|小时|工作日|百分点|方面|人|半)|次|%"
_QUANTITY = re.compile(
    rf"(?P<number>{NUMBER}|{_CHINESE_NUMBER}(?=[万亿千百]?(?:余|多|来)?元))(?P<scale>[万亿千百]?)(?P<more>余|多|来)?(?P<unit>元|{_MEASURE})"
)
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# Measure words for one thing.
_SAME = {"名": "人", "位": "人", "起": "件", "宗": "件"}
_VAGUE = re.compile("[约近超第]$|不到$|大约$")


class Quantity(NamedTuple):
    """A number with its unit: the span in the passage, and whether it is exact (neither 约 nor 余)."""

    value: Decimal
    unit: str
    start: int
    end: int
    exact: bool


def find_quantities(passage: Passage, start: int, end: int) -> list[Quantity]:
    """The quantities of `passage` between `start` and `end`, in order."""
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(passage.folded, start, end):
        value = parse_value(match["number"], match["scale"])
        if value is None:
            continue
        exact = not match["more"] and not _VAGUE.search(
            passage.folded[max(match.start() - 3, 0) : match.start()]
        )
        unit = _SAME.get(match["unit"], match["unit"])
        found.append(Quantity(value, unit, match.start(), match.end(), exact))
    return found


def parse_value(number: str, scale: str = "") -> Decimal | None:
    """The value of `number`, in Arabic digits or Chinese numerals, times `scale` (万); None for no number."""
    try:
        value = Decimal(number.replace(",", ""))
    except InvalidOperation:
        parsed = parse_numeral(number)
        if parsed is None:
            return None
        value = Decimal(parsed)
    return value * _SCALES[scale]


def write_value(value: Decimal) -> str:
    """`value` in Arabic digits, without trailing zeros."""
    return f"{value.normalize():f}"
