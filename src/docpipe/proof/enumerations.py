"""Numbering inside a paragraph that skips or repeats: 一是…;二是…;四是…"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docpipe.model import Article
from docpipe.proof.passages import Finding, Passage, article_passages
from docpipe.structure.numerals import parse_numeral

_CHINESE = "[一二三四五六七八九十]{1,3}"
# An item begins its clause. What a bracket counts may be provisions (第(一)项) or a note; 第一 may be a rank.
_BEGINS = r"(?:^|(?<=[。;:,!?\s“]))"
_FORMS = tuple(
    re.compile(_BEGINS + form)
    for form in (
        rf"(?P<number>{_CHINESE})[是要](?![一二三四五六七八九十])",
        rf"第(?P<number>{_CHINESE})(?=,|、|是)",
        rf"其(?P<number>{_CHINESE})(?=,|、|是)",
        r"(?P<number>[①-⑳])(?=[^①-⑳,、;。]{2})",
        rf"\((?P<number>{_CHINESE}|\d{{1,2}})\)(?=[^(),、;。]{{2}})",
    )
)
_SHORTEST = 2
"""So many items in a row, from the first on, show that items are counted."""


class _Item(NamedTuple):
    number: int
    start: int
    end: int


def check_enumerations(article: Article) -> Iterator[Finding]:
    """`numbering-gap` and `numbering-repeat` between the items that one paragraph counts."""
    for passage in article_passages(article):
        for form in _FORMS:
            yield from _check_items(passage, _items(form, passage))


def _items(form: re.Pattern[str], passage: Passage) -> list[_Item]:
    found = ((parse_numeral(match["number"]), match) for match in form.finditer(passage.folded))
    return [_Item(number, match.start(), match.end()) for number, match in found if number]


def _check_items(passage: Passage, items: list[_Item]) -> Iterator[Finding]:
    counted = last = 0
    for item in items:
        if item.start == 0:
            # The items before it stand in paragraphs of their own.
            counted = item.number
        elif item.number == last + 1:
            counted += 1
        elif item.number == 1:
            counted = 1
        else:
            code = {last: "numbering-repeat", last + 2: "numbering-gap"}.get(item.number)
            if code is not None and counted >= _SHORTEST:
                written = passage.text[item.start : item.end]
                yield passage.find(
                    code, item.start, item.end, {"expected": str(last + 1), "written": written}
                )
            elif counted < _SHORTEST:
                counted = 0
        last = item.number
