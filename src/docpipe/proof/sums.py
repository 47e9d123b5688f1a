"""Sums that do not add up: a total beside the quantities that it is made of."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from docpipe.model import Article, Case, Paragraph, child_blocks
from docpipe.proof.passages import Finding, Passage, block_passages
from docpipe.proof.quantities import NUMBER, Quantity, find_quantities, parse_value, write_value

_SENTENCE = re.compile(r"[^。!?]+")
# What a total follows. A 共 that says what was saved or is left over is no sum of what stands before it.
_TOTAL = re.compile(
    r"(?:合计|共计|总计|总共|累计|总额|总金额|总数|总价值?|总值|共)(?![^,。;:\d]{0,8}[省减降剩余差欠增超提])[^,。;:\d]{0,8}$"
)
# How much more or less, and no part: 增加3万元.
_CHANGE = re.compile(
    "(?:增加?|增长|减少|下降|上升|提高|提升|涨|降低|多|少|超[出过]?|高出|结余|剩余?|找回)了?$"
)
_WHOLE = Decimal(100)
"""The only sum of per cents."""
_EACH = re.compile(r"每[^,。;\d]{0,8}$|各[^,。;\d]{0,6}$|单价[^,。;\d]{0,4}$|[原现]价$")
_TIMES = re.compile(
    rf"(?P<count>\d+)(?P<counter>[个张次条人箱瓶户件份本套台桌批盒名笔月])[^。;\d]{{0,16}}?每[^。;\d]{{0,8}}?(?P<each>{NUMBER})(?P<unit>万?)元"
    rf"[^。;\d]{{0,6}}?(?:合计|共计|总计|总共|共收|共|计)[^。;\d]{{0,4}}?(?P<total>{NUMBER})(?P<total_unit>万?)元"
)
# Between the last part and the total: an 等 says that there are more parts than are written.
_MORE_PARTS = re.compile("等|左右|以上|不等|许")
# The same anywhere among the parts.
_UNCOUNTED = re.compile("若干|不等|[数几多][个名件张份次笔]")
_LONGEST_BRIDGE = 8
_TERM = re.compile(rf"(?P<number>{NUMBER})(?P<scale>[万亿]?)")
_EQUATION = re.compile(
    rf"(?<![\d,+\-×*/.=])(?:{NUMBER}[万亿]?元?\+){{1,40}}{NUMBER}[万亿]?元?=(?:{NUMBER})[万亿]?元?(?![\d+\-×*/=])"
)
# Words that announce that what follows takes a total apart, piece by piece, to the end.
_TAKES_APART = re.compile("其中|这些|包括|分别|涉及|另外|此外|其余|余下|还有")
_TO_THE_END = re.compile("另外|此外|其余|余下|还收|还有|分别|包括")
# A total and its parts in one sentence. What 其中 names may be a few of many.
_APART = re.compile(r"[,:;(]?(?P<word>其中|包括|分别[为是]|分为|由)")
_EXHAUSTIVE = re.compile("包括|分别|分为")
_FEWEST_OF_ALL = 3
# One person can be of two of these kinds.
_DISJOINT = re.compile("男.*女|女.*男")
_OVERLAPPING = re.compile("处分|处理|问责|诫勉|谈话|通报|移送|立案|留置|党员|干部")


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
        yield from _check_equations(passage)
        for sentence in _SENTENCE.finditer(passage.folded):
            quantities = find_quantities(passage, *sentence.span())
            yield from _check_enumeration(passage, quantities)
            yield from _check_apart(passage, quantities, sentence.end())
    for first, second in pairwise(passages):
        yield from _check_breakdown(first, second)


def _check_products(passage: Passage) -> Iterator[Finding]:
    for match in _TIMES.finditer(passage.folded):
        each = parse_value(match["each"], match["unit"])
        total = parse_value(match["total"], match["total_unit"])
        if each is None or total is None or each * int(match["count"]) == total:
            continue
        expected = f"{match['count']}×{write_value(each)}={write_value(each * int(match['count']))}"
        values = {"total": f"{write_value(total)}元", "parts": expected}
        yield passage.find("sum-mismatch", match.start(), match.end(), values)


def _check_enumeration(passage: Passage, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """甲元、乙元,共计丙元 in one sentence, which may go on to another total."""
    before: list[Quantity] = []
    totals: list[Quantity] = []
    for total in quantities:
        if not _is_total(passage, total):
            before.append(total)
            continue
        parts = [part for part in before if _may_be_part(passage, part, total)]
        since = [part for part in parts if not totals or part.start >= totals[-1].end]
        # A later total may count what an earlier one counted: 合计…元;…元,总计…元. And a 共 before
        # the first number may say how many in all, or of the first: 共到男生23人,女生31人,合计54人.
        with_last = [*totals[-1:], *since]
        readings = [parts, since, with_last] if totals else [parts]
        told = since
        if len(since) == 1 and before[:1] == since:
            told, readings = with_last, [with_last, totals[-1:]]
        if _are_all(passage, told, total) and not any(_add(each) == total.value for each in readings):
            yield from _compare(passage, total, told)
        totals.append(total)


def _may_be_part(passage: Passage, part: Quantity, total: Quantity) -> bool:
    before = passage.folded[max(part.start - 6, 0) : part.start]
    return part.unit == total.unit and not _is_each(passage, part) and not _CHANGE.search(before)


def _are_all(passage: Passage, parts: Sequence[Quantity], total: Quantity) -> bool:
    """Whether `parts`, which stand before `total`, are all that it is made of."""
    exact = len(parts) > 1 and all(part.exact for part in (*parts, total))
    if not exact or (total.unit == "%" and total.value != _WHOLE):
        return False
    bridge = passage.folded[parts[-1].end : total.start]
    vague = _UNCOUNTED.search(passage.folded, parts[0].end, total.start)
    return len(bridge) <= _LONGEST_BRIDGE and not _MORE_PARTS.search(bridge) and not vague


def _check_equations(passage: Passage) -> Iterator[Finding]:
    """甲元+乙元=丙元."""
    for match in _EQUATION.finditer(passage.folded):
        *parts, total = [parse_value(each["number"], each["scale"]) for each in _TERM.finditer(match.group())]
        if total is None or None in parts or sum(map(Decimal, filter(None, parts))) == total:
            continue
        counted = sum(map(Decimal, filter(None, parts)), Decimal(0))
        written = "+".join(write_value(part) for part in parts if part is not None)
        values = {"total": write_value(total), "parts": f"{written}={write_value(counted)}"}
        yield passage.find("sum-mismatch", match.start(), match.end(), values)


def _check_apart(passage: Passage, quantities: Sequence[Quantity], end: int) -> Iterator[Finding]:
    """丙元,其中甲元,乙元 in one sentence that ends before `end`."""
    for total in quantities:
        word = _APART.match(passage.folded, total.end)
        if word is None or not total.exact:
            continue
        parts = [
            each
            for each in quantities
            if each.start >= word.end() and each.unit == total.unit and not _is_each(passage, each)
        ]
        told = passage.folded[word.end() : end]
        if not all(part.exact for part in parts) or _MORE_PARTS.search(told):
            return
        overlapping = _OVERLAPPING.search(told) and not _DISJOINT.search(told)
        if not (total.unit == "人" and overlapping) and _is_whole(word["word"], parts, total):
            yield from _compare(passage, total, parts)
        return


def _is_whole(word: str, parts: Sequence[Quantity], total: Quantity) -> bool:
    """Whether `parts` are all that `total` is made of."""
    if any(part.value >= total.value for part in parts):
        return False
    if _EXHAUSTIVE.search(word):
        return len(parts) > 1
    return len(parts) >= _FEWEST_OF_ALL or (len(parts) > 1 and _add(parts) > total.value)


def _check_breakdown(first: Passage, second: Passage) -> Iterator[Finding]:
    """A total in one paragraph that the next takes apart."""
    totals = [each for each in find_quantities(first, 0, len(first.folded)) if _is_total(first, each)]
    if len(totals) != 1 or not totals[0].exact:
        return
    total = totals[0]
    quantities = [
        each
        for each in find_quantities(second, 0, _enumeration_end(second))
        if each.unit == total.unit and not _is_each(second, each)
    ]
    opening = second.folded[: quantities[0].start] if quantities else ""
    parts = [each for each in quantities if each.value != total.value]
    taken_apart = _TAKES_APART.search(opening) and _TO_THE_END.search(second.folded)
    if taken_apart and len(parts) > 1 and all(part.exact and part.value < total.value for part in parts):
        yield from _compare(first, total, parts)


def _enumeration_end(passage: Passage) -> int:
    end = passage.folded.find("。")
    return len(passage.folded) if end < 0 else end


def _is_total(passage: Passage, quantity: Quantity) -> bool:
    return _TOTAL.search(passage.folded[max(quantity.start - 12, 0) : quantity.start]) is not None


def _is_each(passage: Passage, quantity: Quantity) -> bool:
    return _EACH.search(passage.folded[max(quantity.start - 12, 0) : quantity.start]) is not None


def _compare(passage: Passage, total: Quantity, parts: Sequence[Quantity]) -> Iterator[Finding]:
    counted = _add(parts)
    if counted != total.value:
        written = f"{'+'.join(write_value(part.value) for part in parts)}={write_value(counted)}"
        values = {"total": write_value(total.value) + total.unit, "parts": written}
        yield passage.find("sum-mismatch", total.start, total.end, values)


def _add(parts: Sequence[Quantity]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))
