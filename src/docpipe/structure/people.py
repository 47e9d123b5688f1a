"""Who: everyone whom the case names or disguises, as written, victims and bribers too.

Disguised names are known by their form (`disguised`). A full name is known by what introduces it: a
post or a role before it, other names that it is listed with, a sanction that follows, a bracket
化名, a life in brief (冯桂兰,女,…).
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from docpipe.structure.disguised import breaks_off, ends_name, find_disguised, follows_role
from docpipe.structure.spots import HAN, Page, Spot, read_line
from docpipe.structure.surnames import (
    COMMON_WORDLIKE,
    COMPOUND_SURNAMES,
    GIVEN_NAME_ENDS,
    JOINERS,
    NO_GIVEN_NAME,
    SURNAMES,
    WORDLIKE,
    WORDS,
)

_SINGLE = "".join(sorted(SURNAMES))
_SURNAME = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{_SINGLE}])"
_HAN = re.compile(f"[{HAN}]")
_SURNAME_CHARACTER = re.compile(f"[{_SINGLE}]")

_ALIAS = re.compile(r"\((?:均?为?|系)?化名\)")
_ALIAS_NAME = re.compile(rf"(?:{_SURNAME}[{HAN}]{{1,2}}|小[{HAN}]{{1,2}}|阿[{HAN}])$")
_LIFE = re.compile(rf"(?:^|[。:;])(?P<name>{_SURNAME}[{HAN}]{{1,2}})[,(](?:男|女)[,);]")
_CUE = re.compile("(?:给予|追究|对|将|开除|免去|以及|和|与|、)$")
# The last characters of roles and cues: a cheap question before the dear ones.
_LAST_OF_INTRODUCTION = frozenset(
    "长记任理计纳员席事裁监管手书干部工机生士师授官警律表板人民众妻子夫女儿亲哥弟姐妹兄甥父母婿媳戚属友学下邻居妇商头户者家告"
    "象主东予究对将除去及和与、"
)
# After a name that nothing introduces but its place at the head of a clause.
_SANCTIONED = re.compile(
    "被(?:开除|给予|撤销|免|诫勉|判处|移送|处|留党|通报|政务|党内|立案|责令|查|行政)|(?:因[^,。;]{1,30})?(?:受到|被给予)|,[男女][,。]"
)
_OF_SANCTION = re.compile("[^,。;]{0,16}(?:处分|处理|诫勉|职务|立案|批评|警告|党籍|公职|察看)")
_PLACE_GOES_ON = re.compile("[村镇县市区乡路街庄湾组社局院校厂]|公司|集团|银行|项目|牌")
_NEEDS_WITNESS = WORDLIKE - COMMON_WORDLIKE
_LIST_JOINS = ("以及", "、", "和", "与", "及")
_NAMES_SOUGHT = 100
"""A case names a handful; the bound keeps a hostile line from asking for thousands of searches."""


def find_people(page: Page, heading: str = "") -> tuple[Spot, ...]:
    """The people that the lines name, each form once, in order; `heading` bears witness to full names."""
    full_names = _FullNames([*(reading.text for reading in page.readings), read_line(heading).text])
    found: list[tuple[int, int, int]] = []
    names: dict[str, None] = {}
    for line, reading in enumerate(page.readings):
        disguised = find_disguised(reading.text)
        found += [(line, start, end) for start, end in disguised]
        unread = reading.mask(disguised).without_documents().text
        for start, end in full_names.spans(unread, {end for _, end in disguised}):
            found.append((line, start, end))
            names[unread[start:end]] = None
    return page.written(found + _first_places(page, list(names)[:_NAMES_SOUGHT]))


def _first_places(page: Page, names: list[str]) -> list[tuple[int, int, int]]:
    """Where each name stands first: it may be introduced later."""
    places = []
    for name in names:
        starts = ((line, reading.text.find(name)) for line, reading in enumerate(page.readings))
        places += [(line, start, start + len(name)) for line, start in starts if start >= 0][:1]
    return places


class _FullNames:
    """Full names, by what introduces them; how often a form recurs says where a name ends."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for text in self._texts:
            for found in _SURNAME_CHARACTER.finditer(text):
                counts[text[found.start() : found.start() + 2]] += 1
                counts[text[found.start() : found.start() + 3]] += 1
        return counts

    def spans(self, text: str, ends: set[int]) -> list[tuple[int, int]]:
        """The spans of full names in `text`, where the other names, which end at `ends`, are masked."""
        spans = {*_aliases(text), *(found.span("name") for found in _LIFE.finditer(text))}
        for found in _SURNAME_CHARACTER.finditer(text):
            end = self._end_of_name(text, found.start(), ends)
            if end:
                ends.add(end)
                spans.add((found.start(), end))
        return sorted(spans)

    def _end_of_name(self, text: str, start: int, ends: set[int]) -> int | None:
        previous = text[start - 1 : start]
        if previous not in _LAST_OF_INTRODUCTION and _HAN.match(previous):
            return None
        end = self._choose_end(text, start)
        if end is None or _PLACE_GOES_ON.match(text, end):
            return None
        # A word-like surname needs a second witness: 书记和主任, 干部任职.
        if text[start] in _NEEDS_WITNESS and self._counts[text[start:end]] < 2:
            return None
        return end if _is_introduced(text, start, end, ends) else None

    def _choose_end(self, text: str, start: int) -> int | None:
        compound = text[start : start + 2] in COMPOUND_SURNAMES
        first = start + (2 if compound else 1)
        if not compound and (text[start] in JOINERS or text[start : start + 2] in WORDS):
            return None
        short = first + 1 if _is_given(text, first, first + 1) else None
        long = first + 2 if _is_given(text, first, first + 2) else None
        if long and self._counts[text[start:long]] == self._counts[text[start : first + 1]] > 1:
            return long
        if long and breaks_off(text, long):
            return long
        if short and ends_name(text, short):
            return short
        if long and (ends_name(text, long) or text[first + 1] in GIVEN_NAME_ENDS):
            return long
        return None


def _aliases(text: str) -> list[tuple[int, int]]:
    """The spans of names before a bracket 化名."""
    spans = []
    for found in _ALIAS.finditer(text):
        begin = max(found.start() - 4, 0)
        name = _ALIAS_NAME.search(text[begin : found.start()])
        if name:
            spans.append((begin + name.start(), found.start()))
    return spans


def _is_introduced(text: str, start: int, end: int, ends: set[int]) -> bool:
    if follows_role(text, start):
        return True
    if any(start - len(join) in ends and text.startswith(join, start - len(join)) for join in _LIST_JOINS):
        return True
    cued = _CUE.search(text[max(start - 2, 0) : start])
    if not cued and _HAN.match(text[start - 1 : start]):
        return False
    return bool(_SANCTIONED.match(text, end) or (cued and _OF_SANCTION.match(text, end)))


def _is_given(text: str, start: int, end: int) -> bool:
    given = text[start:end]
    return len(given) == end - start and all(_HAN.match(char) and char not in NO_GIVEN_NAME for char in given)
