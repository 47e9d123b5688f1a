"""Names that their form gives away: 孙某某, 王某甲, 李XX, 周女士, 小谭.

某 before a body is a determiner (某公司, 向某银行), so a surname that is also a plain word counts only
where no body follows.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from docpipe.structure.spots import HAN
from docpipe.structure.surnames import (
    COMPOUND_SURNAMES,
    GIVEN_NAME_ENDS,
    JOINERS,
    NO_GIVEN_NAME,
    SPLIT_COMPOUNDS,
    SURNAMES,
    WORD_ENDS,
    WORDLIKE,
    WORDS,
)

_HAN = re.compile(f"[{HAN}]")

# ── posts and roles before a name ────────────────────────────────────────────────────────────

_ROLE = re.compile(
    "(?:[书局处科县市镇乡区村校院所站队厂行社股组班部会董事监理秘省州园馆店台库首家检察]长|书记|主任|经理|会计|出纳|"
    "委员|主席|董事|监事|总裁|总监|主管|助理|秘书|员|文书|专干|干部|职工|员工|临时工|包工头|司机|"
    "医生|护士|教师|老师|教授|讲师|工程师|法官|检察官|警官|民警|辅警|律师|代表|老板|商人|[包应销发书药备材批]商|"
    "村民|居民|市民|群众|农民|渔民|妻子|丈夫|儿子|女儿|父亲|母亲|哥哥|弟弟|姐姐|妹妹|[表堂][兄弟哥姐妹]|侄子|侄女|外甥|"
    "岳父|岳母|女婿|儿媳|亲戚|亲属|朋友|[好男女网]友|同学|同事|下属|部下|战友|邻居|情妇|男子|女子|学生|"
    "负责人|责任人|法人|承包人|当事人|[受被]害人|嫌疑人|被告人|举报人|请托人|卖粮人|病人|老人|"
    "(?:中间|合伙|行贿|受贿|同案|证|知情|经办|代理|代表|联系|介绍|担保|控制|管理|申请)人|"
    "服务对象|企业主|[业车店户]主|房东|[客储账]户|患者|画家|原告|被告)$"
)
_ROLE_WINDOW = 6


def follows_role(text: str, start: int) -> bool:
    """Whether a post or a role ends right before `start` (副站长张宾, 会计胡某)."""
    return bool(_ROLE.search(text[max(start - _ROLE_WINDOW, 0) : start]))


# ── what may follow a name ───────────────────────────────────────────────────────────────────

_BREAK = re.compile(rf"(?:$|[^{HAN}])")
_GOES_ON = re.compile(
    "被|受|所|因|在|违|利用|收|接受|身为|作为|担任|任|犯|涉嫌|伙同|等|的|于|与|和|及|同|以|从|到|由|将|对|向|为|先后|多次|"
    "明知|未|不|没|擅自|参与|醉酒|酒后|驾驶|私自|虚|套取|贪污|挪用|截留|组织|安排|主持|要求|授意|指使|把|给|送|严重|系|是|说|称|"
    "表示|也|还|又|均|则|仍|已|曾|时任|通过|借|公款|公车|之|每|分别|两|[两二三四五六七八九]人|夫妇|一家|家|开除|党内|撤销|留党|政务|诫勉|"
    "免职|职务|处分|记|负|履行|主动|承认|交代|得知|发现|认为|觉得|行政|共同|一起|一同|合伙|串通|勾结|联合|联系|"
    "分[一二两三四五六七八九十\\d]|按|根据|其|本人|当|自|\\d|签|审核|填|编造|经常|长期|开始|使用|领取|购买|经营|承包|办理|"
    "透露|索要|索取|提供|承诺|答应|拒绝|隐瞒|谎称|自称|冒充|驾|骑|乘|接到|看到|听到|听信|报警|遭遇|点击|下载|转账|付款|拨打|前往|赶到|赶往|信以为真|急忙|立即|随即"
)


def breaks_off(text: str, at: int) -> bool:
    """Whether no Chinese character stands at `at`."""
    return bool(_BREAK.match(text, at))


def ends_name(text: str, at: int) -> bool:
    """Whether a name may end at `at`: a mark follows, or a word that a sentence goes on with."""
    return bool(_BREAK.match(text, at) or _GOES_ON.match(text, at))


# ── disguised by 某, X, × ────────────────────────────────────────────────────────────────────

_MOU = re.compile("某{1,2}")
_CROSS = re.compile("(?:[X×]{1,2}|[*○□●]{1,2}|xx)(?![A-Za-z×*\\d])")
# Heavenly stems stand for places and parties (甲某, 乙某); 丁 and 辛 are surnames as well.
_STEMS = frozenset("甲乙丙戊己庚壬癸")
# What 某 may point at when it is a determiner: 某公司, 某建材公司业务员, 某日.
_BODY = (
    "公司|集团|银行|支行|分行|医院|卫生院|学校|学院|大学|中学|小学|幼儿园|机关|单位|部门|中心|"
    "政府|法院|检察院|企业|工厂|商店|超市|酒店|饭店|宾馆|茶楼|小区|广场|平台|网站|协会|[县市区镇乡村省州街道路]|社区|项目|"
    "工程|介绍人|中间人|朋友|亲戚|熟人|部队|系|APP|app|银|品牌|产品|软件"
)
_DETERMINED = re.compile(
    rf"(?:[{HAN}]{{0,8}}?(?:{_BODY})|[{HAN}]{{0,3}}?[局厅部处科室所站队厂店馆院社办委]|[年月日天次种些人地处项个类名位段期份笔事案领商男女老业药国民外私建网镇县市区乡村])"
)
_DETERMINED_AT_ONCE = re.compile(
    "(?:公司|集团|银行|支行|分行|医院|学校|单位|部门|中心|[局厅县市镇乡](?!里|上|长|委)|机关|企业|小区|社区)"
)
_NO_BODY_INSIDE = frozenset("在的与和被因受将为以给是有从到向对把等利曾")
_AFTER_GIVEN = frozenset("在的受被因为将向利违等和与及任系于到以从先、,。;(),:")
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LATIN_SURNAME = re.compile("(?:^|[^A-Za-z])[A-Z]$")
_NAME_NUMBER = re.compile("[甲乙丙丁A-Z1-9]")
_AFTER_NUMBER = re.compile("[县市镇乡村区方级类年月日人名万元块岁个次时点%.\\d]|公司|银行")
# What may stand before a name without being part of a longer word.
_LEFT = re.compile(
    "(?:^|[、,。.;:!?“”‘’\"'()\\[\\]【】《》—\0…\\d和与及同跟给向被把对让由替为将找问据经因的了予于见是等者叫称帮请劝当"
    "名位姓里市县镇村区户人员长师生友民客主商妻夫子女儿母父亲妹弟姐哥属事学工农士记任理计纳老部机代板手医孩]|以及)$"
)


# Passes that do not know one another ask about the same line, one after another.
_LINES_REMEMBERED = 128


@lru_cache(_LINES_REMEMBERED)
def find_disguised(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of disguised names in the reading `text`, in order, none overlapping another."""
    spans = sorted({*_by_mou(text), *_crossed(text), *_addressed(text), *_familiar(text), *_of_surname(text)})
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _by_mou(text: str) -> Iterator[tuple[int, int]]:
    for found in _MOU.finditer(text):
        start = _surname_start(text, found.start())
        if start is not None and _names(text, start, found):
            yield start, _end_of_disguised(text, found)
        elif _LATIN_SURNAME.search(text[max(found.start() - 2, 0) : found.start()]):
            yield found.start() - 1, found.end()


