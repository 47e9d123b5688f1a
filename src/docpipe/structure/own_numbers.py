"""What an article numbers itself: the articles of a document that it reproduces, the items of its lists."""

import re
from collections.abc import Iterable
from functools import cached_property

from docpipe.structure.cues import FEW, NO_LAW
from docpipe.structure.fold import fold
from docpipe.structure.laws import KINDS
from docpipe.structure.numerals import parse_numeral
from docpipe.structure.provisions import NUMBER, Provisions
from docpipe.structure.simplified import simplify

_ARTICLE = re.compile(rf"第({NUMBER})条(?!之)")
_ITEM = re.compile(rf"[(]?({NUMBER})(?:[.、:)](?!\d))")
_NUMBERED = re.compile(r"\s*[第(（\d〇零○一二三四五六七八九十百两廿卅㈠-㈩⑴-⒇①-⑳]")
_KIND = "|".join(KINDS)
_NAME = re.compile(f"(?:制定|印发|修订|发布|公布)本({_KIND})|本({_KIND})(?:自|由|所称|适用于)")
_LONGEST_HEADING = 60
_LONGEST_NUMBER = 24


class OwnNumbers:
    """The numbers that the lines of an article begin with: 第一条 … 第二条, 3、, (四).

    `articles` is the last of a series of 第N条 that counts from 1; 0 where there is none. `names`
    are the kinds (办法) that the article calls itself by.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.names: set[str] = set()
        self._items: set[int] = set()
        self._short_lines: list[str] = []
        expected = 1
        for line in (part for whole in lines for part in whole.split("\n")):
            if len(line) <= _LONGEST_HEADING:
                self._short_lines.append(line)
            if "本" in line:
                self.names.update(found[1] or found[2] for found in _NAME.finditer(simplify(line)))
            if not _NUMBERED.match(line):
                continue
            head = simplify(fold(line[:_LONGEST_NUMBER])).lstrip()
            article = _ARTICLE.match(head)
            if article is not None and parse_numeral(article[1]) == expected:
                expected += 1
            item = _ITEM.match(head)
            if item is not None:
                self._items.add(parse_numeral(item[1]) or 0)
        # A single 第一条 begins no document.
        self.articles = expected - 1 if expected > 2 else 0

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(simplify(fold(line)).strip(" 《》") for line in self._short_lines)

    def has(self, provisions: Provisions, *, document_near: bool) -> bool:
        """Whether an expression without document means an article or item of the text itself."""
        first = provisions.references[0]
        number = first.article or 0
        if number <= self.articles:
            return True
        if number not in self._items or document_near:
            return False
        whole = (first.paragraph or first.item) is None
        return not provisions.written_in_chinese or (number <= FEW and whole)

    def reproduces(self, title: str, provisions: Provisions) -> bool:
        """Whether the text itself is the document `title`, and has the article cited."""
        number = provisions.references[0].article or 0
        own = number <= self.articles or number in self._items
        return own and (fold(title) in self._headings or bool(NO_LAW.search(title)))
