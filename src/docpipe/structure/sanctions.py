"""Which sanctions a case ends with, by their standard names, and the heaviest that a rule threatens.

The ladders: 党纪 of the 《中国共产党纪律处分条例》 art. 8, 政务 of the 《公职人员政务处分法》 art. 7. Both begin
with 警告, and offices of their own (banks, schools) use the words of the second: a bare 警告, 记过, 撤职
or 开除 says nothing before its ladder is known.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from docpipe.structure.imposed import Mention, is_imposed, is_provision
from docpipe.structure.spots import Page, Reading, Spot, read_line

PARTY_LADDER = ("警告", "严重警告", "撤销党内职务", "留党察看", "开除党籍")
"""Party sanctions from the lightest to the heaviest."""

Ladder = Literal["party", "state", "own", "none"]


class Term(NamedTuple):
    """A way of naming sanctions: the standard names it stands for, and the ladder that it settles.

    `needs` must be found right before it or `follows` right after it where either is given; `bars`
    before and `breaks` after say that it is no sanction here.
    """

    names: tuple[str, ...]
    pattern: str
    ladder: Ladder = "none"
    needs: str = ""
    follows: str = ""
    bars: str = ""
    breaks: str = ""


_TERM_OF_TIME = "[一二两三四五六七八九十\\d]+"
# What an office does to somebody, right before the name of it.
_DONE = "(?:给予|受到?|被|予以?|处以?|作出|进行|对其|并处|且|、|和|及|并|,|责令|了|依法|其|以)[^,。;、]{0,6}$"

# In the order of trial: where two begin at one place, the one further up is taken.
TERMS = (
    Term(("警告",), "党内警告", "party"),
    Term(("严重警告",), "(?:党内)?严重警告", "party"),
    Term(
        ("撤销党内职务",),
        "撤销(?:其|了|他|她)?(?:的)?党内(?:一切|外|所有|、行政|和行政|及行政)?职务",
        "party",
    ),
    Term(
        ("撤销党内职务",),
        "撤销(?:其|了)?[^,。;、]{0,16}(?:党委|党组|党支部|党总支|支部|党工委|纪委)(?:副?书记|委员|成员)(?:的)?职务",
        "party",
    ),
    Term(("留党察看",), "留党察看", "party"),
    Term(("开除党籍", "开除公职"), "开除党籍(?:和|及|、|与)公职", "state"),
    Term(("开除党籍",), "开除(?:其|了|他|她)?(?:的)?党籍|开除出党", "party"),
    Term(("政务警告",), "政务警告", "state"),
    Term(("政务记大过",), "政务记大过", "state"),
    Term(("政务记过",), "政务记过", "state"),
    Term(("政务降级",), "政务降级", "state"),
    Term(("政务撤职",), "政务撤职", "state"),
    Term(
        ("开除公职",), '政务开除|开除(?:其|了|他|她)?(?:的)?公职|[“‘"]?双开[”’"]?(?=[。,;处、了]|$)', "state"
    ),
    Term(("诫勉",), "诫勉(?:谈话)?"),
    Term(("免职",), "(?:就地|予以|被)?免职(?!务)", bars="(?:任|罢)$", breaks="通知|文件"),
    Term(
        ("免职",),
        "免(?:去|除)(?:其|了|他|她)?[^,。;]{1,40}?职(?:务|(?![工业责能员称]))|被免去?(?=[^,。;]{1,24}职务)|职务(?:已)?被免(?:去|除)?",
    ),
    Term(
        ("免职",),
        "免(?:去|除)(?:其|了|他|她)?[^,。;]{0,24}?(?:书记|主任|[局处科所站校院镇乡村县队厂]长|委员|主席|经理)",
        needs="(?:被|,|并|决定|给予|党委|^|;|党支部)$",
    ),
    Term(("通报批评",), "通报批评"),
    Term(
        ("批评教育",),
        "批评教育",
        bars="(?:经|屡次|多次|不听|反复)[^,。;]{0,8}$",
        breaks="(?:后|无效|未果|仍|不改|为主)",
    ),
    Term(
        ("行政处罚",),
        "行政处罚",
        needs=_DONE,
        breaks="决定书?(?!定)|法|案|权|裁量|程序|文书|种类|信息|措施法",
    ),
    Term(
        ("罚款",),
        "罚款",
        needs="(?:处以?|处|给予|并处|并|被|予以|其|作出|、|受到|以|行政)[^,。;、]{0,4}$|(?:处以?|给予)[\\d一二两三四五六七八九十百千万]{1,8}元(?:的)?$",
        follows="(?:人民币|共计|共)?[\\d一二三四五六七八九十百千万]+",
        bars="(?:收取|收到|代收|代缴|私分|截留|减免|索要|退还|返还|冒用|交了|上交|补交|收了|所收|免除|要求|缴纳|缴清)[^,。;、]{0,6}$",
        breaks="单|收据|收入|票|项目|标准|名义|通知",
    ),
    Term(("行政拘留",), "(?:治安|行政)拘留|(?<!刑事)(?<!司法)拘留(?=[一二三五七十\\d]{1,2}[日天])"),
    Term(("行政拘留",), "(?<=[日天])拘留"),
    Term(
        ("移送司法机关",),
        "移[送交](?:给|至|到)?(?:[^,。;、移]{0,10}?)(?:司法(?:机关|部门)?|检察(?:机关|院)|公安(?:机关|部门|局)|人民法院)(?:依法)?(?:审查起诉|处理|立案侦查|追究)?|移送(?:依法)?(?:审查)?起诉",
        breaks="前",
        bars="(?:线索)$",
    ),
    Term(("有期徒刑",), "有期徒刑|(?:判刑|获刑)(?=[一二两三四五六七八九十\\d]+[年个])"),
    Term(("拘役",), "拘役"),
    Term(("缓刑",), "缓刑|(?<!死刑)[,、]?缓期(?=[一二两三四五\\d]+年执行)"),
    Term(("罚金",), "罚金", bars="(?:缴纳|代缴|缴清|交)[^,。;]{0,4}$"),
)
# Words of both ladders and of offices' own, longest first.
_BARE = re.compile("(?<!政务)(?<!党内)(?<!严重)(?:行政)?(?:记大过|记过|警告|降级|撤职|开除)")
_STATE_NAMES = {
    "警告": "政务警告",
    "记过": "政务记过",
    "记大过": "政务记大过",
    "降级": "政务降级",
    "撤职": "政务撤职",
}
# Between two sanctions of one list.
_LIST_JOIN = re.compile(
    "(?:处分|处理|[一二两\\d]年|\\([^()]{1,20}\\))*[、和与及,并]{0,2}(?:和|给予|予以|受到?|被)?"
)
_PARTY_GIVES = re.compile("党委|党组|党支部|党总支|党工委|党员|纪委|纪工委|党纪|支部")
_STATE_GIVES = re.compile("监委|监察")
_OWN_GIVES = re.compile("该行|本行|总行|分行|支行|公司|学校|单位|公安|派出所|交警|法院")
_PARTY_CASE = re.compile("中共党员|党员|党支部书记|村党|中央八项规定|党的?纪律|[政组廉群工生]\\w纪律|党组织")
_OWN_CASE = re.compile("柜员|客户经理|本行|该行|网点|会计主管|合规|保安|保洁")
_SENTENCE = re.compile("[。;!?]")
# Administrative penalties by kind: where one is named, 行政处罚 adds nothing.
_KINDS = re.compile("(?<!党内)(?<!严重)(?<!政务)警告|罚款|拘留|吊销|暂扣|没收|责令停产|取缔")


class Imposed(NamedTuple):
    """A sanction found: line, span in the reading, and its standard name; None where it has none."""

    line: int
    start: int
    end: int
    name: str | None


class _Hit(NamedTuple):
    start: int
    end: int
    names: tuple[str, ...]
    ladder: Ladder


_COMPILED = tuple((term, re.compile(term.pattern)) for term in TERMS)


def find_sanctions(page: Page) -> tuple[Imposed, ...]:
    """Every sanction that the lines say was imposed, in order, those outside the vocabulary without a name."""
    party_case = _is_party_case(page)
    found = [
        Imposed(line, hit.start, hit.end, name)
        for line, reading in enumerate(page.readings)
        for hit in _imposed_hits(reading.without_documents().text, party_case=party_case)
        for name in hit.names or (None,)
    ]
    return tuple(_without_general_penalty(found, page))


def named_sanctions(found: Sequence[Imposed], page: Page) -> tuple[tuple[str, Spot], ...]:
    """Standard names and places, in order, each name once."""
    places: dict[str, Spot] = {}
    for line, start, end, name in found:
        if name is not None:
            places.setdefault(name, page.readings[line].spot(line, start, end))
    return tuple(places.items())


def heaviest_threatened(lines: Sequence[str]) -> str | None:
    """The heaviest party sanction that the text of a rule, its title included, threatens; None where it threatens none.

    警告 of the 政务 ladder, of an office's own, and a bare 开除 do not count.
    """
    heaviest = -1
    for line in lines:
        text = read_line(line).text
        for rank, pattern in enumerate(_THREATS):
            if rank > heaviest and any(_is_threat(text, found) for found in pattern.finditer(text)):
                heaviest = rank
    return PARTY_LADDER[heaviest] if heaviest >= 0 else None


_THREATS = tuple(
    re.compile(pattern)
    for pattern in (
        "党内警告|(?<!政务)(?<!行政)(?<!严重)(?<!治安)警告(?=处分|、严重警告|(?:或者?|直至|、|和|以及|到)(?:党内)?严重警告)",
        "严重警告",
        "撤销(?:其)?党内(?:外|一切)?职务",
        "留党察看",
        "开除(?:其)?党籍",
    )
)
_PLAIN_WARNING_OF_OTHERS = re.compile(
    "政务|行政处分|公职人员|公务员法|监委|监察|员工|事业单位|治安|学生|记过"
)
_STATE_OF_THE_SANCTIONED = re.compile("(?:受到?|被|受过|曾)(?:给予)?(?:党内)?$")


def _is_threat(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(found.start() - 12, 0) : found.start()], text[found.end() : found.end() + 10]
    # 受到警告处分的,影响期一年: what follows a sanction, not what brings one.
    if _STATE_OF_THE_SANCTIONED.search(before) and re.match("(?:处分)?(?:的|后|期)", after):
        return False
    if found[0] == "警告" and not re.match("(?:、|或者?|直至|和|以及|到)(?:党内)?严重警告", after):
        near = text[max(found.start() - _NEAR, 0) : found.end() + _NEAR]
        return not _PLAIN_WARNING_OF_OTHERS.search(near) or "党员" in near or "党内" in before
    return True


_NEAR = 40


def _imposed_hits(text: str, *, party_case: bool) -> Iterator[_Hit]:
    previous: _Hit | None = None
    sentence, barred = 0, False
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    for hit in _hits(text):
        begun = bisect_right(ends, hit.start)
        if begun and ends[begun - 1] != sentence:
            sentence, barred = ends[begun - 1], False
        mention = Mention(text, hit.start, hit.end, sentence)
        settled = _settle(hit, previous, mention, party_case=party_case)
        if settled is None:
            continue
        barred = barred or is_provision(mention)
        previous = settled
        if not barred and is_imposed(mention):
            yield settled


# A character of every term: most lines hold none of them.
_CLUE = re.compile(
    "警告|撤|察看|党籍|公职|开除|双开|诫勉|免|批评|处罚|罚款|拘留|移送|移交|徒刑|判刑|获刑|拘役|缓|罚金|记过|记大过|降级|政务"
)


def _hits(text: str) -> list[_Hit]:
    if not _CLUE.search(text):
        return []
    hits = [
        (found.start(), rank, _Hit(*found.span(), term.names, term.ladder))
        for rank, (term, pattern) in enumerate(_COMPILED)
        for found in pattern.finditer(text)
        if _fits(text, found, term)
    ]
    hits += [(bare.start(), len(TERMS), _Hit(*bare.span(), (), "none")) for bare in _BARE.finditer(text)]
    kept: list[_Hit] = []
    for _, _, hit in sorted(hits):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _fits(text: str, found: re.Match[str], term: Term) -> bool:
    before, after = text[max(found.start() - 20, 0) : found.start()], text[found.end() : found.end() + 12]
    if term.bars and re.search(term.bars, before):
        return False
    if term.breaks and re.match(term.breaks, after):
        return False
    if not (term.needs or term.follows):
        return True
    return bool(
        (term.needs and re.search(term.needs, before)) or (term.follows and re.match(term.follows, after))
    )


def _settle(hit: _Hit, previous: _Hit | None, mention: Mention, *, party_case: bool) -> _Hit | None:
    """`hit` with its ladder and names settled; None where a bare word is no sanction at all."""
    if hit.names:
        return hit
    word = mention.text[hit.start : hit.end]
    if word.startswith("行政"):
        return hit._replace(end=_end_of_sanction(mention), ladder="own")
    listed = previous is not None and bool(_LIST_JOIN.fullmatch(mention.text[previous.end : hit.start]))
    if not listed and not _IS_SANCTION.match(mention.after):
        return None
    ladder = _ladder(word, previous if listed else None, mention, party_case=party_case)
    if ladder == "party" and word == "警告":
        return hit._replace(names=("警告",), ladder="party")
    if ladder in {"party", "state"} and word in _STATE_NAMES:
        return hit._replace(names=(_STATE_NAMES[word],), ladder="state")
    if ladder == "state" and word == "开除":
        return hit._replace(names=("开除公职",), ladder="state")
    return hit._replace(end=_end_of_sanction(mention), ladder="own")


_IS_SANCTION = re.compile("(?:、[^,。;]{1,24})?(?:的)?(?:行政|政纪|纪律)?处分|(?:和|、)(?:罚款|记|警)|一次")


def _end_of_sanction(mention: Mention) -> int:
    return mention.end + (2 if mention.after.startswith("处分") else 0)


def _ladder(word: str, listed_after: _Hit | None, mention: Mention, *, party_case: bool) -> Ladder:
    if listed_after is not None and listed_after.ladder != "none":
        if listed_after.ladder == "party" and word == "开除":
            return "own"
        return listed_after.ladder
    clause = mention.clause
    if word == "警告":
        if re.match("、?(?:党内)?严重警告", mention.after) or _PARTY_GIVES.search(clause):
            return "party"
        if _STATE_GIVES.search(clause):
            return "state"
        return "party" if party_case and not _OWN_GIVES.search(clause) else "own"
    return "state" if _STATE_GIVES.search(clause) else "own"


def _is_party_case(page: Page) -> bool:
    texts = [reading.text for reading in page.readings]
    return any(map(_PARTY_CASE.search, texts)) and not any(map(_OWN_CASE.search, texts))


def _without_general_penalty(found: list[Imposed], page: Page) -> Iterator[Imposed]:
    names = {each.name for each in found}
    for each in found:
        if each.name == "行政处罚" and (
            names & {"罚款", "行政拘留"} or _KINDS.search(_around(page.readings[each.line], each))
        ):
            continue
        yield each


def _around(reading: Reading, imposed: Imposed) -> str:
    return reading.text[max(imposed.start - _NEAR, 0) : imposed.end + _NEAR]
