"""Whether a text tells of something that happened to somebody: the evidence by which a case is known.

All texts here are folded. What counts as evidence was calibrated on the gold cases, on the verbs of
discipline bulletins, police warnings and accident notices, and on articles of schools, banks,
hospitals, villages and fire brigades that were written for it.
"""

import re

from docpipe.structure.disguised import find_disguised
from docpipe.structure.people import find_people
from docpipe.structure.spots import Page, read_line
from docpipe.structure.surnames import COMMON_WORDLIKE, SURNAMES, WORDLIKE

_SURNAMES = "".join(sorted(SURNAMES - WORDLIKE | COMMON_WORDLIKE))
_HAN = r"[\u4e00-\u9fff]"
# A full name behind a post, before the word that a sentence goes on with.
_BY_POST = re.compile(
    r"\(化名\)|(?:站长|书记|主任|局长|科长|经理|会计|院长|校长|干部|部长|村民|教师|司机)"
    rf"[{_SURNAMES}][^\W\d_因在违被受收利]{{1,2}}(?=[因在违被受利,])"
)
_INTRODUCED = re.compile(
    rf"(?:长|书记|主任|会计|员|干部|师|司机|村民|经理|出纳|老师|医生|护士|警|工|户主|老板){_HAN}{{1,2}}(?:某|[×X*])"
)
# Somebody without a name.
_BYSTANDER = re.compile(
    "有人|少年|儿童|老人|学生|[小初高中大]\\w?生|村民|男子|女子|群众|某生|男孩|女孩|孩子|居民|旅客|司机|幼儿|"
    "[工商店住租业]人|(?:一|两|三|\\d+)[名位](?!领导|代表|专家)|\\d+岁|驾驶[员人]|车主|房主|租户|住户|业主|店主|员工|职工|工人|乘客|患者|客户|一家[三四五六]口|夫[妇妻]|父[子女]|母[子女]|游客|学员|路人"
)
# What was done, by kind of case; what was suffered; and how it ended.
_DEEDS = (
    "违规|违纪|违法|收受|索要|索取|受贿|行贿|贪污|挪用|侵占|套取|骗取|虚报|虚列|虚开|截留|盗卖|盗窃|盗取|倒卖|私分|私设|私用|侵吞|"
    "泄露|泄密|擅自|旷工|体罚|辱骂|殴打|顶撞|伪造|篡改|代签|谎报|瞒报|迟报|串标|围标|吃拿卡要|优亲厚友|弄虚作假|作弊|抄袭|赌博|吸毒|嫖娼|"
    "酒后|醉酒|饮酒|醉驾|酒驾|无证|超载|超员|超速|闯红灯|逆行|偷转|欠贷|据为己有"
)
_FRAUDS = (
    "骗|转账|转出|汇款|汇出|刷单|拉黑|失联|冒充|假冒|盗用|盗刷|解冻|保证金|会员费|打水漂|血本无归|无法提现"
)
_HARMS = (
    "起火|着火|失火|火灾|引燃|烧毁|烧伤|烫伤|爆炸|闪爆|中毒|坍塌|塌方|坠落|坠楼|坠亡|坠入|跌落|摔倒|摔伤|撞倒|撞伤|相撞|碰撞|追尾|侧翻|碾压|卷入|"
    "骨折|[擦砸压夹割咬划扭刺扎刮磕碰轻重灼]伤|窒息|昏迷|送医|抢救|遇难|身亡|死亡|受伤|溺水|溺亡|落水|滑入|触电|车祸|失踪|走失|被困|离家出走|被盗|"
    "获救|救起|损失"
)
_ENDS = "处分|查处|问责|判处|判刑|处罚|罚款|免职|免去|诫勉|立案|拘留|批评教育|通报批评|开除|移送|撤职|记过|记大过|降级|调离|扣发|辞退|吊销|(?:解除|终止)[^,。]{0,4}合同"
_ACT = re.compile(f"{_DEEDS}|{_FRAUDS}|{_HARMS}|{_ENDS}")
# A number has fewer characters; without a bound, a long row of them would be read from each to its end.
_MONEY = re.compile("\\d[\\d,.]{0,24}(?:余|多)?万?(?:余|多)?元")
# What is told to somebody's honour is no case.
_HONOUR = re.compile(
    "荣获|获评|评为|表彰|见义勇为|拾金不昧|捡到|拾到|捐[款赠助资]|先进|模范|标兵|感谢信|锦旗"
)
_DONE = re.compile(f"{_DEEDS}|{_FRAUDS}|{_ENDS}")
_SUFFERED = re.compile(f"{_HARMS}|{_FRAUDS}")
_IMPOSED = re.compile(
    "处分|罚款|诫勉|批评教育|通报批评|免职|免去|判处|处罚|拘留|开除|撤职|撤销|移送|留党察看"
)
_DATE = re.compile(r"[今去前]年|(?:19|20)\d\d年|二[〇零]\S{2}年|\d{1,2}月(?:\d{1,2}日|[上中下]旬)")
_DATE_LEAD = re.compile(
    r"(?:(?:19|20)\d\d年|二[〇零]\S{2}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
    r"[^,。;:]{0,14},|(?:19|20)\d\d年[^,。;:]{0,12},"
)
_NAME_OF_CASE = re.compile("(?:问题|案件?|事件|事故)$")
_SENTENCE_MARK = re.compile("[,。]")
_SHORTEST_EVENT = 16