def _surname_start(text: str, end: int) -> int | None:
    """Where the surname that ends before `end` begins; None where there is no Chinese character."""
    if text[end - 2 : end] in COMPOUND_SURNAMES and _is_compound(text, end - 2):
        return end - 2
    return end - 1 if end and _HAN.match(text[end - 1]) else None


def _is_compound(text: str, start: int) -> bool:
    surname = text[start : start + 2]
    if surname == "长孙":
        return not _HAN.match(text[start - 1 : start])
    return surname not in SPLIT_COMPOUNDS or _stands_free(text, start)


def _names(text: str, start: int, mou: re.Match[str]) -> bool:
    surname, after = text[start : mou.start()], mou.end()
    if len(surname) > 1:
        return True
    introduced = follows_role(text, start)
    if surname in _STEMS or (text[max(start - 1, 0) : start + 1] in WORD_ENDS and not introduced):
        return False
    if surname not in SURNAMES:
        return surname not in NO_GIVEN_NAME and _stands_free(text, start) and ends_name(text, after)
    if surname in JOINERS and not introduced and text[start - 1 : start] != "、":
        return False
    if surname in JOINERS or (surname in WORDLIKE and not introduced):
        return not _determines(text, mou)
    return not _DETERMINED_AT_ONCE.match(text, after) or _stands_free(text, start)


def _determines(text: str, mou: re.Match[str]) -> bool:
    """Whether 某 points at a body (于某公司) and is no name (于某)."""
    if len(mou[0]) > 1 and not _DETERMINED_AT_ONCE.match(text, mou.end()):
        return False
    found = _DETERMINED.match(text, mou.end())
    return found is not None and not _NO_BODY_INSIDE.intersection(found[0])


def _stands_free(text: str, start: int) -> bool:
    return bool(_LEFT.search(text[max(start - 2, 0) : start]))


