"""Who told it: the source of a case, in a closing bracket, on a line of its own, or in a note."""

import re
from collections.abc import Iterator

from docpipe.structure.spots import HAN, Page, Reading, Spot, read_line

# What was taken, and what says whence; longer ones first. Calibrated on the closing brackets and notes
# of the gold corpus and on the forms in which discipline bodies, police and newspapers are named.
_TAKEN = "(?:以上(?:内容|案例)?|案例|案件|事例|素材|材料|信息|资料|文章|内容|稿件|消息|图文|本文|本案|新闻|文字|数据|通报|警情)"
_WHENCE = "(?:来源|出处)(?:于|自)?|(?:摘编|摘录|摘选|摘|选编|选摘|选|转载|转发|转|节选|整理|综合|改编|引|来|取|出|源)自|源于|引于|见于?"
_FROM_BODY = "(?:通报|发布|查处|供稿|提供|报送|曝光|选编|整理)(?:单位|机关|部门)?"
_LABEL = rf"(?:{_TAKEN}?(?:编辑)?(?:{_WHENCE})|{_TAKEN}?(?:通报|发布|查处|供稿|提供|报送|曝光|选编)(?:单位|机关|部门)|据|综合)"
_LINE = re.compile(
    rf"^[\W_]{{0,3}}(?:{_LABEL}|{_TAKEN}?(?:供稿|提供))[\])】]?[:丨|]\s*(?P<source>[^。;]{{2,60}}?)[。)\]】]?$"
)
_GLUED = re.compile(
    rf"[。!?;)](?P<open>[(\[【]?){_TAKEN}?(?:来源|出处)(?:于|自)?[\]】]?[:丨|](?P<source>[^。;:]{{2,60}}?)[。)\]】]?$"
)
_DASH = re.compile(
    rf"(?:^|(?<=[。!?;)”]))(?:—{{1,2}}|-{{2}})(?:{_LABEL}[:丨|]?)?(?P<source>[^,。;—]{{2,40}}?)[。]?$"
)
_BRACKET = re.compile(
    rf"[(\[【](?:{_LABEL}[:丨|]?)?(?:{_TAKEN}?由)?"
    r"(?P<source>[^()\[\]【】]{2,60}?(?:(?:\([^()]{1,20}\)|\[\d{4}\])[^()\[\]【】]{0,20})?)(?:消息|报道|讯|提供|供图|供稿)*[)\]】]。?$"
)
# Bodies and publications, by how their names end. Calibrated on the gold corpus and on the names of
# the bodies that publish such cases.
_BODY_ENDS = re.compile(
    "(?:纪委|监委|纪委监委|纪检监察[组室机关工委]{0,3}|纪检[组室]|纪工委|委员会|党委|党组|党校|工委|巡察办|政法委|宣传部|组织部|统战部|"
    "网|网站|官网|报|日报|晚报|早报|时报|晨报|周刊|杂志|公众号|微信|微博|客户端|新闻|频道|电视台|广播|头条|平台|融媒体?|"
    "法院|检察院|公安|公安部|法庭|派出所|[大支总]队|海关|税务|[局厅部办委院所站室处科社会台组署]|中心|政府|学校|大学|中学|小学|学院|医院|公司|集团|银行|[分支总]行|联社|协会|工会|基金会|"
    "通报|公报|通讯|简报|专刊|汇编|选编|案例库|微警务|发布|之窗|在线|先锋|清风|廉政|廉洁|强国|交警|特警|网警|警方|消防|反诈|应急|巡查执法|街道|社区|支部|机关|\\[\\d{4}\\]\\d+号|第[\\d一二三四五六七八九十]{1,4}[期辑号版卷集册]|》[^》]{0,24})(?:,?\\d{4}年(?:\\d{1,2}月)?(?:\\d{1,2}日)?)?$"
)
# Public accounts that begin with what they stand for (平安清江).
_ACCOUNT = re.compile(rf"(?:平安|廉洁|清廉|廉韵|清风|法治|文明|健康|安全)[{HAN}]{{2,4}}$")
_NO_SOURCE = re.compile(
    "^第[一二三四五六七八九十\\d]+[期辑季讲]$|简称|化名|隐去|暂无|空车|正月|腊月|星期|周[一二三四五六日]|成员|讨论稿|试行|下简称|以下称|见图|图片|如图|原文|链接|点击|未完|待续|另案|已判|判决|已另|注:|略$|^[\\d年月日.:时分-]{1,20}$|^\\d(?!.*[报网刊]》?$)"
)
# A note over several cases (以上案例来源于…, 三起案例均由…提供) ends the list that it speaks of.
_SPOKEN_OF = (
    rf"^[^{HAN}《]{{0,4}}(?:注|说明|备注)?:?(?:以上|上述|文中|本文|本期|本组|上列|前述|所有|全部|这些)?"
    r"(?:[一二三四五六七八九十两几\d]{0,3}[个起则件篇例])?(?:典型|警示|真实|违纪|违法|通报的?|所有|全部)*"
    r"(?:案例|案件|事例|内容|资料|材料|信息|素材|故事|问题|警情|案情)?(?:素材|等)?(?:内容|资料|信息)?,?(?:均|皆|都|全部|主要|分别)*(?:系|为|是)?"
)
# What editors add to a source and is none of it.
_REMARK = re.compile(
    r"[,;(]?(?:(?:责任)?编辑|(?:编辑)?整理|责编|文字|审核|图片):.{1,16}$|[,;(](?:文字|内容|部分内容)?(?:略?有|稍[有作]|略[有作])(?:所|较大)?(?:删|改|修|节|调整).{0,5}$"
    r"|[,;(][^,;()]{0,12}(?:化名|隐去|处理)[。)\]】]*$|[,;](?:仅供|谨|特此|在此).{1,10}$"
)
_SOURCE = "(?P<source>[^。;]{2,60}?)"
_COMMON = (
    re.compile(
        rf"{_SPOKEN_OF}(?P<label>{_LABEL}|{_FROM_BODY}(?=[:丨|]))[】\])]?[:丨|]?{_SOURCE}(?:改编|整理|汇编|综合|编写|摘编|编辑|整理而成|报道|消息)?[。)\]】]*$"
    ),
    re.compile(
        rf"{_SPOKEN_OF}(?P<label>根据|由|据)?{_SOURCE}(?:编辑|的)?(?:公开|联合|共同)?(?:改编|整理|汇编|综合|提供|供稿|编写|摘编|编辑|整理而成|(?:查处并?)?(?:通报)?(?:发布|公布|曝光|通报))(?:的?案例)?[。)\]】]*$"
    ),
)
# Without one of these signs a line names no source; looking is much cheaper than reading.
_SAYS_WHENCE = re.compile("[源處处自据據由位关關门門见見综綜提供稿的]")
_SPEAKS_OF_CASES = re.compile(r"案|来源|事例|素材|摘|选|警情|以上|上述|供稿单位|通报单位|^[(\[【]")


