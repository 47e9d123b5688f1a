"""When it happened: calendar expressions down to the day, as written.

A clock time, a weekday, 以来, 起, 期间 and 许 are left off; 前, 后, 前夕, 初 and 底 belong to the date.
A range is one date. What only points to another date (当日, 次日, 同年11月) is none.
"""

import re
from collections.abc import Iterator

from docpipe.structure.spots import Page, Spot

_DIGIT = "〇零○0一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_DIGIT}]{{3}})年(?![代级检])"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元)月份?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_FESTIVAL = (
    "(?:元旦|除夕|春节|元宵节?|清明节?|[“‘]?五一[”’]?|劳动节|端午节?|七夕|教师节|中秋节?|国庆节?|[“‘]?十一[”’]|重阳节?|"
    "大年(?:三十|初[一二三四五六七八九十])|正月(?:初[一二三四五六七八九十]|十[一二三四五六七八九])?|腊月(?:[二三十廿]*[一二三四五六七八九十])?|"
    "[暑寒]假|暑期|开学|高考|中考)"
)
_SEASON = r"(?:[春夏秋冬](?:季(?:学期)?|天)?(?!节|运|耕|收(?!受)|游|装)|[上下]半年|第?[一二三四1-4]季度|全年|度(?![过假])|年?[初底末](?![步期级中次始衷下线子]))"
_PART_OF_MONTH = "[上中下]旬"
# 初 of 初步, 底 of 底下, 后 of 后来, 前 of 前往 are words of their own.
_EDGE = "(?:月?[初底末](?![步期级中次始衷下线子])|年?中旬)?(?:之?前夕|前后|之?前(?![往去来述期任因述置线途])|之?后(?![来续期勤备由因被又在向经将再才即]))?"
# What may stand for the year: 去年底, 今年清明节前.
_RELATIVE = rf"(?:[今去前]年)(?:{_FESTIVAL}(?:[、和]?{_FESTIVAL})?(?:小?长?假期?)?|{_SEASON}){_EDGE}"
_LUNAR = r"(?:农历)?(?:大年(?:三十|初[一二三四五六七八九十])|(?:正月|腊月)(?:初[一二三四五六七八九十]|[二三十廿]*[一二三四五六七八九十]))"
_FULL = rf"{_YEAR}(?:农历)?(?:{_FESTIVAL}(?:[、和]?{_FESTIVAL})?(?:小?长?假期?)?|{_MONTH}(?:{_DAY}|{_PART_OF_MONTH})?|{_SEASON})?{_EDGE}"
_MONTH_DAY = rf"{_MONTH}(?:{_DAY}|{_PART_OF_MONTH})?{_EDGE}"
_JOIN = "(?:起|开始)?(?:至|到|—{1,2}|-{1,2}|~|–|−)"
# The end of a range may leave out what it shares with the start.
_END = rf"(?:{_FULL}|(?:次年|翌年){_MONTH_DAY}|{_MONTH_DAY}|{_DAY}|{_FESTIVAL}{_EDGE})"
_NUMERIC = r"(?:19|20)\d\d(?P<separator>[-./])(?:1[0-2]|0?[1-9])(?P=separator)(?:3[01]|[12]\d|0?[1-9])"
_SHORT_RANGE = rf"(?:19|20)\d\d(?:年?(?:至|到|—{{1,2}}|-|~|–)|、){_YEAR}{_EDGE}"
_MONTHS_OF_YEAR = rf"{_YEAR}\d{{1,2}}[、至到—~-]{{1,2}}\d{{1,2}}月"
_DAYS_OF_MONTH = rf"(?:{_YEAR})?{_MONTH}\d{{1,2}}[、至到—~-]{{1,2}}\d{{1,2}}[日号]"

_DATE = re.compile(
    rf"(?P<full>{_SHORT_RANGE}|{_MONTHS_OF_YEAR}|{_DAYS_OF_MONTH}|{_FULL}(?:{_JOIN}{_END})?)"
    rf"|(?P<relative>{_RELATIVE}|{_LUNAR})"
    rf"|(?P<numeric>{_NUMERIC})"
    rf"|(?P<part>\d{{1,2}}(?:至|到|—{{1,2}}|-|~)(?:1[0-2]|[1-9])月(?![内个])|(?:今|去|前)年{_MONTH_DAY}(?:{_JOIN}(?:[今去]年)?{_MONTH_DAY})?|{_MONTH_DAY}(?:{_JOIN}{_END})?)"
    rf"|(?P<day>(?:3[01]|[12]\d|[1-9])[日号])"
)
# 同年11月 points back; 2个月 and 第3月 count; 326号 is a number.
_POINTING = re.compile(r"(?:[同当次翌隔每]年|[个第满每\d])$")
# A Chinese numeral before 月 without a year is mostly a count (三月有余), unless a day follows.
_CHINESE_MONTH_ALONE = re.compile(rf"[{_DIGIT}十元]+月份?(?![{_DIGIT}十])")
# A day without its month is a date where it opens a clause and a time of day or a comma follows.
_DAY_OPENS = re.compile(r"(?:^|[,。;:、!?(至和])$")
_DAY_GOES_ON = re.compile("[,(]|上午|下午|凌晨|晚|中午|清晨|早|傍晚|深夜|\\d{1,2}[时点:]")
_SAME_DAY = re.compile("[日号][,(]$")
_EDITION = re.compile(r"(?:修订|修正|版|印发|施行|颁布)[^,。;]{0,2}\)|新?版(?!面)")


def find_dates(page: Page) -> tuple[Spot, ...]:
    """The dates that the lines name, each once, in order."""
    return page.written(
        (line, start, end)
        for line, reading in enumerate(page.readings)
        for start, end in _dates(reading.without_documents().text)
    )


def _dates(text: str) -> Iterator[tuple[int, int]]:
    for found in _DATE.finditer(text):
        before, after = text[max(found.start() - 2, 0) : found.start()], text[found.end() : found.end() + 8]
        if _is_date(found, before, after):
            yield found.span()


def _is_date(found: re.Match[str], before: str, after: str) -> bool:
    if found["relative"]:
        # Behind the day it falls on it says the same once more: 2月4日(正月初四).
        return not _SAME_DAY.search(before)
    if found["full"]:
        return not before[-1:].isdecimal() and not _EDITION.match(after)
    if found["day"]:
        return bool(_DAY_OPENS.search(before) and _DAY_GOES_ON.match(after))
    if found["part"]:
        return not _POINTING.search(before) and not _CHINESE_MONTH_ALONE.fullmatch(found[0])
    return not before[-1:].isdecimal() and not after[:1].isdecimal()
