"""Dates that do not exist, and dates out of order."""

import calendar
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from docpipe.model import Article
from docpipe.proof.passages import Finding, Passage, article_passages, block_passages
from docpipe.structure.numerals import parse_numeral
from docpipe.structure.telling import has_evidence

_DIGITS = "[〇零一二三四五六七八九十两0-9]"
_DATE = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d|二[〇零][〇零一二三四五六七八九]{{2}}|一九[〇零一二三四五六七八九]{{2}})年)?"
    rf"(?P<month>{_DIGITS}{{1,3}})月(?:份|(?P<day>{_DIGITS}{{1,3}})[日号])?|(?P<lone>(?:19|20)\d\d)年(?![级度制])"
    r"|(?<![\d.-])(?P<in_digits>(?:19|20)\d\d)(?P<separator>[-./])(?P<second>\d{1,2})(?P=separator)(?P<third>\d{1,2})(?![\d.-])"
)
_RANGE = re.compile(r"^\s*(?:至|到|-|—{1,2}|~|～|－)\s*$")
# A range whose end is of the same month: 6月25日至20日. 每月25日至5日 has no month.
_DAYS = re.compile(
    rf"(?<![〇零一二三四五六七八九十\d]){_DIGITS}{{1,3}}月(?P<first>{_DIGITS}{{1,3}})[日号]?(?:至|到|-|—{{1,2}}|~|～)(?P<last>{_DIGITS}{{1,3}})[日号]"
)
_IMPOSED = re.compile("处分|判处|开除|免职|诫勉|被处|罚款|通报批评|移送|政务撤职|政务记过")


class Day(NamedTuple):
    """A date as written; what is not written is None."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int


def find_days(text: str) -> list[Day]:
    """Every date in the folded `text`, also those that no calendar has."""
    days: list[Day] = []
    for match in _DATE.finditer(text):
        written = match["year"] or match["lone"] or match["in_digits"]
        parts = (written, match["month"] or match["second"], match["day"] or match["third"])
        year, month, day = (parse_numeral(part) if part else None for part in parts)
        # 3个月 and 十余月 are lengths of time, and 100月 is no month that anybody wrote for one.
        if parts[1] and (month is None or month > 99):
            continue
        days.append(Day(year, month, day, match.start(), match.end()))
    return days


def check_dates(article: Article) -> Iterator[Finding]:
    """`impossible-date`, and `dates-out-of-order` in ranges and between a deed and its sanction."""
    for passage in article_passages(article):
        days = find_days(passage.folded)
        for day in days:
            if not _exists(day):
                yield passage.find(
                    "impossible-date", day.start, day.end, {"date": passage.text[day.start : day.end]}
                )
        yield from _check_ranges(passage, days)
    for case in article.cases:
        yield from _check_case(list(block_passages(case.blocks)))
    if not article.cases:
        for passage in article_passages(article):
            if has_evidence(passage.folded):
                yield from _check_case([passage])


def _exists(day: Day) -> bool:
    if day.month is not None and not 1 <= day.month <= 12:
        return False
    if day.day is None or day.month is None:
        return True
    # Without a year, a leap day may exist.
    return 1 <= day.day <= calendar.monthrange(day.year or 2024, day.month)[1]


def _check_ranges(passage: Passage, days: list[Day]) -> Iterator[Finding]:
    for first, second in pairwise(days):
        if _RANGE.match(passage.folded[first.end : second.start]) and _is_reversed(first, second):
            written = passage.text[first.start : second.end]
            yield passage.find("dates-out-of-order", first.start, second.end, {"dates": written})
    for match in _DAYS.finditer(passage.folded):
        first_day, last_day = (parse_numeral(match[name]) or 0 for name in ("first", "last"))
        if 0 < last_day < first_day:
            values = {"dates": passage.text[match.start() : match.end()]}
            yield passage.find("dates-out-of-order", match.start(), match.end(), values)


def _is_reversed(first: Day, second: Day) -> bool:
    """Whether a range ends before it begins. Where the year is not said again, it may be the next one."""
    if second.year is None and first.month and second.month:
        return first.month == second.month and 0 < (second.day or 0) < (first.day or 0)
    if first.year is None:
        return False
    year = second.year or first.year
    return _key(second._replace(year=year), last=True) < _key(first)


def _check_case(passages: list[Passage]) -> Iterator[Finding]:
    """The first dated sanction before the first dated deed."""
    deed: tuple[int, int, int] | None = None
    for passage in passages:
        for sentence in re.finditer(r"[^。;!?]+", passage.folded):
            days = [day for day in find_days(sentence.group()) if day.year and day.month and _exists(day)]
            if not days:
                continue
            if deed is None:
                if _IMPOSED.search(sentence.group()):
                    return
                deed = _key(days[0])
            elif (
                _IMPOSED.search(sentence.group())
                and "曾" not in sentence.group()
                and _key(days[0], last=True) < deed
            ):
                start, end = sentence.start() + days[0].start, sentence.start() + days[0].end
                yield passage.find("dates-out-of-order", start, end, {"dates": passage.text[start:end]})


def _key(day: Day, *, last: bool = False) -> tuple[int, int, int]:
    """`day` as a number triple; what is not written counts as the first, or as the last, there can be."""
    return (day.year or 0, day.month or (12 if last else 1), day.day or (31 if last else 1))