def people_in(text: str) -> set[str]:
    """The disguised names in `text`; where something is done in it and nobody is disguised, the full names."""
    names = {text[start:end] for start, end in find_disguised(text)}
    if names or not _ACT.search(text):
        return names
    return {text[spot.start : spot.end] for spot in find_people(Page((read_line(text),)))}


def names_anybody(text: str) -> bool:
    """Whether `text` names somebody, by a disguised name, by title or in full."""
    return bool(find_disguised(text) or _BY_POST.search(text) or people_in(text))


def tells_of_anybody(text: str) -> bool:
    """Whether `text` speaks of somebody, named or not."""
    return bool(_BYSTANDER.search(text)) or names_anybody(text)


def has_evidence(text: str) -> bool:
    """Whether `text` tells of somebody and of something done or suffered."""
    if _HONOUR.search(text) and not _DONE.search(text):
        return False
    if _ACT.search(text):
        return names_anybody(text) or _befell_bystander(text)
    # Money that a disguised name has to do with was mostly lost or taken.
    return bool(_MONEY.search(text) and names_anybody(text))


def _befell_bystander(text: str) -> bool:
    return bool(_SUFFERED.search(text) and _DATE.search(text) and _BYSTANDER.search(text))


def is_event(text: str) -> bool:
    """Whether `text` tells of something done or suffered by somebody, named or not."""
    return bool(_ACT.search(text)) and tells_of_anybody(text)


def is_deed_or_bystander(text: str) -> bool:
    """Whether `text` may go on with an event of which nobody is named."""
    return bool(_BYSTANDER.search(text) or _ACT.search(text))


def introduces(text: str) -> bool:
    """Whether `text` introduces somebody by post and tells how it ended for them."""
    return bool(_INTRODUCED.search(text) and _ACT.search(text))


def begins_with_date(text: str) -> bool:
    """Whether `text` begins with a date and is long enough to tell an event."""
    return bool(_DATE_LEAD.match(text)) and len(text) >= _SHORTEST_EVENT


def is_dated_event(text: str) -> bool:
    """Whether `text` begins with a date and tells of somebody and something done."""
    return bool(_DATE_LEAD.match(text)) and has_evidence(text)


def tells_whole_case(text: str) -> bool:
    """Whether `text` by itself says who, when and what it led to."""
    if not (_DATE.search(text) and has_evidence(text)):
        return False
    if _IMPOSED.search(text) or _SUFFERED.search(text):
        return names_anybody(text) or bool(_DATE_LEAD.match(text) and _befell_bystander(text))
    return False


def names_event(title: str) -> bool:
    """Whether a line is the name of a case: whose problem, case or accident it was."""
    return bool(_NAME_OF_CASE.search(title)) and names_anybody(title)


def tells_particulars(text: str) -> bool:
    """Whether `text` tells of somebody, and when, how much or what it led to."""
    return bool(has_evidence(text) and (_DATE.search(text) or _MONEY.search(text) or _IMPOSED.search(text)))


def tells_case(text: str) -> bool:
    """Whether a row of a table of cases is one: it tells of somebody, or of something done."""
    return has_evidence(text) or bool(
        (_ACT.search(text) or names_anybody(text)) and _SENTENCE_MARK.search(text)
    )


def names_somebody(text: str) -> bool:
    """Whether a cell of a table holds a name and no sentence."""
    return not re.search("[,。;]", text) and bool(_INTRODUCED.search(text) or names_anybody(text))


def is_told(text: str) -> bool:
    """Whether a row of a table tells of somebody in a sentence, by name or by what befell them."""
    return bool(_SENTENCE_MARK.search(text)) and (names_anybody(text) or _befell_bystander(text))
