"""Who signs a letter: a body, several bodies, or a person by office. A nickname is never one."""

import re

from docpipe.structure.fold import fold

_BODIES = (
    "委员会|纪委监委|纪委办|纪检监察组|纪检组|纪委|党委|党总支|总支部|总支|党支部|支部|监委|党组|工委|团委|工会|妇联|"
    "办公室|办事处|委办|学校|小学|中学|高中|初中|大学|学院|幼儿园|中心校|校区|教研组|年级组|少先队|"
    "政府|管理局|局|厅|处|科|室|部|所|站|队|组|院|医院|卫生院|中心|公司|集团|银行|支行|分行|信用社|协会|学会|商会|"
    "学生会|理事会|促进会|业主大会|基金会|联合会|社区|居委会|村委会|街道|派出所|大队|支队|法院|检察院|家委会|物业|总行|总部|"
    "合作社|党校|馆|社|台|厂|矿|办|[会园校店班库网]|食堂|市场|基地|联盟|广场|平台|联社|门诊|药房|农场|林场|车间|项目"
)
_BODY = re.compile(
    rf"[\w“”()·]{{1,28}}(?:{_BODIES})(?:\([^()]{{1,12}}\))?(?:全体\w{{2,6}})?"
    r"|\w[\w()]{1,24}\s?全体(?:任课|科任|在职|医护)?(?:教职工|教师|员工|职工|师生|老师|干部|同仁|同学|党员|人员)\w{0,4}"
)
_OFFICES = "班主任|校长|园长|院长|书记|主任|董事长|总经理|经理|行长|局长|科长|站长|所长|队长|社长|会长|村长|镇长|馆长|辅导员|老师|民警"
# Somebody who signs by office: 二年级班主任 王老师, 校长:某某.
_PERSON = re.compile(
    rf"[\w()]{{0,20}}(?:{_OFFICES})[:\s]{{0,2}}\w{{2,4}}|[\w()]{{0,24}}\s?\w{{1,3}}(?:老师|校长|园长|主任|书记)"
    r"|[\w()]{2,16}[:\s]\s?(?:\w{1,3}老师[、\s]*){1,6}"
)
# What says that those who sign follow.
_SIGNED_BY = re.compile(r"(?:倡议|发起|承诺|签署|发布|通知)(?:人|方|单位|机关)[:\s]\s*")
# What a name of a body does not hold: the words of a sentence.
_SENTENCE_WORDS = re.compile("[的了是吗呢吧我你他她们]|祝|(?<!志)愿|欢迎|请|谢")
_SIGNATURE_LENGTH = 30


def is_signer(text: str, *, person: bool) -> bool:
    """Whether the folded `text` names one or more bodies, or, where `person` allows it, somebody by office."""
    text = _SIGNED_BY.sub("", text, count=1) if _SIGNED_BY.match(text) else text
    if len(text) > _SIGNATURE_LENGTH * 2 or _SENTENCE_WORDS.search(text):
        return False
    if person and _PERSON.fullmatch(text):
        return True
    if _BODY.fullmatch(text) and len(text) <= _SIGNATURE_LENGTH:
        return True
    parts = re.split(r"[、\s]+", text)
    return all(len(part) <= _SIGNATURE_LENGTH and _BODY.fullmatch(part) for part in parts)


def split_signers(text: str) -> list[str]:
    """The bodies that a signature names, each as written; a person by office stays whole."""
    text = text.strip()
    label = _SIGNED_BY.match(fold(text))
    text = text[label.end() :] if label else text
    if "全体" in text:
        return [text]
    parts = re.split(r"[、\s]+", text)
    return parts if all(_BODY.fullmatch(fold(part)) for part in parts) else [text]


def split_signed_date(text: str, date: re.Pattern[str]) -> int:
    """Where the date begins in a folded line that is a signature and a date; 0 where it is no such line."""
    found = re.search(r"(?:(?:19|20)\d\d\s?[年./-]|二[〇零○O]\S{2}年)|(?<!\d)\d{1,2}月\d{1,2}日$", text)
    if found is None or not found.start() or not date.fullmatch(text[found.start() :].strip()):
        return 0
    return found.start() if is_signer(text[: found.start()].strip(" ,:"), person=True) else 0
