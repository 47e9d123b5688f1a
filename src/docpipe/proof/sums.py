"""Sums that do not add up: a total beside the amounts that it is made of."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import NamedTuple

from docpipe.model import Article, Case, Paragraph, child_blocks
from docpipe.proof.passages import Finding, Passage, block_passages
from docpipe.structure.numerals import parse_numeral

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER}|[一二两三四五六七八九十百千零〇]+)(?P<unit>[万亿千百]?)(?P<more>余|多|来)?(?P<yuan>元)"
)
_UNITS = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_TOTAL = re.compile(r"(?:合计|共计|总计|总共|累计|总额|总金额|共收|共得|共)[^,。;:\d]{0,8}$")
_EACH = re.compile(r"每[^,。;\d]{0,8}$|各[^,。;\d]{0,6}$|单价[^,。;\d]{0,4}$")
_TIMES = re.compile(
    rf"(?P<count>\d+)(?P<counter>[个张次条人箱瓶户件份本套台桌批盒名笔月])[^。;\d]{{0,16}}?每[^。;\d]{{0,8}}?(?P<each>{_NUMBER})(?P<unit>万?)元"
    rf"[^。;\d]{{0,6}}?(?:合计|共计|总计|共收|共|计)[^。;\d]{{0,4}}?(?P<total>{_NUMBER})(?P<total_unit>万?)元"
)
# Words that announce that what follows takes a total apart, piece by piece, to the end.
_TAKES_APART = re.compile("其中|这些|包括|分别|涉及|另外|此外|其余|余下|还有")
_TO_THE_END = re.compile("另外|此外|其余|余下|还收|还有|分别|包括")


class _Amount(NamedTuple):
    value: Decimal
    start: int
    end: int
    total: bool
    each: bool
    exact: bool


def check_sums(article: Article) -> Iterator[Finding]:
    """`sum-mismatch`: a product (14 of 200) or a sum that is not what the text says it is."""
    for case in article.cases:
        passages = [passage for passage in block_passages(case.blocks) if not passage.is_heading]
        yield from _check_stretch(passages)
    loose = [block for block in _outside(article) if isinstance(block, Paragraph)]
    for passage in block_passages(loose):
        yield from _check_stretch([passage])


def _outside(article: Article) -> Iterator[object]:
    """The blocks of the body that no case holds."""
    waiting = list(article.body)
    while waiting:
        block = waiting.pop()
        if not isinstance(block, Case):
            yield block
            waiting.extend(child_blocks(block))


def _check_stretch(passages: list[Passage]) -> Iterator[Finding]:
    for passage in passages:
        yield from _check_products(passage)
        yield from _check_enumeration(passage)
    for first, second in pairwise(passages):
        yield from _check_breakdown(first, second)


def _check_products(passage: Passage) -> Iterator[Finding]:
    for match in _TIMES.finditer(passage.folded):
        each = _value(match.group("each"), match.group("unit"))
        total = _value(match.group("total"), match.group("total_unit"))
        if each is None or total is None or each * int(match.group("count")) == total:
            continue
        expected = f"{match.group('count')}×{_plain(each)}={_plain(each * int(match.group('count')))}"
        yield passage.find(
            "sum-mismatch", match.start(), match.end(), {"total": _plain(total), "parts": expected}
        )


def _check_enumeration(passage: Passage) -> Iterator[Finding]:
    """甲元、乙元,共计丙元 in one sentence."""
    for sentence in re.finditer(r"[^。!?]+", passage.folded):
        amounts = _amounts(passage, sentence.start(), sentence.end())
        totals = [amount for amount in amounts if amount.total]
        if len(totals) != 1 or not totals[0].exact:
            continue
        parts = [amount for amount in amounts if amount.end <= totals[0].start and not amount.each]
        between = passage.folded[parts[-1].end : totals[0].start] if parts else ""
        if len(parts) > 1 and all(part.exact for part in parts) and len(between) <= 8:
            yield from _compare(passage, totals[0], parts)


def _check_breakdown(first: Passage, second: Passage) -> Iterator[Finding]:
    """A total in one paragraph that the next takes apart."""
    totals = [amount for amount in _amounts(first, 0, len(first.folded)) if amount.total]
    if len(totals) != 1 or not totals[0].exact:
        return
    amounts = [amount for amount in _amounts(second, 0, _enumeration_end(second)) if not amount.each]
    opening = second.folded[: amounts[0].start] if amounts else ""
    parts = [amount for amount in amounts if amount.value != totals[0].value]
    taken_apart = _TAKES_APART.search(opening) and _TO_THE_END.search(second.folded)
    if taken_apart and len(parts) > 1 and all(part.exact and part.value < totals[0].value for part in parts):
        yield from _compare(first, totals[0], parts)


def _enumeration_end(passage: Passage) -> int:
    end = passage.folded.find("。")
    return len(passage.folded) if end < 0 else end


def _compare(passage: Passage, total: _Amount, parts: list[_Amount]) -> Iterator[Finding]:
    counted = sum((part.value for part in parts), Decimal(0))
    if counted != total.value:
        sum_text = f"{'+'.join(_plain(part.value) for part in parts)}={_plain(counted)}"
        yield passage.find(
            "sum-mismatch", total.start, total.end, {"total": _plain(total.value), "parts": sum_text}
        )


def _amounts(passage: Passage, start: int, end: int) -> list[_Amount]:
    found: list[_Amount] = []
    for match in _AMOUNT.finditer(passage.folded, start, end):
        value = _value(match.group("number"), match.group("unit"))
        before = passage.folded[max(match.start() - 12, start) : match.start()]
        if value is None:
            continue
        exact = not match.group("more") and not re.search("[约近超]$", before)
        total, each = bool(_TOTAL.search(before)), bool(_EACH.search(before))
        found.append(_Amount(value, match.start(), match.end(), total, each, exact))
    return found


def _value(number: str, unit: str) -> Decimal | None:
    try:
        value = Decimal(number.replace(",", ""))
    except InvalidOperation:
        parsed = parse_numeral(number)
        if parsed is None:
            return None
        value = Decimal(parsed)
    return value * _UNITS[unit]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
