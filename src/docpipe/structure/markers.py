"""The number or sign at the head of a line.

`SCHEMES` is the whole grammar: a line is tried against each pattern in order. The patterns work
on folded text (see `fold`), and the marker they give is cut from the text as written.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from docpipe.model import Marker, MarkerScheme
from docpipe.structure.numerals import parse_numeral

_NUMERAL = "[〇零一二三四五六七八九十百两廿卅]{1,5}"
_ANY_NUMBER = rf"(?:{_NUMERAL}|\d{{1,3}})"
# What is counted by a noun before the number (案例一, 红线三). Calibrated on corpus c01, c02, c15,
# c21, c23 and on the words that notices of discipline bodies, banks and schools count by.
LABEL_NOUNS = (
    "典型案例|身边案例|警示案例|真实案例|案例|案件|事例|例|红线|底线|准则|禁令|铁律|纪律|规定|要求|提醒|提示|"
    "建议|倡议|措施|误区|陷阱|骗局|套路|手法|类型|情形|行为|问题|故事|镜头|场景|片段|要点|关键|步骤|环节"
)
# Signs that editors put before a line in place of a number.
BULLETS = "·•●○◎◆◇■□▲△▼▽★☆►▶▷▸➤➢➡✦✧✪❖※☞☛✔✓✅◉▍▎▌❤❥❀✿♦♥"

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DARK_CIRCLED = "❶❷❸❹❺❻❼❽❾❿"
_BRACKETED_SIGNS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
_CHINESE_SIGNS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"


# How high a marker stands in the ladder that GB/T 9704-2012 clause 7.3.3 sets out (一、（一）1.（1）),
# with the forms beside it that articles use.
LADDER: dict[str, int] = {
    "ordinal": 1,
    "chinese": 2,
    "label": 3,
    "chinese-bracketed": 3,
    "decimal": 4,
    "run-in": 4,
    "decimal-bracketed": 5,
    "circled": 6,
    "latin": 6,
    "bullet": 7,
}


class Split(NamedTuple):
    """A marker, and the index at which the title after it begins."""

    marker: Marker
    title_start: int


# (scheme, pattern; the group `n` is the number, the whole match the marker)
SCHEMES: tuple[tuple[MarkerScheme, re.Pattern[str]], ...] = (
    ("label", re.compile(rf"【\s*(?:{LABEL_NOUNS})\s*(?P<n>{_ANY_NUMBER})\s*】")),
    ("ordinal", re.compile(rf"【\s*第(?P<n>{_ANY_NUMBER})[条讲课期章节篇步部]\s*】")),
    ("label", re.compile(rf"(?:{LABEL_NOUNS})\s?\((?P<n>{_ANY_NUMBER})\)[:、.]?")),
    ("label", re.compile(rf"第(?P<n>{_ANY_NUMBER})(?:案例?|例|则|起)(?:[:、.]|(?=\s|$))")),
    ("label", re.compile(rf"(?:{LABEL_NOUNS})\s?之?(?P<n>{_ANY_NUMBER})(?:[:、.]|(?=\s|$|[“《【]))")),
    (
        "ordinal",
        re.compile(rf"第(?P<n>{_ANY_NUMBER})(?:[讲课章节步篇部]|部分|单元|板块|招|关)(?:[:、.]|(?=\s|$))"),
    ),
    ("ordinal", re.compile(rf"第(?P<n>{_NUMERAL})[,、:]")),
    ("chinese", re.compile(rf"(?P<n>{_NUMERAL})(?:[、.:]|\s*,(?=\S{{2,12}}$))")),
    ("chinese-bracketed", re.compile(rf"\((?P<n>{_NUMERAL})\)[、.]?")),
    ("chinese-bracketed", re.compile(f"(?P<n>[{_CHINESE_SIGNS}])")),
    ("run-in", re.compile(rf"(?P<n>{_NUMERAL})[是要](?=\S)|其(?P<o>{_NUMERAL})[,:、是]")),
    ("decimal-bracketed", re.compile(r"\(\s?(?P<n>\d{1,3})\s?\)[、.]?|(?P<o>\d{1,3})\)")),
    ("decimal-bracketed", re.compile(f"(?P<n>[{_BRACKETED_SIGNS}])")),
    ("decimal", re.compile(r"(?P<n>\d{1,2})\.(?=(?:19|20)\d\d年|\d{1,2}月\d{1,2}日)")),
    ("decimal", re.compile(r"(?P<n>\d{1,3})(?:\.(?!\d)|、|\s*[:](?=\D)(?!\d))")),
    ("decimal", re.compile(r"(?P<n>\d{1,2})$")),
    ("chinese", re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})$")),
    # An ordinal that a layout sets beside its title.
    ("chinese", re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})\s(?=[^\s。;,:]{2,20}$)")),
    ("ordinal", re.compile(r"(?i:part|no|step|chapter)\.?\s?(?P<n>\d{1,2})(?=\s\S)")),
    ("decimal", re.compile(r"(?P<n>0\d)(?:\s(?=\D)|(?=[^\W\d_]))(?![年月日时分秒点])")),
    ("circled", re.compile(f"(?P<n>[{CIRCLED}{_DARK_CIRCLED}])")),
    ("circled", re.compile("(?P<n>\\d)\ufe0f?\u20e3|(?P<o>\U0001f51f)")),
    ("bullet", re.compile(rf"[{BULLETS}]+(?=\s*\S)")),
    ("bullet", re.compile(r"(?:——?|-{1,2})(?=\s*\w)")),
    ("bullet", re.compile("[\U0001f300-\U0001f9ff\u2600-\u27bf]\ufe0f?(?=\\s*[\\w“《(【])")),
)


# A noun counted up in several lines is a label, whatever the noun: 禁区之一, 骗术二, Day 3. These are
# counted and label nothing.
_COUNTED = re.compile(
    r"(?P<open>【\s*)?(?P<noun>[^\W\d_]{1,6}?)\s?之?(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})(?(open)\s*】|(?:[:、.|]|(?=\s|$|[“《【])))"
)
# What is numbered by a word of order (一戒贪财, 二防松懈), where the lines count it up from one to three.
_COUNTED_ORDER = re.compile(
    "(?P<n>[一二三四五六七八九十]{1,3})(?P<verb>[戒防查看忌讲学做抓禁勿慎保问想听算守懂会不把管建强促](?=\\S))"
)
_NO_LABELS = re.compile(
    "[图表周初高大小第共约]|照片|附图|附件|附表|星期|礼拜|正月|腊月|[上下中]午|[早晚]上|.*[一二三四五六七八九十]|电话|热线"
)


class Counted(NamedTuple):
    """What the lines of an article count up from one: nouns before the number, verbs after it."""

    nouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()


def find_counted(lines: Iterable[str]) -> Counted:
    """What the folded `lines` count up from one at their head."""
    nouns: defaultdict[str, set[int | None]] = defaultdict(set)
    ordered: set[str] = set()
    run: list[str] = []
    for line in lines:
        noun, verb = _COUNTED.match(line), _COUNTED_ORDER.match(line)
        if noun is not None and not _NO_LABELS.fullmatch(noun["noun"]):
            nouns[noun["noun"]].add(parse_numeral(noun["n"]))
        if verb is not None:
            number = parse_numeral(verb["n"])
            run = [*run, verb["verb"]] if number == len(run) + 1 else [verb["verb"]] if number == 1 else []
            # Each number may have a verb of its own: 一看, 二查, 三问.
            ordered |= set(run) if len(run) > 2 else set()
    return Counted(
        frozenset(noun for noun, numbers in nouns.items() if {1, 2} <= numbers),
        frozenset(ordered),
    )


_PROVISION = re.compile(rf"第(?P<n>{_NUMERAL})条(?=\s)")
_FEWEST_PROVISIONS = 3


def states_provisions(lines: Iterable[str]) -> bool:
    """Whether the folded `lines` are those of a document that states its own provisions: 第一条 …, 第二条 …"""
    numbers = {parse_numeral(found["n"]) for line in lines if (found := _PROVISION.match(line))}
    return len(numbers) >= _FEWEST_PROVISIONS


def parse_provision(text: str, folded: str) -> Split | None:
    """第三条 at the head of a line of a document that states its own provisions."""
    match = _PROVISION.match(folded)
    return _split(text, folded, "ordinal", match) if match else None


_NOTHING_COUNTED = Counted()


def parse_marker(text: str, folded: str, counted: Counted = _NOTHING_COUNTED) -> Split | None:
    """The marker at the head of a line, given as written and folded; None where there is none.

    `counted` is what this article counts by, beside the usual nouns.
    """
    return _parse_counted(text, folded, counted) or _parse_scheme(text, folded)


def _parse_counted(text: str, folded: str, counted: Counted) -> Split | None:
    noun = _COUNTED.match(folded) if counted.nouns else None
    if noun is not None and noun["noun"] in counted.nouns:
        return _split(text, folded, "label", noun)
    verb = _COUNTED_ORDER.match(folded) if counted.verbs else None
    if verb is not None and verb["verb"] in counted.verbs:
        return _split(text, folded, "run-in", verb)
    return None


def _parse_scheme(text: str, folded: str) -> Split | None:
    for scheme, pattern in SCHEMES:
        match = pattern.match(folded)
        if match is not None:
            return _split(text, folded, scheme, match)
    return None


def _split(text: str, folded: str, scheme: MarkerScheme, match: re.Match[str]) -> Split:
    end = match.end()
    gap = len(folded) - end - len(folded[end:].lstrip())
    written = text[:end].rstrip()
    marker = Marker(text=written, scheme=scheme, value=_value(match), gap=text[len(written) : end + gap])
    return Split(marker, end + gap)


def _value(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    number = groups.get("n") or groups.get("o")
    if not number:
        return None
    if number == "\U0001f51f":
        return 10
    for signs in (CIRCLED, _DARK_CIRCLED, _BRACKETED_SIGNS, _CHINESE_SIGNS):
        if number in signs:
            return signs.index(number) + 1
    return parse_numeral(number)