_LONGEST_NOTE = 120


def find_source(page: Page) -> tuple[int, int, int] | None:
    """Line, start and end in the readings of the one source that the case gives, or None."""
    for line in range(len(page.readings) - 1, -1, -1):
        span = _source_of(page.readings[line])
        if span is not None:
            return line, *span
    return None


def find_common_source(line: str) -> Spot | None:
    """The source in a closing note over several cases (“以上案例来源于…”), in line 0; None where it is no such note."""
    if not _SAYS_WHENCE.search(line):
        return None
    reading = read_line(line)
    span = _common_source(reading.text)
    return reading.spot(0, *span) if span else None


def _common_source(text: str) -> tuple[int, int] | None:
    if len(text) > _LONGEST_NOTE:
        return None
    remark = _REMARK.search(text)
    text = text[: remark.start()] if remark else text
    for pattern in _COMMON:
        found = pattern.match(text)
        if found is not None and _SPEAKS_OF_CASES.search(text[: found.start("source")]):
            return _balanced(text, *found.span("source"))
    return None


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the bracket that closes one it opens: 《甲县日报》(2021年6月4日)."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    return (start, end + 1) if opened and text[end : end + 1] == ")" else (start, end)


def is_source_line(line: str) -> bool:
    """Whether a line says where something was taken from, and nothing else."""
    reading = read_line(line)
    if len(reading.text) > _LONGEST_NOTE:
        return False
    found = next(_candidates(reading.text), None)
    return (found is not None and found.start() == 0) or find_common_source(line) is not None


def _source_of(reading: Reading) -> tuple[int, int] | None:
    note = _common_source(reading.text)
    if note is not None:
        return note
    found = next(_candidates(reading.text), None)
    return _balanced(reading.text, *found.span("source")) if found else None


def _candidates(text: str) -> Iterator[re.Match[str]]:
    tail_start = max(len(text) - 120, 0)
    found = _LINE.match(text) if len(text) <= 120 else None
    found = found or _GLUED.search(text, tail_start)
    if found:
        yield found
        return
    dashed = _DASH.search(text, tail_start)
    if dashed and _is_body(dashed["source"]):
        yield dashed
    bracket = _BRACKET.search(text, tail_start)
    if bracket and (_is_body(bracket["source"]) or _labelled(bracket)):
        yield bracket


def _labelled(bracket: re.Match[str]) -> bool:
    return bracket.start("source") - bracket.start() > 2 and not _NO_SOURCE.search(bracket["source"])


def _is_body(text: str) -> bool:
    return bool(_BODY_ENDS.search(text) or _ACCOUNT.match(text)) and not _NO_SOURCE.search(text)
