"""What came of a case beyond the standard names of sanctions, as written."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from docpipe.structure.imposed import Mention, is_imposed
from docpipe.structure.spots import Page

_TIME = "(?:[一二两三四五六七八九十\\d]+(?:年|个月|日|天))?"
# Calibrated on what the gold corpus labels; 追缴 and the repair of a damage are told, not imposed.
_OUTCOMES = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?:吊销|暂扣)[^,。;、]{{0,12}}(?:驾驶证|执照|许可证|证书|资格证?){_TIME}",
        "(?<=,)记\\d+分|(?<=、)记\\d+分|(?<=并)记\\d+分|扣\\d+分",
        "(?:扣减|扣发|扣除|停发|减发|核减|追回)[^,。;、]{0,10}(?:绩效|奖金|工资|薪酬|收入|补贴)[^,。;、]{0,10}",
        "(?:解除|终止)(?:其)?[^,。;、]{0,4}(?:劳动|劳务|聘用|用工|聘任|雇佣)(?:合同|关系)",
        "(?:借调|聘用|劳动|劳务)关系终止",
        "(?<=被)(?:撤职|记大过|记过)(?!处分)|党内除名|留[校用]察看|降低岗位等级|经济处罚(?:\\d[\\d.,]*万?元)?",
        "(?<=被)解聘|降为[^,。;、]{2,12}|(?<=被)辞退|(?<=予以)辞退|予以解聘|责令辞职|引咎辞职|停职检查|降职|调整职务",
        f"调离[^,。;、]{{0,10}}岗位|暂停(?:其)?[^,。;、]{{0,8}}(?:活动|资格|业务|职务|履职|执业){_TIME}",
        "取消(?:其)?[^,。;、]{0,12}(?:资格|录用|称号|荣誉|评优|评先|成绩|待遇)",
        "(?<!诫勉)(?:警示谈话|提醒谈话|谈话提醒|约谈)",
        "[作写]出?(?:深刻|书面|深刻书面)+检[查讨]|作(?:公开)?检讨(?:发言)?|责令检查",
        "责令(?:限期)?(?:整改|改正|退[还赔缴]|道歉|公开道歉)",
        "(?:违纪|违法|非法|违规)所得(?:被|已|均|全部|依法|依规|款物|予以|由[^,。;]{1,12})*(?:收缴|没收|追缴|上缴)",
        "(?<=机关)收缴|(?<=予以)收缴|(?<=被)收缴|没收(?:其)?(?:违法|非法|违纪)所得",
        "退还(?:财政专户|村民|群众|原主|村集体|本人|给[^,。;、]{1,10})|主动退缴|退缴国库",
        "超标部分已依法拆除|依法拆除",
        "(?:不|相对不)起诉(?:的)?决定",
        "(?<!判处)无期徒刑|判处死刑[^,。;]{0,12}|管制(?=[一二两三\\d]+[年个])|剥夺政治权利(?:终身|[一二两三四五\\d]+年)|没收个人(?:全部)?财产[^,。;]{0,10}|刑事拘留|留置",
        "在全[省市县区镇乡行院校][^,。;]{0,6}(?:进行了?|予以|作了?|被)通报(?!批评)",
        "(?:党纪|政务|党纪政务|政纪)(?:轻|重)?处分(?=[。,;])",
        '对[^,。;]{2,30}实施[“"]一案双查[”"](?:,严肃追究责任)?',
    )
)
_SENTENCE = re.compile("[。;!?]")


def find_outcomes(page: Page) -> Iterator[tuple[int, int, int]]:
    """Line, start and end in the readings of every outcome without a standard name; none overlaps another."""
    for line, reading in enumerate(page.readings):
        text = reading.without_documents().text
        ends = [found.end() for found in _SENTENCE.finditer(text)]
        done = 0
        # Of two that begin together the longer one is meant.
        for start, end in sorted(_spans(text), key=lambda span: (span[0], -span[1])):
            begun = bisect_right(ends, start)
            mention = Mention(text, start, end, ends[begun - 1] if begun else 0)
            if start >= done and is_imposed(mention):
                done = end
                yield line, start, end


def _spans(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for pattern in _OUTCOMES for found in pattern.finditer(text))
