"""Who told it: the source of a case, in a closing bracket, on a line of its own, or in a note."""

import re
from collections.abc import Iterator

from docpipe.structure.spots import HAN, Page, Reading, Spot, read_line

# What says that a source follows. Longer ones first.
_LABEL = (
    "(?:(?:案例|案件|信息|资料|文章|内容|稿件|消息|图文|素材|本文|本案|新闻|文字|通报|以上(?:内容|案例)?)?"
    "(?:来源|出处)(?:于|自)?|(?:摘编|摘|选编|选|转|转载|节选|整理|综合|引|来)自|(?:通报|发布|查处|供稿|提供|报送|曝光)(?:单位|机关|部门)|据)"
)
_LINE = re.compile(rf"^[\W_]{{0,3}}(?:{_LABEL}|供稿)[\])】]?[:丨|]\s*(?P<source>[^。;]{{2,60}}?)[。)\]】]?$")
_GLUED = re.compile(
    r"[。!?;)](?P<open>[(\[【]?)(?:案例|案件|信息|资料|稿件|消息|本案)?(?:来源|出处)(?:于|自)?[\]】]?[:丨|](?P<source>[^。;:]{2,60}?)[。)\]】]?$"
)
_DASH = re.compile(rf"^(?:—{{1,2}}|-{{2}})(?:{_LABEL}:?)?(?P<source>[^,。;]{{2,40}}?)[。]?$")
_BRACKET = re.compile(
    rf"[(\[【](?:{_LABEL}[:丨|]?)?(?P<source>[^()\[\]【】]{{2,60}}?(?:\([^()]{{1,20}}\)[^()\[\]【】]{{0,20}})?)(?:消息|报道|讯)?[)\]】]。?$"
)
# Bodies and publications, by how their names end. Calibrated on the gold corpus and on the names of
# the bodies that publish such cases.
_BODY_ENDS = re.compile(
    "(?:纪委|监委|纪委监委|纪检监察[组室机关工委]{0,3}|纪检[组室]|纪工委|委员会|党委|党组|党校|工委|巡察办|政法委|宣传部|组织部|统战部|"
    "网|网站|官网|报|日报|晚报|早报|时报|晨报|周刊|杂志|公众号|微信|微博|客户端|新闻|频道|电视台|广播|头条|平台|融媒体?|"
    "法院|检察院|公安|公安部|法庭|派出所|[大支总]队|海关|税务|[局厅部办委院所站室处科社会台组署]|中心|政府|学校|大学|中学|小学|学院|医院|公司|集团|银行|[分支总]行|联社|协会|工会|基金会|"
    "通报|公报|通讯|简报|专刊|汇编|选编|案例库|微警务|发布|之窗|在线|先锋|清风|廉政|廉洁|强国|交警|特警|网警|警方|街道|社区|支部|机关|第[\\d一二三四五六七八九十]{1,4}[期辑号版卷集册]|》[^》]{0,24})(?:,?\\d{4}年(?:\\d{1,2}月)?(?:\\d{1,2}日)?)?$"
)
_NO_SOURCE = re.compile(
    "^第[一二三四五六七八九十\\d]+[期辑季讲]$|简称|化名|隐去|暂无|空车|正月|腊月|星期|周[一二三四五六日]|成员|讨论稿|试行|下简称|以下称|见图|图片|如图|原文|链接|点击|未完|待续|另案|已判|判决|已另|注:|略$|^[\\d年月日.:时分-]{1,20}$|^\\d"
)
# A note over several cases (以上案例来源于…) ends the list that it speaks of.
_COMMON = re.compile(
    rf"^[^{HAN}《]{{0,4}}(?:注|说明)?:?(?:以上|上述|文中|本文|本期|上列|前述|所有|全部|这些)?(?:[一二三四五六七八九十两几\d]{{0,3}}[个起则件篇])?(?:典型|警示|真实|违纪|违法|通报的?|所有|全部)*"
    rf"(?:案例|案件|事例|内容|资料|材料|信息|素材|故事|问题|警情|案情)?(?:等)?(?:内容|资料|信息)?(?:均|皆|都|全部|主要|分别)*(?:系|为)?(?P<label>{_LABEL}|根据|由|取自|出自|源于|源自):?(?P<source>[^。;]{{2,60}}?)(?P<tail>(?:改编|整理|汇编|综合|提供|供稿|编写|摘编|编辑|整理而成))?[。)\]】]*$"
)
_SPEAKS_OF_CASES = re.compile("案|来源|事例|素材|摘|选|警情|以上|上述")


def find_source(page: Page) -> tuple[int, int, int] | None:
    """Line, start and end in the readings of the one source that the case gives, or None."""
    for line in range(len(page.readings) - 1, -1, -1):
        span = _source_of(page.readings[line])
        if span is not None:
            return line, *span
    return None


def find_common_source(line: str) -> Spot | None:
    """The source in a closing note over several cases (“以上案例来源于…”), in line 0; None where it is no such note."""
    reading = read_line(line)
    if len(reading.text) > 120:
        return None
    found = _COMMON.match(reading.text)
    if found is None or not _SPEAKS_OF_CASES.search(reading.text[: found.start("source")]):
        return None
    if found["label"] in {"由", "根据"} and not found["tail"]:
        return None
    return reading.spot(0, *found.span("source"))


def _source_of(reading: Reading) -> tuple[int, int] | None:
    for found in _candidates(reading.text):
        return found.span("source")
    note = find_common_source(reading.text)
    return (note.start, note.end) if note else None


def _candidates(text: str) -> Iterator[re.Match[str]]:
    tail_start = max(len(text) - 120, 0)
    found = _LINE.match(text) if len(text) <= 120 else None
    found = found or _GLUED.search(text, tail_start)
    if found:
        yield found
        return
    dashed = _DASH.match(text) if len(text) <= 60 else None
    if dashed and _is_body(dashed["source"]):
        yield dashed
    bracket = _BRACKET.search(text, tail_start)
    if bracket and (_is_body(bracket["source"]) or _labelled(bracket)):
        yield bracket


def _labelled(bracket: re.Match[str]) -> bool:
    return bracket.start("source") - bracket.start() > 2 and not _NO_SOURCE.search(bracket["source"])


def _is_body(text: str) -> bool:
    return bool(_BODY_ENDS.search(text)) and not _NO_SOURCE.search(text)