def _end_of_disguised(text: str, mou: re.Match[str]) -> int:
    end = mou.end()
    given = text[end : end + 1]
    if _NAME_NUMBER.match(given):
        return end if _AFTER_NUMBER.match(text, end + 1) else end + 1
    return end + 1 if len(mou[0]) == 1 and _closes_name(text, end) else end


def _closes_name(text: str, at: int) -> bool:
    """Whether the character at `at` is the last of a given name whose first is disguised (李某军受到…)."""
    return text[at : at + 1] in GIVEN_NAME_ENDS and (text[at + 1 : at + 2] or "。") in _AFTER_GIVEN


def _crossed(text: str) -> Iterator[tuple[int, int]]:
    for found in _CROSS.finditer(text):
        start = _surname_start(text, found.start())
        if start is None or (found.start() - start == 1 and text[start] not in SURNAMES):
            continue
        yield start, found.end() + 1 if _closes_name(text, found.end()) else found.end()


# ── disguised by a form of address ───────────────────────────────────────────────────────────

_ADDRESS = re.compile(
    "(?P<honour>女士|先生|小姐|大爷|大妈|大娘|大叔|大姐|大哥|大伯|大嫂|大婶|阿姨|奶奶|爷爷|婆婆|老汉|老太太?|老伯|老爹|叔叔)"
    # These follow other words as well: 值班医生, 历史老师, 装修师傅.
    "|师傅|同学|同志|老师|医生|大夫|护士|律师|警官|法官|教授|教练|老人"
    f"|(?P<post>(?:书记|[局科处行校院所站队厂镇乡村县]长|主任|经理|老板|总)(?![{HAN}]))"
)
# 小 or 阿 before what ends given names needs a word after it that a sentence goes on with.
_FAMILIAR = re.compile(
    rf"[小老阿](?:(?P<surname>[{''.join(sorted(SURNAMES))}甲乙])某?|[A-Z](?![A-Za-z]))|(?P<given>[小阿][{''.join(sorted(GIVEN_NAME_ENDS))}美])"
)
_OF_SURNAME = re.compile(
    rf"[{''.join(sorted(SURNAMES))}]姓(?:男子|女子|男士|女士|先生|老人|客户|居民|市民|村民|司机|驾驶[员人]|员工|学生|同学|青年|老板|商人)"
)
# 小区, 老师, 小程序 are words; so are 大小, 缩小 before a surname.
_FAMILIAR_WORDS = re.compile(
    "小(?:区|时|路|车|费|米|麦|包|康|班|广告|程序|金库|项目|红书|平台|家|白|干部|官|单|商|习|利|满|鱼|羊|水|花|池|山|计|能|于|和|"
    "向|边|门|后|来|有|从|由|修)"
    "|老(?:师|年|党|家|干部|干|单位|路|农|边|房|城|将|有|来|向|是|化|百|两|牛|牌|方|言|法|商|史|司|官|宅|井|人|区|车|路|国)"
    "|阿(?:里|富|拉|胶|哥|姨|弥|利|尔|门|根廷)"
)
_BEFORE_FAMILIAR = frozenset("大最从细缩窄矮弱幼较更太很极渺变胆微中家敬养衰古")
_QUOTES = frozenset("“‘\"'")


def _addressed(text: str) -> Iterator[tuple[int, int]]:
    for found in _ADDRESS.finditer(text):
        start = _surname_start(text, found.start())
        if start is None:
            start = found.start() - 1 if text[found.start() - 1 : found.start()] in _LATIN else None
        if start is not None and _is_addressed(text, start, found):
            yield start, found.end()


def _is_addressed(text: str, start: int, address: re.Match[str]) -> bool:
    surname = text[start : address.start()]
    if len(surname) == 1 and surname not in SURNAMES and surname not in _LATIN:
        return False
    if surname in JOINERS or text[start : start + 2] in WORDS:
        return False
    # A post in quotation marks is a part that somebody plays (“王局长”让他转账).
    if address["post"] and text[start - 1 : start] in _QUOTES:
        return False
    return bool(address["honour"] and surname not in WORDLIKE) or _stands_free(text, start)


def _familiar(text: str) -> Iterator[tuple[int, int]]:
    for found in _FAMILIAR.finditer(text):
        start = found.start()
        # Behind an age stands a child, whatever the word: 9岁的小满.
        aged = text[max(start - 2, 0) : start] == "岁的"
        if not aged and (
            _FAMILIAR_WORDS.match(text, start) or text[max(start - 1, 0) : start] in _BEFORE_FAMILIAR
        ):
            continue
        if (aged or _stands_free(text, start)) and (not found["given"] or ends_name(text, found.end())):
            yield found.span()


def _of_surname(text: str) -> Iterator[tuple[int, int]]:
    # Looking for the one character is much cheaper than trying every surname.
    return (found.span() for found in _OF_SURNAME.finditer(text)) if "姓" in text else iter(())
