"""The provisions of one document as the law writes them: 第二十条第一款第(一)、(三)项, 第385条至第388条.

The grammar is that of 立法法 (2023) article 65: 编章节条 and 款项目, of which only 条款项目 are
numbered through. It reads the form of `legal_text`.
"""

import re
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.model import Reference
from docpipe.structure.numerals import parse_numeral

NUMBER = "(?:[0-9〇零○一二三四五六七八九十百千两廿卅]{1,9}+|[㈠-㈩⑴-⒇①-⑳])"
"""A number as provisions are counted, for use in patterns."""
_RANGE = "[至到]|[-~—–―‐‑−〜]{1,2}"
_SEPARATOR = f"(?:以及|或者|[、和与及或]|{_RANGE})"
_ONE = rf"[(\[]?{NUMBER}[)\]]?"
_UNIT = re.compile(
    rf"(?P<ordinal>第)?(?P<numbers>{_ONE}(?:(?:{_SEPARATOR}第?|(?=[(㈠-㈩⑴-⒇①-⑳])){_ONE}){{0,39}})"
    r"(?P<unit>编(?![辑号制])|章(?!程)|节(?![日课目])|条|款(?![项式])|项(?!目)|目(?![标的录前]))"
    r"(?:之(?P<sub>[一二三四五六七八九十]{1,3}+(?![般些切致样旦直定起])|\d{1,2}+))?"
)
_NUMBERS = re.compile(rf"(?P<link>{_SEPARATOR})?第?[(\[]?(?P<number>{NUMBER})")
_LINK = re.compile(rf"中的|中|的|之|所列|,|;|{_SEPARATOR}")
_DOWNWARD = frozenset({"", "中的", "中", "的", "之", "所列"})
_IS_RANGE = re.compile(_RANGE)

_Level = str
_LEVELS: tuple[_Level, ...] = ("chapter", "section", "article", "paragraph", "item", "point")
_DEPTHS = {"编": -1, "章": 0, "节": 1, "条": 2, "款": 3, "项": 4, "目": 5}
ARTICLE, PARAGRAPH, ITEM = 2, 3, 4
"""Depths of 条, 款 and 项."""
# The longest chapter of a code has fewer articles; a longer range is a slip of the pen.
_LONGEST_RANGE = 100
_MOST_REFERENCES = 400


class Provisions(NamedTuple):
    """What was cited: where the expression ends, the references in order, and the depth of the first unit.

    `written_in_chinese` says whether the first number is in Chinese.
    """

    end: int
    references: tuple[Reference, ...]
    depth: int
    written_in_chinese: bool


def parse_provisions(text: str, at: int, base: Reference, depth: int = -1) -> Provisions | None:
    """The provisions that stand in `text` from `at` on, below `base`; None where none do.

    `depth` is the depth of `base`, and -1 says that it is a whole document.
    """
    found = _UNIT.match(text, at)
    if found is None or not _starts(found, depth):
        return None
    chain = _Chain(base, depth)
    first = _DEPTHS[found["unit"]]
    chinese = not re.search(r"\d", found["numbers"])
    link, end = "", at
    while found is not None and chain.add(found, link):
        end = found.end()
        if len(chain.references) > _MOST_REFERENCES:
            break
        between = _LINK.match(text, end)
        link = between[0] if between else ""
        found = _next_unit(text, end + len(link), link, chain.depth)
    return Provisions(end, tuple(chain.references), first, chinese) if chain.references else None


def cut_reference(reference: Reference, depth: int) -> Reference:
    """`reference` without what is below `depth`."""
    return replace(reference, **dict.fromkeys(_below(depth + 1)))


def _below(depth: int) -> tuple[str, ...]:
    fields = _LEVELS[max(depth, 0) :]
    return (*fields, "sub_article") if depth <= ARTICLE else fields


def _starts(found: re.Match[str], depth: int) -> bool:
    """Whether a unit may come first: with 第, or in brackets or counted downward right after its parent."""
    return bool(found["ordinal"]) or (depth >= ARTICLE and found["numbers"].startswith("("))


def _next_unit(text: str, at: int, link: str, depth: int) -> re.Match[str] | None:
    found = _UNIT.match(text, at)
    if found is None or found["ordinal"]:
        return found
    # Without 第, only what cannot be a number of things: (三)项, 第45条、46条, 第31条2款3项.
    below = _DEPTHS[found["unit"]]
    if found["numbers"][0] in "([" and below >= ITEM:
        return found
    if link in _DOWNWARD:
        plain = link == "" and (below, depth) in {(PARAGRAPH, ARTICLE), (ITEM, PARAGRAPH), (ITEM + 1, ITEM)}
        return found if plain else None
    return found if below == depth and link not in {",", ";"} else None


class _Chain:
    """The references of one expression, and the place in the document that it has reached."""

    def __init__(self, base: Reference, depth: int) -> None:
        self.references: list[Reference] = []
        self.last = base
        self.depth = depth

    def add(self, found: re.Match[str], link: str) -> bool:
        """Add the provisions of one unit, `link` being what stands before it; False where it is none."""
        depth = _DEPTHS[found["unit"]]
        if depth < 0:
            return True
        downward = depth > self.depth and link in _DOWNWARD
        before = self.last
        after = getattr(before, _LEVELS[depth]) if depth == self.depth and _IS_RANGE.fullmatch(link) else None
        numbers = _expand(found["numbers"], after)
        if not numbers:
            return False
        if downward and self.references:
            self.references.pop()
        for number in numbers:
            self.references.append(_place(before, depth, number))
        sub = parse_numeral(found["sub"]) if found["sub"] else None
        if sub is not None and depth == ARTICLE:
            self.references[-1] = replace(self.references[-1], sub_article=sub)
        self.last, self.depth = self.references[-1], depth
        return True


def _place(base: Reference, depth: int, number: int) -> Reference:
    fields: dict[str, int | None] = dict.fromkeys(_below(depth))
    fields[_LEVELS[depth]] = number
    return replace(base, **fields)


def _expand(written: str, after: int | None) -> list[int]:
    """The numbers of a list, its ranges filled in; `after` is a number before it that a range begins with."""
    numbers: list[int] = []
    last = after
    for part in _NUMBERS.finditer(written):
        number = parse_numeral(part["number"])
        if not number:
            return []
        ranged = bool(part["link"] and _IS_RANGE.fullmatch(part["link"])) or (
            after is not None and not numbers
        )
        if ranged and last is not None and 0 < number - last <= _LONGEST_RANGE:
            numbers.extend(range(last + 1, number + 1))
        else:
            numbers.append(number)
        last = number
    return numbers
